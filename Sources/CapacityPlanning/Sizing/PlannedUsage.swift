internal import ScanModel

/// The usage of a region by the planner's schedule: an item waits before its first stage and before its scanner only.
struct PlannedUsage {
    let deployment: Deployment
    let items: WorkItems
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
        for meter in StorageMeter.allCases {
            let amount = Rational(storage(meter)) * perTick * perUnit
            let kind: UsageKind = meter == .volume ? .volumeGiBSeconds : .snapshotGiBSeconds
            ledger.add(amount, of: kind, in: region)
        }
        for (action, count) in requests() { ledger.add(Rational(count), of: .requests(action: action), in: region) }
        return ledger
    }

    /// Size units times ticks that a meter runs, over all items.
    private func storage(_ meter: StorageMeter) -> Int128 {
        let stages = deployment.workflow.stages
        guard let open = stages.firstIndex(where: { $0.opens.contains(meter) }) else { return 0 }
        // A meter that no stage closes runs until the item is done.
        let close = stages.firstIndex { $0.closes.contains(meter) } ?? stages.count - 1
        return (0..<items.count).reduce(Int128(0)) { total, item in
            let span = boundary(after: max(open, close), item) - boundary(after: open - 1, item)
            return total + Int128(span) * Int128(items.totalSize[item])
        }
    }

    /// The instant at which a stage ends, and the next one would begin if nothing waited; -1 stands for the start.
    private func boundary(after stage: Int, _ item: Int) -> Int64 {
        let place = deployment.workflow.placeStage
        let last = deployment.workflow.lastPlaceStage
        func span(_ stages: ClosedRange<Int>) -> Int64 {
            stages.reduce(0) {
                $0
                    + ticks.duration(
                        stage: $1, totalSize: items.totalSize[item], largestSize: Int64(items.largestSize[item]))
            }
        }
        if stage < 0 { return schedule.starts[item] }
        // A meter that opens on the scanner begins with the place, not with the wait for it.
        if stage == place - 1 { return schedule.placed[item] }
        if stage < place { return schedule.starts[item] + span(0...stage) }
        let repeated = (ways.attempts[item] - 1) * ways.onScanner[item]
        if stage < last { return schedule.placed[item] + span(place...stage) }
        return schedule.placed[item] + repeated + span(place...stage)
    }

    /// Requests of every action, scanners' own included.
    private func requests() -> [(action: String, count: Int)] {
        let workflow = deployment.workflow
        var counts = [Int](repeating: 0, count: workflow.buckets.count)
        for (index, stage) in workflow.stages.enumerated() {
            let repeated = (workflow.placeStage...workflow.lastPlaceStage).contains(index)
            for bucket in stage.spends {
                for item in 0..<items.count {
                    let units = Int(items.units(workflow.buckets[bucket].per, of: item))
                    counts[bucket] += units * (repeated ? Int(ways.attempts[item]) : 1)
                }
            }
        }
        if let launch = deployment.scanner.launchBucket { counts[launch] += schedule.launches }
        if let terminate = deployment.scanner.terminateBucket { counts[terminate] += schedule.launches }
        return zip(workflow.buckets, counts).map { (action: $0.action, count: $1) }
    }
}
