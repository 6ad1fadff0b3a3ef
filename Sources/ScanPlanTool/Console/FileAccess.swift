internal import FoundationEssentials
internal import ScanModel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A file that cannot be read.
struct UnreadableFile: Error {
    var path: String
    var reason: String
}

/// The identity of a file on this machine.
struct FileIdentity: Hashable {
    var device: UInt64
    var number: UInt64
}

/// The files that a command line names.
enum FileAccess {
    /// All bytes of a regular file or pipe, or of standard input for "-".
    ///
    /// - Parameters:
    ///   - limit: more bytes than this are not read; the document reader then reports the excess.
    ///   - mayBePipe: whether it is somebody at the command line who names the file; a pipe that a file names would keep the
    ///     program waiting for ever.
    static func read(_ path: String, limit: Int, mayBePipe: Bool = true) throws(UnreadableFile) -> [UInt8] {
        if path == "-" { return try drain(STDIN_FILENO, path: path, limit: limit) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | (mayBePipe ? 0 : O_NONBLOCK))
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw UnreadableFile(path: path, reason: "Is a directory") }
        // A device may never end; a pipe is what a shell hands over for <(command).
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG || kind == S_IFIFO && mayBePipe else {
            throw UnreadableFile(path: path, reason: "Not a regular file")
        }
        return try drain(descriptor, path: path, limit: limit)
    }

    /// The folder that relative paths inside a file start from.
    static func folder(of path: String) -> String {
        guard path != "-", let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A path that may be relative to a folder.
    static func join(_ folder: String, _ path: String) -> String {
        if path.hasPrefix("/") || folder == "." { return path }
        return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
    }

    /// What tells one file from another, whatever paths lead to it; nil if there is no such file.
    static func identity(of path: String) -> FileIdentity? {
        var status = stat()
        guard path != "-", stat(path, &status) == 0 else { return nil }
        return FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    }

    /// Whether the last part of a path is a symbolic link; false if there is no such file.
    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// What kind of thing lies at a path, links followed.
    enum Kind {
        case file, folder
        /// A device, pipe or socket, or nothing at all.
        case other
    }

    static func kind(of path: String) -> Kind {
        var status = stat()
        guard stat(path, &status) == 0 else { return .other }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: return .other
        }
    }

    /// A path that starts from the root; nothing else about it changes.
    static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }

    /// The path without links, `.` and `..` that leads to the same place; nil if there is nothing.
    static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// The name of a file without folder and extension; "scenario" for standard input.
    static func standardName(of path: String) -> String {
        guard path != "-" else { return "scenario" }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.split(separator: ".").first.map(String.init) ?? "scenario"
    }

    private static func drain(_ descriptor: Int32, path: String, limit: Int) throws(UnreadableFile) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= limit {
            let count = chunk.withUnsafeMutableBytes { buffer in
                #if canImport(Glibc)
                    Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    Musl.read(descriptor, buffer.baseAddress, buffer.count)
                #else
                    Darwin.read(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        return bytes
    }

    private static func failure(_ path: String) -> UnreadableFile {
        UnreadableFile(path: path, reason: String(cString: strerror(errno)))
    }
}
