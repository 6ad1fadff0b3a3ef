import ScanModel

/// The bytes of a fleet file, read at any place.
protocol FleetFileSource {
    var size: Int { get }
    /// Fills a buffer with the bytes from an offset; they all lie in the file.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(ByteSourceFault)
}

extension OpenByteFile: FleetFileSource {}

/// A file that is in memory already.
struct FleetFileBytes: FleetFileSource {
    let bytes: [UInt8]

    var size: Int { bytes.count }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) {
        buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
    }
}

extension FleetFileSource {
    /// Some bytes that lie in the file.
    func bytes(at offset: Int, count: Int) throws(ByteSourceFault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var fault: ByteSourceFault?
        bytes.withUnsafeMutableBytes { buffer in
            do throws(ByteSourceFault) { try read(at: offset, into: buffer) } catch { fault = error }
        }
        if let fault { throw fault }
        return bytes
    }

    /// The values of a section of which the table was checked against the length of the file.
    ///
    /// The bytes come in pieces that stay in the processor's cache, where they are summed and widened.
    /// - Returns: the values, which are good only if the largest of them is what its type can hold, and the checksum.
    func values<Value: FixedWidthInteger>(
        of entry: FleetFileLayout.Entry, as _: Value.Type
    ) throws(ByteSourceFault) -> (values: [Value], most: Int64?, checksum: UInt64) {
        var hash = XXHash64()
        var mostRaw: UInt64 = 0
        var fault: ByteSourceFault?
        let values = [Value](unsafeUninitializedCapacity: entry.count) { target, count in
            let base = Value(truncatingIfNeeded: entry.least)
            if entry.width == 0 {
                target.initialize(repeating: base)
                count = entry.count
                return
            }
            let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 64)
            defer { piece.deallocate() }
            var offset = entry.offset
            do throws(ByteSourceFault) {
                while offset < entry.end {
                    let bytes = UnsafeMutableRawBufferPointer(rebasing: piece[..<min(pieceBytes, entry.end - offset)])
                    try read(at: offset, into: bytes)
                    offset += bytes.count
                    let raw = UnsafeRawBufferPointer(bytes)
                    hash.update(raw)
                    // The last piece ends with bytes that only fill it up.
                    let more = min(bytes.count / entry.width, entry.count - count)
                    let part = UnsafeMutableBufferPointer(rebasing: target[count..<count + more])
                    switch entry.width {
                    case 1: widen(raw, UInt8.self, base, part, &mostRaw)
                    case 2: widen(raw, UInt16.self, base, part, &mostRaw)
                    case 4: widen(raw, UInt32.self, base, part, &mostRaw)
                    default: widen(raw, UInt64.self, base, part, &mostRaw)
                    }
                    count += more
                }
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        guard mostRaw <= UInt64(Int64.max), entry.count > 0 else {
            return (values, entry.count > 0 ? nil : 0, hash.value)
        }
        let (most, overflow) = entry.least.addingReportingOverflow(Int64(mostRaw))
        return (values, overflow ? nil : most, hash.value)
    }

    /// Half of a second-level cache; a multiple of every width and of the alignment.
    private var pieceBytes: Int { 1 << 17 }

    private func widen<Raw: FixedWidthInteger & UnsignedInteger & BitwiseCopyable, Value: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer, _: Raw.Type, _ base: Value, _ target: UnsafeMutableBufferPointer<Value>,
        _ most: inout UInt64
    ) {
        bytes.withMemoryRebound(to: Raw.self) { source in
            var largest: Raw = 0
            for index in 0..<target.count {
                let raw = Raw(littleEndian: source[index])
                largest = max(largest, raw)
                target.initializeElement(at: index, to: base &+ Value(truncatingIfNeeded: raw))
            }
            most = max(most, UInt64(largest))
        }
    }
}
