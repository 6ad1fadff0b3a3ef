public import ScanModel

/// What is kept of one simulated cycle: its metrics, and whether it was in time.
public struct TrialOutcome: Hashable, Sendable, Codable {
    /// The repetition, from 0.
    public var trial: UInt32
    /// In the order of `Metric.all`.
    public var values: [Double?]
    /// Whether every deployment ended by its deadline, or by the planner's arithmetic could; nil if none has one.
    public var isInTime: Bool?

    public init(_ answer: StudyAnswer, trial: UInt32) {
        self.trial = trial
        values = answer.metrics.map(\.value)
        isInTime = answer.verdict.map { $0 == .fits || $0 == .couldFit }
    }

    /// Whether there is a place for every metric, as in every outcome that was made here.
    public var isWhole: Bool { values.count == Metric.all.count }

    /// The value of a metric, or nil.
    public func value(_ metric: Metric) -> Double? { values[metric.index] }
}
