import RandomStreams
import Testing

@Suite("Draw key")
struct DrawKeyTests {
    /// Reads the coordinates back from counter and key; that this is possible is what injective means.
    private func address(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> (DrawKey, UInt32) {
        let address = DrawKey(
            seed: UInt64(key.y) << 32 | UInt64(key.x), trial: counter.y, region: UInt16(counter.z >> 16),
            item: counter.x, stage: UInt16(counter.z & 0xFFFF))
        return (address, counter.w)
    }

    private func expectInvertible(_ key: DrawKey, draw: UInt32) {
        let (readKey, readDraw) = address(counter: key.blockCounter(draw: draw), key: key.blockKey)
        #expect(readKey == key)
        #expect(readDraw == draw)
    }

    @Test("maps to counter and key one to one, at the extremes of every coordinate")
    func injectiveAtExtremes() {
        for mask in 0..<64 {
            let key = DrawKey(
                seed: mask & 1 == 0 ? 0 : .max, trial: mask & 2 == 0 ? 0 : .max, region: mask & 4 == 0 ? 0 : .max,
                item: mask & 8 == 0 ? 0 : .max, stage: mask & 16 == 0 ? 0 : .max)
            expectInvertible(key, draw: mask & 32 == 0 ? 0 : .max)
        }
    }

    @Test("maps to counter and key one to one, at random addresses")
    func injectiveAtRandom() {
        var inputs = TestInputs(1)
        for _ in 0..<1_000 {
            let key = DrawKey(
                seed: inputs.bits(), trial: UInt32(truncatingIfNeeded: inputs.bits()),
                region: UInt16(truncatingIfNeeded: inputs.bits()), item: UInt32(truncatingIfNeeded: inputs.bits()),
                stage: UInt16(truncatingIfNeeded: inputs.bits()))
            expectInvertible(key, draw: UInt32(truncatingIfNeeded: inputs.bits()))
        }
    }

    @Test("places the coordinates in the documented words")
    func layout() {
        let key = DrawKey(
            seed: 0x0123_4567_89AB_CDEF, trial: 0x1111_2222, region: 0x3333, item: 0x4444_5555, stage: 0x6666)
        #expect(key.blockKey == SIMD2(0x89AB_CDEF, 0x0123_4567))
        #expect(key.blockCounter(draw: 0x7777_8888) == SIMD4(0x4444_5555, 0x1111_2222, 0x3333_6666, 0x7777_8888))
    }

    @Test("takes the low half of the bits from word 0 and the high half from word 1")
    func bitOrder() {
        let key = DrawKey(seed: 0, trial: 0, region: 0, item: 0, stage: 0)
        #expect(key.bits(draw: 0) == 0xE169_C58D_6627_E8D5)
        #expect(key.uniform(draw: 0) == DrawKey.unitInterval(0xE169_C58D_6627_E8D5))
    }

    @Test("gives the same number at the same address in any order")
    func orderDoesNotMatter() {
        let keys = (0..<50).map { DrawKey(seed: 9, trial: 1, region: 2, item: $0, stage: 3) }
        let forward = keys.map { $0.bits(draw: 4) }
        let backward = keys.reversed().map { $0.bits(draw: 4) }
        #expect(forward == backward.reversed())
        #expect(Set(forward).count == 50)
    }

    @Test("keeps the uniform number strictly inside (0, 1) at every extreme bit pattern")
    func uniformExtremes() {
        #expect(DrawKey.unitInterval(0) == 0x1p-53)
        #expect(DrawKey.unitInterval(0xFFF) == 0x1p-53)
        #expect(DrawKey.unitInterval(0x1000) == 0x3p-53)
        #expect(DrawKey.unitInterval(.max) == 1 - 0x1p-53)
        #expect(DrawKey.unitInterval(.max) < 1)
        #expect(DrawKey.unitInterval(.max - 0x1000) == 1 - 0x3p-53)
        #expect(DrawKey.unitInterval(0x7FFF_FFFF_FFFF_FFFF) == 0.5 - 0x1p-53)
        #expect(DrawKey.unitInterval(0x8000_0000_0000_0000) == 0.5 + 0x1p-53)
        for bit in 0..<64 {
            for bits in [UInt64(1) << bit, ~(UInt64(1) << bit), UInt64.max << bit, UInt64.max >> bit] {
                let value = DrawKey.unitInterval(bits)
                #expect(value > 0 && value < 1)
                #expect(value + DrawKey.unitInterval(~bits) == 1, "the complement is not on the grid")
            }
        }
    }

    @Test("spreads the uniform numbers evenly over 64 cells")
    func uniformFrequencies() {
        var counts = [Int](repeating: 0, count: 64)
        for item in 0..<64_000 as Range<UInt32> {
            let key = DrawKey(seed: 2_024, trial: 0, region: 0, item: item, stage: 0)
            counts[Int(key.uniform(draw: 0) * 64)] += 1
        }
        let statistic = counts.reduce(0.0) { $0 + Double(($1 - 1_000) * ($1 - 1_000)) / 1_000 }
        // 63 degrees of freedom: mean 63, standard deviation 11.2; the bounds are six of these away.
        #expect(statistic < 130)
        #expect(statistic > 15)
    }
}
