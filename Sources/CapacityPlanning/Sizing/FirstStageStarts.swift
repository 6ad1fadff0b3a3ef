internal import HeapModule
internal import ScanModel

/// When each item can begin its first stage, by the limits of that stage alone: its pending limit and its tokens.
///
/// The first stage is where every item of a region stands in line when the region opens, so its limits shape the whole
/// cycle. Limits of later stages are left to the simulation.
struct FirstStageStarts {
    /// In ticks since the region opened.
    let ticks: [Int64]

    /// Beyond this capacity a resource is taken as unlimited here.
    private static let capacityMax = 10_000

    /// Complexity: O(n log capacity).
    init(
        items: WorkItems, deployment: Deployment, limits: RegionLimits, buckets: [TokenBucketTicks?],
        ticks clock: WorkflowTicks
    ) {
        var starts = [Int64](repeating: 0, count: items.count)
        let workflow = deployment.workflow
        guard workflow.placeStage > 0 else {
            ticks = starts
            return
        }
        let stage = workflow.stages[0]
        for bucket in stage.spends {
            guard let limit = buckets[bucket] else { continue }
            let kind = workflow.buckets[bucket]
            var spent = [Int64](repeating: 0, count: items.accounts.count)
            for item in 0..<items.count {
                let owner = kind.scope == .targetAccountRegion ? Int(items.account[item]) : 0
                spent[owner] += items.units(kind.per, of: item)
                starts[item] = max(starts[item], limit.lastGrant(of: spent[owner]))
            }
        }
        for resource in stage.acquires where stage.releases.contains(resource) {
            guard let capacity = limits.capacities[resource], capacity <= Self.capacityMax else { continue }
            let kind = workflow.resources[resource]
            var free = [Heap<Int64>?](repeating: nil, count: items.accounts.count)
            for item in 0..<items.count {
                let owner = kind.scope == .targetAccountRegion ? Int(items.account[item]) : 0
                var pool = free[owner] ?? Heap([Int64](repeating: 0, count: capacity))
                free[owner] = nil
                let units = Int(items.units(kind.per, of: item))
                for _ in 0..<units { starts[item] = max(starts[item], pool.removeMin()) }
                let held = clock.duration(
                    stage: 0, totalSize: items.totalSize[item], largestSize: Int64(items.largestSize[item]))
                for _ in 0..<units { pool.insert(starts[item] + held) }
                free[owner] = pool
            }
        }
        ticks = starts
    }
}
