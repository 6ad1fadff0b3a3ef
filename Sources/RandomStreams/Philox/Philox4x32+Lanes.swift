extension Philox4x32 {
    /// Words 0 and 1 of four blocks at once, as ``DrawKey/bits(draw:)`` joins them: word 0 is the low half.
    ///
    /// The lanes are independent blocks, so a processor works on several of them with one instruction: about a third of
    /// the instructions that four calls of ``block(counter:key:)`` take. Every input is valid.
    ///
    /// - Parameters:
    ///   - word0: Word 0 of the four counters; only the lower 32 bits of a lane count, here and below.
    ///   - word1: Word 1 of the four counters.
    ///   - word2: Word 2 of the four counters.
    ///   - word3: Word 3 of the four counters.
    ///   - key: The two words of the key, the same for all.
    @inlinable
    public static func lowHalves(
        word0: SIMD4<UInt64>, word1: SIMD4<UInt64>, word2: SIMD4<UInt64>, word3: SIMD4<UInt64>, key: SIMD2<UInt32>
    ) -> SIMD4<UInt64> {
        var (word0, word1, word2, word3) = (word0, word1, word2, word3)
        var (key0, key1) = (UInt64(key.x), UInt64(key.y))
        let low = SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
        let factor0 = SIMD4(repeating: UInt64(multiplier0))
        let factor1 = SIMD4(repeating: UInt64(multiplier1))
        let half = SIMD4<UInt64>(repeating: 32)
        // Two rounds at a time, so that no word moves. Upper halves are cut off where they would count, before each
        // multiplication.
        var round = 0
        while round < rounds {
            let first0 = (word0 & low) &* factor0
            let first1 = (word2 & low) &* factor1
            let middle0 = (first1 &>> half) ^ word1 ^ SIMD4(repeating: key0)
            let middle2 = (first0 &>> half) ^ word3 ^ SIMD4(repeating: key1)
            key0 &+= UInt64(step0)
            key1 &+= UInt64(step1)
            let second0 = (middle0 & low) &* factor0
            let second1 = (middle2 & low) &* factor1
            word0 = (second1 &>> half) ^ first1 ^ SIMD4(repeating: key0)
            word1 = second1
            word2 = (second0 &>> half) ^ first0 ^ SIMD4(repeating: key1)
            word3 = second0
            key0 &+= UInt64(step0)
            key1 &+= UInt64(step1)
            round += 2
        }
        return (word1 &<< half) | (word0 & low)
    }
}
