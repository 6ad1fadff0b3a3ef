import ScanModel

/// The plan of a region worked out with arrays, sorting and one object an item.
struct NaiveRegion {
    let deployment: Deployment
    let plan: DeploymentPlan
    let region: RegionPlan
    let items: [NaiveItem]
    let batches: [[Int]]
    private(set) var starts: [Int] = []
    private(set) var placed: [Int] = []
    private(set) var billed = 0
    private(set) var launches = 0
    private var copies: NaiveCopies!

    private var workflow: ScanWorkflow { deployment.workflow }
    private var place: Int { workflow.placeStage }
    private var last: Int { workflow.lastPlaceStage }

    init(_ deployment: Deployment, _ plan: DeploymentPlan, _ region: RegionPlan) {
        self.deployment = deployment
        self.plan = plan
        self.region = region
        items = NaiveItem.all(deployment, region: region.region)
        let perBatch = deployment.scanner.lifecycle == .perBatch
        batches = perBatch ? NaiveItem.batches(items, places: deployment.scanner.places) : []
        starts = firstStageStarts()
        copies = NaiveCopies(self, starts: starts)
        let ready = copies.arrived[place]
        placed = [Int](repeating: 0, count: items.count)
        if perBatch { scanBatches(ready) } else { scanItems(ready) }
    }

    private func firstStageStarts() -> [Int] {
        var starts = items.map { _ in 0 }
        guard place > 0 else { return starts }
        for bucket in workflow.stages[0].spends {
            guard let limit = region.buckets[bucket] else { continue }
            let kind = workflow.buckets[bucket]
            var spent: [Int32: Int] = [:]
            for (index, item) in items.enumerated() {
                let owner = kind.scope == .targetAccountRegion ? item.account : -1
                spent[owner, default: 0] += item.units(kind.per)
                starts[index] = max(starts[index], Int(limit.lastGrant(of: Int64(spent[owner, default: 0]))))
            }
        }
        for resource in workflow.stages[0].acquires where workflow.stages[0].releases.contains(resource) {
            guard let capacity = region.limits.capacities[resource], capacity <= 10_000 else { continue }
            let kind = workflow.resources[resource]
            var pools: [Int32: NaivePlaces] = [:]
            for (index, item) in items.enumerated() {
                let owner = kind.scope == .targetAccountRegion ? item.account : -1
                var pool = pools[owner] ?? NaivePlaces(capacity, at: 0)
                starts[index] = max(starts[index], pool.take(item.units(kind.per)))
                pool.give(item.units(kind.per), at: starts[index] + item.time(0..<1, plan))
                pools[owner] = pool
            }
        }
        return starts
    }

    private func onScanner(_ item: Int) -> Int { items[item].attempts * items[item].time(place..<(last + 1), plan) }

    private mutating func scanItems(_ ready: [Int]) {
        let places = deployment.scanner.places
        var free = NaivePlaces(region.scanners * places, at: Int(plan.ticks.boot))
        for item in aboard(Array(items.indices)).sorted(by: { (ready[$0], $0) < (ready[$1], $1) }) {
            let wanted = min(places, items[item].sizes.count)
            placed[item] = max(ready[item], free.take(wanted))
            free.give(wanted, at: placed[item] + onScanner(item))
        }
        launches = region.scanners
        billed = region.scanners * max(Int(plan.ticks.minimumBilled), completed + Int(plan.ticks.drain))
    }

    private mutating func scanBatches(_ ready: [Int]) {
        let window = workflow.batchWindow.map { Int(plan.scale.ticks($0.value)) }
        let batchReady = batches.map { batch -> Int in
            let last = aboard(batch).map { ready[$0] }.max() ?? 0
            // The first search that is no earlier.
            return window.map { window in last + (window - last % window) % window } ?? last
        }
        var free = NaivePlaces(region.scanners, at: 0)
        let manned = batches.indices.filter { !aboard(batches[$0]).isEmpty }
        launches = manned.count
        for batch in manned.sorted(by: { (batchReady[$0], $0) < (batchReady[$1], $1) }) {
            let start = max(batchReady[batch], free.take(1))
            for item in batches[batch] { placed[item] = start + Int(plan.ticks.boot) }
            let life =
                Int(plan.ticks.boot + plan.ticks.drain) + (aboard(batches[batch]).map { onScanner($0) }.max() ?? 0)
            free.give(1, at: start + life)
            billed += max(Int(plan.ticks.minimumBilled), life)
        }
    }

