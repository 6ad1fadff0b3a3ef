/// Which items go through a stage.
public enum StageCondition: String, Hashable, Sendable, Codable, CaseIterable {
    case always
    /// Only items with a volume whose snapshot must be copied before it can be shared. Such a stage is about those
    /// volumes alone: its units and sizes are theirs, and where it closes the meter of the snapshots it does so for
    /// theirs.
    case copyNeeded
}

/// One of the things that a scanner looks for, in a stage of its own length on top of the stage's.
public struct ScanType: Hashable, Sendable {
    public var name: String
    public var base: Seconds
    /// Seconds per GiB.
    public var perGiB: Seconds
    public var size: SizeBasis
    /// It is cut off after this long, and what it did not reach stays unscanned; nil: never.
    public var timeout: Seconds?
    public var skipsWindows: Bool

    public init(
        name: String, base: Seconds, perGiB: Seconds, size: SizeBasis, timeout: Seconds?, skipsWindows: Bool = false
    ) {
        self.name = name
        self.base = base
        self.perGiB = perGiB
        self.size = size
        self.timeout = timeout
        self.skipsWindows = skipsWindows
    }
}

/// Looks at something with growing pauses: after `first`, then `first + step`, ... never longer than `longest`.
///
/// What is over between two looks is noticed at the second one.
public struct PollSchedule: Hashable, Sendable {
    /// Above 0.
    public var first: Seconds
    public var step: Seconds
    /// At least `first`.
    public var longest: Seconds

    public init(first: Seconds, step: Seconds, longest: Seconds) {
        self.first = first
        self.step = step
        self.longest = longest
    }
}

/// A limit that is looked at instead of waited for: who finds it used up looks again later, and gives up in the end.
public struct RecheckRule: Hashable, Sendable {
    /// Pause between two looks; above 0.
    public var every: Seconds
    /// Looks before the item is given up, at least 1; Int.max: it looks until it finds room.
    public var looksMost: Int
    /// Index of the bucket that each look spends one token of; nil: looks cost nothing.
    public var bucket: Int?

    /// Whether an item may be given up at the limit.
    public var givesUp: Bool { looksMost != .max }

    public init(every: Seconds, looksMost: Int, bucket: Int?) {
        self.every = every
        self.looksMost = looksMost
        self.bucket = bucket
    }
}

/// How often a scan is tried, and how likely a try fails.
public struct AttemptRule: Hashable, Sendable {
    /// Tries before an item is given up; 1 ... 10, or 255 where the last one succeeds.
    public var most: Int
    /// Chance that a try fails, 0 ..< 1; drawn for each try alone.
    public var failureProbability: Double
    /// Whether the last try always succeeds, so that no item is given up; the chance may be 1 then.
    public var lastSucceeds: Bool

    public init(most: Int, failureProbability: Double, lastSucceeds: Bool = false) {
        self.most = most
        self.failureProbability = failureProbability
        self.lastSucceeds = lastSucceeds
    }
}

/// Why an item was given up during the cycle.
public enum AbandonReason: String, Hashable, Sendable, CaseIterable {
    /// It looked at a limit for the last time and found it used up.
    case gaveUpAtLimit
    /// Its last try failed.
    case attemptsFailed
    /// Its scanners were interrupted for the last time.
    case interrupted
    /// A stage was cut off at its cap; the item went the rest of its way unscanned.
    case cutOff

    /// The reason in words.
    public var title: String {
        switch self {
        case .gaveUpAtLimit: "gave up at a limit that stayed used up"
        case .attemptsFailed: "every attempt failed"
        case .cutOff: "a step was cut off at its cap"
        case .interrupted: "\(InterruptionRule.most) scanners in a row were interrupted"
        }
    }
}
