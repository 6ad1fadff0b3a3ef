/// The durations of a workflow as integers on one clock.
///
/// A duration is `base + perUnit * size units`, exact by the choice of the ``TickScale``.
public struct WorkflowTicks: Hashable, Sendable {
    /// Fixed part of each stage, in ticks.
    public let base: [Int64]
    /// Ticks per size unit of each stage.
    public let perUnit: [Int64]
    /// Whether a stage's size is the item's total (else its largest volume).
    public let usesTotal: [Bool]
    /// Boot time of a scanner, in ticks.
    public let boot: Int64
    /// Drain time of a scanner, in ticks.
    public let drain: Int64
    /// Shortest billed time of a scanner, in ticks.
    public let minimumBilled: Int64

    /// Converts exact seconds; traps where the scale does not make them whole.
    public init(workflow: ScanWorkflow, scanner: ScannerModel, scale: TickScale, sizeUnitsPerGiB: Int64) {
        let perSizeUnit = Rational(1, over: Int128(sizeUnitsPerGiB))
        base = workflow.stages.map { scale.ticks($0.duration.base.value) }
        perUnit = workflow.stages.map { scale.ticks($0.duration.perGiB.value * perSizeUnit) }
        usesTotal = workflow.stages.map { $0.duration.size == .total }
        boot = scale.ticks(scanner.boot.value)
        drain = scale.ticks(scanner.drain.value)
        minimumBilled = scale.ticks(scanner.minimumBilled.value)
    }

    /// How long a stage lasts for an item, in ticks, without waiting.
    @inlinable
    public func duration(stage: Int, totalSize: Int64, largestSize: Int64) -> Int64 {
        base[stage] + perUnit[stage] * (usesTotal[stage] ? totalSize : largestSize)
    }
}
