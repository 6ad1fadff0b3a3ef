import ScanModel

/// The values of a section on their way into a file.
enum FleetFileColumn {
    case bytes([UInt8])
    case shorts([UInt16])
    case integers([Int32])
    case longs([Int64])

    /// How the values are written: the least of them, and the bytes that hold what each has beyond it.
    struct Frame: Hashable {
        var least: Int64 = 0
        var width = 0
        var count = 0
    }

    /// - Parameter leastWidth: 1 where values that are all the same take bytes as well.
    func frame(leastWidth: Int) -> Frame {
        switch self {
        case .bytes(let values): Self.frame(values, leastWidth)
        case .shorts(let values): Self.frame(values, leastWidth)
        case .integers(let values): Self.frame(values, leastWidth)
        case .longs(let values): Self.frame(values, leastWidth)
        }
    }

    private static func frame<Value: FixedWidthInteger>(_ values: [Value], _ leastWidth: Int) -> Frame {
        guard var least = values.first else { return Frame() }
        var most = least
        for value in values {
            least = min(least, value)
            most = max(most, value)
        }
        let span = UInt64(bitPattern: Int64(most)) &- UInt64(bitPattern: Int64(least))
        let width: Int
        switch span {
        case 0: width = leastWidth
        case ...0xFF: width = 1
        case ...0xFFFF: width = 2
        case ...0xFFFF_FFFF: width = 4
        default: width = 8
        }
        return Frame(least: Int64(least), width: width, count: values.count)
    }

    /// Hands over the bytes of the section in pieces.
    func forEachPiece<Failure: Error>(
        _ frame: Frame, _ body: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        if frame.width == 0 { return }
        for start in stride(from: 0, to: frame.count, by: Self.pieceValues) {
            try body(piece(start..<min(start + Self.pieceValues, frame.count), frame))
        }
    }

    /// A multiple of the alignment, whatever the width.
    private static let pieceValues = 1 << 16

    /// Knows every type, so that the loops below are compiled for each; a caller's error type would keep them general.
    private func piece(_ range: Range<Int>, _ frame: Frame) -> [UInt8] {
        switch self {
        case .bytes(let values): Self.piece(values, range, frame)
        case .shorts(let values): Self.piece(values, range, frame)
        case .integers(let values): Self.piece(values, range, frame)
        case .longs(let values): Self.piece(values, range, frame)
        }
    }

    private static func piece<Value: FixedWidthInteger>(
        _ values: [Value], _ range: Range<Int>, _ frame: Frame
    ) -> [UInt8] {
        switch frame.width {
        case 1: littleEndian(values, range, frame.least, UInt8.self)
        case 2: littleEndian(values, range, frame.least, UInt16.self)
        case 4: littleEndian(values, range, frame.least, UInt32.self)
        default: littleEndian(values, range, frame.least, UInt64.self)
        }
    }

    private static func littleEndian<Value: FixedWidthInteger, Raw: FixedWidthInteger & BitwiseCopyable>(
        _ values: [Value], _ range: Range<Int>, _ least: Int64, _: Raw.Type
    ) -> [UInt8] {
        let width = MemoryLayout<Raw>.size
        let bytes = FleetFileLayout.Entry.bytes(count: range.count, width: width)
        return [UInt8](unsafeUninitializedCapacity: bytes) { buffer, count in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            for (place, index) in range.enumerated() {
                let value = Raw(truncatingIfNeeded: Int64(truncatingIfNeeded: values[index]) &- least)
                raw.storeBytes(of: value.littleEndian, toByteOffset: place * width, as: Raw.self)
            }
            for place in range.count * width..<bytes { raw[place] = 0 }
            count = bytes
        }
    }
}

extension FleetColumns {
    /// The values of a section.
    func column(_ section: FleetFileLayout.Section) -> FleetFileColumn {
        switch section {
        case .textLength: .integers(texts.map { Int32($0.utf8.count) })
        case .textBytes: .bytes(Array(texts.map(\.utf8).joined()))
        case .accounts: .integers(accounts)
        case .regions: .integers(regions)
        case .groups: .integers(groups)
        case .kindSystem: .integers(kindSystem)
        case .kindMachineType: .integers(kindMachineType)
        case .tagCount: .integers(tagCount)
        case .tagKey: .integers(tagKey)
        case .tagValue: .integers(tagValue)
        case .instanceAccount: .integers(instanceAccount)
        case .instanceRegion: .shorts(instanceRegion)
        case .instancePlatform: .bytes(instancePlatform.map(\.rawValue))
        case .instanceFailures: .bytes(instanceFailures)
        case .instanceTagSet: .integers(instanceTagSet)
        case .instanceVolumes: .integers(instanceVolumes)
        case .volumeSize: .integers(volumeSize)
        case .volumeEncryption: .bytes(volumeEncryption.map(\.rawValue))
        case .instanceTraits: .bytes(instanceTraits.map(\.rawValue))
        case .instanceGroup: .integers(instanceGroup)
        case .instanceKind: .integers(instanceKind)
        case .volumeTagSet: .integers(volumeTagSet)
        case .intake: .longs(intake)
        case .intakeState: .integers(intakeState)
        case .intakeStateCount: .longs(intakeStateCount)
        }
    }
}
