import RandomStreams
import ScanModel

/// Draws one size.
struct SizeDraw: Sendable {
    private let logarithm: Distribution
    private let median: Double
    private let least: Double
    private let most: Double
    /// The size of all draws whose bits begin with the index, or 0 if they do not all have the same.
    private let sizes: [Int32]
    /// Bits after those that are the index.
    private let shift: UInt64

    /// A table of so many draws a cell costs little beside them; a larger one would leave the cache.
    private static let drawsPerCell = 128
    private static let cellsMost = 1 << 14

    /// - Parameter expected: about how many sizes will be drawn.
    init(_ distribution: FleetSpecification.SizeDistribution, expected: Int = 1) {
        logarithm = .normal(mean: 0, sd: distribution.sigma)
        median = distribution.medianGiB
        least = Double(distribution.leastGiB)
        most = Double(distribution.mostGiB)
        let wanted = min(Self.cellsMost, max(1, expected / Self.drawsPerCell))
        let bits = Int.bitWidth - 1 - wanted.leadingZeroBitCount
        shift = UInt64(UInt64.bitWidth - bits)
        sizes = bits == 0 ? [0] : Self.table(bits: bits, logarithm, median: median, least: least, most: most)
    }

    /// The size in GiB of which the share of ``DrawKey/unitInterval(_:)`` of all sizes is smaller.
    @inline(__always)
    func size(_ bits: UInt64) -> Int32 {
        // A shift by 64 gives 0.
        let known = sizes[Int(truncatingIfNeeded: bits >> shift)]
        return known > 0 ? known : drawn(bits)
    }

    @inline(never)
    private func drawn(_ bits: UInt64) -> Int32 {
        Int32(Self.raised(bits, logarithm, median: median, least: least, most: most))
    }

    /// The exact size plus a half, of which the whole part is the size: halves round up.
    ///
    /// The bounds come before rounding, because a size before them can be too great for an integer; they are whole, so
    /// the order makes no difference to the result.
    private static func raised(
        _ bits: UInt64, _ logarithm: Distribution, median: Double, least: Double, most: Double
    ) -> Double {
        let exact = median * exactExp(logarithm.quantile(DrawKey.unitInterval(bits)))
        return min(max(exact, least), most) + 0.5
    }

    /// The sizes of cells that have only one.
    ///
    /// Sizes rise with the draw, so all draws between two that give the same size give it too. Computed sizes are off
    /// by their rounding errors, less than 10^-12 of them for the widest distribution, which could matter where a size
    /// begins; so the ends of a cell must keep a distance from there that is far greater.
    private static func table(
        bits: Int, _ logarithm: Distribution, median: Double, least: Double, most: Double
    ) -> [Int32] {
        let shift = UInt64(UInt64.bitWidth - bits)
        let ends = (0...1 << bits).map { cell in
            raised(
                cell == 1 << bits ? .max : UInt64(cell) << shift, logarithm, median: median, least: least, most: most)
        }
        return zip(ends, ends.dropFirst()).map { low, high in
            let whole = low.rounded(.down)
            let margin = 1e-9 * high
            return low - whole > margin && high - whole < 1 - margin ? Int32(whole) : 0
        }
    }
}
