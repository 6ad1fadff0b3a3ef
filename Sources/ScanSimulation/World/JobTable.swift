internal import ScanModel

/// The changing state of every item of a region, as columns.
struct JobTable: Sendable {
    /// Stage an item is in.
    var stage: ContiguousArray<UInt8>
    /// Resources and buckets of that stage it already has.
    var progress: ContiguousArray<UInt8>
    /// Refusals it has met in this stage.
    var refusals: ContiguousArray<UInt16>
    /// Attempts that have failed.
    var failed: ContiguousArray<UInt8>
    /// Start of the current wait.
    var since: ContiguousArray<Int64>
    /// Start of the running meters.
    var volumeOpened: ContiguousArray<Int64>
    var snapshotOpened: ContiguousArray<Int64>
    /// Instant at which it got its place on a scanner.
    var placed: ContiguousArray<Int64>
    /// The scanner it is on.
    var scanner: ContiguousArray<Int32>
    /// The next item in the same waiting line, or -1.
    var next: ContiguousArray<Int32>

    /// A meter that does not run.
    static let closed = Int64.min

    init(count: Int) {
        stage = ContiguousArray(repeating: 0, count: count)
        progress = ContiguousArray(repeating: 0, count: count)
        refusals = ContiguousArray(repeating: 0, count: count)
        failed = ContiguousArray(repeating: 0, count: count)
        since = ContiguousArray(repeating: 0, count: count)
        volumeOpened = ContiguousArray(repeating: JobTable.closed, count: count)
        snapshotOpened = ContiguousArray(repeating: JobTable.closed, count: count)
        placed = ContiguousArray(repeating: 0, count: count)
        scanner = ContiguousArray(repeating: -1, count: count)
        next = ContiguousArray(repeating: -1, count: count)
    }
}

/// Counted resources with first-come waiting lines threaded through the job table.
struct CounterTable: Sendable {
    let capacity: [Int64]
    var used: ContiguousArray<Int64>
    var peak: ContiguousArray<Int64>
    var head: ContiguousArray<Int32>
    var tail: ContiguousArray<Int32>

    init(capacities: [Int64]) {
        capacity = capacities
        used = ContiguousArray(repeating: 0, count: capacities.count)
        peak = ContiguousArray(repeating: 0, count: capacities.count)
        head = ContiguousArray(repeating: -1, count: capacities.count)
        tail = ContiguousArray(repeating: -1, count: capacities.count)
    }

    /// Takes units if nobody waits before and they are there.
    mutating func take(_ units: Int64, from counter: Int) -> Bool {
        guard head[counter] < 0, used[counter] + units <= capacity[counter] else { return false }
        add(units, to: counter)
        return true
    }

    mutating func add(_ units: Int64, to counter: Int) {
        used[counter] += units
        if used[counter] > peak[counter] { peak[counter] = used[counter] }
    }
}

/// An item or batch that is ready for a scanner; the smallest goes first.
struct ReadyEntry: Comparable, Sendable {
    var key: Int64
    var index: Int32

    static func < (left: ReadyEntry, right: ReadyEntry) -> Bool {
        left.key != right.key ? left.key < right.key : left.index < right.index
    }
}

extension DispatchOrder {
    /// The sorting key of something of this size that became ready at an instant; ties go by list index.
    func key(ready: Int64, size: Int64) -> Int64 {
        switch self {
        case .fifo: ready
        case .lpt: -size
        case .spt: size
        }
    }
}
