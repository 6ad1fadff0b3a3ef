/// Whose counter a limit is.
public enum LimitScope: String, Hashable, Sendable, Codable, CaseIterable {
    /// One counter for each target account in each region.
    case targetAccountRegion
    /// One counter in each region, in the service account.
    case serviceAccountRegion
    /// One counter for the service account over all regions. Only token buckets may have this scope; regions that
    /// spend from one are simulated on one clock.
    case serviceAccount
}

/// What one unit of a limit stands for.
public enum UnitBasis: String, Hashable, Sendable, Codable, CaseIterable, BitwiseCopyable {
    /// One for the work item.
    case item
    /// One for each of its volumes.
    case volume
    /// One for each size unit of its volumes (whole GiB in cloud fleets).
    case sizeUnit
    /// One for each of its volumes whose snapshot must be copied.
    case copiedVolume

    /// What is counted in a stage that is about copied volumes alone.
    public var ofCopies: UnitBasis { self == .volume ? .copiedVolume : self }
}

/// What happens at an empty token bucket.
public enum EmptyBucketRule: Hashable, Sendable {
    /// The request waits in line and is granted at the first instant its tokens are there.
    case wait
    /// The request is refused and tried again after a back-off; its tokens are not spent by the refusal.
    case reject(Backoff)
}

/// Waiting times between refused requests: `first * factor^n`, at most `limit`.
public struct Backoff: Hashable, Sendable {
    /// Wait after the first refusal; above 0.
    public var first: Seconds
    /// Growth per refusal; 1 ... 10.
    public var factor: Int
    /// Longest wait.
    public var limit: Seconds
    /// Whether each wait is drawn uniformly from (0, wait] instead ("full jitter"). Draws are keyed, see RandomStreams.
    public var fullJitter: Bool

    public init(first: Seconds, factor: Int, limit: Seconds, fullJitter: Bool) {
        self.first = first
        self.factor = factor
        self.limit = limit
        self.fullJitter = fullJitter
    }
}

/// What is billed by time, opened and closed by stages.
public enum StorageMeter: UInt8, Hashable, Sendable, CaseIterable {
    /// The volume made from the snapshot, in the service account.
    case volume = 0
    /// The snapshot.
    case snapshot = 1
    /// The copy of the snapshot, of those volumes that need one.
    case copy = 2
}

/// Which size a duration grows with.
public enum SizeBasis: String, Hashable, Sendable, Codable, CaseIterable {
    /// The sum over the item's volumes: they are handled one after another.
    case total
    /// The largest volume: they are handled side by side.
    case largest
}

/// How long a stage lasts once its resources and tokens are there: `base + perGiB * size`.
public struct StageDuration: Hashable, Sendable {
    public var base: Seconds
    /// Seconds per GiB.
    public var perGiB: Seconds
    public var size: SizeBasis

    public init(base: Seconds, perGiB: Seconds, size: SizeBasis) {
        self.base = base
        self.perGiB = perGiB
        self.size = size
    }
}

/// Where a stage stands towards the scanner.
public enum ScannerUse: Hashable, Sendable {
    /// It runs without a scanner.
    case none
    /// It begins when the item has a place on a scanner.
    case takesPlace
    /// It gives the place back when it ends.
    case givesPlaceBack
    /// Both: the only stage on the scanner.
    case takesAndGivesBack
}

/// One step of a work item's way.
///
/// A stage takes its resources in the listed order and holds them while it waits, then spends its tokens in the listed
/// order, then lasts its duration; at the end it releases what it names.
public struct ScanStage: Hashable, Sendable {
    public var name: String
    /// Indices into the workflow's resources, taken in this order.
    public var acquires: [Int]
    /// Indices into the workflow's buckets, spent in this order.
    public var spends: [Int]
    public var onEmpty: EmptyBucketRule
    public var duration: StageDuration
    /// Indices into the workflow's resources, released when the stage ends.
    public var releases: [Int]
    /// Meters that start when the tokens are granted.
    public var opens: [StorageMeter]
    /// Meters that stop when the stage ends.
    public var closes: [StorageMeter]
    public var scanner: ScannerUse
    public var condition: StageCondition
    /// What else lasts while the stage does, one after another; nothing else for most stages.
    public var scanTypes: [ScanType]
    /// The end of the stage is noticed by looking; nil: at once.
    public var poll: PollSchedule?
    /// What the stage acquires is looked at instead of waited for; it acquires one resource then.
    public var recheck: RecheckRule?
    /// It ends after this long whatever is left to do, and the item stays unscanned; nil: never.
    public var cap: Seconds?
    /// A stage whose work is longer than this does not succeed, and lasts until the cap; at most the cap. nil: the cap.
    public var cutAbove: Seconds?

    public init(
        name: String, acquires: [Int] = [], spends: [Int] = [], onEmpty: EmptyBucketRule = .wait,
        duration: StageDuration, releases: [Int] = [], opens: [StorageMeter] = [], closes: [StorageMeter] = [],
        scanner: ScannerUse = .none, condition: StageCondition = .always, scanTypes: [ScanType] = [],
        poll: PollSchedule? = nil, recheck: RecheckRule? = nil, cap: Seconds? = nil, cutAbove: Seconds? = nil
    ) {
        self.name = name
        self.acquires = acquires
        self.spends = spends
        self.onEmpty = onEmpty
        self.duration = duration
        self.releases = releases
        self.opens = opens
        self.closes = closes
        self.scanner = scanner
        self.condition = condition
        self.scanTypes = scanTypes
        self.poll = poll
        self.recheck = recheck
        self.cap = cap
        self.cutAbove = cutAbove
    }
}

