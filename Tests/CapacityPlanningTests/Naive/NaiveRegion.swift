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
        let ready = items.indices.map { starts[$0] + items[$0].time(0..<place, plan) }
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
        for item in items.indices.sorted(by: { (ready[$0], $0) < (ready[$1], $1) }) {
            let wanted = min(places, items[item].sizes.count)
            placed[item] = max(ready[item], free.take(wanted))
            free.give(wanted, at: placed[item] + onScanner(item))
        }
        billed = region.scanners * max(Int(plan.ticks.minimumBilled), completed + Int(plan.ticks.drain))
    }

    private mutating func scanBatches(_ ready: [Int]) {
        let batchReady = batches.map { $0.map { ready[$0] }.max() ?? 0 }
        var free = NaivePlaces(region.scanners, at: 0)
        for batch in batches.indices.sorted(by: { (batchReady[$0], $0) < (batchReady[$1], $1) }) {
            let start = max(batchReady[batch], free.take(1))
            for item in batches[batch] { placed[item] = start + Int(plan.ticks.boot) }
            let life = Int(plan.ticks.boot + plan.ticks.drain) + (batches[batch].map { onScanner($0) }.max() ?? 0)
            free.give(1, at: start + life)
            billed += max(Int(plan.ticks.minimumBilled), life)
        }
    }

    /// When an item is done.
    private func completion(_ item: Int) -> Int {
        placed[item] + onScanner(item) + items[item].time((last + 1)..<workflow.stages.count, plan)
    }

    var completed: Int { items.indices.map { completion($0) }.max() ?? 0 }

    /// Size units times ticks that a meter runs.
    func storage(_ meter: StorageMeter) -> Int {
        let stages = workflow.stages
        guard let open = stages.firstIndex(where: { $0.opens.contains(meter) }) else { return 0 }
        let close = stages.indices.first { $0 >= open && stages[$0].closes.contains(meter) }
        return items.indices.reduce(0) { sum, index in
            let item = items[index]
            let scan = item.time(place..<(last + 1), plan)
            func begin(_ stage: Int) -> Int {
                if stage < place { return starts[index] + item.time(0..<stage, plan) }
                return placed[index] + (stage > last ? item.failures * scan : 0) + item.time(place..<stage, plan)
            }
            let end = close.map { begin($0) + item.time($0..<($0 + 1), plan) } ?? completion(index)
            guard (place...last).contains(open) else { return sum + item.total * (end - begin(open)) }
            // Opened anew in each attempt, and closed when the attempt fails at the latest.
            let opened = begin(open) - placed[index]
            if let close, close <= last { return sum + item.total * item.attempts * (end - begin(open)) }
            let lastAttempt = end - begin(open) - item.failures * scan
            return sum + item.total * (item.failures * (scan - opened) + lastAttempt)
        }
    }

    /// Requests of the stages, without the scanners' own.
    func requests(_ bucket: Int) -> Int {
        workflow.stages.indices.filter { workflow.stages[$0].spends.contains(bucket) }.reduce(0) { sum, stage in
            items.reduce(sum) {
                $0 + $1.units(workflow.buckets[bucket].per) * ((place...last).contains(stage) ? $1.attempts : 1)
            }
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
