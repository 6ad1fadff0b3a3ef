internal import RandomStreams

/// The mean of a long series of dependent numbers with an interval, from the means of equal successive stretches.
///
/// Stretches ("batches" in the literature) much longer than the dependence lasts have nearly independent means, to which
/// Student's t applies. Twenty to thirty stretches are usual (A. M. Law, Simulation Modeling and Analysis, section 9.5.3; B.
/// Schmeiser, Operations Research 30, 1982). Whether they are long enough is tested by ``lagOneTest(significance:)``.
public struct BatchMeans: Hashable, Sendable {
    /// The means of the stretches, in order, each correctly rounded.
    public let means: [Double]
    /// Numbers in a stretch.
    public let batchSize: Int

    /// Cuts a series into `batches` stretches of equal length; the first numbers are left out if it does not divide evenly.
    /// Nil if there are fewer numbers than stretches.
    ///
    /// - Parameters:
    ///   - series: Finite numbers in order of time, the warm-up already cut off.
    ///   - batches: At least 3.
    /// - Complexity: O(n).
    public init?(_ series: [Double], batches: Int) {
        guard batches >= 3 else { fatalError("BatchMeans: \(batches) batches are less than 3") }
        guard series.count >= batches else { return nil }
        batchSize = series.count / batches
        let start = series.count % batches
        var means: [Double] = []
        for batch in 0..<batches {
            let first = start + batch * batchSize
            means.append(Moments(series[first..<first + batchSize]).mean ?? 0)
        }
        self.means = means
    }

    /// Count, mean and variance of the means.
    public var moments: Moments { Moments(means) }

    /// The interval for the long-run mean.
    public func interval(confidence: Double) -> MeanInterval {
        let moments = moments
        return MeanInterval(
            mean: moments.mean ?? 0, variance: moments.variance ?? 0, count: means.count, confidence: confidence)
    }

    /// Whether neighbouring means still depend on each other.
    public enum LagOneTest: Hashable, Sendable {
        /// No dependence found: the interval can be used.
        case independent(correlation: Double)
        /// Neighbours are alike beyond chance: the stretches are too short, and the interval is too narrow.
        case dependent(correlation: Double)
    }

    /// The one-sided test for positive correlation of neighbours by the ratio of J. von Neumann (Annals of Mathematical
    /// Statistics 12, 1941).
    ///
    /// With r the sum of squared differences of neighbours over that of squared deviations from the mean, 1 - r/2 is an
    /// estimate of the correlation, and under independence nearly normal with mean 0 and variance (b - 2) / (b^2 - 1)
    /// for b means (G. S. Fishman, Management Science 24, 1978).
    ///
    /// - Parameter significance: The probability of calling independent means dependent, strictly between 0 and 1.
    public func lagOneTest(significance: Double = 0.05) -> LagOneTest {
        let correlation = lagOneCorrelation
        let b = Double(means.count)
        let bound = -normalQuantile(significance) * exactSquareRoot((b - 2) / (b * b - 1))
        return correlation > bound ? .dependent(correlation: correlation) : .independent(correlation: correlation)
    }

    /// 1 - r/2 with the ratio r of ``lagOneTest(significance:)``; 0 if all means are equal.
    public var lagOneCorrelation: Double {
        guard let second = moments.centralSums?.second, second > 0 else { return 0 }
        var differences = 0.0
        for (left, right) in zip(means, means.dropFirst()) { differences += (right - left) * (right - left) }
        return 1 - differences / second / 2
    }
}
