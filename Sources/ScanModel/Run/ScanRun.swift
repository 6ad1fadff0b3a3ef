/// Where the items of a region spent their time in one stage, summed over items and attempts.
public struct StageTally: Hashable, Sendable {
    public var name: String
    /// Times the stage was completed.
    public var completions: Int
    /// Requests that were refused.
    public var refusals: Int
    /// Ticks of doing.
    public var working: Int128
    /// Ticks of waiting for counted resources; in the first stage also for its round, from the opening of the region on.
    public var waitingForResources: Int128
    /// Ticks of waiting for tokens, back-off included.
    public var waitingForTokens: Int128
    /// Scan types that a timeout cut off, and times that the cap of the stage did.
    public var cutOff: Int
    /// What decided how long the stage and its scan types lasted, where there is a rule for reading.
    public var reads = ReadTally()

    public init(name: String) {
        self.name = name
        completions = 0
        refusals = 0
        working = 0
        waitingForResources = 0
        waitingForTokens = 0
        cutOff = 0
    }
}

/// When a scanner was billed, in ticks since its region opened: from its launch to its termination.
public struct ScannerLife: Hashable, Sendable {
    public var launched: Int64
    public var terminated: Int64

    public init(launched: Int64, terminated: Int64) {
        self.launched = launched
        self.terminated = terminated
    }
}

/// What happened in one region. Times are ticks since the region opened.
public struct RegionRun: Hashable, Sendable {
    public var region: String
    /// The last item was done.
    public var completed: Int64
    public var stages: [StageTally]
    /// Scanners in the order of their launch.
    public var scanners: [ScannerLife]
    /// Billed scanner ticks.
    public var billed: Int128
    /// Ticks of places in use, and of places there.
    public var busyPlaces: Int128
    public var availablePlaces: Int128
    /// Ticks that ready items waited for a place on a scanner (for a batch: until its scanner was asked for).
    public var waitingForScanner: Int128
    /// Ticks that items of a batch waited for the launch and boot of their scanner.
    public var waitingForLaunch: Int128
    /// GiB-ticks in size units by storage meter, indexed by ``StorageMeter``'s raw value.
    public var storage: [Int128]
    /// Requests by bucket of the workflow, refused ones included.
    public var requests: [Int]
    /// Most units in use at once by resource of the workflow, over its accounts.
    public var peaks: [Int64]
    /// Attempts to scan an item.
    public var attempts: Int
    /// Of those, attempts that failed.
    public var failedAttempts: Int
    /// Scanners that were interrupted, and items that lost their scanner so, each as often as it happened.
    public var interruptedScanners: Int
    public var interruptedItems: Int
    /// Launch requests that came to nothing, and the ticks that items lost so: from the first such request for their
    /// scanner to the one that succeeded. A part of ``waitingForLaunch``.
    public var refusedLaunches: Int
    public var waitingForCapacity: Int128
    /// The part of ``storage`` that was left behind and ran until a sweep, by the same index.
    public var leftovers: [Int128]
    /// Items that were given up, by reason; none with 0.
    public var abandoned: [AbandonReason: Int]
    /// Completion of each item that was not given up, in rising order.
    public var completions: [Int64]
    /// Last completion by account of the region's items.
    public var accountCompleted: [Int64]
    /// Events of the simulation.
    public var events: Int

    public init(region: String) {
        self.region = region
        completed = 0
        stages = []
        scanners = []
        billed = 0
        busyPlaces = 0
        availablePlaces = 0
        waitingForScanner = 0
        waitingForLaunch = 0
        storage = [0, 0, 0]
        abandoned = [:]
        requests = []
        peaks = []
        attempts = 0
        failedAttempts = 0
        interruptedScanners = 0
        interruptedItems = 0
        refusedLaunches = 0
        waitingForCapacity = 0
        leftovers = [0, 0, 0]
        completions = []
        accountCompleted = []
        events = 0
    }
}

/// What happened to one target account over all regions.
public struct AccountRun: Hashable, Sendable {
    public var account: String
    public var items: Int
    public var volumes: Int
    /// Last completion since the start of the cycle, in ticks.
    public var completed: Int64

    public init(account: String, items: Int, volumes: Int, completed: Int64) {
        self.account = account
        self.items = items
        self.volumes = volumes
        self.completed = completed
    }
}

/// The makespan under one reading of the region gate.
public struct GateOutcome: Hashable, Sendable {
    public var gate: RegionGate
    /// In ticks.
    public var makespan: Int64

    public init(gate: RegionGate, makespan: Int64) {
        self.gate = gate
        self.makespan = makespan
    }
}

/// One simulated cycle of one deployment.
public struct DeploymentRun: Hashable, Sendable {
    public var name: String
    public var scale: TickScale
    /// In the order of the plan's regions.
    public var regions: [RegionRun]
    /// When each region was active.
    public var windows: [RegionWindow]
    /// By account name.
    public var accounts: [AccountRun]
    /// End of the last region, in ticks.
    public var makespan: Int64
    /// The makespan under the gate in use, then under each other reading.
    public var gates: [GateOutcome]
    /// Most scanners billed at once over all regions.
    public var peakScanners: Int
    /// Items whose scan was completed within the interval of the deployment; all of them if it has none.
    public var itemsWithinInterval: Int
    public var usage: UsageLedger
    /// What regions shared besides the gate, by name; they were simulated on one clock then. The makespans of the other
    /// readings are composed of the durations of this run and hold only nearly.
    public var couplings: [String]
    /// Regions with an outage; they were simulated on the clock of the cycle, and for the other readings the same holds.
    public var outageRegions: [String] = []

    public init(
        name: String, scale: TickScale, regions: [RegionRun], windows: [RegionWindow], accounts: [AccountRun],
        makespan: Int64, gates: [GateOutcome], peakScanners: Int, itemsWithinInterval: Int, usage: UsageLedger,
        couplings: [String] = []
    ) {
        self.name = name
        self.scale = scale
        self.regions = regions
        self.windows = windows
        self.accounts = accounts
        self.makespan = makespan
        self.gates = gates
        self.peakScanners = peakScanners
        self.itemsWithinInterval = itemsWithinInterval
        self.usage = usage
        self.couplings = couplings
    }
}

/// One simulated cycle of every deployment, in the order of the scenario.
public struct ScanRun: Hashable, Sendable {
    public var deployments: [DeploymentRun]

    public init(deployments: [DeploymentRun]) { self.deployments = deployments }
}
