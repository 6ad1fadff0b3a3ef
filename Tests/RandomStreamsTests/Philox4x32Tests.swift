import RandomStreams
import Testing

@Suite("Philox4x32-10")
struct Philox4x32Tests {
    /// The known answers of the authors' own distribution (Random123, file kat_vectors, philox4x32 10).
    @Test("gives the published known answers")
    func knownAnswers() {
        let ones = UInt32.max
        #expect(
            Philox4x32.block(counter: SIMD4(repeating: 0), key: SIMD2(repeating: 0))
                == SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
        #expect(
            Philox4x32.block(counter: SIMD4(repeating: ones), key: SIMD2(repeating: ones))
                == SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
        #expect(
            Philox4x32.block(
                counter: SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344),
                key: SIMD2(0xA409_3822, 0x299F_31D0))
                == SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
    }

    @Test("changes about half of the output bits with any one input bit")
    func avalanche() {
        let counter = SIMD4<UInt32>(1, 2, 3, 4)
        let key = SIMD2<UInt32>(5, 6)
        let reference = Philox4x32.block(counter: counter, key: key)
        var changed = 0
        for bit in 0..<192 {
            var (otherCounter, otherKey) = (counter, key)
            if bit < 128 {
                otherCounter[bit / 32] ^= 1 << UInt32(bit % 32)
            } else {
                otherKey[(bit - 128) / 32] ^= 1 << UInt32(bit % 32)
            }
            let difference = reference ^ Philox4x32.block(counter: otherCounter, key: otherKey)
            let count = (0..<4).reduce(0) { $0 + difference[$1].nonzeroBitCount }
            // Binomial(128, 1/2): mean 64, standard deviation 5.7.
            #expect((30...98).contains(count), "input bit \(bit) changed \(count) output bits")
            changed += count
        }
        // The mean over 192 of them has a standard deviation of 0.41.
        #expect((62.0...66.0).contains(Double(changed) / 192))
    }

    @Test("never gives a block twice for different counters")
    func blocksAreDistinct() {
        var seen: Set<SIMD4<UInt32>> = []
        for word in 0..<4 {
            for value in 1...500 as ClosedRange<UInt32> {
                var counter = SIMD4<UInt32>(repeating: 0)
                counter[word] = value
                seen.insert(Philox4x32.block(counter: counter, key: SIMD2(7, 8)))
            }
        }
        #expect(seen.count == 2_000)
    }
}
