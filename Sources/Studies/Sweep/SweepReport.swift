public import ScanModel

/// All points of a sweep, or all scenarios of a comparison.
public struct SweepReport: Hashable, Sendable {
    /// The scenario that is swept, or the first one of a comparison.
    public var scenario: String
    public var axes: [StudyAxis]
    /// Trials of each point in which something is random.
    public var trials: Int
    /// Of every interval.
    public var confidence: Double
    /// The number of the point that the others are compared with.
    public var baseline: Int
    public var points: [SweepPoint]

    public init(
        scenario: String, axes: [StudyAxis], trials: Int, confidence: Double, baseline: Int, points: [SweepPoint]
    ) {
        (self.scenario, self.axes, self.trials) = (scenario, axes, trials)
        (self.confidence, self.baseline, self.points) = (confidence, baseline, points)
    }

    /// Whether a point violates one of its thresholds.
    public func isViolated(strictly: Bool) -> Bool {
        points.contains { $0.answer?.thresholds.isViolated(strictly: strictly) == true }
    }
}
