public import ScanModel
public import Statistics

/// An estimate from trials with the interval for what it estimates.
public struct TrialEstimate: Hashable, Sendable, Codable {
    public var value: Double
    /// The bounds; nil where the trials tell none.
    public var low: Double?
    public var high: Double?
    /// Trials in all that a missing bound needs at least; nil if no bound is missing.
    public var trialsNeeded: Int?

    /// Whether 0 lies outside of the interval; false where a bound on its side is missing.
    public var excludesZero: Bool { (low ?? -.infinity) > 0 || (high ?? .infinity) < 0 }

    /// A value that is known.
    init(known value: Double) { (self.value, low, high) = (value, value, value) }

    public init(_ value: Double, low: Double?, high: Double?, trialsNeeded: Int?) {
        (self.value, self.low, self.high, self.trialsNeeded) = (value, low, high, trialsNeeded)
    }
}

/// What the trials of one scenario tell.
public struct TrialReport: Hashable, Sendable {
    public var statistics: TrialStatistics
    /// Whether anything is drawn; if not, one trial tells all and every interval has no width.
    public var isRandom: Bool
    /// Of every interval.
    public var confidence: Double
    /// Wanted probability of meeting the deadline.
    public var wanted: Double
    /// Wanted relative error of the mean makespan; nil if the number of trials was given.
    public var precision: Double?

    /// - Parameter precision: the wanted relative error, if a rule of precision decided on the number of trials.
    public init(
        _ statistics: TrialStatistics, of scenario: Scenario, confidence: Double, precision: Double? = nil
    ) {
        self.statistics = statistics
        isRandom = scenario.isRandom
        self.confidence = confidence
        wanted = scenario.objective.probability
        self.precision = precision
    }

    /// A statistic of a metric; nil if the metric has a value in no trial.
    ///
    /// A metric that some trials have no value of is estimated from the others.
    public func estimate(_ metric: Metric, _ statistic: TrialStatistic) -> TrialEstimate? {
        let moments = statistics.moments(metric)
        guard let mean = moments.mean, let least = moments.least, let greatest = moments.greatest else { return nil }
        if !isRandom { return TrialEstimate(known: statistic == .sd ? 0 : mean) }
        switch statistic {
        case .min: return TrialEstimate(known: least)
        case .max: return TrialEstimate(known: greatest)
        case .mean:
            let interval = MeanInterval(moments, confidence: confidence)?.interval
            return TrialEstimate(
                mean, low: interval?.low, high: interval?.high, trialsNeeded: interval == nil ? 2 : nil)
        case .sd:
            guard let deviation = moments.standardDeviation else {
                return TrialEstimate(0, low: nil, high: nil, trialsNeeded: deviationIntervalLeastCount)
            }
            let interval = deviationInterval(moments, confidence: confidence)
            return TrialEstimate(
                deviation, low: interval?.low, high: interval?.high,
                trialsNeeded: interval == nil ? deviationIntervalLeastCount : nil)
        case .mid, .p50, .p90, .p95, .p99: return quantile(metric, statistic.quantile ?? 0.5)
        }
    }

    private func quantile(_ metric: Metric, _ p: Double) -> TrialEstimate? {
        let sample = statistics.sample(metric)
        guard let value = sample.quantile(p) else { return nil }
        let interval = sample.interval(p, confidence: confidence)
        var needed: Int?
        // Each side may miss with half of what the confidence leaves; the lower bound is the upper one of the other tail.
        let side = 1 - (1 - confidence) / 2
        if interval.high == nil { needed = leastCountForUpperBound(quantile: p, confidence: side) }
        if interval.low == nil {
            needed = max(needed ?? 0, leastCountForUpperBound(quantile: 1 - p, confidence: side))
        }
        return TrialEstimate(value, low: interval.low, high: interval.high, trialsNeeded: needed)
    }

    /// The probability that every deployment ends by its deadline, with Wilson's interval; nil if none has a deadline.
    public var inTime: TrialEstimate? {
        guard let successes = statistics.inTime, statistics.count > 0 else { return nil }
        let share = Double(successes) / Double(statistics.count)
        if !isRandom { return TrialEstimate(known: share) }
        let interval = wilsonInterval(successes: successes, trials: statistics.count, confidence: confidence)
        return TrialEstimate(share, low: interval.low, high: interval.high, trialsNeeded: nil)
    }

    /// Whether the deadline is met with the wanted probability; nil if no deployment has one.
    public var chance: ChanceVerdict? {
        guard let successes = statistics.inTime, statistics.count > 0 else { return nil }
        if !isRandom { return successes == statistics.count ? .met : .missed }
        return chanceVerdict(
            successes: successes, trials: statistics.count, wanted: wanted, confidence: confidence)
    }

    /// The relative error of the mean makespan that its interval supports: half-width over what is left of the mean; nil
    /// below two trials, or where the interval reaches 0.
    public var achievedPrecision: Double? {
        guard let estimate = estimate(.makespan, .mean), let high = estimate.high, estimate.low != nil else {
            return nil
        }
        let half = high - estimate.value
        return half < estimate.value ? half / (estimate.value - half) : nil
    }
}
