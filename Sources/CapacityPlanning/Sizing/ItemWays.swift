internal import ScanModel

/// How long a stretch of stages lasts for an item without waiting, in ticks: every duration is linear in the sizes.
struct StageSpan: Hashable, Sendable {
    var base: Int64 = 0
    var perTotal: Int64 = 0
    var perLargest: Int64 = 0

    init() {}

    init(_ stages: Range<Int>, _ ticks: WorkflowTicks) {
        for stage in stages {
            base += ticks.base[stage]
            if ticks.usesTotal[stage] {
                perTotal += ticks.perUnit[stage]
            } else {
                perLargest += ticks.perUnit[stage]
            }
        }
    }

    /// The stages of a range for copied volumes alone, whose sizes are those of the copied volumes.
    init(copiesIn stages: Range<Int>, _ ticks: WorkflowTicks) {
        for stage in stages {
            base += ticks.copyBase[stage]
            if ticks.usesTotal[stage] {
                perTotal += ticks.copyPerUnit[stage]
            } else {
                perLargest += ticks.copyPerUnit[stage]
            }
        }
    }

    /// Whether it is the same for every item.
    var isFixed: Bool { perTotal == 0 && perLargest == 0 }

    @inline(__always)
    func ticks(total: Int64, largest: Int64) -> Int64 { base + perTotal * total + perLargest * largest }

    @inline(__always)
    func ticks(_ items: WorkItems, _ item: Int) -> Int64 {
        ticks(total: items.totalSize[item], largest: Int64(items.largestSize[item]))
    }

    /// Ticks for the copied volumes of an item; nothing if it has none.
    @inline(__always)
    func copyTicks(_ items: WorkItems, _ item: Int) -> Int64 {
        guard items.hasCopies(item) else { return 0 }
        return ticks(total: items.copiedTotal[item], largest: Int64(items.copiedLargest[item]))
    }

    static func + (left: StageSpan, right: StageSpan) -> StageSpan {
        var sum = left
        sum.base += right.base
        sum.perTotal += right.perTotal
        sum.perLargest += right.perLargest
        return sum
    }

    static func * (span: StageSpan, times: Int64) -> StageSpan {
        var product = span
        product.base *= times
        product.perTotal *= times
        product.perLargest *= times
        return product
    }

    static func - (left: StageSpan, right: StageSpan) -> StageSpan {
        var difference = left
        difference.base -= right.base
        difference.perTotal -= right.perTotal
        difference.perLargest -= right.perLargest
        return difference
    }
}

/// The way of the items of a deployment without any waiting.
struct ItemWays: Sendable {
    /// Stages before the scanner.
    let before: StageSpan
    /// Stages on the scanner, once.
    let onScanner: StageSpan
    /// Stages after the scanner.
    let after: StageSpan
    /// What reading adds; nil: nothing.
    let reads: ReadWays?

    init(workflow: ScanWorkflow, ticks: WorkflowTicks) {
        reads = ticks.reads.map { ReadWays(ticks: ticks, rule: $0) }
        let last = workflow.lastPlaceStage
        before = StageSpan(0..<workflow.placeStage, ticks)
        onScanner = StageSpan(workflow.placeStage..<(last + 1), ticks)
        after = StageSpan((last + 1)..<workflow.stages.count, ticks)
    }
}

extension WorkItems {
    /// Attempts to scan an item, at least 1.
    @inline(__always)
    func attempts(_ item: Int) -> Int64 { Int64(failures[item]) + 1 }
}

/// A whole number of 128 bits from the product of two of 64; never overflows.
@inline(__always)
func product(_ left: Int64, _ right: Int64) -> Int128 { Int128(left) &* Int128(right) }
