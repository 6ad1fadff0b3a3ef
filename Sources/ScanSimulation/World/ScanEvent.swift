/// What happens in a region. Small and trivial, so that pending events are plain memory.
@frozen
@usableFromInline
struct ScanEvent: BitwiseCopyable, Sendable {
    @usableFromInline
    enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// The current stage of an item ends.
        case stageEnded
        /// An item may go on with the tokens of its current stage.
        case tokensContinue
        /// A scanner has booted.
        case scannerReady
        /// A batch's scanner is gone and its position is free.
        case scannerGone
        /// The cloud takes a scanner back.
        case scannerInterrupted
        /// A batch asks again for the scanner that it did not get.
        case launchAgain
        /// Everything else of this instant has happened: hand out free places.
        case dispatch
        /// An item wants to look at a limit; it has what it needs to look.
        case asksToLook
        case looks
        /// A batch may have a scanner.
        case batchReady
        /// The volumes of an item are full, ahead of the end of the stage that reads them.
        case volumesFull
        /// All regions are searched for batches that are ready.
        case searched
        /// A round of the first stage begins.
        case roundBegins
        /// A region that runs beside others on one clock opens; its network is set up.
        case regionOpens
        /// A region that runs beside others on one clock has ended.
        case regionEnded
    }

    @usableFromInline var kind: Kind
    /// The region among those on the same clock.
    @usableFromInline var region: UInt16
    /// The item, the scanner or the batch.
    @usableFromInline var index: Int32

    @inlinable
    init(_ kind: Kind, _ index: Int = 0, region: UInt16 = 0) {
        self.kind = kind
        self.region = region
        self.index = Int32(truncatingIfNeeded: index)
    }
}
