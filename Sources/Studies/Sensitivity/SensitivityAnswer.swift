public import ScanModel
public import Statistics

/// Between which values of an input a study goes.
public enum InputEnds: String, Hashable, Sendable, CaseIterable {
    /// From the value that the input does not exceed with 10 % probability to that with 90 %.
    case quantiles
    /// From one end of the range to the other; inputs without ends by `UncertainInput.tail`.
    case range

    /// The probability of a point between the ends, where 0 is the lower end and 1 the upper one.
    public func probability(_ share: Double) -> Double {
        self == .quantiles ? 0.1 + 0.8 * share : share
    }
}

/// What one end of an input does to a metric.
public struct EndEffect: Hashable, Sendable {
    /// The value of the input, as the scenario spells it.
    public var text: String
    /// The mean of the metric; nil if there is none.
    public var value: Double?
    /// Why there is none, in a sentence.
    public var failure: String?
}

/// A bar of the tornado: one input from end to end, everything else as it is.
public struct TornadoBar: Hashable, Sendable {
    public var input: PlacedInput
    public var low: EndEffect
    public var high: EndEffect
    /// The metric at the upper end less that at the lower one; nil if one of them is missing.
    public var change: Double?
    /// The interval for it from the trials' differences; nil with fewer than two trials, or without a change.
    public var interval: Interval?

    /// How far apart the metric is at the two ends.
    public var size: Double? { change?.magnitude }
}

/// The elementary effects of one input, each for the way from the lower to the upper end.
public struct ScreenedInput: Hashable, Sendable {
    public var input: PlacedInput
    public var effect: MorrisDesign.Effect
}

/// How much of the variance one input is responsible for.
public struct VarianceShare: Hashable, Sendable {
    public var input: PlacedInput
    public var indices: SobolDesign.Indices
}

/// What a study of sensitivity found, the strongest input first.
public enum SensitivityFinding: Hashable, Sendable {
    case oneAtATime(ends: InputEnds, [TornadoBar])
    case morris(ends: InputEnds, paths: Int, [ScreenedInput])
    /// nil: the metric does not vary.
    case sobol(samples: Int, mean: Double, standardDeviation: Double, [VarianceShare]?)
    /// The design needs every point, and some have no value.
    case incomplete
}

/// Which inputs a metric depends on.
public struct SensitivityAnswer: Hashable, Sendable {
    public var scenario: String
    public var seed: UInt64
    public var metric: Metric
    /// Of each variant.
    public var trials: Int
    public var confidence: Double
    /// Simulated cycles.
    public var simulations: Int
    /// The metric with every number as the scenario has it.
    public var asItIs: Double
    public var finding: SensitivityFinding
    /// Variants without a value, in the order of the design; of one input at a time also told beside its end.
    public var failures: [FailedSample]
    /// Assumed constants with a range that no key of the scenario changes, and that were therefore kept.
    public var fixed: [String]
}
