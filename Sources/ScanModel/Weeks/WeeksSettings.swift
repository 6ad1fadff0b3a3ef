/// From where the interval to an item's next scan counts.
public enum IntervalAnchor: String, Hashable, Sendable, CaseIterable {
    /// From its discovery; what has not been scanned by then is forgotten and discovered anew.
    case discovery
    /// From the completion of its scan.
    case completion
    /// From no event of the item: all known items are scanned at the starts of a schedule. A start that finds the run
    /// before it still busy is skipped.
    case schedule
}

/// How one discovery reaches every pair of target account and region.
public struct DiscoveryFanOut: Hashable, Sendable {
    /// Pairs that are handed out at once, at least 1, and the time that this takes.
    public var taskBatch: Int
    public var perTaskBatch: Seconds
    /// Pairs that are not handed out by then are not discovered at all.
    public var creationTimeout: Seconds
    /// Pairs that are discovered at the same time, at least 1.
    public var workers: Int
    /// A pair that takes longer goes on later, behind those that wait.
    public var taskTimeout: Seconds
    /// Instances and volumes in one answer of the cloud, at least 1.
    public var instancesPerPage: Int
    public var volumesPerPage: Int
    /// Time of one call.
    public var perCall: Seconds

    public init(
        taskBatch: Int, perTaskBatch: Seconds, creationTimeout: Seconds, workers: Int, taskTimeout: Seconds,
        instancesPerPage: Int, volumesPerPage: Int, perCall: Seconds
    ) {
        self.taskBatch = taskBatch
        self.perTaskBatch = perTaskBatch
        self.creationTimeout = creationTimeout
        self.workers = workers
        self.taskTimeout = taskTimeout
        self.instancesPerPage = instancesPerPage
        self.volumesPerPage = volumesPerPage
        self.perCall = perCall
    }
}

/// Reports of started instances: gathered until there are enough or the window ends.
public struct EventReports: Hashable, Sendable {
    /// Whose starts are reported.
    public enum Reach: Hashable, Sendable {
        case everywhere
        /// Regions by account.
        case stacks([String: Set<String>])
    }

    public var reach: Reach
    public var batch: Int
    public var window: Seconds

    public init(reach: Reach, batch: Int, window: Seconds) {
        self.reach = reach
        self.batch = batch
        self.window = window
    }

    /// Whether starts in an account and region are reported.
    public func reaches(account: String, region: String) -> Bool {
        switch reach {
        case .everywhere: true
        case .stacks(let regions): regions[account]?.contains(region) == true
        }
    }
}

/// How long an instance lives.
public enum InstanceLifetime: Hashable, Sendable {
    /// Exponential with this mean, above 0.
    case exponential(mean: Seconds)
    /// Always this long.
    case fixed(Seconds)

    /// The mean.
    public var mean: Seconds {
        switch self {
        case .exponential(let mean): mean
        case .fixed(let length): length
        }
    }
}

/// Instances that start and end while the product runs.
public struct FleetChurn: Hashable, Sendable {
    /// Instances started in a week, as a share of the fleet; above 0.
    public var perWeek: Rational
    /// nil: as many end as start, whoever they are, so that the fleet keeps its size. Else the started ones live this
    /// long beside a fleet that stays.
    public var lifetime: InstanceLifetime?

    public init(perWeek: Rational, lifetime: InstanceLifetime? = nil) {
        self.perWeek = perWeek
        self.lifetime = lifetime
    }

    /// The lifetime of a started instance; the fleet's own too if none is stated.
    public var effectiveLifetime: InstanceLifetime {
        lifetime ?? .exponential(mean: Seconds(Rational(Int(WeeksSettings.week)) / perWeek))
    }
}

/// What a deployment does week after week.
public struct WeeksSettings: Hashable, Sendable {
    /// Seconds of a week.
    public static let week: Int64 = 7 * 86_400

    public var anchor: IntervalAnchor
    /// Time from one discovery to the next; above 0.
    public var pollInterval: Seconds
    /// nil: a discovery sees everything at once.
    public var fanOut: DiscoveryFanOut?
    /// Calls of a discovery in a second at most; nil: nothing limits them.
    public var callRate: TokenRate?
    /// nil: only discoveries find instances.
    public var events: EventReports?
    /// Time from one search for instances with a snapshot to the next; 0: at once.
    public var searchInterval: Seconds
    /// An instance that was discovered and has no snapshot by then is forgotten; nil: never.
    public var discoveredExpiry: Seconds?
    /// Time by which a record outlives its expiry.
    public var expiryLag: Seconds
    /// Time for which a discovery still sees an instance that has ended.
    public var terminatedVisible: Seconds
    public var churn: FleetChurn?
    /// Growth of the fleet in a week, as a share of it; above 0. nil: none.
    public var growth: Rational?
    /// The first day, at whose beginning the simulation starts; only schedules ask for it.
    public var firstDay: CalendarDay
    /// Whether somebody said so; else it is any Monday.
    public var statesFirstDay = false
    /// What the answer rests on beside the deployment's own assumptions.
    public var assumptions: [Assumption]

    public init(
        anchor: IntervalAnchor = .discovery, pollInterval: Seconds = Seconds(14_400), fanOut: DiscoveryFanOut? = nil,
        callRate: TokenRate? = nil, events: EventReports? = nil, searchInterval: Seconds = Seconds(600),
        discoveredExpiry: Seconds? = nil, expiryLag: Seconds = .zero, terminatedVisible: Seconds = Seconds(3600),
        churn: FleetChurn? = nil, growth: Rational? = nil, firstDay: CalendarDay = .standardFirst,
        assumptions: [Assumption] = []
    ) {
        self.anchor = anchor
        self.pollInterval = pollInterval
        self.fanOut = fanOut
        self.callRate = callRate
        self.events = events
        self.searchInterval = searchInterval
        self.discoveredExpiry = discoveredExpiry
        self.expiryLag = expiryLag
        self.terminatedVisible = terminatedVisible
        self.churn = churn
        self.growth = growth
        self.firstDay = firstDay
        self.assumptions = assumptions
    }
}

extension CalendarDay {
    /// A Monday, where nobody says on which day something begins.
    public static let standardFirst: CalendarDay = {
        guard let day = CalendarDay(year: 2026, month: 1, day: 5) else { preconditionFailure("no such day") }
        return day
    }()
}
