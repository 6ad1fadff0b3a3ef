internal import RandomStreams

/// The interval for the standard deviation behind a sample, for any distribution with a fourth moment and enough numbers.
///
/// The variance of s^2 is about sigma^4 (excess kurtosis + 2) / n, and that of s by the delta method a quarter of that over
/// sigma^2 (G. Casella and R. L. Berger, Statistical Inference, 2nd edition, section 5.5.4). The interval with the chi-square
/// distribution would be exact for normal numbers and wrong for others however many there are.
///
/// - Parameters:
///   - moments: Of at least four numbers; otherwise the interval is nil.
///   - confidence: Strictly between 0 and 1.
/// - Returns: an interval of no width at 0 if all numbers are equal; its lower bound is at least 0.
public func deviationInterval(_ moments: Moments, confidence: Double) -> Interval? {
    guard moments.count >= 4, let deviation = moments.standardDeviation else { return nil }
    guard deviation > 0, let kurtosis = moments.excessKurtosis else { return Interval(low: 0, high: 0) }
    let z = -standardNormalQuantile(missOnEachSide(confidence))
    let half = z * deviation * exactSquareRoot(max(kurtosis + 2, 0) / (4 * Double(moments.count)))
    return Interval(low: max(0, deviation - half), high: deviation + half)
}
