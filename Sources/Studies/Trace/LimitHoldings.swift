internal import ScanModel
internal import ScanSimulation

/// What a region's instances hold of its counted limits in the course of time, over all accounts.
struct LimitHoldings {
    private let workflow: ScanWorkflow
    private let items: WorkItems
    /// The stage that takes a resource, with its place among what that stage takes, and the one that gives it back; nil:
    /// no stage does.
    private let uses: [(taken: Int, order: Int, released: Int)?]
    /// What came back before the end of its stage, by instance.
    private let early: [Int32: [RegionHistory.EarlyRelease]]
    /// By resource of the workflow.
    private(set) var series: [CounterSeries]

    init(_ workflow: ScanWorkflow, _ items: WorkItems, early: [RegionHistory.EarlyRelease]) {
        self.early = Dictionary(grouping: early) { $0.item }
        self.workflow = workflow
        self.items = items
        series = Array(repeating: CounterSeries(), count: workflow.resources.count)
        uses = workflow.resources.indices.map { resource in
            guard let taken = workflow.stages.firstIndex(where: { $0.acquires.contains(resource) }),
                let order = workflow.stages[taken].acquires.firstIndex(of: resource),
                let released = workflow.stages.firstIndex(where: { $0.releases.contains(resource) })
            else { return nil }
            return (taken, order, released)
        }
    }

    /// Counts what one instance takes and gives back on its way.
    ///
    /// It takes a resource when the wait for it is over, and gives it back at the end of the stage that says so; what it
    /// took on a scanner it gives back when an attempt fails or the scanner is taken away.
    /// - Complexity: O(parts * resources).
    mutating func add(_ life: [LifePart], of item: Int) {
        guard let end = life.last?.to else { return }
        for (resource, use) in uses.enumerated() {
            guard let use else { continue }
            let isCopy = workflow.stages[use.taken].condition == .copyNeeded
            let basis = workflow.resources[resource].per
            let units = items.units(isCopy ? basis.ofCopies : basis, of: item)
            if isCopy, items.copies.isEmpty || items.copies[item] == 0 { continue }
            var since: Int64?
            var isPassed = false
            var before = -1
            for part in life {
                // An attempt begins again.
                if part.stage < before || (part.stage == before && part.kind.isScannerWait) {
                    if use.taken >= workflow.placeStage {
                        if let start = since { hold(resource, units, item, from: start, to: part.from) }
                        (since, isPassed) = (nil, false)
                    }
                }
                before = part.stage
                if since == nil, !isPassed, has(part, use.taken, use.order) { since = part.from }
                if let start = since, part.stage > use.released {
                    hold(resource, units, item, from: start, to: part.from)
                    (since, isPassed) = (nil, true)
                }
            }
            if let start = since { hold(resource, units, item, from: start, to: end) }
        }
    }

    private mutating func hold(_ resource: Int, _ units: Int64, _ item: Int, from: Int64, to: Int64) {
        let back = early[Int32(item)]?.first { $0.resource == Int32(resource) && $0.at >= from && $0.at < to }
        series[resource].add(units, from: from, to: back?.at ?? to)
    }

    /// Whether an instance has taken the resource before this stretch begins.
    private func has(_ part: LifePart, _ taken: Int, _ order: Int) -> Bool {
        if part.stage != taken { return part.stage > taken }
        if part.kind.isScannerWait || part.kind.isLaunch { return false }
        switch part.kind {
        case .round, .look: return false
        case .line(let resource):
            // What is taken before this one is held meanwhile.
            guard let own = workflow.stages[taken].acquires.firstIndex(of: Int(resource)) else { return false }
            return own > order
        case .tokens(let bucket), .backOff(let bucket):
            let recheck = workflow.stages[taken].recheck?.bucket
            return recheck != Int(bucket) || workflow.stages[taken].spends.contains(Int(bucket))
        default: return true
        }
    }
}
