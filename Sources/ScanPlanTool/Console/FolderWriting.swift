internal import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A folder that appears with all of its files or not at all.
enum FolderWriting {
    /// Tells early what would keep the folder from being written.
    ///
    /// The folder must not be there, or be empty; the one it goes into must be there.
    static func check(_ path: String) throws(UnwritableFile) {
        guard !path.isEmpty else { throw UnwritableFile(path: "\"\"", reason: "The path is empty") }
        if FileAccess.isLink(path) { throw UnwritableFile(path: path, reason: "Is a symbolic link") }
        switch FileAccess.kind(of: path) {
        case .folder:
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: path), names.isEmpty else {
                throw UnwritableFile(path: path, reason: "It is not empty")
            }
        case .file: throw UnwritableFile(path: path, reason: "Is a file")
        case .other: break
        }
        guard access(parent(of: path), W_OK | X_OK) == 0 else { throw failure(path) }
    }

    /// Writes the files into a temporary folder beside the path and gives it that name once everything is on the disk.
    ///
    /// - Parameter files: paths below the folder, in folders or not, and their bytes.
    static func write(_ files: [(path: String, bytes: [UInt8])], to path: String) throws(UnwritableFile) {
        try check(path)
        let temporary = FileAccess.join(parent(of: path), ".scanplan-\(getpid()).tmp")
        guard mkdir(temporary, 0o777) == 0 else { throw failure(path) }
        do throws(UnwritableFile) {
            for file in files {
                let target = FileAccess.join(temporary, file.path)
                let folder = FileAccess.folder(of: target)
                if mkdir(folder, 0o777) != 0, errno != EEXIST { throw failure(path) }
                do throws(UnwritableFile) {
                    try FileWriting.write(file.bytes, to: target, overwrites: false)
                } catch {
                    throw UnwritableFile(path: FileAccess.join(path, file.path), reason: error.reason)
                }
            }
            // An empty folder is replaced; one that has been filled in the meantime is not.
            guard rename(temporary, path) == 0 else { throw failure(path) }
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)
            throw error
        }
    }

    private static func parent(of path: String) -> String {
        var path = path[...]
        while path.count > 1, path.last == "/" { path.removeLast() }
        return FileAccess.folder(of: String(path))
    }

    private static func failure(_ path: String) -> UnwritableFile {
        UnwritableFile(path: path, reason: String(cString: strerror(errno)))
    }
}
