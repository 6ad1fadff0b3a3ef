/// The API-based assessment of an account: how often it runs and how old its results get.
public struct AssessmentRhythm: Hashable, Sendable {
    /// Seconds between the times at which a run is due.
    public var interval: Int
    /// Seconds that a run over a whole account takes.
    public var duration: Int

    public init(interval: Int, duration: Int) {
        self.interval = interval
        self.duration = duration
    }

    /// Seconds from one run to the next, if a run that is due while the one before still goes on is skipped.
    public var cycle: Int { max(1, (duration + interval - 1) / interval) * interval }

    /// Oldest result of an asset that keeps its turn in every run.
    public var oldestInTurn: Int { cycle }

    /// Oldest result if an asset may be first in one run and last in the next one.
    public var oldest: Int { cycle + duration }
}
