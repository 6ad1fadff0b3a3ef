internal import ScanModel

/// The usage of a region by the planner's schedule: an item waits before its first stage and before its scanner only.
struct PlannedUsage {
    let deployment: Deployment
    let items: WorkItems
    let totals: WorkTotals
    let ways: ItemWays
    let ticks: WorkflowTicks
    let scale: TickScale
    let schedule: ListSchedule
    let region: String

    func ledger() -> UsageLedger {
        var ledger = UsageLedger()
        let perTick = Rational(1, over: Int128(scale.ticksPerSecond))
        let perUnit = Rational(1, over: Int128(deployment.fleet.sizeUnitsPerGiB))
        ledger.add(Rational(schedule.billed) * perTick, of: .scannerSeconds, in: region)
        let root = deployment.scanner.rootVolume.value
        if root > .zero {
            ledger.add(Rational(schedule.billed) * perTick * root, of: .scannerRootGiBSeconds, in: region)
        }
        let sums = SizeSums(items, totals)
        for meter in StorageMeter.allCases {
            let amount = Rational(storage(meter, sums)) * perTick * perUnit
            let kind: UsageKind = meter == .volume ? .volumeGiBSeconds : .snapshotGiBSeconds
            ledger.add(amount, of: kind, in: region)
        }
        for (action, count) in requests() { ledger.add(Rational(count), of: .requests(action: action), in: region) }
        return ledger
    }

    /// Size units times ticks that a meter runs, over all items.
    ///
    /// How long it runs for an item is the time from the item's start to its place, or nothing of it, and a stretch of
    /// stages, once and again for each failure.
    private func storage(_ meter: StorageMeter, _ sums: SizeSums) -> Int128 {
        let workflow = deployment.workflow
        let stages = workflow.stages
        guard let open = stages.firstIndex(where: { $0.opens.contains(meter) }) else { return 0 }
        let close = stages.indices.first { $0 >= open && stages[$0].closes.contains(meter) }
        let place = workflow.placeStage
        let last = workflow.lastPlaceStage
        let opensBefore = open < place
        let closesBefore = close.map { $0 < place } ?? false
        // From the start of the item, or from its place, to the begin of the stage that opens the meter; and to the end
        // of the one that closes it. A meter that no later stage closes runs until the item is done.
        let skipped = opensBefore ? StageSpan(0..<open, ticks) : StageSpan(place..<open, ticks)
        let end = (close ?? stages.count - 1) + 1
        let once = (closesBefore ? StageSpan(0..<end, ticks) : StageSpan(place..<end, ticks)) - skipped
        var again = StageSpan()
        if open <= last, !closesBefore {
            if let close, close <= last {
                // Each attempt opens the meter anew; one that was opened before the scanner runs on, but is closed by
                // the first attempt.
                if !opensBefore { again = once }
            } else {
                // An attempt that fails closes what it opened when it fails at the latest.
                again = opensBefore ? ways.onScanner : ways.onScanner - skipped
            }
        }
        let waited = opensBefore && !closesBefore ? schedule.sizeTicksToPlace : 0
        return waited + sums.once.sizeTicks(once) + sums.failures.sizeTicks(again)
    }

    /// Requests of every action, scanners' own included.
    private func requests() -> [(action: String, count: Int)] {
        let workflow = deployment.workflow
        var counts = [Int](repeating: 0, count: workflow.buckets.count)
        for (index, stage) in workflow.stages.enumerated() {
            let repeated = (workflow.placeStage...workflow.lastPlaceStage).contains(index)
            for bucket in stage.spends {
                counts[bucket] += Int(totals.all.count(workflow.buckets[bucket].per, repeated: repeated))
            }
        }
        if let launch = deployment.scanner.launchBucket { counts[launch] += schedule.launches }
        if let terminate = deployment.scanner.terminateBucket { counts[terminate] += schedule.launches }
        return zip(workflow.buckets, counts).map { (action: $0.action, count: $1) }
    }
}

/// What the sizes of items sum up to, for times that are linear in them.
private struct SizeSums {
    /// Over the items, or over their failures.
    struct Sums {
        var total: Int128 = 0
        var totalSquared: Int128 = 0
        var totalTimesLargest: Int128 = 0

        /// The sum of the size units times a stretch of stages.
        func sizeTicks(_ span: StageSpan) -> Int128 {
            Int128(span.base) * total + Int128(span.perTotal) * totalSquared
                + Int128(span.perLargest) * totalTimesLargest
        }
    }

    private(set) var once = Sums()
    private(set) var failures = Sums()

    init(_ items: WorkItems, _ totals: WorkTotals) {
        once.total = Int128(totals.all.sizeUnits)
        failures.total = Int128(totals.all.sizeUnitAttempts - totals.all.sizeUnits)
        let uniform = items.failures.uniform
        for item in 0..<items.count {
            let total = items.totalSize[item]
            let squared = product(total, total)
            let mixed = product(total, Int64(items.largestSize[item]))
            once.totalSquared &+= squared
            once.totalTimesLargest &+= mixed
            if uniform == nil {
                failures.totalSquared &+= Int128(items.failures[item]) &* squared
                failures.totalTimesLargest &+= Int128(items.failures[item]) &* mixed
            }
        }
        if let uniform {
            failures.totalSquared = Int128(uniform) * once.totalSquared
            failures.totalTimesLargest = Int128(uniform) * once.totalTimesLargest
        }
    }
}
