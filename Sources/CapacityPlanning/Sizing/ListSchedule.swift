internal import ScanModel

/// The planner's own schedule: items or batches, in order of readiness, each on the scanner that is free first.
///
/// It knows the limits of the first stage, the limit on copies, the order, the timer of searches and the fan-out, and
/// nothing else; so it is a forecast, not a bound.
struct ListSchedule: Sendable {
    /// Last completion, in ticks since the region opened.
    private(set) var completed: Int64 = 0
    /// Scanners launched.
    private(set) var launches: Int
    /// Ticks billed under the shortest billed time.
    private(set) var billed: Int128 = 0
    /// Sum over the items of their size units times the ticks from the begin of the first stage to the place on a
    /// scanner.
    private(set) var sizeTicksToPlace: Int128 = 0
    /// The same for the ticks that reading adds on the scanner, once, and once more for each failure of the item.
    private(set) var sizeTicksReading: Int128 = 0
    private(set) var sizeTicksReadingAgain: Int128 = 0
    /// Size units of each batch.
    private(set) var batchSizes: [UInt64] = []
    /// Where items have copies: what becomes of those, when each item begins its first stage and, unless it is given up,
    /// when it has a place on a scanner. Else nil and nothing.
    private(set) var copies: CopyForecast?
    private(set) var starts: [UInt64] = []
    private(set) var placed: [Int64] = []

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
        let scale: TickScale
        let scanners: Int
        /// Ticks that the cycle certainly stays below.
        let horizon: Int128

        /// When batches that are ready by an instant get their scanners.
        fileprivate func searched(_ ready: Int64) -> UInt64 {
            UInt64(truncatingIfNeeded: ticks.searched(ready))
        }

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
        var starts = FirstStageStarts<Key>(
            items: input.items, totals: input.totals, workflow: input.deployment.workflow, ticks: input.ticks
        ).ticks(limits: input.limits, buckets: input.buckets)
        if !input.items.copies.isEmpty { delayCopies(input, &starts) }
        if input.batches.isEmpty {
            placeItems(input, starts: starts, Key.self)
        } else {
            placeBatches(input, starts: starts, Key.self)
        }
    }

    /// Items with copies reach their scanners as if they had begun later.
    private mutating func delayCopies(_ input: Input, _ starts: inout [UInt64]) {
        self.starts = starts
        placed = [Int64](repeating: -1, count: starts.count)
        let workflow = input.deployment.workflow
        let forecast = CopyForecast(
            CopyForecast.Gates(workflow: workflow, limits: input.limits, scale: input.scale), items: input.items,
            ticks: input.ticks, starts: starts)
        for (member, item) in forecast.members.enumerated() {
            starts[Int(item)] += UInt64(truncatingIfNeeded: forecast.delay(member, before: workflow.placeStage))
            completed = max(completed, forecast.goneAt[member])
        }
        copies = forecast
    }

    /// Whether each item is given up; nothing if none has copies.
    private func isGone(_ count: Int) -> [Bool] {
        guard let copies else { return [] }
        var isGone = [Bool](repeating: false, count: count)
        for (member, item) in copies.members.enumerated() where copies.goneAt[member] >= 0 {
            isGone[Int(item)] = true
        }
        return isGone
    }

    /// Persistent scanners: their places are pooled, and an item of several volumes takes as many at once.
    private mutating func placeItems<Key: FixedWidthInteger & UnsignedInteger & Sendable>(
        _ input: Input, starts: consuming [UInt64], _: Key.Type
    ) {
        let items = input.items
        let ways = input.ways
        var ready = starts
        for item in 0..<items.count { ready[item] += UInt64(truncatingIfNeeded: ways.before.ticks(items, item)) }
        if let reading = ways.reads {
            for item in 0..<items.count { ready[item] += UInt64(truncatingIfNeeded: reading.before(items, item)) }
        }
        let scanner = input.deployment.scanner
        let slots = min(input.totals.allPlacesWanted, input.scanners * scanner.places)
        var last = completed
        var sizeTicks: Int128 = 0
        let isGone = isGone(items.count)
        var placedAt = placed
        let room = FreePlaces<Key>.memory(slots: slots, calls: items.count)
        defer { room.deallocate() }
        var free = FreePlaces(in: room, slots: slots, free: input.ticks.boot)
        RadixOrder.forEach(byRising: ready) { item, key in
            if !isGone.isEmpty, isGone[item] { return }
            let ready = Int64(truncatingIfNeeded: key)
            let total = items.totalSize[item]
            let largest = Int64(items.largestSize[item])
            var busy = items.attempts(item) * ways.onScanner.ticks(total: total, largest: largest)
            var start = ready - ways.before.ticks(total: total, largest: largest)
            if let reading = ways.reads {
                busy += items.attempts(item) * read(items, item, reading, aboard: Int64(scanner.places))
                start -= reading.before(items, item)
            }
            let placed = free.take(min(scanner.places, Int(items.volumes[item])), ready: ready, for: busy)
            last = max(last, placed + busy + ways.after.ticks(total: total, largest: largest))
            sizeTicks &+= product(placed - start, total)
            if !placedAt.isEmpty { placedAt[item] = placed }
        }
        completed = last
        placed = placedAt
        sizeTicksToPlace = sizeTicks
        billed = Int128(max(input.ticks.minimumBilled, last + input.ticks.drain)) * Int128(input.scanners)
    }

    /// Ticks that reading adds on the scanner, once; counted for storage.
    private mutating func read(_ items: WorkItems, _ item: Int, _ reading: ReadWays, aboard: Int64) -> Int64 {
        let added = reading.onScanner(items, item, aboard: aboard)
        let sizeTicks = product(items.totalSize[item], added)
        sizeTicksReading &+= sizeTicks
        sizeTicksReadingAgain &+= sizeTicks &* Int128(items.failures[item])
        return added
    }

    /// Adds what reading brings to the work of each batch.
    private mutating func addReads(
        _ reading: ReadWays, _ input: Input, starts: [UInt64], isGone: [Bool], to work: inout [BatchWork]
    ) {
        let items = input.items
        for batch in work.indices {
            let members = input.batches[batch].filter { isGone.isEmpty || !isGone[Int($0)] }
            let aboard = members.reduce(Int64(0)) { $0 + Int64(items.volumes[Int($1)]) }
            work[batch] = BatchWork()
            for member in members {
                let item = Int(member)
                let added = read(items, item, reading, aboard: aboard)
                work[batch].add(
                    item, items, input.ways, start: starts[item], before: reading.before(items, item), added)
            }
        }
    }

    /// A scanner for each batch.
    private mutating func placeBatches<Key: FixedWidthInteger & UnsignedInteger & Sendable>(
        _ input: Input, starts: [UInt64], _: Key.Type
    ) {
        let ticks = input.ticks
        var sizeTimesStarts: Int128 = 0
        let isGone = isGone(input.items.count)
        var work = BatchWork.all(
            input.batches, items: input.items, ways: input.ways, starts: starts, isGone: isGone,
            sizeTimesStarts: &sizeTimesStarts)
        if let reading = input.ways.reads { addReads(reading, input, starts: starts, isGone: isGone, to: &work) }
        batchSizes = work.map { UInt64($0.sizeUnits) }
        launches = work.count { $0.aboard > 0 }
        var last = completed
        var placedAt = placed
        var sizeTicks: Int128 = 0
        var sum: Int128 = 0
        let room = FreePlaces<Key>.memory(slots: input.scanners, calls: work.count)
        defer { room.deallocate() }
        var free = FreePlaces(in: room, slots: input.scanners, free: 0)
        RadixOrder.forEach(byRising: work.map { input.searched($0.ready) }) { number, key in
            let batch = work[number]
            if batch.aboard == 0 { return }
            let life = ticks.boot + batch.onScanner + ticks.drain
            let placed = free.take(1, ready: Int64(truncatingIfNeeded: key), for: life) + ticks.boot
            sum &+= Int128(max(ticks.minimumBilled, life))
            last = max(last, placed + batch.untilDone)
            sizeTicks &+= product(placed, batch.sizeUnits)
            guard !placedAt.isEmpty else { return }
            for item in input.batches[number] where !isGone[Int(item)] { placedAt[Int(item)] = placed }
        }
        completed = last
        placed = placedAt
        sizeTicksToPlace = sizeTicks &- sizeTimesStarts
        billed = sum
    }
}

