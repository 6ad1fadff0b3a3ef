internal import ScanModel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The bytes of one file, of standard input or of memory, unpacked if they are packed, as a window that moves forward.
///
/// A regular file that is not packed is mapped and its window is the whole file. Everything else comes in pieces, and
/// the window holds what is still wanted. Gzip and zstd are known by their first bytes, not by the name. UTF-16, which
/// Windows PowerShell writes when it redirects, becomes UTF-8, and a byte order mark is taken away.
public struct ByteInput: ~Copyable {
    /// How the bytes are packed.
    public enum Packing: Hashable, Sendable { case none, gzip, zstd }

    /// Unpacked bytes of one input beyond which it is refused: 256 GiB, far above any listing.
    public static var bytesMaxDefault: Int { InputLimits.current[.inputBytes] }
    /// Packed bytes of UTF-16 that are turned into UTF-8 in memory.
    static let wideTextBytesMax = 1 << 30
    private static let chunkBytes = 1 << 20

    /// The name for messages.
    public let name: String
    public let packing: Packing

    /// The owner of the window's memory.
    private enum Source {
        case mapped(MappedFile)
        case stream(ByteStream, PaddedBuffer)
    }

    private let source: Source
    private let bytesMax: Int

    /// The window: `count` bytes at `base`, with zeros behind them if nothing follows.
    @usableFromInline internal private(set) var base: UnsafePointer<UInt8>
    @usableFromInline internal private(set) var count: Int
    /// Byte of the whole input at which the window begins.
    @usableFromInline internal private(set) var windowOffset = 0
    /// Whether the window ends where the input ends.
    @usableFromInline internal private(set) var isComplete: Bool
    /// Line and column, both from 1, of the beginning of the window.
    private var windowPlace = TextPlace()

    private init(name: String, packing: Packing, stream: ByteStream, bytesMax: Int) throws(ReadFault) {
        let buffer = PaddedBuffer(capacity: Self.chunkBytes)
        self.name = name
        self.packing = packing
        self.bytesMax = bytesMax
        base = UnsafePointer(buffer.base)
        count = 0
        isComplete = false
        source = .stream(stream, buffer)
        try readMore(keepingFrom: 0)
    }

    private init(name: String, mapped: MappedFile) {
        self.name = name
        packing = .none
        bytesMax = mapped.count
        base = UnsafePointer(mapped.base)
        count = mapped.count
        isComplete = true
        source = .mapped(mapped)
    }

    /// Opens a regular file; nothing else is ever opened, because a pipe would block and a device may act.
    ///
    /// - Parameters:
    ///   - location: where the file is.
    ///   - name: how messages name it.
    ///   - bytesMax: bytes, after unpacking, beyond which the file is refused.
    ///   - maps: whether a plain file may be mapped; otherwise it is read in pieces.
    public static func file(
        _ location: String, name: String, bytesMax: Int = bytesMaxDefault, maps: Bool = true
    ) throws(ReadFault) -> ByteInput {
        var status = stat()
        guard stat(location, &status) == 0 else { throw .unreadable(reason: String(cString: strerror(errno))) }
        try requireRegular(status, name)
        let descriptor = open(location, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(reason: String(cString: strerror(errno))) }
        let stream = DescriptorStream(descriptor: descriptor)
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(reason: String(cString: strerror(errno))) }
        try requireRegular(status, name)
        let head = try stream.bytes(4)
        if packing(of: head) == .none, !isWide(head), maps {
            let size = Int(status.st_size)
            guard size <= bytesMax else { throw tooLarge(name, bytes: size, most: bytesMax) }
            if let mapped = MappedFile(descriptor: descriptor, count: size) {
                var input = ByteInput(name: name, mapped: mapped)
                input.skipByteOrderMark()
                return input
            }
        }
        return try ByteInput.stream(stream, head: head, name: name, bytesMax: bytesMax)
    }

    /// Standard input, in pieces.
    public static func standardInput(name: String = "-", bytesMax: Int = bytesMaxDefault) throws(ReadFault)
        -> ByteInput
    {
        let stream = DescriptorStream(descriptor: 0)
        return try ByteInput.stream(stream, head: stream.bytes(4), name: name, bytesMax: bytesMax)
    }

    /// Bytes that are in memory already.
    public static func memory(_ bytes: [UInt8], name: String, bytesMax: Int = bytesMaxDefault) throws(ReadFault)
        -> ByteInput
    {
        try ByteInput.stream(
            MemoryStream(Array(bytes.dropFirst(4))), head: Array(bytes.prefix(4)), name: name, bytesMax: bytesMax)
    }

    private static func stream(
        _ rest: ByteStream, head: [UInt8], name: String, bytesMax: Int
    ) throws(ReadFault) -> ByteInput {
        let packed = PrefixedStream(prefix: head, rest: rest)
        let packing = packing(of: head)
        var plain: ByteStream =
            switch packing {
            case .none: packed
            case .gzip: GzipStream(packed, name: name)
            case .zstd: ZstandardStream(packed, name: name)
            }
        let start = packing == .none ? head : try plain.bytes(4)
        if packing != .none { plain = PrefixedStream(prefix: start, rest: plain) }
        if isWide(start) {
            plain = MemoryStream(WideText.utf8(try wideText(plain, name: name)))
            return try ByteInput(name: name, packing: packing, stream: plain, bytesMax: bytesMax)
        }
        var input = try ByteInput(name: name, packing: packing, stream: plain, bytesMax: bytesMax)
        input.skipByteOrderMark()
        return input
    }

    private static func wideText(_ stream: ByteStream, name: String) throws(ReadFault) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let more = try stream.bytes(chunkBytes)
            if more.isEmpty { return bytes }
            bytes += more
            guard bytes.count <= wideTextBytesMax else {
                throw tooLarge(name, bytes: bytes.count, most: wideTextBytesMax)
            }
        }
    }

    private static func packing(of head: [UInt8]) -> Packing {
        if head.starts(with: [0x1F, 0x8B]) { return .gzip }
        if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return .zstd }
        return .none
    }

    private static func isWide(_ head: [UInt8]) -> Bool {
        head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
    }

    private mutating func skipByteOrderMark() {
        guard count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF else { return }
        base += 3
        count -= 3
        windowOffset = 3
    }

    private static func requireRegular(_ status: stat, _ name: String) throws(ReadFault) {
        if status.st_mode & S_IFMT == S_IFREG { return }
        throw .invalid(
            InputIssue(
                file: name, line: 0, column: 0, path: "", problem: "this is \(kind(of: status.st_mode))",
                expected: "a regular file"))
    }

    private static func kind(of mode: mode_t) -> String {
        switch mode & S_IFMT {
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
    }

    private static func tooLarge(_ name: String, bytes: Int, most: Int) -> ReadFault {
        .invalid(
            InputIssue(
                file: name, line: 0, column: 0, path: "", problem: "the file has \(bytes) or more bytes",
                expected: "at most \(most) bytes"))
    }
}

