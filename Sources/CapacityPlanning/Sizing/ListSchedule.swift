internal import HeapModule
internal import ScanModel

/// The planner's own schedule: items or batches, in order of readiness, each on the scanner that is free first.
///
/// It knows the order and the fan-out but no throttle and no pending limit, so it is a forecast and not a bound.
struct ListSchedule {
    /// Last completion since the region opened, in ticks.
    let completed: Int64
    /// Scanners launched, and ticks from launch to the end of use summed over them.
    let launches: Int
    let scannerTicks: Int128
    /// Ticks billed under the shortest billed time.
    let billed: Int128

    private struct Slot: Comparable {
        var free: Int64
        var index: Int

        static func < (left: Slot, right: Slot) -> Bool { (left.free, left.index) < (right.free, right.index) }
    }

    /// Complexity: O(n log n).
    init(
        items: WorkItems, batches: Batches, ways: ItemWays, ticks: WorkflowTicks, scanner: ScannerModel, scanners: Int
    ) {
        if batches.isEmpty {
            self.init(persistent: items, ways: ways, ticks: ticks, scanner: scanner, scanners: scanners)
        } else {
            self.init(perBatch: batches, ways: ways, ticks: ticks, scanners: scanners)
        }
    }

    private init(
        persistent items: WorkItems, ways: ItemWays, ticks: WorkflowTicks, scanner: ScannerModel, scanners: Int
    ) {
        let places = scanner.places
        // Places are pooled over scanners: an item of several volumes takes the earliest free place for all of them.
        var free = Heap((0..<(scanners * places)).map { Slot(free: ticks.boot, index: $0) })
        var completed: Int64 = 0
        let order = (0..<items.count).sorted { (ways.before[$0], $0) < (ways.before[$1], $1) }
        for item in order {
            let weight = min(places, Int(items.volumes[item]))
            var taken: [Slot] = []
            for _ in 0..<weight { taken.append(free.removeMin()) }
            let start = max(ways.before[item], taken.last?.free ?? 0)
            let end = start + ways.attempts[item] * ways.onScanner[item]
            completed = max(completed, end + ways.after[item])
            for slot in taken { free.insert(Slot(free: end, index: slot.index)) }
        }
        self.completed = completed
        launches = scanners
        scannerTicks = Int128(completed + ticks.drain) * Int128(scanners)
        billed = Int128(max(ticks.minimumBilled, completed + ticks.drain)) * Int128(scanners)
    }

    private init(perBatch batches: Batches, ways: ItemWays, ticks: WorkflowTicks, scanners: Int) {
        var free = Heap((0..<scanners).map { Slot(free: 0, index: $0) })
        var completed: Int64 = 0
        var used: Int128 = 0
        var billed: Int128 = 0
        let ready = (0..<batches.count).map { batch in
            batches[batch].reduce(Int64(0)) { max($0, ways.before[Int($1)]) }
        }
        for batch in (0..<batches.count).sorted(by: { (ready[$0], $0) < (ready[$1], $1) }) {
            let slot = free.removeMin()
            let start = max(ready[batch], slot.free)
            var onScanner: Int64 = 0
            for item in batches[batch].map(Int.init) {
                let scanned = ways.attempts[item] * ways.onScanner[item]
                onScanner = max(onScanner, scanned)
                completed = max(completed, start + ticks.boot + scanned + ways.after[item])
            }
            let life = ticks.boot + onScanner + ticks.drain
            used += Int128(life)
            billed += Int128(max(ticks.minimumBilled, life))
            free.insert(Slot(free: start + life, index: slot.index))
        }
        self.completed = completed
        launches = batches.count
        scannerTicks = used
        self.billed = billed
    }
}
