/// The durations of a workflow as integers on one clock.
///
/// A duration is `base + perUnit * size units`, exact by the choice of the ``TickScale``.
public struct WorkflowTicks: Hashable, Sendable {
    /// Fixed part of each stage, in ticks; 0 for stages that not every item goes through. Of a stage with a cap no more
    /// than that, and then no part that grows: what is counted here is a time that no item is faster than.
    public let base: [Int64]
    /// Ticks per size unit of each stage; 0 likewise.
    public let perUnit: [Int64]
    /// The same of stages that only items with copies go through, whose sizes are those of the copied volumes; 0 for the
    /// others.
    public let copyBase: [Int64]
    public let copyPerUnit: [Int64]
    /// After how long each stage ends whatever is left to do, in ticks; Int64.max: never.
    public let cap: [Int64]
    /// Whether a stage's size is the item's total (else its largest volume).
    public let usesTotal: [Bool]
    /// Boot time of a scanner, in ticks.
    public let boot: Int64
    /// Drain time of a scanner, in ticks.
    public let drain: Int64
    /// Shortest billed time of a scanner, in ticks.
    public let minimumBilled: Int64
    /// Time between two searches for batches that are ready, in ticks; 0: they are found at once. With turns of regions
    /// a batch may be found between two searches, so 0 there too.
    public let batchWindow: Int64
    /// The scan types of all stages, stage after stage, and where each stage's begin.
    public let scanTypes: [ScanTypeTicks]
    public let firstScanType: [Int]
    /// How volumes are read; nil: the timings stand for it.
    public let reads: ReadTicks?

    /// A scan type on the clock.
    public struct ScanTypeTicks: Hashable, BitwiseCopyable, Sendable {
        public var base: Int64
        public var perUnit: Int64
        public var usesTotal: Bool
        /// Int64.max: never cut off.
        public var timeout: Int64
        public var skipsWindows: Bool
        /// Bytes of each size unit that it reads; 0 where no rule for reading holds.
        public var bytesPerUnit: Int64 = 0

        /// How long it lasts for an item, and whether it was cut off.
        @inlinable
        public func duration(totalSize: Int64, largestSize: Int64, platform: Platform) -> (ticks: Int64, isCut: Bool) {
            if skipsWindows, platform == .windows { return (0, false) }
            let wanted = base + perUnit * (usesTotal ? totalSize : largestSize)
            return wanted > timeout ? (timeout, true) : (wanted, false)
        }
    }

    /// Converts exact seconds; traps where the scale does not make them whole.
    public init(workflow: ScanWorkflow, scanner: ScannerModel, scale: TickScale, sizeUnitsPerGiB: Int64) {
        let perSizeUnit = Rational(1, over: Int128(sizeUnitsPerGiB))
        base = workflow.stages.map { stage in
            guard stage.condition == .always else { return 0 }
            let base = stage.duration.base.value
            return scale.ticks(stage.cap.map { min($0.value, base) } ?? base)
        }
        perUnit = workflow.stages.map {
            $0.condition == .always && $0.cap == nil ? scale.ticks($0.duration.perGiB.value * perSizeUnit) : 0
        }
        copyBase = workflow.stages.map { $0.condition == .copyNeeded ? scale.ticks($0.duration.base.value) : 0 }
        copyPerUnit = workflow.stages.map {
            $0.condition == .copyNeeded ? scale.ticks($0.duration.perGiB.value * perSizeUnit) : 0
        }
        cap = workflow.stages.map { $0.cap.map { scale.ticks($0.value) } ?? .max }
        usesTotal = workflow.stages.map { $0.duration.size == .total }
        boot = scale.ticks(scanner.boot.value)
        drain = scale.ticks(scanner.drain.value)
        minimumBilled = scale.ticks(scanner.minimumBilled.value)
        // Persistent scanners are fed item by item.
        batchWindow =
            scanner.lifecycle == .perBatch && workflow.waves == nil
            ? workflow.batchWindow.map { scale.ticks($0.value) } ?? 0 : 0
        reads = workflow.reads.map { rule in
            ReadTicks(rule, lifecycle: scanner.lifecycle, scale: scale, sizeUnitsPerGiB: sizeUnitsPerGiB)
        }
        var types = workflow.stages.flatMap(\.scanTypes).map { type in
            ScanTypeTicks(
                base: scale.ticks(type.base.value), perUnit: scale.ticks(type.perGiB.value * perSizeUnit),
                usesTotal: type.size == .total, timeout: type.timeout.map { scale.ticks($0.value) } ?? .max,
                skipsWindows: type.skipsWindows)
        }
        var first = [0]
        for stage in workflow.stages { first.append(first[first.count - 1] + stage.scanTypes.count) }
        firstScanType = first
        if let rule = workflow.reads {
            // The first share is the stage's own.
            for (type, share) in zip(first[rule.stage]..<first[rule.stage + 1], rule.readShares.dropFirst()) {
                types[type].bytesPerUnit = rule.bytes(share, perUnitOf: sizeUnitsPerGiB)
            }
        }
        scanTypes = types
    }

    /// The scan types of a stage, as indices.
    @inlinable
    public func scanTypes(of stage: Int) -> Range<Int> { firstScanType[stage]..<firstScanType[stage + 1] }

    /// How long a stage lasts at least for an item, in ticks: without waiting, without its scan types, and nothing if
    /// not every item goes through it.
    @inlinable
    public func duration(stage: Int, totalSize: Int64, largestSize: Int64) -> Int64 {
        base[stage] + perUnit[stage] * (usesTotal[stage] ? totalSize : largestSize)
    }

    /// The first search from an instant on, both counted from the opening of the region.
    @inlinable
    public func searched(_ ready: Int64) -> Int64 {
        batchWindow == 0 ? ready : (ready + batchWindow - 1) / batchWindow * batchWindow
    }

    /// How long a stage for copied volumes lasts at least for an item that has some, in ticks; 0 for other stages.
    @inlinable
    public func copyDuration(stage: Int, copiedTotal: Int64, copiedLargest: Int64) -> Int64 {
        copyBase[stage] + copyPerUnit[stage] * (usesTotal[stage] ? copiedTotal : copiedLargest)
    }
}
