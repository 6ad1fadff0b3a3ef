internal import ScanModel

/// The usage of a region in which items have copies, item by item: no closed form knows when each is copied.
struct CopiedUsage {
    private let planned: PlannedUsage
    private let copies: CopyForecast
    /// Where an item stands among those with copies, or -1.
    private var place: [Int32]

    private var workflow: ScanWorkflow { planned.deployment.workflow }
    private var stages: [ScanStage] { workflow.stages }
    private var items: WorkItems { planned.items }

    init(_ planned: PlannedUsage, _ copies: CopyForecast) {
        self.planned = planned
        self.copies = copies
        place = [Int32](repeating: -1, count: planned.items.count)
        for (member, item) in copies.members.enumerated() { place[Int(item)] = Int32(member) }
    }

    /// Size units times ticks that a meter runs, over all items.
    ///
    /// - Complexity: O(n * stages).
    func storage(_ meter: StorageMeter) -> Int128 {
        guard let open = stages.firstIndex(where: { $0.opens.contains(meter) }) else { return 0 }
        // What closes the meter of the snapshots in a stage for copied volumes closes that of theirs.
        let partly = meter == .snapshot
        func closes(_ stage: Int, _ isPart: Bool) -> Bool {
            stage >= open && stages[stage].closes.contains(meter)
                && (partly && stages[stage].condition == .copyNeeded) == isPart
        }
        let close = stages.indices.first { closes($0, false) }
        let closeOriginals = (0..<(close ?? stages.count)).first { closes($0, true) }
        var sum: Int128 = 0
        for item in 0..<items.count {
            if stages[open].condition == .copyNeeded, place[item] < 0 { continue }
            let size = meter == .copy ? copiedSize(item) : items.totalSize[item]
            sum &+= product(size, running(item, open, close))
            if let closeOriginals, place[item] >= 0 {
                sum &-= product(copiedSize(item), running(item, open, close) - running(item, open, closeOriginals))
            }
        }
        return sum
    }

    private func copiedSize(_ item: Int) -> Int64 { place[item] < 0 ? 0 : items.copiedTotal[item] }

    /// Ticks from the begin of a stage to the end of another one, or of the item; opened anew for each attempt where the
    /// first one is on the scanner.
    private func running(_ item: Int, _ open: Int, _ close: Int?) -> Int64 {
        let last = workflow.lastPlaceStage
        guard let gone = goneAt(item) else {
            let end = close.map { begin($0, item) + length($0, item) } ?? completion(item)
            let start = begin(open, item)
            guard (workflow.placeStage...last).contains(open) else { return end - start }
            let failures = items.attempts(item) - 1
            if let close, close <= last { return items.attempts(item) * (end - start) }
            let scan = planned.ways.onScanner.ticks(items, item)
            let opened = start - planned.schedule.placed[item]
            return failures * (scan - opened) + (end - start - failures * scan)
        }
        guard open < gone.stage else { return 0 }
        let end = close.flatMap { $0 < gone.stage ? begin($0, item) + length($0, item) : nil } ?? gone.at
        return end - begin(open, item)
    }

    private func goneAt(_ item: Int) -> (at: Int64, stage: Int)? {
        guard place[item] >= 0, copies.goneAt[Int(place[item])] >= 0 else { return nil }
        return (copies.goneAt[Int(place[item])], Int(copies.goneStage[Int(place[item])]))
    }

    /// When a stage begins: after what the item waits for before it.
    private func begin(_ stage: Int, _ item: Int) -> Int64 {
        let place = workflow.placeStage
        guard stage < place else {
            let before = StageSpan(place..<stage, planned.ticks).ticks(items, item)
            let failures = stage > workflow.lastPlaceStage ? items.attempts(item) - 1 : 0
            return planned.schedule.placed[item] + failures * planned.ways.onScanner.ticks(items, item) + before
        }
        let start = Int64(truncatingIfNeeded: planned.schedule.starts[item])
        let own = StageSpan(0..<stage, planned.ticks).ticks(items, item)
        guard self.place[item] >= 0 else { return start + own }
        let member = Int(self.place[item])
        let waited = copies.stages.firstIndex(of: stage).map { copies.waits[$0][member] } ?? 0
        return start + own + copies.delay(member, before: stage) + waited
    }

    private func length(_ stage: Int, _ item: Int) -> Int64 {
        StageSpan(stage..<(stage + 1), planned.ticks).ticks(items, item)
            + (self.place[item] >= 0 && stages[stage].condition == .copyNeeded ? copies.copyTicks(stage, item) : 0)
    }

    private func completion(_ item: Int) -> Int64 {
        planned.schedule.placed[item] + items.attempts(item) * planned.ways.onScanner.ticks(items, item)
            + planned.ways.after.ticks(items, item)
    }

    /// Requests of every action, scanners' own and looks included.
    func requests() -> [(action: String, count: Int)] {
        var counts = [Int](repeating: 0, count: workflow.buckets.count)
        for (index, stage) in stages.enumerated() {
            let ofCopies = stage.condition == .copyNeeded
            let repeated = (workflow.placeStage...workflow.lastPlaceStage).contains(index)
            if let looks = stage.recheck?.bucket { counts[looks] += copies.looks[index] }
            for bucket in stage.spends {
                let per = workflow.buckets[bucket].per
                for item in 0..<items.count where !ofCopies || place[item] >= 0 {
                    if let gone = goneAt(item), gone.stage <= index { continue }
                    let units = items.units(ofCopies ? per.ofCopies : per, of: item)
                    counts[bucket] += Int(units * (repeated ? items.attempts(item) : 1))
                }
            }
        }
        return planned.withScanners(counts)
    }
}
