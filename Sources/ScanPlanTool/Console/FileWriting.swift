internal import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A file that cannot be written.
struct UnwritableFile: Error {
    var path: String
    var reason: String
}

/// Files that appear whole or not at all.
enum FileWriting {
    /// Tells early what would keep a file from being written, before there is anything to write.
    static func check(_ path: String, overwrites: Bool) throws(UnwritableFile) {
        guard !path.isEmpty else { throw UnwritableFile(path: "\"\"", reason: "The path is empty") }
        var status = stat()
        if lstat(path, &status) == 0 {
            guard overwrites else { throw exists(path) }
            // Behind a link the file it leads to counts; a link that leads nowhere is replaced.
            if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
                let isFolder = status.st_mode & S_IFMT == S_IFDIR
                throw UnwritableFile(path: path, reason: isFolder ? "Is a directory" : "Not a regular file")
            }
        }
        guard access(FileAccess.folder(of: path), W_OK | X_OK) == 0 else { throw failure(path) }
    }

    /// Writes a temporary file beside the path and gives it that name once all bytes are on the disk.
    ///
    /// - Parameters:
    ///   - overwrites: whether a regular file that is there may be replaced; its permissions stay unless it is private.
    ///   - isPrivate: whether nobody but its owner may read or write it.
    static func write(
        _ bytes: [UInt8], to path: String, overwrites: Bool, isPrivate: Bool = false
    ) throws(UnwritableFile) {
        try check(path, overwrites: overwrites)
        let target = overwrites ? FileAccess.resolved(path) ?? path : path
        let temporary = try temporaryFile(beside: target, path: path, isPrivate: isPrivate)
        do throws(UnwritableFile) {
            defer { close(temporary.descriptor) }
            var status = stat()
            if !isPrivate, stat(target, &status) == 0 { _ = fchmod(temporary.descriptor, status.st_mode & 0o777) }
            try fill(temporary.descriptor, bytes, path: path)
            try give(temporary.path, target, path: path, overwrites: overwrites)
        } catch {
            unlink(temporary.path)
            throw error
        }
    }

    static func temporaryFile(
        beside target: String, path: String, isPrivate: Bool = false
    ) throws(UnwritableFile) -> (path: String, descriptor: Int32) {
        let folder = FileAccess.folder(of: target)
        for number in 0..<1000 {
            let name = FileAccess.join(folder, ".scanplan-\(getpid())-\(number).tmp")
            let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
            if descriptor >= 0 { return (name, descriptor) }
            guard errno == EEXIST else { break }
        }
        throw failure(path)
    }

    private static func fill(_ descriptor: Int32, _ bytes: [UInt8], path: String) throws(UnwritableFile) {
        guard DescriptorWriting.writeAll(bytes[...], to: descriptor) else { throw failure(path) }
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    static func give(
        _ temporary: String, _ target: String, path: String, overwrites: Bool
    ) throws(UnwritableFile) {
        if !overwrites {
            // Unlike a renaming, a hard link never replaces a file that came into being in the meantime.
            if link(temporary, target) == 0 {
                unlink(temporary)
                return
            }
            if errno == EEXIST { throw exists(path) }
            // Some file systems have no hard links.
        }
        guard rename(temporary, target) == 0 else { throw failure(path) }
    }

    private static func exists(_ path: String) -> UnwritableFile {
        UnwritableFile(path: path, reason: "It exists already, and --force is not given")
    }

    static func failure(_ path: String) -> UnwritableFile {
        UnwritableFile(path: path, reason: String(cString: strerror(errno)))
    }
}
