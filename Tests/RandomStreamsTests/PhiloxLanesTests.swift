import RandomStreams
import Testing

@Suite("Four Philox blocks at once")
struct PhiloxLanesTests {
    @Test("are those of four calls, whatever is in the upper halves of the words")
    func equalBlocks() {
        let key = DrawKey(seed: 0xDEAD_BEEF_0123_4567, trial: 3, region: 0, item: 0, stage: 0)
        for round in 0..<50 as Range<UInt32> {
            var words = [SIMD4<UInt64>](repeating: .zero, count: 4)
            var expected = SIMD4<UInt64>.zero
            for lane in 0..<4 {
                let drawn = Philox4x32.block(counter: SIMD4(round, UInt32(lane), 7, 9), key: SIMD2(1, 2))
                for word in 0..<4 { words[word][lane] = 0xABCD_0000_0000_0000 | UInt64(drawn[word]) }
                let block = Philox4x32.block(counter: drawn, key: key.blockKey)
                expected[lane] = UInt64(block.y) << 32 | UInt64(block.x)
            }
            let found = Philox4x32.lowHalves(
                word0: words[0], word1: words[1], word2: words[2], word3: words[3], key: key.blockKey)
            #expect(found == expected)
        }
    }

    @Test("are the bits of four addresses")
    func equalDraws() {
        let keys = (0..<4).map { lane in
            DrawKey(
                seed: .max - 5, trial: .max, region: UInt16(lane * 20_000), item: .max - UInt32(lane),
                stage: UInt16(60_000 + lane))
        }
        var (item, place, draw) = (SIMD4<UInt64>.zero, SIMD4<UInt64>.zero, SIMD4<UInt64>.zero)
        for (lane, key) in keys.enumerated() {
            item[lane] = UInt64(key.item)
            place[lane] = UInt64(key.region) << 16 | UInt64(key.stage)
            draw[lane] = UInt64(lane) << 30
        }
        let found = DrawKey.bits(seed: .max - 5, trial: .max, item: item, place: place, draw: draw)
        for (lane, key) in keys.enumerated() { #expect(found[lane] == key.bits(draw: UInt32(lane) << 30)) }
    }
}
