internal import DocumentReading
internal import ScanModel

/// Brings the bytes of several files to a reader, one after the other.
enum CSVFiles {
    /// Reads files from disk, packed or not.
    ///
    /// - Returns: the issues of files that are there and not read.
    static func load(
        paths: [String], relativeTo directory: String, limit: Int, progress: ((Int, Int) -> Void)?,
        read: (String, [UInt8]) -> Void
    ) throws(InventoryError) -> [InputIssue] {
        let files = paths.map { ByteFile(name: $0, location: $0.hasPrefix("/") ? $0 : "\(directory)/\($0)") }
        return try load(files, limit: limit, progress: progress, read: read)
    }

    /// The same for files that were found already.
    static func load(
        _ files: [ByteFile], limit: Int, progress: ((Int, Int) -> Void)? = nil, read: (String, [UInt8]) -> Void
    ) throws(InventoryError) -> [InputIssue] {
        var issues: [InputIssue] = []
        for (index, file) in files.enumerated() {
            do throws(ReadFault) {
                read(file.name, try file.open(bytesMax: limit).allBytes(most: limit))
            } catch {
                switch error {
                case .unreadable(let reason): throw .unreadable(path: file.name, reason: reason)
                case .invalid(let issue): issues.append(issue)
                }
            }
            progress?(index + 1, files.count)
        }
        return issues
    }

    /// Hands over files that are already in memory.
    ///
    /// - Returns: the issues of files that are too large.
    static func decode(
        _ files: [(name: String, bytes: [UInt8])], limit: Int, read: (String, [UInt8]) -> Void
    ) -> [InputIssue] {
        var issues: [InputIssue] = []
        for file in files {
            if file.bytes.count > limit {
                issues.append(Wording.tooLarge(file: file.name, bytes: file.bytes.count, limit: limit))
            } else {
                read(file.name, file.bytes)
            }
        }
        return issues
    }
}