/// A counted limit that stages hold while they use it.
public struct ResourceKind: Hashable, Sendable {
    public var name: String
    public var scope: LimitScope
    /// What one unit is.
    public var per: UnitBasis

    public init(name: String, scope: LimitScope, per: UnitBasis) {
        self.name = name
        self.scope = scope
        self.per = per
    }
}

/// What a token of a bucket stands for.
public enum TokenMeaning: String, Hashable, Sendable, Codable {
    /// A request to the cloud: it is counted and may be billed.
    case request
    /// A thing that a request makes or changes. Such a bucket stands beside that of the requests, which counts them.
    case resource
    /// Requests to the vendor's gateway, which the cloud never sees.
    case vendorRequests
}

/// A kind of request that a token bucket throttles.
public struct BucketKind: Hashable, Sendable {
    /// The action as the cloud names it, such as `CreateSnapshot`.
    public var action: String
    public var scope: LimitScope
    /// What one request is: one for the item, or one for each volume.
    public var per: UnitBasis
    public var meaning: TokenMeaning

    public init(action: String, scope: LimitScope, per: UnitBasis, meaning: TokenMeaning = .request) {
        self.action = action
        self.scope = scope
        self.per = per
        self.meaning = meaning
    }
}

/// The way of every work item of a deployment.
///
/// Invariants, checked by ``init(stages:resources:buckets:)``: exactly one stage takes the scanner place and one, the
/// same or a later one, gives it back; every acquired resource is released exactly once, at the same or a later stage.
/// An attempt that fails repeats the stages on the scanner: it releases what it took and closes what it opened.
public struct ScanWorkflow: Hashable, Sendable {
    public let stages: [ScanStage]
    public let resources: [ResourceKind]
    public let buckets: [BucketKind]
    /// The stage that begins with a place on a scanner.
    public let placeStage: Int
    /// The stage that gives the place back.
    public let lastPlaceStage: Int
    /// nil: as often as the items' own number of failures says.
    public var attempts: AttemptRule?
    /// Batches whose items are ready get a scanner only at multiples of this from the opening of the region; nil: at
    /// once. The phase of the vendor's timer is unknown.
    public var batchWindow: Seconds?
    /// What an item that was given up leaves behind is removed at the next multiple of this from the opening of the
    /// region; nil: at once.
    public var sweep: Seconds?
    /// How scanners of batches take turns; nil: a scanner is launched as soon as there is a position for it.
    public var waves: WaveRule?
    /// How the first stage is entered; nil: by all items at once.
    public var rounds: SnapshotRounds?
    /// How fast volumes are read; nil: the timings of the stages stand for reading too.
    public var reads: ReadRule?

    public init(stages: [ScanStage], resources: [ResourceKind], buckets: [BucketKind]) {
        let takes = stages.indices.filter { [.takesPlace, .takesAndGivesBack].contains(stages[$0].scanner) }
        let gives = stages.indices.filter { [.givesPlaceBack, .takesAndGivesBack].contains(stages[$0].scanner) }
        precondition(takes.count == 1 && gives.count == 1 && takes[0] <= gives[0], "one stretch of stages on a scanner")
        for resource in resources.indices {
            // Nobody checks beforehand that an item with many copies fits, so it may not wait for a place for ever.
            precondition(
                resources[resource].per != .copiedVolume
                    || stages.allSatisfy { !$0.acquires.contains(resource) || $0.recheck != nil },
                "a limit on copies is looked at")
            precondition(stages.allSatisfy { $0.recheck == nil || $0.acquires.count == 1 }, "one limit to look at")
            precondition(
                resources[resource].scope != .serviceAccount, "resource \(resources[resource].name) in one region")
            let taken = stages.indices.filter { stages[$0].acquires.contains(resource) }
            let released = stages.indices.filter { stages[$0].releases.contains(resource) }
            precondition(
                taken.count == released.count && taken.count <= 1 && zip(taken, released).allSatisfy(<=),
                "resource \(resources[resource].name) is taken and released once")
            precondition(
                zip(taken, released).allSatisfy { stages[$0].condition == stages[$1].condition },
                "whoever takes \(resources[resource].name) comes to the stage that releases it")
        }
        for stage in stages where stage.condition == .copyNeeded {
            precondition(
                stage.acquires.allSatisfy { resources[$0].per != .sizeUnit }
                    && stage.spends.allSatisfy { buckets[$0].per != .sizeUnit },
                "copies are counted by volumes or items")
        }
        self.stages = stages
        self.resources = resources
        self.buckets = buckets
        placeStage = takes[0]
        lastPlaceStage = gives[0]
        precondition(
            stages[placeStage...lastPlaceStage].allSatisfy {
                $0.condition == .always && $0.recheck?.looksMost ?? .max == .max
            },
            "every item goes through the stages on the scanner, and none is given up in their middle")
    }

    /// Whether items with copies go a way of their own.
    public var copies: Bool { stages.contains { $0.condition == .copyNeeded } }

    /// Whether regions cannot be simulated alone whatever their limits are.
    public var couplesRegions: Bool { waves != nil || rounds != nil }

    /// The buckets that all regions share, as indices.
    public var sharedBuckets: [Int] { buckets.indices.filter { buckets[$0].scope == .serviceAccount } }
}
