/// What a week counted.
public struct WeekTally: Hashable, BitwiseCopyable, Sendable {
    /// Scans that were asked for and scans that were completed.
    public var due = 0
    public var scans = 0
    /// Requests that were forgotten before they had a snapshot, and with one before they were scanned.
    public var forgottenBeforeSnapshot = 0
    public var forgottenBeforeScan = 0
    /// Starts of the schedule that found the run before them busy.
    public var overruns = 0
    /// Instances that started and that ended.
    public var started = 0
    public var ended = 0
    /// Of those that ended: never seen; seen only after their end; seen, but ended before a snapshot was made.
    public var neverSeen = 0
    public var seenTooLate = 0
    public var endedBeforeSnapshot = 0
    /// Requests that were open at the end of the week.
    public var backlog = 0
    /// Ticks of instances, and of those whose last scan was no older than the interval.
    public var alive: Int128 = 0
    public var covered: Int128 = 0

    public init() {}

    /// Sums another region's week into this one.
    public mutating func add(_ other: WeekTally) {
        due += other.due
        scans += other.scans
        forgottenBeforeSnapshot += other.forgottenBeforeSnapshot
        forgottenBeforeScan += other.forgottenBeforeScan
        overruns += other.overruns
        started += other.started
        ended += other.ended
        neverSeen += other.neverSeen
        seenTooLate += other.seenTooLate
        endedBeforeSnapshot += other.endedBeforeSnapshot
        backlog += other.backlog
        alive += other.alive
        covered += other.covered
    }

    /// Share of the instance-time whose last scan was no older than the interval; 1 without instances.
    public var coverage: Double { alive == 0 ? 1 : Double(covered) / Double(alive) }

    /// Requests that were forgotten.
    public var forgotten: Int { forgottenBeforeSnapshot + forgottenBeforeScan }
}

/// What one region did.
public struct RegionWeeks: Hashable, Sendable {
    public var region: String
    /// Scanners that may work at once.
    public var scanners: Int
    public var weeks: [WeekTally]
    /// After the warm-up: ticks with at least one scanner, ticks of all scanners, and ticks in all.
    public var busy: Int64
    public var scannerTicks: Int128
    public var measured: Int64
    /// After the warm-up: requests forgotten.
    public var forgottenAfterWarmUp: Int
    /// After the warm-up.
    public var ages: AgeDistribution
    /// The completions of scans of the first cycle: when the first request of every item of the start was done; nil if
    /// one of them was not.
    public var firstCycle: Int64?
    /// By account, with instances at the start and ages after the warm-up.
    public var accounts: [AccountWeeks]
    public var events: Int

    public init(
        region: String, scanners: Int, weeks: [WeekTally], busy: Int64, scannerTicks: Int128, measured: Int64,
        forgottenAfterWarmUp: Int, ages: AgeDistribution, firstCycle: Int64?, accounts: [AccountWeeks], events: Int
    ) {
        self.region = region
        self.scanners = scanners
        self.weeks = weeks
        self.busy = busy
        self.scannerTicks = scannerTicks
        self.measured = measured
        self.forgottenAfterWarmUp = forgottenAfterWarmUp
        self.ages = ages
        self.firstCycle = firstCycle
        self.accounts = accounts
        self.events = events
    }
}

/// The ages of one account's scans.
public struct AccountWeeks: Hashable, Sendable {
    public var account: String
    /// Instances at the start.
    public var instances: Int
    public var ages: AgeDistribution

    public init(account: String, instances: Int, ages: AgeDistribution) {
        self.account = account
        self.instances = instances
        self.ages = ages
    }
}

/// When a discovery comes to the pairs of account and region.
public struct DiscoveryCost: Hashable, Sendable {
    /// Pairs of account and region, and calls that they need.
    public var pairs: Int
    public var calls: Int
    /// Pairs that are never handed out, and instances to scan in them.
    public var pairsMissed: Int
    public var instancesMissed: Int
    /// From the start of a discovery to its end, and when the last pair with an instance to scan is done; in ticks.
    public var length: Int64
    public var lastSeen: Int64
    /// Time from one discovery to the next: the poll interval, or the next multiple of it that is no shorter than a
    /// discovery; in ticks.
    public var period: Int64
    /// Pairs that had to go on later.
    public var resumed: Int

    public init(
        pairs: Int, calls: Int, pairsMissed: Int, instancesMissed: Int, length: Int64, lastSeen: Int64, period: Int64,
        resumed: Int
    ) {
        self.pairs = pairs
        self.calls = calls
        self.pairsMissed = pairsMissed
        self.instancesMissed = instancesMissed
        self.length = length
        self.lastSeen = lastSeen
        self.period = period
        self.resumed = resumed
    }
}

/// The work of a region against what its scanners can do.
public struct RegionLoad: Hashable, Sendable {
    public var region: String
    /// Scanner time of one scan of every item, in ticks.
    public var work: Int128
    public var scanners: Int
    /// Requests in a period for each item of the start; 1 without churn.
    public var demand: Double
    /// Work of a period over what the scanners can do in it.
    public var factor: Double

    public init(region: String, work: Int128, scanners: Int, demand: Double, factor: Double) {
        self.region = region
        self.work = work
        self.scanners = scanners
        self.demand = demand
        self.factor = factor
    }
}

/// How far a fleet can grow before the product never catches up.
public struct PointOfNoReturn: Hashable, Sendable {
    /// What came out when multiples were simulated.
    public enum Confirmation: Hashable, Sendable {
        /// It keeps up with the first multiple and not with the second; so many runs were made.
        case between(Double, Double, runs: Int)
        /// No multiple was simulated, for this reason.
        case none(String)
    }

    /// The region, or nil if the window of regions binds.
    public var region: String?
    /// Multiple of the fleet at which the load factor is 1.
    public var multiple: Double
    /// The first week in which a fleet that grows as stated is no smaller; nil if it does not grow or not for long.
    public var week: Int?
    public var confirmation: Confirmation

    public init(region: String?, multiple: Double, week: Int?, confirmation: Confirmation) {
        self.region = region
        self.multiple = multiple
        self.week = week
        self.confirmation = confirmation
    }
}

/// What a deployment did over weeks.
public struct WeeksRun: Hashable, Sendable {
    public var name: String
    public var scale: TickScale
    public var settings: WeeksSettings
    /// The interval as set, and as it comes out: rounded up to a discovery or a start. In ticks.
    public var interval: Int64
    public var period: Int64
    /// Ticks at the start that ages and loads leave out.
    public var warmUp: Int64
    public var discovery: DiscoveryCost
    /// In the order of the plan.
    public var regions: [RegionWeeks]
    public var loads: [RegionLoad]
    /// Load of the window of regions; nil if it never makes a region wait.
    public var windowLoad: Double?
    /// nil: nothing is scanned.
    public var pointOfNoReturn: PointOfNoReturn?

    public init(
        name: String, scale: TickScale, settings: WeeksSettings, interval: Int64, period: Int64, warmUp: Int64,
        discovery: DiscoveryCost, regions: [RegionWeeks], loads: [RegionLoad], windowLoad: Double?,
        pointOfNoReturn: PointOfNoReturn?
    ) {
        self.name = name
        self.scale = scale
        self.settings = settings
        self.interval = interval
        self.period = period
        self.warmUp = warmUp
        self.discovery = discovery
        self.regions = regions
        self.loads = loads
        self.windowLoad = windowLoad
        self.pointOfNoReturn = pointOfNoReturn
    }
}
