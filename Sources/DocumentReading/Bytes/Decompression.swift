internal import CZlib
internal import CZstd
internal import ScanModel

/// What a compressed stream is wrong in, as an issue of its file.
private func damaged(_ name: String, _ kind: String, _ reason: String) -> ReadFault {
    .invalid(
        InputIssue(
            file: name, line: 0, column: 0, path: "", problem: "the \(kind) data is damaged: \(reason)",
            expected: "a complete \(kind) file"))
}

/// How compressed bytes come in: one buffer that is refilled when it is used up.
private struct CompressedInput: ~Copyable {
    static let bufferBytes = 1 << 18

    let stream: ByteStream
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: CompressedInput.bufferBytes, alignment: 16)
    var start = 0
    var end = 0
    var isAtEnd = false

    init(_ stream: ByteStream) { self.stream = stream }

    deinit { buffer.deallocate() }

    mutating func refill() throws(ReadFault) {
        guard start == end, !isAtEnd else { return }
        start = 0
        end = try stream.read(into: buffer)
        isAtEnd = end == 0
    }
}

/// Unpacks gzip (RFC 1952) by zlib; members that follow one another count as one stream, as `gzip -d` has it.
final class GzipStream: ByteStream {
    private let name: String
    private var input: CompressedInput
    private var state = z_stream()
    private var isInsideMember = false
    private var isFinished = false

    init(_ stream: ByteStream, name: String) {
        self.name = name
        input = CompressedInput(stream)
        super.init()
        // 15 bits of window, and 16 more for the header of gzip: zlib.h, inflateInit2.
        let status = inflateInit2_(&state, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib could not start: \(status)")
    }

    deinit { inflateEnd(&state) }

    override func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
        if isFinished || buffer.isEmpty { return 0 }
        let room = min(buffer.count, Int(UInt32.max))
        state.next_out = buffer.baseAddress!.assumingMemoryBound(to: UInt8.self)
        state.avail_out = UInt32(room)
        while Int(state.avail_out) == room {
            try input.refill()
            if input.isAtEnd {
                if isInsideMember { throw damaged(name, "gzip", "it ends too early") }
                isFinished = true
                return 0
            }
            try inflateSome()
        }
        return room - Int(state.avail_out)
    }

    private func inflateSome() throws(ReadFault) {
        let waiting = input.end - input.start
        state.next_in = (input.buffer.baseAddress! + input.start).assumingMemoryBound(to: UInt8.self)
        state.avail_in = UInt32(waiting)
        isInsideMember = true
        let status = inflate(&state, Z_NO_FLUSH)
        input.start += waiting - Int(state.avail_in)
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END:
            isInsideMember = false
            inflateReset(&state)
        default:
            throw damaged(name, "gzip", state.msg.map { String(cString: $0) } ?? "error \(status)")
        }
    }
}

/// Unpacks Zstandard (RFC 8878) by libzstd; frames that follow one another count as one stream.
final class ZstandardStream: ByteStream {
    private let name: String
    private var input: CompressedInput
    private let state: OpaquePointer
    private var isInsideFrame = false

    /// Windows above this are refused: libzstd's own default of 128 MiB, which bounds the memory of a hostile file.
    static let windowLog: Int32 = 27

    init(_ stream: ByteStream, name: String) {
        self.name = name
        input = CompressedInput(stream)
        guard let state = ZSTD_createDCtx() else { preconditionFailure("libzstd could not start") }
        ZSTD_DCtx_setParameter(state, ZSTD_d_windowLogMax, ZstandardStream.windowLog)
        self.state = state
        super.init()
    }

    deinit { ZSTD_freeDCtx(state) }

    override func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFault) -> Int {
        var output = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
        while output.pos == 0 {
            // What is packed may be all here and not all unpacked, so ask once more before the end is believed.
            try input.refill()
            if input.isAtEnd && !isInsideFrame { return 0 }
            var source = ZSTD_inBuffer(
                src: input.buffer.baseAddress! + input.start, size: input.end - input.start, pos: 0)
            let status = ZSTD_decompressStream(state, &output, &source)
            input.start += source.pos
            guard ZSTD_isError(status) == 0 else {
                throw damaged(name, "zstd", String(cString: ZSTD_getErrorName(status)))
            }
            isInsideFrame = status != 0
            if input.isAtEnd, output.pos == 0, isInsideFrame {
                throw damaged(name, "zstd", "it ends too early")
            }
        }
        return output.pos
    }
}
