/// How long a stage took, once or several times, as a log tells it.
///
/// Readers of logs make these; calibration fits distributions to them.
public struct StageObservation: Hashable, Sendable {
    /// How the observed time ended.
    public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        /// The stage ended: the duration is its whole time.
        case finished
        /// Whoever watched stopped before the end (a timeout, the end of the log): the stage takes longer than the
        /// duration.
        case censored
        /// A request was refused by a throttle; the duration, which may be 0, is the time lost by it. It tells nothing of
        /// the stage's own time and is counted apart.
        case throttled
    }

    /// The name of the stage, as the vendor profile spells it, or `scannerBoot`.
    public var stage: String
    /// nil: the log does not tell.
    public var platform: Platform?
    /// What the stage handled, in the size that the profile's stage grows with (the largest volume, or all volumes); at
    /// least 0; nil: the log does not tell.
    public var size: GiB?
    /// When it began, in seconds since 1970-01-01T00:00:00Z; nil: the log does not tell.
    public var start: Rational?
    /// At least 0, exact.
    public var duration: Seconds
    /// nil: the log does not tell.
    public var region: String?
    /// nil: the log does not tell.
    public var account: String?
    public var outcome: Outcome
    /// The scan cycle that it belongs to, in the words of the log; nil: the log does not tell.
    public var cycle: String?
    /// How many times just this was observed; at least 1.
    public var count: Int
    /// How coarsely the log measures: the stage really took more than `duration - resolution` and at most `duration`;
    /// nil: exact.
    public var resolution: Seconds?

    public init(
        stage: String, platform: Platform? = nil, size: GiB? = nil, start: Rational? = nil, duration: Seconds,
        region: String? = nil, account: String? = nil, outcome: Outcome = .finished, cycle: String? = nil,
        count: Int = 1,
        resolution: Seconds? = nil
    ) {
        self.stage = stage
        self.platform = platform
        self.size = size
        self.start = start
        self.duration = duration
        self.region = region
        self.account = account
        self.outcome = outcome
        self.cycle = cycle
        self.count = count
        self.resolution = resolution
    }
}
