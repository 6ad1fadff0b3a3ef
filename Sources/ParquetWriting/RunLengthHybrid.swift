/// Runs of one number, or groups of eight numbers of a few bits each: how Parquet writes levels and dictionary indices
/// (https://github.com/apache/parquet-format/blob/master/Encodings.md#RLE).
enum RunLengthHybrid {
    /// Most groups that are packed under one header; no reader has trouble with as many.
    private static let groupsMost = 1 << 16

    /// Bits that hold every number below `count`, at least 1.
    static func bits(below count: Int) -> Int { max(1, Int.bitWidth - max(0, count - 1).leadingZeroBitCount) }

    /// Appends numbers of a width of 1 ... 32 bits.
    ///
    /// A run that fills a group of eight is written as a run; anything else is packed.
    static func append(_ values: [Int32], bits: Int, to bytes: inout [UInt8]) {
        var start = 0
        // Where the numbers begin that are to be packed.
        var packed = 0
        while start < values.count {
            var end = start + 1
            while end < values.count, values[end] == values[start] { end += 1 }
            // Packed groups hold eight numbers each, so a run lends some to the group before it.
            let lent = (8 - (start - packed) % 8) % 8
            if end - start - lent >= 8 {
                pack(values[packed..<start + lent], bits: bits, to: &bytes)
                run(values[start], count: end - start - lent, bits: bits, to: &bytes)
                packed = end
            }
            start = end
        }
        pack(values[packed...], bits: bits, to: &bytes)
    }

    private static func run(_ value: Int32, count: Int, bits: Int, to bytes: inout [UInt8]) {
        Varint.append(UInt64(count) << 1, to: &bytes)
        for byte in 0..<(bits + 7) / 8 { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }

    /// The last group is filled up with zeros, which readers leave out by their count of values.
    private static func pack(_ values: ArraySlice<Int32>, bits: Int, to bytes: inout [UInt8]) {
        var left = values
        while !left.isEmpty {
            let part = left.prefix(groupsMost * 8)
            left = left.dropFirst(part.count)
            let groups = (part.count + 7) / 8
            Varint.append(UInt64(groups) << 1 | 1, to: &bytes)
            var word: UInt64 = 0
            var filled = 0
            for value in part {
                word |= UInt64(UInt32(bitPattern: value)) << UInt64(filled)
                filled += bits
                while filled >= 8 {
                    bytes.append(UInt8(truncatingIfNeeded: word))
                    word >>= 8
                    filled -= 8
                }
            }
            let missing = groups * bits - part.count * bits / 8
            for _ in 0..<missing {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
    }
}
