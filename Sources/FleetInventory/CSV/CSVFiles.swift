import ScanModel

/// Brings the bytes of several files to a reader, one after the other.
enum CSVFiles {
    /// Reads files from disk.
    ///
    /// - Returns: the issues of files that are there and not read.
    static func load(
        paths: [String], relativeTo directory: String, limit: Int, progress: ((Int, Int) -> Void)?,
        read: (String, [UInt8]) -> Void
    ) throws(InventoryError) -> [InputIssue] {
        var issues: [InputIssue] = []
        for (index, path) in paths.enumerated() {
            let location = path.hasPrefix("/") ? path : "\(directory)/\(path)"
            do throws(ByteSourceFault) {
                read(path, try ByteSource.bytes(of: ByteFile(name: path, location: location), limit: limit))
            } catch {
                switch error {
                case .unreadable(let reason): throw .unreadable(path: path, reason: reason)
                case .refused(let issue): issues.append(issue)
                }
            }
            progress?(index + 1, paths.count)
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
