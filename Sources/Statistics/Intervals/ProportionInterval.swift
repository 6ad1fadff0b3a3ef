internal import RandomStreams

/// The interval of E. B. Wilson for a probability (Journal of the American Statistical Association 22, 1927): all
/// probabilities that a normal test would not reject.
///
/// It covers about `confidence` on average over the probabilities, less for some and more for others, and never leaves
/// 0 ... 1.
///
/// The lower bound is computed as f^2 / (f + z^2/2n + z sqrt(f (1 - f) / n + z^2/4n^2)) with f the share of successes, equal
/// to the usual form but without its cancellation: it is 0 exactly without successes. The upper bound mirrors it.
///
/// - Parameters:
///   - successes: 0 to `trials`.
///   - trials: At least 1.
///   - confidence: Strictly between 0 and 1.
public func wilsonInterval(successes: Int, trials: Int, confidence: Double) -> Interval {
    requireCounts(successes, trials)
    let n = Double(trials)
    return wilsonInterval(Double(successes) / n, Double(trials - successes) / n, n, confidence)
}

/// Wilson's interval for the mean of independent numbers from 0 to 1, of which no more than their mean is looked at.
///
/// Numbers between 0 and 1 vary at most as much as events of the same mean, so of other numbers the interval is too wide
/// rather than too narrow.
///
/// - Parameters:
///   - mean: 0 to 1.
///   - count: At least 1.
///   - confidence: Strictly between 0 and 1.
public func wilsonInterval(mean: Double, count: Int, confidence: Double) -> Interval {
    guard count > 0 && (0...1).contains(mean) else { fatalError("proportion: a mean of \(mean) of \(count) numbers") }
    return wilsonInterval(mean, 1 - mean, Double(count), confidence)
}

private func wilsonInterval(_ share: Double, _ rest: Double, _ n: Double, _ confidence: Double) -> Interval {
    let z = -standardNormalQuantile(missOnEachSide(confidence))
    return Interval(low: wilsonLower(share, rest, n, z), high: 1 - wilsonLower(rest, share, n, z))
}

private func wilsonLower(_ share: Double, _ rest: Double, _ n: Double, _ z: Double) -> Double {
    let half = z * z / (2 * n)
    let root = exactSquareRoot(share * rest / n + half * half / (z * z))
    return share == 0 ? 0 : share * share / (share + half + z * root)
}

/// The interval of C. J. Clopper and E. S. Pearson for a probability (Biometrika 26, 1934): it covers at least `confidence`,
/// whatever the probability is.
///
/// - Parameters:
///   - successes: 0 to `trials`.
///   - trials: At least 1.
///   - confidence: Strictly between 0 and 1.
public func clopperPearsonInterval(successes: Int, trials: Int, confidence: Double) -> Interval {
    requireCounts(successes, trials)
    let miss = missOnEachSide(confidence)
    let (k, n) = (Double(successes), Double(trials))
    return Interval(
        low: successes == 0 ? 0 : betaQuantile(k, n - k + 1, miss).x,
        // The beta quantile at 1 - miss, from the other end, where the probability is not rounded against 1.
        high: successes == trials ? 1 : betaQuantile(n - k, k + 1, miss).y)
}

private func requireCounts(_ successes: Int, _ trials: Int) {
    guard trials > 0 && (0...trials).contains(successes) else {
        fatalError("proportion: \(successes) successes of \(trials) trials")
    }
}
