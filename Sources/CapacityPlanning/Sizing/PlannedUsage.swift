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
        let workflow = deployment.workflow
        let stages = workflow.stages
        guard let open = stages.firstIndex(where: { $0.opens.contains(meter) }) else { return 0 }
        let close = stages.indices.first { $0 >= open && stages[$0].closes.contains(meter) }
        let opensOnScanner = (workflow.placeStage...workflow.lastPlaceStage).contains(open)
        return (0..<items.count).reduce(Int128(0)) { total, item in
            let start = begin(of: open, item)
            // A meter that no later stage closes runs until the item is done.
            let finish = close.map { end(of: $0, item) } ?? completion(of: item)
            var span = finish - start
            if opensOnScanner {
                // Each attempt opens the meter anew, and one that fails closes it when it fails at the latest.
                let failures = ways.attempts[item] - 1
                if let close, close <= workflow.lastPlaceStage {
                    span *= ways.attempts[item]
                } else {
                    span += failures * (ways.onScanner[item] - (start - schedule.placed[item])) - repetitions(item)
                }
            }
            return total + Int128(span) * Int128(items.totalSize[item])
        }
    }

    private func completion(of item: Int) -> Int64 {
        schedule.placed[item] + ways.attempts[item] * ways.onScanner[item] + ways.after[item]
    }

    /// Time that an item spends in attempts that fail.
    private func repetitions(_ item: Int) -> Int64 { (ways.attempts[item] - 1) * ways.onScanner[item] }

    /// When a stage begins: for the first time, if attempts are repeated.
    private func begin(of stage: Int, _ item: Int) -> Int64 {
        let workflow = deployment.workflow
        if stage < workflow.placeStage { return schedule.starts[item] + span(0..<stage, item) }
        let repeated = stage > workflow.lastPlaceStage ? repetitions(item) : 0
        return schedule.placed[item] + repeated + span(workflow.placeStage..<stage, item)
    }

    private func end(of stage: Int, _ item: Int) -> Int64 { begin(of: stage, item) + span(stage..<(stage + 1), item) }

    private func span(_ stages: Range<Int>, _ item: Int) -> Int64 {
        stages.reduce(0) {
            $0
                + ticks.duration(
                    stage: $1, totalSize: items.totalSize[item], largestSize: Int64(items.largestSize[item]))
        }
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
