import ScanModel

/// The lower bounds of a region by looking at every item and every stage.
struct NaiveBounds {
    let naive: NaiveRegion
    private let items: [NaiveItem]

    /// - Parameter items: those that count; nil: all of the region.
    init(naive: NaiveRegion, items: [NaiveItem]? = nil) {
        self.naive = naive
        self.items = items ?? naive.items
    }

    private var plan: DeploymentPlan { naive.plan }
    private var workflow: ScanWorkflow { naive.deployment.workflow }
    private var scanner: ScannerModel { naive.deployment.scanner }
    private var place: Int { workflow.placeStage }
    private var last: Int { workflow.lastPlaceStage }
    private var boot: Int { Int(plan.ticks.boot) }
    private var perBatch: Bool { scanner.lifecycle == .perBatch }

    private func ready(_ item: NaiveItem, copying: Bool = false) -> Int {
        let before = copying ? item.time(0..<place, plan, workflow) : item.time(0..<place, plan)
        return perBatch ? searched(before) + boot : max(before, boot)
    }

    private func searched(_ instant: Int) -> Int {
        guard perBatch, let window = workflow.batchWindow.map({ Int(plan.scale.ticks($0.value)) }) else {
            return instant
        }
        return instant + (window - instant % window) % window
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

    private var longestItem: Int {
        items.map {
            ready($0, copying: true) + scan($0) + $0.time((last + 1)..<workflow.stages.count, plan, workflow)
        }.max() ?? 0
    }

    private var hasCopies: Bool { items.contains { !$0.copied.isEmpty } }

    private func tokens(_ bucket: Int) -> Int? {
        let spending = workflow.stages.indices.filter { index in
            let stage = workflow.stages[index]
            return (stage.spends.contains(bucket) || stage.recheck?.bucket == bucket)
                && (stage.condition == .always || hasCopies)
        }
        guard let limit = naive.region.buckets[bucket], let first = spending.first, let end = spending.last else {
            return nil
        }
        let per = workflow.buckets[bucket].per
        let requests = most(workflow.buckets[bucket].scope) { item in
            spending.reduce(0) { sum, index in
                let stage = workflow.stages[index]
                var own = 0
                if stage.spends.contains(bucket) {
                    own += item.units(per, in: stage) * ((place...last).contains(index) ? item.attempts : 1)
                }
                if stage.recheck?.bucket == bucket { own += item.units(.item, in: stage) }
                return sum + own
            }
        }
        return head(of: first) + Int(limit.lastGrant(of: Int64(requests)))
            + least { way(end..<workflow.stages.count, $0) }
    }

    private func resource(_ resource: Int) -> Int? {
        guard let capacity = naive.region.limits.capacities[resource],
            let taken = workflow.stages.firstIndex(where: { $0.acquires.contains(resource) }),
            let released = workflow.stages.firstIndex(where: { $0.releases.contains(resource) })
        else { return nil }
        let kind = workflow.resources[resource]
        let stage = workflow.stages[taken]
        if stage.condition == .copyNeeded, !hasCopies { return nil }
        let held = most(kind.scope) { item in
            if stage.condition == .copyNeeded {
                return min(capacity, item.units(kind.per, in: stage))
                    * item.time(taken..<(released + 1), plan, workflow)
            }
            return item.units(kind.per) * way(taken..<(released + 1), item)
        }
        return head(of: taken) + (held + capacity - 1) / capacity
            + least { way((released + 1)..<workflow.stages.count, $0) }
    }

    /// Work of all places on scanners, and the first instant at which persistent scanners have offered as much.
    private var scannerWork: Int {
        let places = scanner.places
        let scanners = naive.region.scanners
        let work = items.reduce(0) { $0 + min(places, $1.sizes.count) * scan($1) }
        let leastBefore = searched(least { $0.time(0..<place, plan) })
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

    private var launches: Int? {
        let limits = scanner.launchBuckets.compactMap { naive.region.buckets[$0] }
        guard perBatch, !limits.isEmpty else { return nil }
        let last = limits.map { Int($0.lastGrant(of: Int64(fewestBatches))) }.reduce(0, max)
        return searched(least { $0.time(0..<place, plan) }) + last + boot
            + least { $0.time(place..<(self.last + 1), plan) } + least(after)
    }

    /// All of them if nobody is given up, in the order of the plan.
    private var whole: [RegionBound] {
        var all: [(BoundKind, Int?)] = [
            (.longestItem, longestItem), (.scannerWork, scannerWork), (.scannerLaunch, launches),
        ]
        all += workflow.buckets.enumerated().map { (.tokens(action: $1.action), tokens($0)) }
        all += workflow.resources.enumerated().map { (.resource(name: $1.name), resource($0)) }
        return all.compactMap { kind, ticks in ticks.map { RegionBound(kind: kind, ticks: Int64($0)) } }
    }

    /// All of them, in the order of the plan.
    var all: [RegionBound] {
        let gates = workflow.stages.indices.filter { workflow.stages[$0].recheck != nil }
        let risky = items.filter { item in
            gates.contains { gate in
                let stage = workflow.stages[gate]
                guard let capacity = naive.region.limits.capacities[stage.acquires[0]],
                    item.units(.item, in: stage) > 0
                else { return false }
                let kind = workflow.resources[stage.acquires[0]]
                let rivals = items.filter { kind.scope != .targetAccountRegion || $0.account == item.account }
                return rivals.reduce(0) { $0 + $1.units(kind.per, in: stage) } > capacity
            }
        }
        if risky.isEmpty { return whole }
        let soonest = gates.map { gate -> Int in
            let rule = workflow.stages[gate].recheck!
            return head(of: gate) + (rule.looksMost - 1) * Int(plan.scale.ticks(rule.every.value))
        }.min()!
        let safe = items.filter { item in !risky.contains(item) }
        let sure = safe.isEmpty ? [] : NaiveBounds(naive: naive, items: safe).whole
        let limits = gates.map { workflow.resources[workflow.stages[$0].acquires[0]].name }
        return whole.map { bound in
            let isLimit = limits.contains { bound.kind == .resource(name: $0) }
            let cut = Int64(isLimit ? soonest : soonest - 1)
            let own = sure.first { $0.kind == bound.kind }?.ticks ?? 0
            return RegionBound(kind: bound.kind, ticks: max(min(bound.ticks, cut), own))
        }
    }
}
