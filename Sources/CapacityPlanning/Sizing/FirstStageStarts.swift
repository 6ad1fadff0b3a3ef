internal import ScanModel

/// When each item can begin its first stage, by the limits of that stage alone: its pending limit and its tokens.
///
/// The first stage is where every item of a region stands in line when the region opens, so its limits shape the whole
/// cycle. Limits of later stages are left to the simulation.
struct FirstStageStarts<Key: FixedWidthInteger & UnsignedInteger & Sendable> {
    let items: WorkItems
    let totals: WorkTotals
    let workflow: ScanWorkflow
    let ticks: WorkflowTicks

    /// Beyond this capacity a resource is taken as unlimited here.
    static var capacityMost: Int { 10_000 }

    /// The starts in ticks since the region opened.
    ///
    /// - Complexity: O(n log capacity), with a fixed number of allocations.
    func ticks(limits: RegionLimits, buckets: [TokenBucketTicks?]) -> [UInt64] {
        var starts = [UInt64](repeating: 0, count: items.count)
        guard workflow.placeStage > 0 else { return starts }
        let stage = workflow.stages[0]
        starts.withUnsafeMutableBufferPointer { starts in
            for bucket in stage.spends {
                guard let limit = buckets[bucket] else { continue }
                waitForTokens(workflow.buckets[bucket], limit, starts)
            }
            for resource in stage.acquires where stage.releases.contains(resource) {
                guard let capacity = limits.capacities[resource], capacity <= Self.capacityMost else { continue }
                waitForUnits(workflow.resources[resource], capacity, starts)
            }
        }
        return starts
    }

    /// Requests stand in line at the bucket from the first instant on.
    private func waitForTokens(
        _ kind: BucketKind, _ limit: TokenBucketTicks, _ starts: UnsafeMutableBufferPointer<UInt64>
    ) {
        let perAccount = kind.scope == .targetAccountRegion
        var spent = [Int64](repeating: 0, count: perAccount ? items.accounts.count : 1)
        // Whether the instant of the last request fits into 64 bits in fractions of a tick.
        let isShort = !totals.all.count(kind.per).multipliedReportingOverflow(by: limit.interval).overflow
        spent.withUnsafeMutableBufferPointer { spent in
            for item in 0..<items.count {
                let owner = perAccount ? Int(items.account[item]) : 0
                let count = spent[owner] + items.units(kind.per, of: item)
                spent[owner] = count
                var granted: Int64
                if isShort {
                    granted = max(0, (count &- 1) &* limit.interval &- limit.tolerance)
                    if limit.fraction != 1 { granted /= limit.fraction }
                } else {
                    granted = limit.lastGrant(of: count)
                }
                starts[item] = max(starts[item], UInt64(truncatingIfNeeded: granted))
            }
        }
    }

    /// Items hold units of a limit while the stage lasts.
    private func waitForUnits(_ kind: ResourceKind, _ capacity: Int, _ starts: UnsafeMutableBufferPointer<UInt64>) {
        let perAccount = kind.scope == .targetAccountRegion
        let span = StageSpan(0..<1, ticks)
        // Where the heap of each owner begins; they share one block of memory. Who never has as many units as there are
        // never waits and has none.
        var rooms: [Int] = []
        var room = 0
        for owner in perAccount ? totals.accounts : [totals.all] {
            guard owner.count(kind.per) > Int64(capacity) else {
                rooms.append(-1)
                continue
            }
            rooms.append(room)
            room += FreePlaces<Key>.room(slots: capacity, calls: Int(owner.items))
        }
        guard room > 0 else { return }
        var sizes = [Int](repeating: 1, count: rooms.count)
        var keys = [Key](repeating: .max, count: room)
        keys.withUnsafeMutableBufferPointer { keys in
            guard let base = keys.baseAddress else { return }
            for room in rooms where room >= 0 { _ = FreePlaces(in: base + room, slots: capacity, free: 0) }
            sizes.withUnsafeMutableBufferPointer { sizes in
                for item in 0..<items.count {
                    let owner = perAccount ? Int(items.account[item]) : 0
                    let room = rooms[owner]
                    if room < 0 { continue }
                    var free = FreePlaces(in: base + room, slots: capacity, size: sizes[owner])
                    let start = free.take(
                        Int(items.units(kind.per, of: item)), ready: Int64(truncatingIfNeeded: starts[item]),
                        for: span.ticks(items, item))
                    sizes[owner] = free.size
                    starts[item] = UInt64(truncatingIfNeeded: start)
                }
            }
        }
    }
}
