internal import RandomStreams
public import ScanModel

/// How likely it is that a random duration is longer than a limit.
public struct DurationRisk: Sendable {
    private let own: MultiplierLaw
    /// Multipliers of the region's good and bad days, all equally likely.
    private let regions: [Double]

    /// Parts into which the distribution of the region's multiplier is cut; each stands for itself by its middle.
    private static let parts = 256

    /// - Parameters:
    ///   - stage: how the duration scatters by itself.
    ///   - region: how all durations of a region scatter together.
    public init(stage: Variation, region: Variation) {
        own = MultiplierLaw(stage)
        let law = MultiplierLaw(region)
        regions =
            law.isOne
            ? [1] : (0..<Self.parts).map { law.multiplier((Double($0) + 0.5) / Double(Self.parts)) }
    }

    /// The chance that the nominal duration times its multipliers is above a limit.
    ///
    /// Exact to 1e-12 without a region's multiplier, else to the width of its parts. Complexity: O(parts).
    ///
    /// - Parameter ratio: the limit over the nominal duration; above 0.
    public func chance(above ratio: Double) -> Double {
        // No multiplier is larger, whatever the two come to.
        guard ratio < Variation.most else { return 0 }
        return regions.reduce(0) { $0 + ownChance(above: ratio / max($1, .leastNormalMagnitude)) }
            / Double(regions.count)
    }

    /// The multiplier rises with its uniform number, so halving finds where it crosses the limit.
    private func ownChance(above ratio: Double) -> Double {
        if own.isOne { return ratio < 1 ? 1 : 0 }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<48 {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { break }
            if own.multiplier(middle) > ratio { high = middle } else { low = middle }
        }
        return 1 - (low + high) / 2
    }
}
