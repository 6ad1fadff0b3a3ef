internal import ScanModel

/// The planner's own schedule: items or batches, in order of readiness, each on the scanner that is free first.
///
/// It knows the limits of the first stage, the order and the fan-out, and nothing else; so it is a forecast, not a bound.
struct ListSchedule: Sendable {
    /// Last completion, in ticks since the region opened.
    private(set) var completed: Int64 = 0
    /// Scanners launched.
    let launches: Int
    /// Ticks billed under the shortest billed time.
    private(set) var billed: Int128 = 0
    /// Sum over the items of their size units times the ticks from the begin of the first stage to the place on a
    /// scanner.
    private(set) var sizeTicksToPlace: Int128 = 0

    /// What a schedule is made from.
    struct Input {
        let items: WorkItems
        let totals: WorkTotals
        let batches: Batches
        let deployment: Deployment
        let limits: RegionLimits
        let buckets: [TokenBucketTicks?]
        let ways: ItemWays
        let ticks: WorkflowTicks
        let scanners: Int
        /// Ticks that the cycle certainly stays below.
        let horizon: Int128

        /// Ticks that the schedule certainly stays below: the horizon leaves out requests for size units.
        fileprivate var latest: Int128 {
            deployment.workflow.stages[0].spends.reduce(horizon) { latest, bucket in
                let most = totals.all.count(deployment.workflow.buckets[bucket].per)
                return latest + Int128(buckets[bucket]?.lastGrant(of: most) ?? 0)
            }
        }
    }

    /// Complexity: O(n log places), with a number of allocations that depends on the accounts only.
    init(_ input: Input) {
        launches = input.batches.isEmpty ? input.scanners : input.batches.count
        // Instants and places of a scanner fit into one word on all but the finest clocks.
        let slots = max(input.scanners, input.totals.allPlacesWanted, FirstStageStarts<UInt64>.capacityMost)
        if FreePlaces<UInt64>.fits(slots: slots, latest: input.latest) {
            fill(input, UInt64.self)
        } else {
            fill(input, UInt128.self)
        }
    }

    private mutating func fill<Key: FixedWidthInteger & UnsignedInteger & Sendable>(_ input: Input, _: Key.Type) {
        let items = input.items
        let before = input.ways.before
        var ready = FirstStageStarts<Key>(
            items: items, totals: input.totals, workflow: input.deployment.workflow, ticks: input.ticks
        ).ticks(limits: input.limits, buckets: input.buckets)
        for item in 0..<items.count { ready[item] += UInt64(truncatingIfNeeded: before.ticks(items, item)) }
        if input.batches.isEmpty {
            placeItems(input, ready: ready, Key.self)
        } else {
            placeBatches(input, ready: ready, Key.self)
        }
    }

    /// Persistent scanners: their places are pooled, and an item of several volumes takes as many at once.
    private mutating func placeItems<Key: FixedWidthInteger & UnsignedInteger & Sendable>(
        _ input: Input, ready: consuming [UInt64], _: Key.Type
    ) {
        let items = input.items
        let ways = input.ways
        let scanner = input.deployment.scanner
        let slots = min(input.totals.allPlacesWanted, input.scanners * scanner.places)
        var last: Int64 = 0
        var sizeTicks: Int128 = 0
        let room = FreePlaces<Key>.memory(slots: slots, calls: items.count)
        defer { room.deallocate() }
        var free = FreePlaces(in: room, slots: slots, free: input.ticks.boot)
        RadixOrder.forEach(byRising: ready) { item, key in
            let ready = Int64(truncatingIfNeeded: key)
            let total = items.totalSize[item]
            let largest = Int64(items.largestSize[item])
            let busy = items.attempts(item) * ways.onScanner.ticks(total: total, largest: largest)
            let placed = free.take(min(scanner.places, Int(items.volumes[item])), ready: ready, for: busy)
            last = max(last, placed + busy + ways.after.ticks(total: total, largest: largest))
            let start = ready - ways.before.ticks(total: total, largest: largest)
            sizeTicks &+= product(placed - start, total)
        }
        completed = last
        sizeTicksToPlace = sizeTicks
        billed = Int128(max(input.ticks.minimumBilled, last + input.ticks.drain)) * Int128(input.scanners)
    }

    /// A scanner for each batch.
    private mutating func placeBatches<Key: FixedWidthInteger & UnsignedInteger & Sendable>(
        _ input: Input, ready: [UInt64], _: Key.Type
    ) {
        let items = input.items
        let batches = input.batches
        let ways = input.ways
        let ticks = input.ticks
        var last: Int64 = 0
        var sizeTicks: Int128 = 0
        var sum: Int128 = 0
        let batchReady = (0..<batches.count).map { batches[$0].reduce(0) { max($0, ready[Int($1)]) } }
        let room = FreePlaces<Key>.memory(slots: input.scanners, calls: batches.count)
        defer { room.deallocate() }
        var free = FreePlaces(in: room, slots: input.scanners, free: 0)
        RadixOrder.forEach(byRising: batchReady) { batch, key in
            var onScanner: Int64 = 0
            for item in batches[batch] {
                onScanner = max(onScanner, items.attempts(Int(item)) * ways.onScanner.ticks(items, Int(item)))
            }
            let life = ticks.boot + onScanner + ticks.drain
            let placed = free.take(1, ready: Int64(truncatingIfNeeded: key), for: life) + ticks.boot
            sum &+= Int128(max(ticks.minimumBilled, life))
            for item in batches[batch].lazy.map(Int.init) {
                let total = items.totalSize[item]
                let largest = Int64(items.largestSize[item])
                let busy = items.attempts(item) * ways.onScanner.ticks(total: total, largest: largest)
                last = max(last, placed + busy + ways.after.ticks(total: total, largest: largest))
                let start =
                    Int64(truncatingIfNeeded: ready[item]) - ways.before.ticks(total: total, largest: largest)
                sizeTicks &+= product(placed - start, total)
            }
        }
        completed = last
        sizeTicksToPlace = sizeTicks
        billed = sum
    }
}
