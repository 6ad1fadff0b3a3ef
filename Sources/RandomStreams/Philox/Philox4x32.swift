/// Philox4x32-10: a pure function from a 128-bit counter and a 64-bit key to 128 random bits.
///
/// There is no state to carry or to share: the value at a counter is computed from that counter alone, in any order
/// and from any task. For a fixed key the function is a bijection on counters, so two different counters never give
/// the same block of four words.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3",
/// Proceedings of SC'11, 2011 (section 3.3 for the round, table 2 for the quality of ten rounds).
///
/// It is not meant for cryptography: who knows the key knows every value.
public enum Philox4x32 {
    /// The number of rounds, 10, as the paper recommends for the four-word generator.
    public static let rounds = 10

    /// The multiplier of counter word 0 (the paper's M0 for four 32-bit words).
    @usableFromInline static var multiplier0: UInt32 { 0xD251_1F53 }

    /// The multiplier of counter word 2 (the paper's M1 for four 32-bit words).
    @usableFromInline static var multiplier1: UInt32 { 0xCD9E_8D57 }

    /// The step of key word 0 between rounds: the leading bits of the golden ratio's fraction.
    @usableFromInline static var step0: UInt32 { 0x9E37_79B9 }

    /// The step of key word 1 between rounds: the leading bits of the fraction of the square root of three.
    @usableFromInline static var step1: UInt32 { 0xBB67_AE85 }

    /// The block of four random words at `counter` under `key`.
    ///
    /// Every input is valid and no input is special. The cost is constant: twenty 32-by-32-bit multiplications.
    ///
    /// - Parameters:
    ///   - counter: The four words of the counter, word 0 in `x`.
    ///   - key: The two words of the key, word 0 in `x`.
    /// - Returns: Four words, each uniform over all 32-bit values, word 0 in `x`.
    @inlinable
    public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        var (word0, word1, word2, word3) = (counter.x, counter.y, counter.z, counter.w)
        var (key0, key1) = (key.x, key.y)
        var round = 0
        while round < rounds {
            let product0 = multiplier0.multipliedFullWidth(by: word0)
            let product1 = multiplier1.multipliedFullWidth(by: word2)
            word0 = product1.high ^ word1 ^ key0
            word1 = product1.low
            word2 = product0.high ^ word3 ^ key1
            word3 = product0.low
            key0 &+= step0
            key1 &+= step1
            round += 1
        }
        return SIMD4(word0, word1, word2, word3)
    }
}
