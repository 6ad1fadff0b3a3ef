/// Why an instance is not scanned.
public enum ExclusionReason: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Its account is declared but has no target stack.
    case noTargetStack
    /// Its account is not among the target accounts.
    case notATargetAccount
    /// Its region is not in the vendor's Regions setting.
    case regionNotSelected
    /// It is neither running nor stopped.
    case stateNotScanned
    /// Its image comes from the marketplace and a copy of it would not start.
    case marketplaceImage
    /// The vendor's agent covers it, and the scenario says to skip it.
    case cloudAgent
    /// The vendor's scan by the cloud's interfaces covers it, and the scenario says to skip it.
    case apiScanned
    /// The product does not read its operating system.
    case osNotSupported
    /// The connector does not activate its machine type, and the scenario says to skip it.
    case typeNotActivated
    /// It is one of the vendor's own scanners.
    case ownScanner
    /// It does not carry the required tags.
    case tagsDoNotMatch
    /// It carries none of the tags of which one is asked for.
    case noneOfTheTags
    /// It carries a tag that keeps it out.
    case keptOutByTag
    /// It has no volume.
    case noVolume
    /// Each volume that would be read carries a tag that keeps it out.
    case noValidVolume
    /// It has more volumes than can be attached to a scanner.
    case tooManyVolumes
    /// Enough others of its group are scanned.
    case notInSample

    public static func < (left: ExclusionReason, right: ExclusionReason) -> Bool {
        let order = ExclusionReason.allCases
        return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
    }

    /// The reason in words.
    public var title: String {
        switch self {
        case .notATargetAccount: "account is not a target account"
        case .noTargetStack: "account has no target stack"
        case .regionNotSelected: "region is not selected"
        case .stateNotScanned: "neither running nor stopped"
        case .ownScanner: "a scanner of this product"
        case .marketplaceImage: "marketplace image on arm64 or without ENA"
        case .osNotSupported: "operating system is not supported"
        case .typeNotActivated: "machine type that the connector does not activate"
        case .cloudAgent: "covered by the cloud agent"
        case .apiScanned: "covered by the API-based scan"
        case .tagsDoNotMatch: "tags do not match"
        case .noneOfTheTags: "carries none of the tags of which one is needed"
        case .keptOutByTag: "carries a tag that keeps it out"
        case .noVolume: "no volume"
        case .noValidVolume: "every volume carries a tag that keeps it out"
        case .tooManyVolumes: "more volumes than one scanner can attach"
        case .notInSample: "others of its group are scanned as a sample"
        }
    }
}

/// What limits the number of scanners of a region.
public enum ScannerClamp: String, Hashable, Sendable, CaseIterable {
    /// The vendor's setting.
    case setting
    /// There is not enough work for more.
    case work
    /// The addresses of the subnet.
    case subnet
    /// The vCPU quota.
    case vcpu

    /// The clamp in words.
    public var title: String {
        switch self {
        case .setting: "the setting"
        case .work: "the amount of work"
        case .subnet: "subnet addresses"
        case .vcpu: "the vCPU quota"
        }
    }
}

/// What a lower bound rests on.
public enum BoundKind: Hashable, Sendable, Codable {
    /// No item is faster than its own way.
    case longestItem
    /// The places of the scanners must hold all the work.
    case scannerWork
    /// Every scanner must be launched.
    case scannerLaunch
    /// Every request needs a token.
    case tokens(action: String)
    /// Every item holds units of a counted limit.
    case resource(name: String)

    /// The bound in words.
    public var title: String {
        switch self {
        case .longestItem: "the longest single instance"
        case .scannerWork: "scanner capacity"
        case .scannerLaunch: "scanner launches"
        case .tokens(let action): "the request rate of \(action)"
        case .resource(let name): "the limit \(name)"
        }
    }
}

/// A proved minimum of a region's time between opening and completion.
public struct RegionBound: Hashable, Sendable {
    public var kind: BoundKind
    /// In ticks.
    public var ticks: Int64

    public init(kind: BoundKind, ticks: Int64) {
        self.kind = kind
        self.ticks = ticks
    }
}

/// What a region would need of quotas that nobody stated.
public struct RegionNeeds: Hashable, Sendable {
    /// vCPU of all scanners at once.
    public var vcpus: Int
    /// Addresses of all scanners at once.
    public var addresses: Int
    /// Size units of the volumes that the largest simultaneous batches put together.
    public var volumeSizeUnits: Int64

    public init(vcpus: Int, addresses: Int, volumeSizeUnits: Int64) {
        self.vcpus = vcpus
        self.addresses = addresses
        self.volumeSizeUnits = volumeSizeUnits
    }
}

/// The plan of one region.
public struct RegionPlan: Hashable, Sendable {
    /// Limits, name included.
    public var limits: RegionLimits
    /// Scanners that will work at once.
    public var scanners: Int
    /// What makes it this number, the vendor's setting if several things do.
    public var clamp: ScannerClamp
    public var items: WorkItems
    /// Empty for persistent scanners.
    public var batches: Batches
    /// The limits' buckets on the clock of the plan, by the workflow's index; nil means unlimited.
    public var buckets: [TokenBucketTicks?]
    /// Every lower bound, opening to completion, in a fixed order.
    public var bounds: [RegionBound]
    /// Time from activation to end by the planner's arithmetic, see CapacityPlanning; in ticks.
    public var plannedTicks: Int64
    /// Setup and teardown, in ticks.
    public var setupTicks: Int64
    public var teardownTicks: Int64
    public var needs: RegionNeeds
    /// No batching has fewer batches: all volumes over the places of a scanner, platforms apart.
    public var fewestBatches: Int
    /// The order in which what is ready gets a scanner here; nil: the deployment's.
    public var dispatch: DispatchOrder?

