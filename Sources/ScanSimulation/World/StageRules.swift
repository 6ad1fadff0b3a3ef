internal import ScanModel

/// What few stages have: scan types, looks at the end, looks at a limit, and an end that may not come.
struct StageRules: BitwiseCopyable, Sendable {
    /// First and number of its scan types.
    var firstScanType: Int32
    var scanTypeCount: Int32
    var poll: PollTicks
    /// It ends after this long whatever is left to do; Int64.max: never.
    var cap: Int64
    /// Longer work lasts until the cap and comes to nothing; Int64.max: none does.
    var cutAbove: Int64
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
            !scanTypes.isEmpty || stage.poll != nil || stage.cap != nil || stage.recheck != nil || reads
                || isInterruptible || varies
                || isTraced
        else { return nil }
        self.isInterruptible = isInterruptible
        self.varies = varies
        firstScanType = Int32(scanTypes.lowerBound)
        scanTypeCount = Int32(scanTypes.count)
        poll = stage.poll.map { PollTicks($0, scale: scale) } ?? PollTicks()
        cap = stage.cap.map { scale.ticks($0.value) } ?? .max
        cutAbove = (stage.cutAbove ?? stage.cap).map { scale.ticks($0.value) } ?? .max
        recheckEvery = stage.recheck.map { scale.ticks($0.every.value) } ?? 0
        looksMost = Int32(clamping: stage.recheck?.looksMost ?? 0)
        lookSpends = stage.recheck?.bucket != nil
        look =
            stage.recheck?.bucket.map(spending)
            ?? CompiledRegion.Spending(bucket: 0, state: -1, perAccount: false, isShared: false, basis: .item)
    }
}
