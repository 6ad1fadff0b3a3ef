internal import RandomStreams
public import Statistics

/// Estimates of several groups that lean on each other: those that rest on little are drawn towards the common mean.
///
/// Each group has an estimate y with the standard error s, and the true values are taken as normal about a common mean m
/// with the variance v. Then the best guess of a group is m + B (y - m) with B = v / (v + s^2) (B. Efron and C. Morris,
/// Journal of the American Statistical Association 70, 1975). v is the value under which the weighted squares about m sum up
/// to their expectation, one less than the number of groups (R. C. Paule and J. Mandel, Journal of Research of the National
/// Bureau of Standards 87, 1982), or 0: with v = 0 all groups are one, with a large v each stands alone.
public struct PartialPooling: Hashable, Sendable {
    /// A group's own estimate.
    public struct Estimate: Hashable, Sendable {
        public var value: Double
        /// Above 0.
        public var standardError: Double

        public init(value: Double, standardError: Double) {
            self.value = value
            self.standardError = standardError
        }
    }

    /// The common mean.
    public let mean: Double
    /// The variance between groups.
    public let variance: Double
    /// The estimates after pooling, in the order of the groups.
    public let pooled: [Double]
    /// How much of its own deviation each group keeps; 0 ... 1.
    public let weights: [Double]
    /// The standard deviation of each true value about ``pooled``, that of ``mean`` included and that of ``variance`` not.
    public let deviations: [Double]

    /// - Parameter estimates: at least one.
    /// - Complexity: O(groups) for each of some 100 steps.
    public init(_ estimates: [Estimate]) {
        precondition(!estimates.isEmpty && estimates.allSatisfy { $0.standardError > 0 }, "nothing to pool")
        func mean(_ variance: Double) -> (mean: Double, weight: Double) {
            var (sum, weight) = (0.0, 0.0)
            for estimate in estimates {
                let own = 1 / (variance + estimate.standardError * estimate.standardError)
                sum += own * estimate.value
                weight += own
            }
            return (sum / weight, weight)
        }
        func excess(_ variance: Double) -> Double {
            let centre = mean(variance).mean
            return estimates.reduce(-Double(estimates.count - 1)) {
                $0 + ($1.value - centre) * ($1.value - centre) / (variance + $1.standardError * $1.standardError)
            }
        }
        var found = 0.0
        if estimates.count > 1, excess(0) > 0 {
            var high = 1e-6
            while excess(high) > 0 { high *= 2 }
            var low = 0.0
            for _ in 0..<60 {
                let middle = 0.5 * (low + high)
                if excess(middle) > 0 { low = middle } else { high = middle }
            }
            found = 0.5 * (low + high)
        }
        let centre = mean(found)
        variance = found
        self.mean = centre.mean
        let kept = estimates.map { found / (found + $0.standardError * $0.standardError) }
        weights = kept
        pooled = zip(estimates, kept).map { centre.mean + $1 * ($0.value - centre.mean) }
        deviations = zip(estimates, kept).map { estimate, kept in
            exactSquareRoot(
                kept * estimate.standardError * estimate.standardError + (1 - kept) * (1 - kept) / centre.weight)
        }
    }

    /// Where a group's true value lies, by the normal distribution.
    ///
    /// - Parameter confidence: strictly between 0 and 1.
    public func interval(_ group: Int, confidence: Double) -> Interval {
        let reach = normalQuantile(0.5 + 0.5 * confidence) * deviations[group]
        return Interval(low: pooled[group] - reach, high: pooled[group] + reach)
    }
}
