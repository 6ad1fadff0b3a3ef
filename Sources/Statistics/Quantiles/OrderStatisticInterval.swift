internal import RandomStreams

/// Which two of n sorted numbers enclose a quantile.
public struct RankInterval: Hashable, Sendable {
    /// The rank of the lower bound, from 1; nil if even the least number may be above the quantile.
    public var lower: Int?
    /// The rank of the upper bound; nil if even the greatest number may be below the quantile.
    public var upper: Int?
    /// The probability that the quantile lies between the bounds; a missing bound counts as infinite.
    public var coverage: Double
}

/// The narrowest interval between order statistics whose two sides each miss the quantile with at most half of
/// 1 - confidence, whatever the (continuous) distribution is.
///
/// With B the number of values at most as great as the quantile, which is binomial, the quantile lies from X_(l) up to
/// X_(u) when l <= B < u. So l - 1 is the greatest k with P(B <= k) <= (1 - confidence) / 2, and u - 1 the least k with
/// P(B <= k) >= (1 + confidence) / 2.
///
/// Source: H. A. David and H. N. Nagaraja, Order Statistics, 3rd edition, section 7.1.
///
/// - Parameters:
///   - count: How many numbers there are, at least 0.
///   - quantile: The probability of the quantile, strictly between 0 and 1.
///   - confidence: Strictly between 0 and 1.
/// - Complexity: O(log n) evaluations of the incomplete beta function.
public func orderStatisticInterval(count: Int, quantile: Double, confidence: Double) -> RankInterval {
    guard count >= 0 && quantile > 0 && quantile < 1 && confidence > 0 && confidence < 1 else {
        fatalError("orderStatisticInterval: count \(count), quantile \(quantile) or confidence \(confidence)")
    }
    let miss = (1 - confidence) / 2
    // The number of k in 0 ..< count with P(B <= k) at most the missing probability.
    let below = partition(count) { binomialTails(count, quantile, atMost: $0).lower <= miss }
    let upTo = partition(count) { binomialTails(count, quantile, atMost: $0).upper > miss }
    let lower = below > 0 ? below : nil
    let upper = upTo < count ? upTo + 1 : nil
    let missedBelow = lower.map { binomialTails(count, quantile, atMost: $0 - 1).lower } ?? 0
    let missedAbove = upper.map { binomialTails(count, quantile, atMost: $0 - 1).upper } ?? 0
    return RankInterval(lower: lower, upper: upper, coverage: 1 - missedBelow - missedAbove)
}

/// The least count of numbers whose greatest is an upper bound of the quantile with the given confidence: the least n with
/// 1 - quantile^n >= confidence.
///
/// - Parameters:
///   - quantile: The probability of the quantile, strictly between 0 and 1.
///   - confidence: Strictly between 0 and 1.
public func leastCountForUpperBound(quantile: Double, confidence: Double) -> Int {
    guard quantile > 0 && quantile < 1 && confidence > 0 && confidence < 1 else {
        fatalError("leastCountForUpperBound: quantile \(quantile) or confidence \(confidence) is out of range")
    }
    let exact = exactLog1p(-confidence) / exactLog(quantile)
    var count = max(Int(exact), 1)
    // The quotient may be rounded across a whole number; the definition settles it.
    while exactPower(quantile, Double(count)) > 1 - confidence { count += 1 }
    while count > 1 && exactPower(quantile, Double(count - 1)) <= 1 - confidence { count -= 1 }
    return count
}

/// The probabilities of at most `successes` and of more, out of `trials` independent ones of probability `p`, by the
/// incomplete beta function (M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 26.5.24).
func binomialTails(_ trials: Int, _ p: Double, atMost successes: Int) -> TailProbabilities {
    guard successes >= 0 else { return TailProbabilities(lower: 0, upper: 1) }
    guard successes < trials else { return TailProbabilities(lower: 1, upper: 0) }
    let more = betaTails(Double(successes + 1), Double(trials - successes), p)
    return TailProbabilities(lower: more.upper, upper: more.lower)
}

/// The number of integers in 0 ..< count that satisfy a condition which, once false, stays false.
private func partition(_ count: Int, _ isBefore: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
        let middle = (low + high) / 2
        if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
}