    public init(
        limits: RegionLimits, scanners: Int, clamp: ScannerClamp, items: WorkItems, batches: Batches,
        buckets: [TokenBucketTicks?], bounds: [RegionBound], plannedTicks: Int64, setupTicks: Int64,
        teardownTicks: Int64, needs: RegionNeeds, fewestBatches: Int = 0
    ) {
        self.limits = limits
        self.scanners = scanners
        self.clamp = clamp
        self.items = items
        self.batches = batches
        self.buckets = buckets
        self.bounds = bounds
        self.plannedTicks = plannedTicks
        self.setupTicks = setupTicks
        self.teardownTicks = teardownTicks
        self.needs = needs
        self.fewestBatches = fewestBatches
    }

    /// The name of the region.
    public var region: String { limits.region }

    /// The strongest bound; the first listed among equals.
    public var bindingBound: RegionBound {
        bounds.dropFirst().reduce(bounds[0]) { $1.ticks > $0.ticks ? $1 : $0 }
    }

    /// The strongest bound with setup and teardown, in ticks.
    public var boundTicks: Int64 { setupTicks + bindingBound.ticks + teardownTicks }
}

/// What the lower bound of the whole cycle rests on.
public enum CycleBoundKind: Hashable, Sendable, Codable {
    /// One region alone needs this long.
    case region(name: String, bound: BoundKind)
    /// All regions together, spread over the window of the gate.
    case regionWindow
    /// All regions together spend from one bucket.
    case sharedTokens(action: String)
    /// All regions together take their items through the first stage in rounds.
    case snapshotRounds
    /// All regions together spend the vendor's budgets of several days.
    case vendorDays(Int)

    /// The bound in words.
    public var title: String {
        switch self {
        case .region(let name, let bound): "\(bound.title) in \(name)"
        case .regionWindow: "the window of regions"
        case .sharedTokens(let action): "the request rate of \(action), which all regions share"
        case .snapshotRounds: "rounds of snapshots, one after the other for all regions"
        case .vendorDays(let days): "the vendor's requests, which are the budget of \(days) days"
        }
    }

    /// Whether the planner's arithmetic, which takes one region after the other, does not know of it.
    public var isBeyondRegions: Bool {
        switch self {
        case .region, .regionWindow: false
        case .sharedTokens, .snapshotRounds, .vendorDays: true
        }
    }
}

/// A proved minimum of the makespan.
public struct CycleBound: Hashable, Sendable {
    public var kind: CycleBoundKind
    /// In ticks.
    public var ticks: Int64

    public init(kind: CycleBoundKind, ticks: Int64) {
        self.kind = kind
        self.ticks = ticks
    }
}

/// Who is scanned and who is not.
public struct DemandSummary: Hashable, Sendable {
    /// Instances and volumes of the fleet.
    public var listedInstances = 0
    public var listedVolumes = 0
    /// Instances and volumes that will be scanned, and the size of those volumes in size units.
    public var eligibleInstances = 0
    public var eligibleVolumes = 0
    public var eligibleSizeUnits: Int64 = 0
    /// Volumes that will be scanned and are encrypted, by whose key it is; none with 0 and none for `.none`.
    public var encryptedVolumes: [VolumeEncryption: Int] = [:]
    /// Volumes that will be scanned and whose snapshots must be copied first, and the instances they belong to.
    public var copiedVolumes = 0
    public var copiedInstances = 0
    /// Instances that will not be scanned, by the first reason that holds.
    public var excluded: [ExclusionReason: Int] = [:]
    /// Accounts that the scenario declares without a target stack, sorted.
    public var accountsWithoutStack: [String] = []

    public init() {}
}

/// The plan of one deployment.
public struct DeploymentPlan: Hashable, Sendable {
    public var name: String
    public var scale: TickScale
    public var ticks: WorkflowTicks
    public var demand: DemandSummary
    /// Regions with work, in the order the gate takes them.
    public var regions: [RegionPlan]
    /// Selected regions without work; they take no place in the gate.
    public var idleRegions: [String]
    public var bound: CycleBound
    /// Usage by the planner's arithmetic.
    public var usage: UsageLedger

    public init(
        name: String, scale: TickScale, ticks: WorkflowTicks, demand: DemandSummary, regions: [RegionPlan],
        idleRegions: [String], bound: CycleBound, usage: UsageLedger
    ) {
        self.name = name
        self.scale = scale
        self.ticks = ticks
        self.demand = demand
        self.regions = regions
        self.idleRegions = idleRegions
        self.bound = bound
        self.usage = usage
    }
}

/// A plan for every deployment of a scenario, in its order.
public struct ScanPlan: Hashable, Sendable {
    public var deployments: [DeploymentPlan]

    public init(deployments: [DeploymentPlan]) { self.deployments = deployments }
}

/// Something that makes a plan impossible.
public struct Bottleneck: Hashable, Sendable, Codable {
    public var deployment: String
    /// Where; nil: everywhere.
    public var region: String?
    /// What is short, in words.
    public var limit: String
    /// What is there and what the least plan needs, in words with units.
    public var available: String
    public var needed: String
    /// What would help.
    public var remedy: String

    public init(
        deployment: String, region: String?, limit: String, available: String, needed: String, remedy: String
    ) {
        self.deployment = deployment
        self.region = region
        self.limit = limit
        self.available = available
        self.needed = needed
        self.remedy = remedy
    }
}

/// A plan, or the reasons why there is none.
public enum PlanningOutcome: Hashable, Sendable {
    case planned(ScanPlan)
    /// In the order of deployments and regions; never empty.
    case infeasible([Bottleneck])
}
