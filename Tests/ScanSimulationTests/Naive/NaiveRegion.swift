/// What one unit or one request stands for.
enum NaiveBasis: Sendable {
    case item, volume, sizeUnit, copiedVolume
}

/// Something else that lasts while a stage does, and is cut off at the limit.
struct NaiveScanType: Sendable {
    var base: NaiveFraction
    var perSizeUnit: NaiveFraction
    var growsWithTotal: Bool
    var limit: NaiveFraction?
    var skipsWindows: Bool
}

/// Looks at growing pauses.
struct NaivePoll: Sendable {
    var first: NaiveFraction
    var step: NaiveFraction
    var longest: NaiveFraction
}

/// A limit that is looked at every now and then, at most so often.
struct NaiveRecheck: Sendable {
    var every: NaiveFraction
    var looks: Int
    var bucket: Int?
}

/// Waits of `first`, then `factor` times as long each time, never longer than `limit`.
struct NaiveBackoff: Sendable {
    var first: NaiveFraction
    var factor: Int
    var limit: NaiveFraction
}

/// A step of the way; all lists hold positions in the lists of ``NaiveWorkflow`` and are gone through as written.
struct NaiveStage: Sendable {
    var acquires: [Int] = []
    var spends: [Int] = []
    /// nil: requests wait.
    var backoff: NaiveBackoff?
    var base = NaiveFraction.zero
    var perSizeUnit = NaiveFraction.zero
    var growsWithTotal = true
    var releases: [Int] = []
    /// Meters by number: 0 for volumes, 1 for snapshots.
    var opens: [Int] = []
    var closes: [Int] = []
    /// Only for items with volumes to copy, and about these volumes.
    var copiesOnly = false
    var scanTypes: [NaiveScanType] = []
    var poll: NaivePoll?
    var recheck: NaiveRecheck?
    /// All of it ends after so long.
    var cap: NaiveFraction?
}

/// Regions that take turns; see ``NaiveWorld``.
struct NaiveWaves: Sendable {
    var hasBarrier: Bool
    var regionsAtOnce: Int
    var turnLimit: NaiveFraction?
}

/// Items of all regions that enter the first stage so many at a time; see ``NaiveWorld``.
struct NaiveRounds: Sendable {
    var size: Int
    var pause: NaiveFraction
    var runLimit: NaiveFraction
    var every: NaiveFraction
}

/// Who counts, and what: for a counted resource as well as for a token bucket.
struct NaiveCounter: Sendable {
    var perAccount: Bool
    var basis: NaiveBasis
}

/// What every item goes through, and the machine that scans.
struct NaiveWorkflow: Sendable {
    var stages: [NaiveStage]
    var resources: [NaiveCounter]
    var buckets: [NaiveCounter]
    /// First and last stage on the scanner.
    var place: Int
    var lastPlace: Int
    /// Volumes that a scanner scans side by side.
    var places: Int
    var boot: NaiveFraction
    var drain: NaiveFraction
    var minimumBilled: NaiveFraction
    /// One token of each for every scanner, all at one instant.
    var launchBuckets: [Int] = []
    var terminateBuckets: [Int] = []
    var batchWindow: NaiveFraction?
    var sweep: NaiveFraction?
    /// Attempts before an item is given up.
    var attemptsMost: Int?
    /// nil: the lengths of the stages stand for reading.
    var reads: NaiveReads?
    var unitsPerGiB = 1
    var waves: NaiveWaves?
    var rounds: NaiveRounds?
}

/// An instance with the sizes of its volumes in size units.
struct NaiveItem: Sendable {
    var account: Int
    var volumes: [Int]
    var isWindows = false
    /// Which of the volumes must be copied.
    var copied: [Bool] = []
    /// Attempts that fail.
    var failures = 0

    var toCopy: [Int] { zip(volumes, copied).filter(\.1).map(\.0) }
    var total: Int { volumes.reduce(0, +) }
    var largest: Int { volumes.max() ?? 0 }

    func units(_ basis: NaiveBasis) -> Int {
        switch basis {
        case .item: 1
        case .volume: volumes.count
        case .sizeUnit: total
        case .copiedVolume: toCopy.count
        }
    }
}

/// Tokens a second and the most that can lie ready.
struct NaiveRate: Sendable {
    var perSecond: NaiveFraction
    var burst: NaiveFraction
}

enum NaiveBatchOrder: Sendable {
    case earliestReady, largest, smallest
}

/// One region: its work and what it allows.
struct NaiveRegion: Sendable {
    var items: [NaiveItem]
    /// Item numbers, each in exactly one batch.
    var batches: [[Int]]
    var order: NaiveBatchOrder
    /// Scanners that may exist at once.
    var scanners: Int
    /// By resource; nil: as many as wanted.
    var capacities: [Int?]
    /// By bucket; nil: as fast as wanted.
    var rates: [NaiveRate?]
    var faults: NaiveFaults?
    /// From the start of the cycle to the start of the region's clock.
    var setup = NaiveFraction.zero
}

/// What befalls scanners, all of it known beforehand.
struct NaiveFaults: Sendable {
    /// By batch: how long its first scanner would live, its second, and so on; empty: as long as wanted.
    var lives: [[NaiveFraction]] = []
    /// By batch: whether its first request for a scanner fails, its second, and so on; more do not.
    var failures: [[Bool]] = []
    /// From and to.
    var outages: [(NaiveFraction, NaiveFraction)] = []
    var retry: NaiveBackoff
    /// Scanners after which a batch is given up.
    var scannersMost = 10
}
