import ScanModel

/// The lower bounds of a region by looking at every item and every stage.
struct NaiveBounds {
    let naive: NaiveRegion

    private var items: [NaiveItem] { naive.items }
    private var plan: DeploymentPlan { naive.plan }
    private var workflow: ScanWorkflow { naive.deployment.workflow }
    private var scanner: ScannerModel { naive.deployment.scanner }
    private var place: Int { workflow.placeStage }
    private var last: Int { workflow.lastPlaceStage }
    private var boot: Int { Int(plan.ticks.boot) }
    private var perBatch: Bool { scanner.lifecycle == .perBatch }

    private func ready(_ item: NaiveItem) -> Int {
        perBatch ? item.time(0..<place, plan) + boot : max(item.time(0..<place, plan), boot)
    }

    private func scan(_ item: NaiveItem) -> Int { item.attempts * item.time(place..<(last + 1), plan) }

    private func after(_ item: NaiveItem) -> Int { item.time((last + 1)..<workflow.stages.count, plan) }

    private func least(_ time: (NaiveItem) -> Int) -> Int { items.map(time).min() ?? 0 }

    private func way(_ stages: Range<Int>, _ item: NaiveItem) -> Int {
        item.time(stages, plan) + (perBatch && stages.lowerBound < place && stages.upperBound > place ? boot : 0)
    }

    private func head(of stage: Int) -> Int {
        least { stage < place ? way(0..<stage, $0) : ready($0) + way(place..<stage, $0) }
    }

    /// Most of an owner of a counter.
    private func most(_ scope: LimitScope, _ units: (NaiveItem) -> Int) -> Int {
        Dictionary(grouping: items) { scope == .targetAccountRegion ? $0.account : -1 }
            .values.map { $0.reduce(0) { $0 + units($1) } }.max() ?? 0
    }

    var longestItem: Int { items.map { ready($0) + scan($0) + after($0) }.max() ?? 0 }

    func tokens(_ bucket: Int) -> Int? {
        let spending = workflow.stages.indices.filter { workflow.stages[$0].spends.contains(bucket) }
        guard let limit = naive.region.buckets[bucket], let first = spending.first, let end = spending.last else {
            return nil
        }
        let requests = most(workflow.buckets[bucket].scope) { item in
            spending.reduce(0) {
                $0 + item.units(workflow.buckets[bucket].per) * ((place...last).contains($1) ? item.attempts : 1)
            }
        }
        return head(of: first) + Int(limit.lastGrant(of: Int64(requests)))
            + least { way(end..<workflow.stages.count, $0) }
    }

    func resource(_ resource: Int) -> Int? {
        guard let capacity = naive.region.limits.capacities[resource],
            let taken = workflow.stages.firstIndex(where: { $0.acquires.contains(resource) }),
            let released = workflow.stages.firstIndex(where: { $0.releases.contains(resource) })
        else { return nil }
        let kind = workflow.resources[resource]
        let held = most(kind.scope) { $0.units(kind.per) * way(taken..<(released + 1), $0) }
        return head(of: taken) + (held + capacity - 1) / capacity
            + least { way((released + 1)..<workflow.stages.count, $0) }
    }

    /// Work of all places on scanners, and the first instant at which persistent scanners have offered as much.
    var scannerWork: Int {
        let places = scanner.places
        let scanners = naive.region.scanners
        let work = items.reduce(0) { $0 + min(places, $1.sizes.count) * scan($1) }
        let leastBefore = least { $0.time(0..<place, plan) }
        if perBatch {
            let extra = fewestBatches * (boot + Int(plan.ticks.drain)) * places
            let total = (work + extra + places * scanners - 1) / (places * scanners)
            return leastBefore + max(0, total - Int(plan.ticks.drain)) + least(after)
        }
        let launch = scanner.launchBuckets.compactMap { naive.region.buckets[$0] }
        let starts = (1...scanners).map { count in
            max(leastBefore, launch.map { Int($0.lastGrant(of: Int64(count))) }.reduce(0, max) + boot)
        }
        // The k scanners that start first offer enough alone, for the least k that ends before the next one starts.
        for count in 1...scanners {
            let sum = starts.prefix(count).reduce(0, +)
            let enough = (work + places * sum + places * count - 1) / (places * count)
            if count == scanners || enough <= starts[count] { return max(enough, starts[count - 1]) + least(after) }
        }
        return 0
    }

    private var fewestBatches: Int {
        Platform.allCases.reduce(0) { sum, platform in
            let own = items.filter { $0.platform == platform }
            let volumes = own.reduce(0) { $0 + min(scanner.places, $1.sizes.count) }
            return sum + (volumes + scanner.places - 1) / scanner.places
        }
    }

    var launches: Int? {
        let limits = scanner.launchBuckets.compactMap { naive.region.buckets[$0] }
        guard perBatch, !limits.isEmpty else { return nil }
        let last = limits.map { Int($0.lastGrant(of: Int64(fewestBatches))) }.reduce(0, max)
        return least { $0.time(0..<place, plan) } + last + boot
            + least { $0.time(place..<(self.last + 1), plan) } + least(after)
    }

    /// All of them, in the order of the plan.
    var all: [RegionBound] {
        var all: [(BoundKind, Int?)] = [
            (.longestItem, longestItem), (.scannerWork, scannerWork), (.scannerLaunch, launches),
        ]
        all += workflow.buckets.enumerated().map { (.tokens(action: $1.action), tokens($0)) }
        all += workflow.resources.enumerated().map { (.resource(name: $1.name), resource($0)) }
        return all.compactMap { kind, ticks in ticks.map { RegionBound(kind: kind, ticks: Int64($0)) } }
    }
}
