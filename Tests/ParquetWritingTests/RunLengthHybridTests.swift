import TestSupport
import Testing

@testable import ParquetWriting

@Suite struct RunLengthHybridTests {
    private static func encoded(_ values: [Int32], bits: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        RunLengthHybrid.append(values, bits: bits, to: &bytes)
        return bytes
    }

    /// The example of Encodings.md: 0 to 7 with three bits.
    @Test func groupsArePackedAsTheSpecificationShows() {
        #expect(Self.encoded(Array(0...7), bits: 3) == [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010])
    }

    @Test func runsAreWrittenAsRuns() {
        #expect(Self.encoded([Int32](repeating: 4, count: 100), bits: 3) == [200, 1, 4])
        #expect(Self.encoded([Int32](repeating: 0x1234, count: 8), bits: 13) == [16, 0x34, 0x12])
        #expect(Self.encoded([], bits: 1) == [])
    }

    @Test(arguments: [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (256, 8), (257, 9), (1 << 20, 20)])
    func widthsHoldEveryIndex(count: Int, bits: Int) {
        #expect(RunLengthHybrid.bits(below: count) == bits)
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func everythingComesBack(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let bits = dice.roll(1...31)
        var values: [Int32] = []
        for _ in 0..<dice.roll(0...20) {
            let value = { (dice: inout Dice) in Int32(dice.roll(0...(1 << bits - 1))) }
            if dice.chance(50) {
                values += [Int32](repeating: value(&dice), count: dice.roll(1...40))
            } else {
                for _ in 0..<dice.roll(1...40) { values.append(value(&dice)) }
            }
        }
        #expect(try Self.decoded(Self.encoded(values, bits: bits), bits: bits, count: values.count) == values)
    }

    /// Reads until the bytes end; what fills up the last group is left out by the count.
    static func decoded(_ bytes: [UInt8], bits: Int, count: Int) throws -> [Int32] {
        var reader = ThriftReader(bytes: bytes)
        var values: [Int32] = []
        while !reader.isAtEnd {
            let head = try reader.varint()
            if head & 1 == 0 {
                let value = try reader.take((bits + 7) / 8).reversed().reduce(0) { $0 << 8 | Int32($1) }
                values += [Int32](repeating: value, count: head >> 1)
            } else {
                let packed = try reader.take((head >> 1) * bits)
                for index in 0..<(head >> 1) * 8 {
                    values.append(
                        (0..<bits).reduce(0) { value, bit in
                            let place = index * bits + bit
                            return value | Int32(packed[place / 8] >> UInt8(place % 8) & 1) << Int32(bit)
                        })
                }
            }
        }
        // Only a last group may be longer than what was asked for, and by less than a group.
        guard values.count >= count, values.count - count < 8 else { throw ThriftReader.Fault() }
        return Array(values.prefix(count))
    }
}
