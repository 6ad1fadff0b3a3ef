internal import HeapModule
internal import ScanModel

/// The planner's own schedule: items or batches, in order of readiness, each on the scanner that is free first.
///
/// It knows the limits of the first stage, the order and the fan-out, and nothing else; so it is a forecast, not a bound.
struct ListSchedule {
    /// When each item begins its first stage, in ticks since the region opened.
    let starts: [Int64]
    /// When each item gets its place on a scanner.
    let placed: [Int64]
    /// Last completion.
    let completed: Int64
    /// Scanners launched.
    let launches: Int
    /// Ticks billed under the shortest billed time.
    let billed: Int128

    private struct Slot: Comparable {
        var free: Int64
        var index: Int

        static func < (left: Slot, right: Slot) -> Bool { (left.free, left.index) < (right.free, right.index) }
    }

    /// Complexity: O(n log n).
    init(
        items: WorkItems, batches: Batches, starts: FirstStageStarts, ways: ItemWays, ticks: WorkflowTicks,
        scanner: ScannerModel, scanners: Int
    ) {
        self.starts = starts.ticks
        let ready = (0..<items.count).map { starts.ticks[$0] + ways.before[$0] }
        var placed = [Int64](repeating: 0, count: items.count)
        var batchesBilled: Int128 = 0
        if batches.isEmpty {
            Self.place(items, ready: ready, ways: ways, boot: ticks.boot, scanner, scanners, into: &placed)
        } else {
            batchesBilled = Self.place(batches, ready: ready, ways: ways, ticks: ticks, scanners, into: &placed)
        }
        var completed: Int64 = 0
        for item in 0..<items.count {
            completed = max(completed, placed[item] + ways.attempts[item] * ways.onScanner[item] + ways.after[item])
        }
        self.placed = placed
        self.completed = completed
        launches = batches.isEmpty ? scanners : batches.count
        let life = max(ticks.minimumBilled, completed + ticks.drain)
        billed = batches.isEmpty ? Int128(life) * Int128(scanners) : batchesBilled
    }

    /// Persistent scanners: their places are pooled, and an item of several volumes takes as many at once.
    private static func place(
        _ items: WorkItems, ready: [Int64], ways: ItemWays, boot: Int64, _ scanner: ScannerModel, _ scanners: Int,
        into placed: inout [Int64]
    ) {
        let wanted = items.volumes.reduce(0) { $0 + min(scanner.places, Int($1)) }
        var free = Heap((0..<min(wanted, scanners * scanner.places)).map { Slot(free: boot, index: $0) })
        for item in (0..<items.count).sorted(by: { (ready[$0], $0) < (ready[$1], $1) }) {
            let slots = (0..<min(scanner.places, Int(items.volumes[item]))).map { _ in free.removeMin() }
            placed[item] = slots.reduce(ready[item]) { max($0, $1.free) }
            let end = placed[item] + ways.attempts[item] * ways.onScanner[item]
            for slot in slots { free.insert(Slot(free: end, index: slot.index)) }
        }
    }

    /// A scanner for each batch; the answer is what they are billed.
    private static func place(
        _ batches: Batches, ready: [Int64], ways: ItemWays, ticks: WorkflowTicks, _ scanners: Int,
        into placed: inout [Int64]
    ) -> Int128 {
        var free = Heap((0..<scanners).map { Slot(free: 0, index: $0) })
        var billed: Int128 = 0
        let batchReady = (0..<batches.count).map { batch in
            batches[batch].reduce(Int64(0)) { max($0, ready[Int($1)]) }
        }
        for batch in (0..<batches.count).sorted(by: { (batchReady[$0], $0) < (batchReady[$1], $1) }) {
            let slot = free.removeMin()
            let start = max(batchReady[batch], slot.free)
            var onScanner: Int64 = 0
            for item in batches[batch].lazy.map(Int.init) {
                placed[item] = start + ticks.boot
                onScanner = max(onScanner, ways.attempts[item] * ways.onScanner[item])
            }
            let life = ticks.boot + onScanner + ticks.drain
            billed += Int128(max(ticks.minimumBilled, life))
            free.insert(Slot(free: start + life, index: slot.index))
        }
        return billed
    }
}
