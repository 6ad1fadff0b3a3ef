#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Bytes that come in pieces.
///
/// One call brings thousands of bytes, so the cost of a class and of dynamic dispatch does not matter here.
class ByteStream {
    /// Puts up to the size of `buffer` bytes there; 0 means the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int { 0 }
}

/// Bytes of an open descriptor, which is closed with the stream unless it is standard input.
final class DescriptorStream: ByteStream {
    private let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { if descriptor > 2 { close(descriptor) } }

    override func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
        while true {
            #if canImport(Darwin)
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return count }
            if errno != EINTR { throw .unreadable(reason: String(cString: strerror(errno))) }
        }
    }
}

/// Bytes in memory.
final class MemoryStream: ByteStream {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    override func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
        let count = min(buffer.count, bytes.count - position)
        buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}

/// A stream whose first bytes were read already, to tell what it is.
final class PrefixedStream: ByteStream {
    private var prefix: ArraySlice<UInt8>
    private let rest: ByteStream

    init(prefix: [UInt8], rest: ByteStream) {
        self.prefix = prefix[...]
        self.rest = rest
    }

    override func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
        if prefix.isEmpty { return try rest.read(into: buffer) }
        let count = min(buffer.count, prefix.count)
        buffer.copyBytes(from: prefix.prefix(count))
        prefix = prefix.dropFirst(count)
        return count
    }
}

extension ByteStream {
    /// Reads until the buffer is full or the stream ends.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// The next bytes, at most `count` of them.
    func bytes(_ count: Int) throws(ReadFault) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { buffer.deallocate() }
        let filled = try fill(buffer)
        return [UInt8](buffer[..<filled])
    }
}
