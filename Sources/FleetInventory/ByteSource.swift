internal import DocumentReading
internal import FoundationEssentials
internal import ScanModel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A file of an inventory, found but not yet read.
public struct ByteFile: Hashable, Sendable {
    /// The name for messages: the text the user gave, followed by the file's name inside a folder.
    public var name: String
    /// Where the file is; `-` is standard input.
    public var location: String
    /// Its size on disk, 0 where it is not known.
    public var bytes = 0

    public init(name: String, location: String, bytes: Int = 0) {
        self.name = name
        self.location = location
        self.bytes = bytes
    }

    /// Opens the file, or standard input.
    func open(bytesMax: Int) throws(ReadFault) -> ByteInput {
        if location == "-" { return try ByteInput.standardInput(name: name, bytesMax: bytesMax) }
        return try ByteInput.file(location, name: name, bytesMax: bytesMax)
    }
}

/// Why a file gave no bytes.
enum ByteSourceFault: Error {
    /// The operating system said no.
    case unreadable(reason: String)
    /// The file is there, and is not one to read.
    case refused(InputIssue)
}

/// The only place of this module that touches the disk.
enum ByteSource {
    /// How the names of listings end; each may have `.gz` or `.zst` behind it.
    static let listingEndings = [".json", ".ndjson", ".jsonl"]

    /// The files behind a list of paths, folders replaced by their listings in the order of their names.
    ///
    /// Folders are not searched recursively, and names that begin with a dot are skipped, as a shell does.
    ///
    /// - Parameters:
    ///   - commands: what prints such files, for messages.
    ///   - issues: receives one issue for each folder without such a file.
    static func files(
        of paths: [String], relativeTo directory: String, printedBy commands: String = Wording.listingCommands,
        issues: inout [InputIssue]
    ) throws(InventoryError) -> [ByteFile] {
        var files: [ByteFile] = []
        for path in paths {
            let location = path.hasPrefix("/") ? path : "\(directory)/\(path)"
            guard let status = status(of: location) else {
                throw .unreadable(path: path, reason: lastReason())
            }
            guard isKind(status, S_IFDIR) else {
                files.append(ByteFile(name: path, location: location, bytes: Int(status.st_size)))
                continue
            }
            guard access(location, R_OK | X_OK) == 0 else {
                throw .unreadable(path: path, reason: lastReason())
            }
            guard let entries = try? FileManager.default.contentsOfDirectory(atPath: location) else {
                throw .unreadable(path: path, reason: "the folder cannot be listed")
            }
            let names = entries.filter { isListing($0) }.sorted()
            if names.isEmpty {
                issues.append(
                    InputIssue(
                        file: path, line: 0, column: 0, path: "", problem: "the folder holds no file named *.json",
                        expected: commands))
            }
            let folder = path.hasSuffix("/") ? path : "\(path)/"
            files += names.map { name in
                let place = "\(location)/\(name)"
                let bytes = Self.status(of: place).map { Int($0.st_size) } ?? 0
                return ByteFile(name: folder + name, location: place, bytes: bytes)
            }
        }
        return files
    }

    private static func isListing(_ name: String) -> Bool {
        let plain = [".gz", ".zst"].first { name.hasSuffix($0) }.map { String(name.dropLast($0.count)) } ?? name
        return !name.hasPrefix(".") && listingEndings.contains { plain.hasSuffix($0) }
    }

    /// A regular file of at most `limit` bytes, to be read piece by piece.
    ///
    /// Nothing else is ever opened: a pipe would block, and reading a device may have effects.
    static func open(_ file: ByteFile, limit: Int) throws(ByteSourceFault) -> OpenByteFile {
        guard let before = status(of: file.location) else { throw .unreadable(reason: lastReason()) }
        try requireRegular(before, file)
        let descriptor = openForReading(file.location)
        guard descriptor >= 0 else { throw .unreadable(reason: lastReason()) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let reason = lastReason()
            close(descriptor)
            throw .unreadable(reason: reason)
        }
        let open = OpenByteFile(descriptor: descriptor, size: Int(status.st_size))
        try requireRegular(status, file)
        guard open.size <= limit else {
            throw .refused(Wording.tooLarge(file: file.name, bytes: open.size, limit: limit))
        }
        return open
    }

    /// Fills a buffer with the bytes of a file from an offset.
    fileprivate static func fill(
        _ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32, at offset: Int
    ) throws(ByteSourceFault) {
        var count = 0
        while count < buffer.count {
            let step = pread(descriptor, buffer.baseAddress! + count, buffer.count - count, off_t(offset + count))
            if step > 0 {
                count += step
            } else if step == 0 {
                throw .unreadable(reason: "the file became shorter while it was read")
            } else if errno != EINTR {
                throw .unreadable(reason: lastReason())
            }
        }
    }

    private static func requireRegular(_ status: stat, _ file: ByteFile) throws(ByteSourceFault) {
        if isKind(status, S_IFREG) { return }
        let kind =
            if isKind(status, S_IFDIR) {
                "a folder"
            } else if isKind(status, S_IFIFO) {
                "a pipe"
            } else if isKind(status, S_IFSOCK) {
                "a socket"
            } else {
                "a device"
            }
        throw .refused(
            InputIssue(
                file: file.name, line: 0, column: 0, path: "", problem: "this is \(kind)", expected: "a regular file"))
    }

    private static func status(of location: String) -> stat? {
        var status = stat()
        return stat(location, &status) == 0 ? status : nil
    }

    private static func isKind(_ status: stat, _ kind: mode_t) -> Bool { status.st_mode & S_IFMT == kind }

    private static func lastReason() -> String { String(cString: strerror(errno)) }
}

private func openForReading(_ location: String) -> Int32 { open(location, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }

/// A file that is open for reading until nobody needs it.
final class OpenByteFile: Sendable {
    fileprivate let descriptor: Int32
    /// In bytes, when it was opened.
    let size: Int

    fileprivate init(descriptor: Int32, size: Int) {
        self.descriptor = descriptor
        self.size = size
    }

    deinit { close(descriptor) }

    /// Fills a buffer with the bytes from an offset.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceFault) {
        try ByteSource.fill(buffer, from: descriptor, at: offset)
    }
}
