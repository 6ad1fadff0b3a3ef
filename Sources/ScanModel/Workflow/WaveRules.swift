/// How the scanners of a region take turns with those of other regions, and whether they wait for one another.
///
/// A search finds what is ready in every region. The regions then have their turns, some of them at once and the others
/// in their order as turns end; the next search comes when the last turn is over. In its turn a region launches scanners
/// for what is ready until nothing is left.
public struct WaveRule: Hashable, Sendable {
    /// Whether scanners come in waves: the next ones are launched when all of the wave are gone. Else each position is
    /// filled as soon as it is free.
    public var hasBarrier: Bool
    /// Regions that have their turn at once, at least 1.
    public var regionsAtOnce: Int
    /// A turn that has lasted so long launches no more scanners; what is left waits for the next search. Above 0, so that
    /// every turn launches some; nil: never.
    public var turnLimit: Seconds?

    public init(hasBarrier: Bool, regionsAtOnce: Int, turnLimit: Seconds?) {
        precondition(regionsAtOnce >= 1, "\(regionsAtOnce) regions at once")
        precondition(turnLimit.map { $0 > .zero } ?? true, "a turn that launches nothing")
        self.hasBarrier = hasBarrier
        self.regionsAtOnce = regionsAtOnce
        self.turnLimit = turnLimit
    }
}

/// Snapshots that are made in rounds, by one run at a time for all regions.
///
/// A round takes the next items, account after account, through the first stage; the next round begins when all of them
/// are through: at the end of the stage, given up in it, or with nothing to do there. The first run begins when the regions
/// are set up. The first stage must come before the scanner.
public struct SnapshotRounds: Hashable, Sendable {
    /// Items of a round, at least 1.
    public var size: Int
    /// From the end of a round to the next one.
    public var pause: Seconds
    /// No round begins later than this after its run; above 0.
    public var runLimit: Seconds
    /// Time from the begin of a run to the next one, at least ``runLimit``.
    public var every: Seconds

    public init(size: Int, pause: Seconds, runLimit: Seconds, every: Seconds) {
        precondition(size >= 1, "\(size) items in a round")
        self.size = size
        self.pause = pause
        self.runLimit = runLimit
        self.every = every
    }
}

/// ``WaveRule`` on the clock.
public struct WaveTicks: Hashable, BitwiseCopyable, Sendable {
    public var hasBarrier: Bool
    public var regionsAtOnce: Int
    /// Int64.max: a turn has no limit.
    public var turnLimit: Int64

    public init(_ rule: WaveRule, scale: TickScale) {
        hasBarrier = rule.hasBarrier
        regionsAtOnce = rule.regionsAtOnce
        turnLimit = rule.turnLimit.map { scale.ticks($0.value) } ?? .max
    }
}

/// ``SnapshotRounds`` on the clock.
public struct RoundTicks: Hashable, BitwiseCopyable, Sendable {
    public var size: Int
    public var pause: Int64
    public var runLimit: Int64
    public var every: Int64

    public init(_ rule: SnapshotRounds, scale: TickScale) {
        size = rule.size
        pause = scale.ticks(rule.pause.value)
        runLimit = scale.ticks(rule.runLimit.value)
        every = scale.ticks(rule.every.value)
    }

    /// The first instant at which a later round may begin if every round lasts at least `shortest`, in ticks since the
    /// first run.
    ///
    /// - Parameters:
    ///   - round: its number, from 0.
    ///   - shortest: above 0.
    public func earliest(round: Int, shortest: Int64) -> Int64 {
        let pace = shortest + pause
        let perRun = Int((runLimit + pace - 1) / pace)
        return Int64(round / perRun) * every + Int64(round % perRun) * pace
    }
}

/// Looks with growing pauses, on the clock.
public struct PollTicks: Hashable, BitwiseCopyable, Sendable {
    /// 0: no looks, the end is noticed at once.
    public var first: Int64 = 0
    public var step: Int64 = 0
    public var longest: Int64 = 0

    public init() {}

    public init(_ poll: PollSchedule, scale: TickScale) {
        first = scale.ticks(poll.first.value)
        step = scale.ticks(poll.step.value)
        longest = scale.ticks(poll.longest.value)
    }

    /// When something that lasts this long is noticed to be over. Complexity: O(pauses until the longest one).
    @inlinable
    public func noticed(_ duration: Int64) -> Int64 {
        guard first > 0 else { return duration }
        var look = first
        var pause = first
        while look < duration, step > 0, pause < longest {
            pause = min(pause + step, longest)
            look += pause
        }
        guard look < duration else { return look }
        return look + (duration - look + pause - 1) / pause * pause
    }
}
