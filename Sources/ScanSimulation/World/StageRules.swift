internal import ScanModel

/// What few stages have: scan types, looks at the end, looks at a limit, and an end that may not come.
struct StageRules: BitwiseCopyable, Sendable {
    /// First and number of its scan types.
    var firstScanType: Int32
    var scanTypeCount: Int32
    var poll: PollTicks
    /// Ticks between two looks at the limit; 0: it is waited for.
    var recheckEvery: Int64
    var looksMost: Int32
    /// Whether a look spends a token, and where.
    var lookSpends: Bool
    var look: CompiledRegion.Spending
    /// Whether the scanner that it goes on may be taken away.
    var isInterruptible: Bool
    /// Whether its duration is random.
    var varies: Bool

    /// nil if the stage has none of it, unless it is to have rules that say nothing.
    init?(
        _ stage: ScanStage, scanTypes: Range<Int>, reads: Bool, isInterruptible: Bool, varies: Bool,
        isTraced: Bool = false, scale: TickScale, spending: (Int) -> CompiledRegion.Spending
    ) {
        guard
            !scanTypes.isEmpty || stage.poll != nil || stage.recheck != nil || reads || isInterruptible || varies
                || isTraced
        else { return nil }
        self.isInterruptible = isInterruptible
        self.varies = varies
        firstScanType = Int32(scanTypes.lowerBound)
        scanTypeCount = Int32(scanTypes.count)
        poll = stage.poll.map { PollTicks($0, scale) } ?? PollTicks()
        recheckEvery = stage.recheck.map { scale.ticks($0.every.value) } ?? 0
        looksMost = Int32(clamping: stage.recheck?.looksMost ?? 0)
        lookSpends = stage.recheck?.bucket != nil
        look =
            stage.recheck?.bucket.map(spending)
            ?? CompiledRegion.Spending(bucket: 0, state: -1, perAccount: false, isShared: false, basis: .item)
    }
}

/// Looks with growing pauses, on the clock.
struct PollTicks: BitwiseCopyable, Sendable {
    /// 0: no looks, the end is noticed at once.
    var first: Int64 = 0
    var step: Int64 = 0
    var longest: Int64 = 0

    init() {}

    init(_ poll: PollSchedule, _ scale: TickScale) {
        first = scale.ticks(poll.first.value)
        step = scale.ticks(poll.step.value)
        longest = scale.ticks(poll.longest.value)
    }

    /// When something that lasts this long is noticed to be over. Complexity: O(pauses until the longest one).
    func noticed(_ duration: Int64) -> Int64 {
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
