/// The address of a family of random numbers: five integer coordinates that, with a draw index, name one number.
///
/// A number is a function of its address alone. It does not depend on how many numbers were drawn before it, on the
/// order of the drawing or on the task that draws, so two runs that share an address share the number there, whatever
/// else they change between them ("common random numbers").
///
/// The coordinates fill the input of ``Philox4x32`` without overlap, so the mapping from (coordinates, draw index) to
/// (counter, key) is one to one and distinct addresses never read the same block:
///
/// | word      | bits 31 ... 16  | bits 15 ... 0  |
/// | --------- | --------------- | -------------- |
/// | key 0     | `seed`, low 32 bits               ||
/// | key 1     | `seed`, high 32 bits              ||
/// | counter 0 | `item`                            ||
/// | counter 1 | `trial`                           ||
/// | counter 2 | `region`        | `stage`        |
/// | counter 3 | draw index                        ||
public struct DrawKey: Hashable, Sendable {
    /// The seed of the whole experiment; any 64-bit value.
    public var seed: UInt64

    /// The repetition of the experiment, from 0.
    public var trial: UInt32

    /// The place the numbers are drawn for, from 0; at most 65,536 of them.
    public var region: UInt16

    /// The thing the numbers are drawn for, from 0.
    public var item: UInt32

    /// The step in the life of the item, from 0; at most 65,536 of them.
    public var stage: UInt16

    /// Makes the address from its coordinates; every combination is valid.
    ///
    /// - Parameters:
    ///   - seed: The seed of the whole experiment.
    ///   - trial: The repetition, from 0.
    ///   - region: The place, from 0.
    ///   - item: The thing, from 0.
    ///   - stage: The step in the life of the thing, from 0.
    @inlinable
    public init(seed: UInt64, trial: UInt32, region: UInt16, item: UInt32, stage: UInt16) {
        self.seed = seed
        self.trial = trial
        self.region = region
        self.item = item
        self.stage = stage
    }

    /// The key of ``Philox4x32``: the low half of ``seed`` in `x`, the high half in `y`.
    @inlinable
    public var blockKey: SIMD2<UInt32> {
        SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    }

    /// The counter of ``Philox4x32`` at a draw index: (item, trial, region and stage, draw index).
    ///
    /// - Parameter draw: The draw index, from 0.
    /// - Returns: The four counter words; ``region`` is the high half of word 2 and ``stage`` its low half.
    @inlinable
    public func blockCounter(draw: UInt32) -> SIMD4<UInt32> {
        SIMD4(item, trial, UInt32(region) << 16 | UInt32(stage), draw)
    }

    /// The 64 random bits at a draw index: word 0 of the block is the low half, word 1 the high half.
    ///
    /// Constant cost, one block. The other two words of the block are not used, so that an index is one number and
    /// never half of one.
    ///
    /// - Parameter draw: The draw index, from 0; an address holds 2^32 draws.
    /// - Returns: An integer uniform over all 64-bit values.
    @inlinable
    public func bits(draw: UInt32) -> UInt64 {
        let block = Philox4x32.block(counter: blockCounter(draw: draw), key: blockKey)
        return UInt64(block.y) << 32 | UInt64(block.x)
    }

    /// The same bits at four addresses of one seed and trial, for less than four times the cost.
    ///
    /// - Parameters:
    ///   - item: ``item`` of each address, at most 2^32 - 1.
    ///   - place: ``region`` of each times 2^16, plus its ``stage``.
    ///   - draw: The draw index of each, at most 2^32 - 1.
    @inlinable
    public static func bits(
        seed: UInt64, trial: UInt32, item: SIMD4<UInt64>, place: SIMD4<UInt64>, draw: SIMD4<UInt64>
    ) -> SIMD4<UInt64> {
        Philox4x32.lowHalves(
            word0: item, word1: SIMD4(repeating: UInt64(trial)), word2: place, word3: draw,
            key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    }

    /// The uniform random number at a draw index, strictly between 0 and 1.
    ///
    /// See ``unitInterval(_:)`` for the grid of values. Constant cost, one block.
    ///
    /// - Parameter draw: The draw index, from 0; an address holds 2^32 draws.
    /// - Returns: A number in the open interval (0, 1).
    @inlinable
    public func uniform(draw: UInt32) -> Double {
        Self.unitInterval(bits(draw: draw))
    }

    /// Maps 64 random bits to the middle of one of 2^52 equal cells of the unit interval.
    ///
    /// With n the upper 52 bits the value is (n + 1/2) / 2^52 = (2n + 1) / 2^53. Since 2n + 1 < 2^53, every step is
    /// exact: the smallest value is 2^-53, the largest 1 - 2^-53, all cells are equally likely, and `1 - value` is
    /// again on the grid. One more bit would break this: (2^53 - 1 + 1/2) needs 54 bits, rounds to 2^53 and gives
    /// exactly 1, and half of the values above 1/2 would collide with a neighbour.
    ///
    /// - Parameter bits: Any 64-bit value; the lower 12 bits are not used.
    /// - Returns: A number in the open interval (0, 1), never 0 and never 1.
    @inlinable
    public static func unitInterval(_ bits: UInt64) -> Double {
        (Double(bits >> 12) + 0.5) * 0x1p-52
    }
}
