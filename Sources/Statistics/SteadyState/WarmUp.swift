/// Where the warm-up of a series ends: the cut that minimises the standard error of the mean of what is left.
///
/// The rule MSER-5: the series is averaged in fives to Y_1 ... Y_n, and the cut d, at most n / 2, minimises
/// (n - d)^-2 times the sum of (Y_i - their mean)^2 over i > d. The least d counts if several do.
///
/// Source: K. P. White, M. J. Cobb and S. C. Spratt, "A comparison of five steady-state truncation heuristics for
/// simulation", Winter Simulation Conference 2000.
public struct WarmUp: Hashable, Sendable {
    /// The fives to cut off.
    public let batches: Int
    /// The numbers to cut off, five for each.
    public let observations: Int
    /// The value of the criterion at the cut, in the square of the unit of the series.
    public let criterion: Double
    /// The mean of what is left, without an incomplete five at the end.
    public let mean: Double

    /// Finds the cut; nil for a series of fewer than ten numbers.
    ///
    /// A cut at the very limit of n / 2 says that the series is too short to tell.
    ///
    /// - Complexity: O(n).
    public init?(_ series: [Double]) {
        let count = series.count / 5
        guard count >= 2 else { return nil }
        let fives = (0..<count).map { five in
            series[five * 5..<five * 5 + 5].reduce(0, +) / 5
        }
        // From the end, so that every step adds one value to what is left (B. P. Welford, Technometrics 4, 1962).
        var (mean, sum, left) = (0.0, 0.0, 0.0)
        var best = (cut: 0, criterion: Double.infinity, mean: 0.0)
        for cut in (0..<count).reversed() {
            left += 1
            let deviation = fives[cut] - mean
            mean += deviation / left
            sum += deviation * (fives[cut] - mean)
            guard cut <= count / 2 else { continue }
            let criterion = sum / (left * left)
            if criterion <= best.criterion { best = (cut, criterion, mean) }
        }
        batches = best.cut
        observations = best.cut * 5
        criterion = best.criterion
        self.mean = best.mean
    }

    /// Whether the cut lies at the limit of what the rule looks at, so that the series is too short for its warm-up.
    public func isAtLimit(ofSeriesWith count: Int) -> Bool { batches >= count / 5 / 2 }
}
