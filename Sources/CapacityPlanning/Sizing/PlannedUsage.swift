internal import ScanModel

/// The usage of a region by the planner's schedule: an item waits before its first stage, for room to be copied and
/// before its scanner only.
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
        let copied = schedule.copies.map { CopiedUsage(self, $0) }
        for meter in StorageMeter.allCases where meter != .copy || copied != nil {
            let amount = copied?.storage(meter) ?? storage(meter)
            ledger.add(Rational(amount) * perTick * perUnit, of: UsageKind(meter), in: region)
        }
        for (action, count) in copied?.requests() ?? requests() {
            ledger.add(Rational(count), of: .requests(action: action), in: region)
        }
        return ledger
    }

    /// Size units times ticks that a meter runs, over all items.
    ///
    /// How long it runs for an item is the time from the item's start to its place, or nothing of it, and a stretch of
    /// stages, once and again for each failure.
    private func storage(_ meter: StorageMeter) -> Int128 {
        let workflow = deployment.workflow
        let stages = workflow.stages
        guard let open = stages.firstIndex(where: { $0.opens.contains(meter) }) else { return 0 }
        // A stage for copied volumes closes nothing where there are none.
        let close = stages.indices.first {
            $0 >= open && stages[$0].condition == .always && stages[$0].closes.contains(meter)
        }
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
        return waited + totals.all.held(.sizeUnit, for: once) + heldAgain(again)
            + read(open: open, close: close, repeats: again != StageSpan(), closesBefore: closesBefore)
    }

    /// Size units times ticks that a rule for reading adds to a meter.
    private func read(open: Int, close: Int?, repeats: Bool, closesBefore: Bool) -> Int128 {
        guard let reads = ways.reads else { return 0 }
        func covers(_ stage: Int) -> Bool { open <= stage && close.map { stage <= $0 } ?? true }
        if covers(reads.rule.stage) {
            return schedule.sizeTicksReading + (repeats ? schedule.sizeTicksReadingAgain : 0)
        }
        // A meter that runs on to the scanner counts the preparation with the wait for its place.
        guard closesBefore, reads.rule.preparationStage >= 0, covers(reads.rule.preparationStage) else { return 0 }
        return (0..<items.count).reduce(0) { $0 &+ product(items.totalSize[$1], reads.before(items, $1)) }
    }

    /// Size units times ticks of a stretch of stages, once for each failure of an item.
    private func heldAgain(_ span: StageSpan) -> Int128 {
        if let failures = items.failures.uniform { return Int128(failures) * totals.all.held(.sizeUnit, for: span) }
        return (0..<items.count).reduce(0) { sum, item in
            sum &+ product(items.totalSize[item] * Int64(items.failures[item]), span.ticks(items, item))
        }
    }

    /// Requests of every action, scanners' own included.
    private func requests() -> [(action: String, count: Int)] {
        let workflow = deployment.workflow
        var counts = [Int](repeating: 0, count: workflow.buckets.count)
        for (index, stage) in workflow.stages.enumerated() where stage.condition == .always {
            let repeated = (workflow.placeStage...workflow.lastPlaceStage).contains(index)
            for bucket in stage.spends {
                counts[bucket] += Int(totals.all.count(workflow.buckets[bucket].per, repeated: repeated))
            }
        }
        return withScanners(counts)
    }

    /// Requests by bucket and those of the scanners, by action.
    func withScanners(_ requests: [Int]) -> [(action: String, count: Int)] {
        var counts = requests
        for bucket in deployment.scanner.launchBuckets + deployment.scanner.terminateBuckets {
            counts[bucket] += schedule.launches
        }
        return zip(deployment.workflow.buckets, counts).filter { $0.0.meaning == .request }
            .map { (action: $0.action, count: $1) }
    }
}
