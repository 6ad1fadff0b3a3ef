internal import CZlib

/// What keeps bytes from being packed.
public enum GzipFault: Error, Hashable, Sendable {
    /// A level outside 0 ... 9.
    case level(Int)
    /// zlib has no memory, or is another version than it was built against; the number is its status.
    case unavailable(Int32)
    /// Bytes came after the end.
    case finished
}

/// Packs bytes as one member of gzip (RFC 1952), piece by piece, by zlib.
///
/// The header names no file, no time and no system, so that the same bytes in the same version of zlib give the same
/// bytes, however they are cut into pieces. About 300 kB of memory whatever the length; not for use by several threads
/// at once.
public final class GzipWriter {
    /// Packed bytes are handed on in pieces of at most this length.
    public static let pieceBytes = 1 << 16

    /// At places of their own: zlib refuses a state that has moved, and reads the header with the first bytes.
    private let state: UnsafeMutablePointer<z_stream>
    private let header: UnsafeMutablePointer<gz_header>
    private let emit: ([UInt8]) -> Void
    private var isFinished = false

    /// - Parameters:
    ///   - level: 0 (as it is) ... 9 (smallest); 6 is zlib's usual.
    ///   - emit: called with each piece of packed bytes, in order.
    public init(level: Int = 6, emit: @escaping ([UInt8]) -> Void) throws(GzipFault) {
        guard (0...9).contains(level) else { throw .level(level) }
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        header = .allocate(capacity: 1)
        header.initialize(to: gz_header())
        // The system is unknown, as RFC 1952 numbers them.
        header.pointee.os = 255
        self.emit = emit
        // 15 bits of window and 16 more for the header of gzip; 8 is the usual memory: zlib.h, deflateInit2.
        let status = deflateInit2_(
            state, Int32(level), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .unavailable(status) }
        deflateSetHeader(state, header)
    }

    deinit {
        deflateEnd(state)
        state.deallocate()
        header.deallocate()
    }

    /// Packs more bytes.
    ///
    /// - Throws: ``GzipFault/finished`` after ``finish()``.
    /// - Complexity: O(bytes).
    public func write(_ bytes: [UInt8]) throws(GzipFault) {
        guard !isFinished else { throw .finished }
        // zlib counts in 32 bits.
        let most = Int(UInt32.max)
        var start = 0
        while start < bytes.count {
            let count = min(most, bytes.count - start)
            bytes.withUnsafeBufferPointer {
                deflate(UnsafeBufferPointer(rebasing: $0[start..<(start + count)]), Z_NO_FLUSH)
            }
            start += count
        }
    }

    /// Ends the member: what is still packed is handed on, and the check sum and the length follow.
    ///
    /// - Throws: ``GzipFault/finished`` the second time.
    public func finish() throws(GzipFault) {
        guard !isFinished else { throw .finished }
        isFinished = true
        deflate(UnsafeBufferPointer(start: nil, count: 0), Z_FINISH)
    }

    private func deflate(_ bytes: UnsafeBufferPointer<UInt8>, _ flush: Int32) {
        state.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        state.pointee.avail_in = UInt32(bytes.count)
        var isFull = true
        while isFull {
            let piece = [UInt8](unsafeUninitializedCapacity: GzipWriter.pieceBytes) { buffer, count in
                state.pointee.next_out = buffer.baseAddress
                state.pointee.avail_out = UInt32(buffer.count)
                let status = CZlib.deflate(state, flush)
                // A buffer error says that there was nothing to do.
                precondition([Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(status), "zlib stopped with \(status)")
                count = buffer.count - Int(state.pointee.avail_out)
                isFull = state.pointee.avail_out == 0
            }
            if !piece.isEmpty { emit(piece) }
        }
    }
}
