internal import RandomStreams

/// An interval for the expected value behind a sample of independent numbers: mean ± half-width.
public struct MeanInterval: Hashable, Sendable {
    /// The mean of the sample.
    public var mean: Double
    /// Half the width: t s / sqrt(n).
    public var halfWidth: Double
    /// How many numbers.
    public var count: Int
    /// The probability that such an interval holds the expected value.
    public var confidence: Double

    /// The interval with Student's t at n - 1 degrees of freedom: exact for normal numbers, and by the central limit theorem
    /// better with every more of others (A. M. Law, Simulation Modeling and Analysis, section 4.5).
    ///
    /// - Parameters:
    ///   - moments: Of at least two numbers; otherwise the interval is nil.
    ///   - confidence: Strictly between 0 and 1.
    public init?(_ moments: Moments, confidence: Double) {
        guard let mean = moments.mean, let variance = moments.variance else { return nil }
        self.init(mean: mean, variance: variance, count: moments.count, confidence: confidence)
    }

    /// The interval from the mean and the variance of at least two numbers.
    init(mean: Double, variance: Double, count: Int, confidence: Double) {
        let t = -studentQuantile(missOnEachSide(confidence), degreesOfFreedom: Double(count - 1))
        self.mean = mean
        self.halfWidth = t * exactSquareRoot(variance / Double(count))
        self.count = count
        self.confidence = confidence
    }

    /// The bounds.
    public var interval: Interval { Interval(low: mean - halfWidth, high: mean + halfWidth) }
}
