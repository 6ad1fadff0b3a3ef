public import ScanModel
public import Statistics

/// A quantile over input samples, with the interval between order statistics.
public struct QuantileEstimate: Hashable, Sendable {
    /// Its probability.
    public var probability: Double
    public var value: Double
    /// Bounds; nil where no sample is one.
    public var low: Double?
    public var high: Double?

    /// Nil without numbers.
    init?(_ sample: OrderedSample, _ probability: Double, confidence: Double) {
        guard let value = sample.quantile(probability) else { return nil }
        let interval = sample.interval(probability, confidence: confidence)
        self.probability = probability
        self.value = value
        (low, high) = (interval.low, interval.high)
    }

    /// The quantiles that answers tell.
    public static let probabilities = [0.05, 0.5, 0.95]
}

/// What the variance of one cycle's value comes from.
///
/// With Y_ij the value of trial j of input sample i, and M trials each: the random part is the mean of the samples' variances
/// s_i^2, and what is not known is the variance of the samples' means less a share 1/M of the random part, not below 0 (analysis
/// of variance of a balanced one-way random layout: S. R. Searle, G. Casella and C. E. McCulloch, Variance Components, section
/// 3.5).
public struct VarianceSplit: Hashable, Sendable {
    /// Between input samples.
    public var unknown: Double
    /// Within an input sample.
    public var random: Double

    /// Nil below two samples, or below two trials of one.
    ///
    /// - Parameter samples: as many numbers in each.
    init?(_ samples: [[Double]]) {
        guard samples.count > 1, let trials = samples.first?.count, trials > 1 else { return nil }
        precondition(samples.allSatisfy { $0.count == trials }, "samples of different size")
        let parts = samples.map { Moments($0) }
        let within = Moments(parts.compactMap(\.variance)).mean ?? 0
        let between = Moments(parts.compactMap(\.mean)).variance ?? 0
        random = within
        unknown = max(0, between - within / Double(trials))
    }

    /// Share of what is not known, 0 to 1; nil if nothing varies.
    public var unknownShare: Double? { unknown + random > 0 ? unknown / (unknown + random) : nil }
}

/// One metric over all input samples.
public struct UncertainMetric: Hashable, Sendable {
    public var metric: Metric
    /// With every number as the scenario has it; nil if that has no value.
    public var asItIs: Double?
    /// How many input samples have a value.
    public var count: Int
    /// Of the samples' means; nil without any.
    public var mean: Double?
    /// Of the samples' means, by ``QuantileEstimate/probabilities``.
    public var quantiles: [QuantileEstimate]
    /// nil with one trial for each sample.
    public var split: VarianceSplit?
}

/// How likely the cycle is in time.
public struct UncertainChance: Hashable, Sendable {
    /// Over inputs and random numbers.
    public var probability: Double
    /// Wilson's interval over the input samples; where some of them are in time in some trials only, and the t interval of
    /// their shares is wider, that one.
    public var interval: Interval
    /// Over random numbers alone, by input sample.
    public var quantiles: [QuantileEstimate]
    /// Input samples in which every trial was in time, and those in which none was.
    public var always: Int
    public var never: Int
    /// The probability that the scenario wants.
    public var wanted: Double

    /// Judged by the interval.
    public var verdict: ChanceVerdict {
        interval.low >= wanted ? .met : interval.high < wanted ? .missed : .undecided
    }

    /// - Parameter shares: for each input sample the share of its trials that were in time; at least two.
    init(shares: [Double], wanted: Double, confidence: Double) {
        let moments = Moments(shares)
        let mean = moments.mean ?? 0
        probability = mean
        // Trials of one input sample are alike in what is not known, so only the samples count as independent. Few samples
        // that differ from the others say little of how often such are met, so the t interval may not be the narrower one.
        let counted = wilsonInterval(mean: mean, count: shares.count, confidence: confidence)
        let isCount = shares.allSatisfy { $0 == 0 || $0 == 1 }
        if !isCount, let around = MeanInterval(moments, confidence: confidence)?.interval {
            let spread = Interval(low: max(0, around.low), high: min(1, around.high))
            interval = spread.high - spread.low > counted.high - counted.low ? spread : counted
        } else {
            interval = counted
        }
        let sample = OrderedSample(shares)
        quantiles = QuantileEstimate.probabilities.compactMap { QuantileEstimate(sample, $0, confidence: confidence) }
        always = shares.count { $0 == 1 }
        never = shares.count { $0 == 0 }
        self.wanted = wanted
    }
}

/// An input sample that has no trial.
public struct FailedSample: Hashable, Sendable {
    /// Which sample, from 0.
    public var sample: Int
    public var settings: [String]
    /// In a sentence.
    public var reason: String
}

/// What is known of a scan cycle whose inputs are uncertain.
public struct UncertaintyAnswer: Hashable, Sendable {
    public var scenario: String
    public var seed: UInt64
    public var samples: Int
    /// Of each sample.
    public var trials: Int
    public var confidence: Double
    public var inputs: UncertainInputs
    /// Makespan, cost per cycle and month, coverage, scanner hours; in this order.
    public var metrics: [UncertainMetric]
    /// nil if no deployment has a deadline.
    public var chance: UncertainChance?
    /// Samples without a plan, in order; they count as not in time and have no other value.
    public var failures: [FailedSample]
    /// Assumed constants with a range that no key of the scenario changes, and that were therefore kept.
    public var fixed: [String]

    /// The metrics of an answer.
    public static let metrics: [Metric] = [.makespan, .costPerCycle, .costPerMonth, .coverage, .scannerHours]

    /// A metric of the answer.
    public subscript(metric: Metric) -> UncertainMetric? { metrics.first { $0.metric == metric } }
}
