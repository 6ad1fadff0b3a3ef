public import ScanModel
public import Statistics

/// What every point is compared with.
struct Baseline: Sendable {
    /// Of every trial; just one where nothing is random.
    var outcomes: [TrialOutcome]
    var isRandom: Bool
}

/// A trial of a point.
public struct PricedOutcome: Hashable, Sendable, Codable {
    public var outcome: TrialOutcome
    /// Whether a price is missing.
    public var isWithoutPrice: Bool

    init(_ answer: StudyAnswer, trial: UInt32) {
        outcome = TrialOutcome(answer, trial: trial)
        isWithoutPrice = !answer.missingPrices.isEmpty
    }
}

/// What the trials of one point tell, in little memory.
public struct PointAnswer: Hashable, Sendable, Codable {
    /// Trials that were run; 1 where nothing is random.
    public var trials: Int
    /// Whether anything is drawn.
    public var isRandom: Bool
    /// By the order of `Metric.all`; nil where a metric has no value.
    public var means: [TrialEstimate?]
    public var medians: [TrialEstimate?]
    /// The quantiles of 95 %.
    public var highs: [TrialEstimate?]
    /// The probability of being in time; nil without a deadline.
    public var inTime: TrialEstimate?
    /// Whether the deadline is met with the wanted probability; nil without one.
    public var chance: ChanceVerdict?
    /// The wanted probability.
    public var wanted: Double
    /// How the thresholds came out.
    public var thresholds: [ThresholdResult]
    /// Each metric less that of the baseline, trial by trial; nil where either has no value.
    public var differences: [TrialEstimate?]
    /// Whether a price is missing.
    public var isWithoutPrice: Bool

    /// Whether there is a place for every metric, as in every answer that was made here.
    public var isWhole: Bool { [means, medians, highs, differences].allSatisfy { $0.count == Metric.all.count } }

    /// The mean of a metric.
    public func mean(_ metric: Metric) -> TrialEstimate? { means[metric.index] }

    /// The quantile of 95 % of a metric.
    public func high(_ metric: Metric) -> TrialEstimate? { highs[metric.index] }

    /// The difference of a metric to the baseline.
    public func difference(_ metric: Metric) -> TrialEstimate? { differences[metric.index] }

    /// - Parameters:
    ///   - trials: all of them; just one where nothing is random.
    ///   - baseline: outcomes of the point to compare with, of the same trials; nil: there is none.
    init(_ trials: [PricedOutcome], of scenario: Scenario, baseline: Baseline?) {
        let outcomes = trials.map(\.outcome)
        let report = TrialReport(TrialStatistics(outcomes), of: scenario, confidence: scenario.study.confidence)
        self.trials = outcomes.count
        isRandom = report.isRandom
        means = Metric.all.map { report.estimate($0, .mean) }
        medians = Metric.all.map { report.estimate($0, .p50) }
        highs = Metric.all.map { report.estimate($0, .p95) }
        inTime = report.inTime
        chance = report.chance
        wanted = report.wanted
        thresholds = report.results(scenario.objective.thresholds)
        let isCertain = !report.isRandom && baseline?.isRandom == false
        differences = Metric.all.indices.map { metric in
            baseline.flatMap {
                PointAnswer.difference(
                    outcomes, $0.outcomes, metric: metric, isCertain: isCertain, confidence: scenario.study.confidence)
            }
        }
        isWithoutPrice = trials.contains(where: \.isWithoutPrice)
    }

    /// The mean difference of one metric, trial by trial: trials of one number share their draws. The one trial of a point
    /// where nothing is random stands for all.
    private static func difference(
        _ own: [TrialOutcome], _ other: [TrialOutcome], metric: Int, isCertain: Bool, confidence: Double
    ) -> TrialEstimate? {
        var pairs = PairedDifference()
        for trial in 0..<max(own.count, other.count) {
            guard let first = own[min(trial, own.count - 1)].values[metric],
                let second = other[min(trial, other.count - 1)].values[metric]
            else { return nil }
            pairs.add(first, second)
        }
        guard let mean = pairs.difference.mean else { return nil }
        if isCertain { return TrialEstimate(known: mean) }
        let interval = pairs.interval(confidence: confidence)?.interval
        return TrialEstimate(mean, low: interval?.low, high: interval?.high, trialsNeeded: interval == nil ? 2 : nil)
    }
}