extension ByteInput {
    /// The first bytes, unpacked, at most `most` of them; the reading does not move.
    public func beginning(_ most: Int) -> [UInt8] { Array(UnsafeBufferPointer(start: base, count: min(most, count))) }

    /// All bytes that are left, unpacked.
    ///
    /// - Throws: `.invalid` if there are more than `most` of them.
    public consuming func allBytes(most: Int) throws(ReadFault) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            guard bytes.count + count <= most else { throw Self.tooLarge(name, bytes: bytes.count + count, most: most) }
            bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
            if isComplete { return bytes }
            try readMore(keepingFrom: count)
        }
    }

    /// Moves the window: what lies before `start` is forgotten, what follows is kept, and more is read if there is more.
    ///
    /// - Parameter start: a position in the window, which becomes its beginning.
    mutating func readMore(keepingFrom start: Int) throws(ReadFault) {
        precondition((0...count).contains(start), "position \(start) of a window of \(count) bytes")
        guard !isComplete, case .stream(let stream, let buffer) = source else {
            preconditionFailure("more is asked of an input that is complete")
        }
        let kept = count - start
        windowPlace = windowPlace.moved(over: UnsafeBufferPointer(start: base, count: start))
        windowOffset += start
        let bytes = UnsafePointer(base) + start
        // The mark at the beginning was passed by moving the base, so positions are counted from the base at hand.
        buffer.base.update(from: bytes, count: kept)
        if kept > buffer.capacity / 2 { buffer.grow(to: buffer.capacity * 2, keeping: kept) }
        var fault: ReadFault?
        var added = 0
        do throws(ReadFault) {
            added = try stream.fill(
                UnsafeMutableRawBufferPointer(start: buffer.base + kept, count: buffer.capacity - kept))
        } catch { fault = error }
        count = kept + added
        isComplete = count < buffer.capacity
        buffer.pad(after: count)
        base = UnsafePointer(buffer.base)
        if let fault { throw fault }
        if windowOffset + count > bytesMax { throw Self.tooLarge(name, bytes: windowOffset + count, most: bytesMax) }
    }

    /// Line and column of a position in the window, from another one whose place is known.
    func place(at position: Int, from start: Int, _ place: TextPlace) -> TextPlace {
        let end = min(position, count)
        return place.moved(over: UnsafeBufferPointer(start: base + min(start, end), count: max(end - start, 0)))
    }

    /// Line and column of a position in the window. Complexity: O(bytes of the window before it).
    func place(at position: Int) -> TextPlace {
        windowPlace.moved(over: UnsafeBufferPointer(start: base, count: min(position, count)))
    }
}
