internal import EventSimulation
internal import ScanModel

/// One item of a region while it is scanned: what the plan says of it, and where it stands.
///
/// A row of 40 bytes, so that an event finds all it needs of an item side by side. Instants at which waits and meters
/// begin are not kept: the sums take them off when something begins and add the end when it ends.
struct Job: BitwiseCopyable, Sendable {
    /// Sum of the sizes of its volumes, in size units.
    var totalSize: Int64
    /// Size of its largest volume, in size units.
    var largestSize: Int32
    /// Index among the accounts of the region.
    var account: Int32
    var volumes: Int32
    /// The next item in the same waiting line, or -1.
    var next: Int32 = -1
    /// The scanner it is on, or -1.
    var scanner: Int32 = -1
    /// The batch it belongs to, or -1.
    var batch: Int32 = -1
    /// Refusals it has met in this stage.
    var refusals: UInt16 = 0
    /// Stage it is in, or `gone`.
    var stage: UInt8 = 0
    /// Resources and buckets of that stage it already has.
    var progress: UInt8 = 0
    /// Attempts that have failed.
    var failed: UInt8 = 0
    /// Attempts that fail before one succeeds.
    var failures: UInt8
    var platform: Platform
    /// Whether its storage meters run.
    var meters = RunningMeters()

    init(totalSize: Int64, largestSize: Int32, account: Int32, volumes: Int32, failures: UInt8, platform: Platform) {
        self.totalSize = totalSize
        self.largestSize = largestSize
        self.account = account
        self.volumes = volumes
        self.failures = failures
        self.platform = platform
    }

    /// In place of the stage of an item that was given up.
    static let gone = UInt8.max

    /// A row for every item. Complexity: O(items).
    static func rows(_ items: WorkItems) -> FlatBuffer<Job> {
        var rows = FlatBuffer<Job>(capacity: items.count)
        for item in 0..<items.count {
            // Column by column: handing over all columns would count references for every item.
            rows[item] = Job(
                totalSize: items.totalSize[item], largestSize: items.largestSize[item], account: items.account[item],
                volumes: items.volumes[item], failures: items.failures[item], platform: items.platform[item])
        }
        return rows
    }

    /// Size units it needs of a resource or bucket counted by `basis`.
    func units(_ basis: UnitBasis) -> Int64 {
        switch basis {
        case .item: 1
        case .volume: Int64(volumes)
        case .sizeUnit: totalSize
        case .copiedVolume: preconditionFailure("the row does not tell which volumes are copied")
        }
    }
}

/// The storage meters of an item that run.
struct RunningMeters: OptionSet, BitwiseCopyable, Sendable {
    let rawValue: UInt8

    static let volume = RunningMeters(rawValue: 1)
    static let snapshot = RunningMeters(rawValue: 2)
    static let copy = RunningMeters(rawValue: 4)
    /// As long as the meter of the snapshots runs: that it no longer counts those of copied volumes.
    static let original = RunningMeters(rawValue: 8)
    static let all: RunningMeters = [.volume, .snapshot, .copy]
    /// No meters: marks that a stage before the scanner, or one on it, was cut off at its cap.
    static let cutBefore = RunningMeters(rawValue: 64)
    static let cutAboard = RunningMeters(rawValue: 32)
    /// No meter: a mark that the item no longer holds the rate at which its volumes were filled.
    static let rateGivenBack = RunningMeters(rawValue: 128)
}

/// The volumes of an item whose snapshots must be copied; beside the rows, because most fleets have none.
struct CopyNeed: BitwiseCopyable, Sendable {
    /// Sum of their sizes, in size units.
    var totalSize: Int64 = 0
    /// Size of the largest, in size units.
    var largestSize: Int32 = 0
    var volumes: Int32 = 0

    /// One for each item, or none if no item has such a volume. Complexity: O(items).
    static func rows(_ items: WorkItems) -> FlatBuffer<CopyNeed> {
        guard !items.copies.isEmpty else { return FlatBuffer(capacity: 0) }
        var rows = FlatBuffer<CopyNeed>(capacity: items.count)
        for item in 0..<items.count {
            rows[item] = CopyNeed(
                totalSize: items.copiedTotal[item], largestSize: items.copiedLargest[item],
                volumes: Int32(items.copies[item]))
        }
        return rows
    }
}

/// A counted resource of one account or of the region, with a first-come waiting line threaded through the jobs.
struct Counter: BitwiseCopyable, Sendable {
    /// Units in use.
    var used: Int64 = 0
    /// First and last item in line, or -1.
    var head: Int32 = -1
    var tail: Int32 = -1
}

/// Where the items of a region spend their time in one stage; see `StageTally`.
struct StageSums: BitwiseCopyable, Sendable {
    var completions = 0
    var refusals = 0
    var cutOff = 0
    var reads = ReadTally()
    var working: Int128 = 0
    var waitingForResources: Int128 = 0
    var waitingForTokens: Int128 = 0
}

extension Int128 {
    /// The product of two numbers of 64 bits, which always fits; `*` would call a routine to find that out.
    @inline(__always)
    init(product left: Int64, _ right: Int64) { self = Int128(left) &* Int128(right) }
}

/// An item or batch that is ready for a scanner; the smallest goes first.
struct ReadyEntry: Comparable, BitwiseCopyable, Sendable {
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
        case .listed: 0
        }
    }
}
