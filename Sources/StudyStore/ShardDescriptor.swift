#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// An open file, closed with the last reference.
final class ShardDescriptor {
    private let number: Int32

    private init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// Opens a regular file for reading; nothing else is ever opened, because a pipe would block and a device may act.
    static func reading(_ path: String) throws(ShardError) -> ShardDescriptor {
        let file = ShardDescriptor(try opened(path, O_RDONLY | O_NONBLOCK))
        guard try file.status().st_mode & S_IFMT == S_IFREG else { throw .notAShard }
        return file
    }

    /// Opens a file that no other program writes meanwhile, and empties it.
    static func writing(_ path: String) throws(ShardError) -> ShardDescriptor {
        while true {
            let file = ShardDescriptor(try opened(path, O_WRONLY | O_CREAT | O_NONBLOCK))
            let status = try file.status()
            guard status.st_mode & S_IFMT == S_IFREG else { throw .notAShard }
            guard flock(file.number, LOCK_EX | LOCK_NB) == 0 else {
                throw errno == EWOULDBLOCK ? .busy : failure()
            }
            // Another program may have finished between both calls: then the name belongs to another file, or to none.
            var named = stat()
            guard lstat(path, &named) == 0 else { continue }
            guard named.st_ino == status.st_ino, named.st_dev == status.st_dev else { continue }
            guard ftruncate(file.number, 0) == 0 else { throw failure() }
            return file
        }
    }

    /// Writes all of the bytes.
    func write(_ bytes: [UInt8]) throws(ShardError) {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
                return posixWrite(number, rest)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.failure()
            }
            start += count
        }
    }

    /// Reads up to `count` bytes; fewer only at the end.
    func read(_ count: Int) throws(ShardError) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = 0
            while filled < count {
                let rest = UnsafeMutableBufferPointer(rebasing: buffer[filled..<count])
                let got = posixRead(number, UnsafeMutableRawBufferPointer(rest))
                if got < 0, errno == EINTR { continue }
                failed = got < 0
                guard got > 0 else { return }
                filled += got
            }
        }
        if failed { throw Self.failure() }
        return bytes
    }

    func size() throws(ShardError) -> Int { Int(try status().st_size) }

    /// Waits until what was written is on the disk.
    func sync() throws(ShardError) {
        guard fsync(number) == 0 else { throw Self.failure() }
    }

    /// Gives a file another name, also after a loss of power.
    static func rename(_ path: String, to other: String, in folder: String) throws(ShardError) {
        guard posixRename(path, other) == 0 else { throw failure() }
        try ShardDescriptor(opened(folder, O_RDONLY | O_DIRECTORY)).sync()
    }

    static func remove(_ path: String) { unlink(path) }

    private func status() throws(ShardError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw Self.failure() }
        return status
    }

    private static func opened(_ path: String, _ flags: Int32) throws(ShardError) -> Int32 {
        guard !path.utf8.contains(0) else { throw .notFound }
        let follow = flags & O_DIRECTORY == 0 ? O_NOFOLLOW : 0
        let number = open(path, flags | follow | O_CLOEXEC, 0o644)
        guard number >= 0 else { throw failure() }
        return number
    }

    /// What the last call of the system refused.
    private static func failure() -> ShardError {
        let code = errno
        return switch code {
        case ENOENT, ENOTDIR: .notFound
        case ELOOP, EISDIR, ENXIO: .notAShard
        case ENOSPC, EDQUOT, EFBIG: .full
        case EROFS, EACCES, EPERM: .readOnly
        default: .other(code: Int(code), message: String(cString: strerror(code)))
        }
    }
}

// Methods above have the names of these functions.
private func posixWrite(_ number: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(number, bytes.baseAddress, bytes.count)
}

private func posixRead(_ number: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(number, buffer.baseAddress, buffer.count)
}

private func posixRename(_ path: String, _ other: String) -> Int32 { rename(path, other) }
