public import ScanModel

/// How a threshold came out.
public enum ThresholdOutcome: String, Hashable, Sendable, Codable {
    /// Every value that the interval holds keeps to the limit.
    case pass
    /// None does, or there is no value.
    case fail
    /// Some do and some do not: more trials are needed to tell.
    case undecided
}

/// A threshold with what it was held against.
public struct ThresholdResult: Hashable, Sendable, Codable {
    public var threshold: Threshold
    public var outcome: ThresholdOutcome
    /// The estimate, in the unit of the metric; nil if there is none.
    public var value: Double?
    /// The interval; a bound is nil where the trials tell none.
    public var low: Double?
    public var high: Double?
    /// Trials in all that a missing bound needs at least; nil if no bound is missing.
    public var trialsNeeded: Int?

    public init(
        threshold: Threshold, outcome: ThresholdOutcome, value: Double? = nil, low: Double? = nil, high: Double? = nil,
        trialsNeeded: Int? = nil
    ) {
        (self.threshold, self.outcome, self.value) = (threshold, outcome, value)
        (self.low, self.high, self.trialsNeeded) = (low, high, trialsNeeded)
    }
}

extension [ThresholdResult] {
    /// Whether a threshold is violated.
    ///
    /// - Parameter strictly: whether an undecided one counts as violated.
    public func isViolated(strictly: Bool) -> Bool {
        contains { $0.outcome == .fail || strictly && $0.outcome == .undecided }
    }
}

extension TrialReport {
    /// Every threshold of a scenario held against the trials.
    ///
    /// Means are judged by their t interval, quantiles by order statistics, the probability by Wilson's interval and the
    /// standard deviation by `deviationInterval(_:confidence:)`. Least and greatest value are those of the trials that were
    /// run, so they pass or fail. Where nothing is random every statistic is the one value.
    public func results(_ thresholds: [Threshold]) -> [ThresholdResult] { thresholds.map(result) }

    private func result(_ threshold: Threshold) -> ThresholdResult {
        let estimate: TrialEstimate?
        switch threshold.subject {
        case .metric(let metric, let statistic): estimate = self.estimate(metric, statistic)
        case .probability: estimate = inTime
        }
        guard let estimate else { return ThresholdResult(threshold: threshold, outcome: .fail) }
        // An infinite bound stands for one that the trials do not tell.
        let ends = [estimate.low ?? -.infinity, estimate.high ?? .infinity]
        let holding = ends.filter { threshold.comparison.holds($0, threshold.limit) }.count
        return ThresholdResult(
            threshold: threshold, outcome: holding == 2 ? .pass : holding == 0 ? .fail : .undecided,
            value: estimate.value, low: estimate.low, high: estimate.high, trialsNeeded: estimate.trialsNeeded)
    }
}