    /// Those of some items that are not given up.
    private func aboard(_ items: [Int]) -> [Int] { items.filter { copies.gone[$0] == nil } }

    /// When an item is done.
    private func completion(_ item: Int) -> Int {
        placed[item] + onScanner(item) + items[item].time((last + 1)..<workflow.stages.count, plan)
    }

    var completed: Int {
        items.indices.map { item in copies.gone[item]?.at ?? completion(item) }.max() ?? 0
    }

    /// When a stage begins for an item that comes to it; after its failures if it is behind the scanner.
    private func begin(_ stage: Int, _ index: Int) -> Int {
        if stage < place { return copies.began[stage][index] }
        let scan = items[index].time(place..<(last + 1), plan)
        return placed[index] + (stage > last ? items[index].failures * scan : 0)
            + items[index].time(place..<stage, plan)
    }

    private func end(_ stage: Int, _ index: Int) -> Int {
        begin(stage, index) + items[index].time(stage..<(stage + 1), plan, workflow)
    }

    /// Size units times ticks that a meter runs.
    func storage(_ meter: StorageMeter) -> Int {
        let stages = workflow.stages
        guard let open = stages.firstIndex(where: { $0.opens.contains(meter) }) else { return 0 }
        let closing = stages.indices.filter { $0 >= open && stages[$0].closes.contains(meter) }
        let ofOriginals = closing.filter { meter == .snapshot && stages[$0].condition == .copyNeeded }
        let close = closing.first { !ofOriginals.contains($0) }
        return items.indices.reduce(0) { sum, index in
            let item = items[index]
            let size = meter == .copy ? item.copied.reduce(0, +) : item.total
            if stages[open].condition == .copyNeeded, item.copied.isEmpty { return sum }
            let gone = copies.gone[index]
            if let gone, gone.stage <= open { return sum }
            var over: Int
            if let gone {
                over = close.flatMap { $0 < gone.stage ? end($0, index) : nil } ?? gone.at
            } else {
                over = close.map { end($0, index) } ?? completion(index)
            }
            var result = sum + size * (over - begin(open, index))
            if gone == nil, (place...last).contains(open) {
                // Opened anew in each attempt, and closed when the attempt fails at the latest.
                let scan = item.time(place..<(last + 1), plan)
                let opened = begin(open, index) - placed[index]
                let once = over - begin(open, index)
                if let close, close <= last { return sum + size * item.attempts * once }
                result = sum + size * (item.failures * (scan - opened) + once - item.failures * scan)
            }
            if let original = ofOriginals.first, close.map({ original < $0 }) ?? true, !item.copied.isEmpty,
                gone.map({ original < $0.stage }) ?? true, end(original, index) < over
            {
                result -= item.copied.reduce(0, +) * (over - end(original, index))
            }
            return result
        }
    }

    /// Requests of the stages, without the scanners' own.
    func requests(_ bucket: Int) -> Int {
        workflow.stages.indices.reduce(0) { sum, index in
            let stage = workflow.stages[index]
            var requests = sum + (stage.recheck?.bucket == bucket ? copies.looks[index] ?? 0 : 0)
            guard stage.spends.contains(bucket) else { return requests }
            for item in items.indices where copies.gone[item].map({ index < $0.stage }) ?? true {
                let units = items[item].units(workflow.buckets[bucket].per, in: stage)
                requests += units * ((place...last).contains(index) ? items[item].attempts : 1)
            }
            return requests
        }
    }

    /// Size units of the largest items or batches that are on scanners at once.
    var volumeSizeUnits: Int {
        let perBatch = deployment.scanner.lifecycle == .perBatch
        let groups = perBatch ? batches.map { $0.reduce(0) { $0 + items[$1].total } } : items.map(\.total)
        let atOnce = region.scanners * (perBatch ? 1 : deployment.scanner.places)
        return groups.sorted(by: >).prefix(atOnce).reduce(0, +)
    }
}