/// What the items of a batch come to, whenever it gets its scanner.
private struct BatchWork {
    /// When its last item is at the scanner.
    var ready: Int64 = 0
    /// Most of the times of an item on the scanner, and from there until the item is done.
    var onScanner: Int64 = 0
    var untilDone: Int64 = 0
    var sizeUnits: Int64 = 0
    /// Items that are not given up before.
    var aboard: Int32 = 0

    /// Adds an item that begins at `start`, comes to the scanner by `before` ticks later than its stages take, and is on
    /// it for `added` ticks more in each attempt.
    mutating func add(
        _ item: Int, _ items: WorkItems, _ ways: ItemWays, start: UInt64, before: Int64, _ added: Int64
    ) {
        let (total, largest) = (items.totalSize[item], Int64(items.largestSize[item]))
        let busy = items.attempts(item) * (ways.onScanner.ticks(total: total, largest: largest) + added)
        ready = max(
            ready, Int64(truncatingIfNeeded: start) + ways.before.ticks(total: total, largest: largest) + before)
        onScanner = max(onScanner, busy)
        untilDone = max(untilDone, busy + ways.after.ticks(total: total, largest: largest))
        sizeUnits += total
        aboard += 1
    }

    /// The work of all batches, one after the other. Complexity: O(n), with one allocation.
    ///
    /// - Parameters:
    ///   - isGone: whether each item is given up before; nothing if none is.
    ///   - sizeTimesStarts: grows by the size units times the start of every item.
    static func all(
        _ batches: Batches, items: WorkItems, ways: ItemWays, starts: [UInt64], isGone: [Bool],
        sizeTimesStarts: inout Int128
    ) -> [BatchWork] {
        let (totalSize, largestSize, failures) = (items.totalSize, items.largestSize, items.failures)
        let common = failures.uniform.map { Int64($0) + 1 }
        let members = batches.members
        var sum: Int128 = 0
        let all = (0..<batches.count).map { batch in
            var work = BatchWork()
            for place in batches.range(batch) {
                let item = Int(members[place])
                let total = totalSize[item]
                let largest = Int64(largestSize[item])
                let start = Int64(truncatingIfNeeded: starts[item])
                work.sizeUnits += total
                if !isGone.isEmpty, isGone[item] { continue }
                work.aboard += 1
                let attempts = common ?? Int64(failures[item]) + 1
                let busy = attempts * ways.onScanner.ticks(total: total, largest: largest)
                work.ready = max(work.ready, start + ways.before.ticks(total: total, largest: largest))
                work.onScanner = max(work.onScanner, busy)
                work.untilDone = max(work.untilDone, busy + ways.after.ticks(total: total, largest: largest))
                sum &+= product(start, total)
            }
            return work
        }
        sizeTimesStarts &+= sum
        return all
    }
}
