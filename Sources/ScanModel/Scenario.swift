/// What the answer is measured against.
public struct Objective: Hashable, Sendable {
    /// The scan cycle should end this long after it started; nil: the interval of each deployment is the deadline.
    public var deadline: Seconds?
    /// Most that a month may cost; nil: no limit.
    public var monthlyBudget: Dollars?
    /// Least probability of meeting the deadline, strictly between 0 and 1.
    public var probability: Double
    /// Limits to the answer, in the order of the scenario.
    public var thresholds: [Threshold]

    public init(
        deadline: Seconds? = nil, monthlyBudget: Dollars? = nil, probability: Double = 0.95,
        thresholds: [Threshold] = []
    ) {
        self.deadline = deadline
        self.monthlyBudget = monthlyBudget
        self.probability = probability
        self.thresholds = thresholds
    }
}

/// Everything an answer depends on: true by construction once ScenarioInput has made it.
public struct Scenario: Hashable, Sendable {
    public var name: String
    /// Seed of every random draw.
    public var seed: UInt64
    public var objective: Objective
    /// Independent deployments: no resource crosses from one to another.
    public var deployments: [Deployment]
    /// How it wants to be answered.
    public var study = StudySettings()

    public init(name: String, seed: UInt64, objective: Objective, deployments: [Deployment]) {
        self.name = name
        self.seed = seed
        self.objective = objective
        self.deployments = deployments
    }
}

/// Which instances are scanned.
public struct EligibilityRule: Hashable, Sendable {
    /// Accounts with a target stack; nil: every account.
    public var targetAccounts: Set<String>?
    /// Accounts that the scenario declares but that have no target stack.
    public var accountsWithoutStack: Set<String>
    /// Tags an instance must carry, all of them.
    public var requiredTags: [Tag]
    /// Tags of which an instance must carry one at least; empty: none is asked for.
    public var tagsAnyOf: [Tag]
    /// Tags of which an instance must carry none.
    public var tagsNoneOf: [Tag]
    /// Tags of which a volume must carry none to be read.
    public var volumeTagsNoneOf: [Tag]
    /// More volumes than this cannot be attached to one scanner.
    public var volumesMax: Int
    /// Which of its volumes are read.
    public var volumes: VolumeSelection
    /// The tag of the vendor's own scanners; nil: they are not told apart.
    public var scannerTag: Tag?
    /// Traits of which each leaves out an instance whose image comes from the marketplace; empty: none does.
    public var marketplaceTraits: InstanceTraits = []
    /// Whether instances with the vendor's agent are left out.
    public var skipsCloudAgent = false
    /// Whether instances that the scan by the cloud's interfaces covers are left out.
    public var skipsApiScanned = false
    /// Which operating systems the product reads; one that no rule names counts as supported.
    public var systems: [SystemRule] = []
    /// Machine types that a connector does not activate by itself.
    public var typesNotActivated: Set<String> = []
    /// Whether instances of those types are left out.
    public var skipsTypesNotActivated = false
    /// Share of a group that is scanned, in percent; nil: all of it.
    public var samplePercent: Int?
    /// Seed of the order in which members of a group are asked.
    public var sampleSeed: UInt64 = 1

    public init(
        targetAccounts: Set<String>?, accountsWithoutStack: Set<String>, requiredTags: [Tag], volumesMax: Int,
        tagsAnyOf: [Tag] = [], tagsNoneOf: [Tag] = [], volumeTagsNoneOf: [Tag] = [], volumes: VolumeSelection = .all
    ) {
        self.targetAccounts = targetAccounts
        self.accountsWithoutStack = accountsWithoutStack
        self.requiredTags = requiredTags
        self.volumesMax = volumesMax
        self.tagsAnyOf = tagsAnyOf
        self.tagsNoneOf = tagsNoneOf
        self.volumeTagsNoneOf = volumeTagsNoneOf
        self.volumes = volumes
    }
}

/// A constant that an answer rests on, for the report.
public struct Assumption: Hashable, Sendable {
    /// Name as the scenario spells it, such as `timings.scan.base`.
    public var name: String
    /// Value in use, with its unit.
    public var value: String
    /// Range in which it may lie, with units; nil if none is given.
    public var range: String?
    public var provenance: Provenance

    public init(name: String, value: String, range: String?, provenance: Provenance) {
        self.name = name
        self.value = value
        self.range = range
        self.provenance = provenance
    }
}

/// A quota that the scenario does not state and that therefore does not clamp, with what is known of it.
public struct UnstatedQuota: Hashable, Sendable {
    /// Key under `limits` that would state it.
    public var name: String
    /// What it limits, in words, such as "on-demand standard vCPU".
    public var title: String
    /// What a fresh account has, with its unit; nil if unknown.
    public var freshAccountValue: Int?
    public var unit: String
    public var provenance: Provenance

    public init(name: String, title: String, freshAccountValue: Int?, unit: String, provenance: Provenance) {
        self.name = name
        self.title = title
        self.freshAccountValue = freshAccountValue
        self.unit = unit
        self.provenance = provenance
    }
}

/// One service account with its settings and the fleet it scans.
public struct Deployment: Hashable, Sendable {
    public var name: String
    /// Profile identifier with version, such as `qualys-aws@1.8`.
    public var profile: String
    /// The profile itself where it is a file of the user; nil: the one of the identifier, which ships.
    public var ownProfile: VendorProfile?
    /// The account that runs the scanners; nil in reference documents.
    public var serviceAccount: String?
    /// Time from one scan cycle to the next; nil in reference documents.
    public var interval: Seconds?
    public var gate: RegionGate
    /// The other named readings of the same setting; the answer states the makespan under each.
    public var otherGates: [RegionGate]
    public var workflow: ScanWorkflow
    public var scanner: ScannerModel
    public var dispatch: DispatchOrder
    public var itemOrder: ItemOrder
    public var regionOrder: RegionOrder
    /// The regions to scan, in the listed order.
    public var regions: [RegionLimits]
    public var fleet: Fleet
    public var eligibility: EligibilityRule
    public var pricing: Pricing
    /// Constants in use, in the order of the profile.
    public var assumptions: [Assumption]
    /// Quotas nobody stated.
    public var unstatedQuotas: [UnstatedQuota]
    /// Sentences the answer must carry, such as "Concurrency changes nothing under this reading".
    public var notices: [String]
    /// The vendor's parameters of the service account's stack, in the order of the profile; empty in reference documents.
    public var vendorParameters: [VendorParameterValue]
    /// Name of the cloud, as the profile has it: "aws", "azure" ...; "none" for the reference model.
    public var provider = "aws"
    /// The accounts that are declared, with and without a target stack, in the listed order; empty in reference documents.
    public var targets: [DeploymentTarget]
    /// What is stated about deploying, updating and taking down.
    public var rollout = RolloutSettings()
    /// Whose snapshots are copied before they are shared.
    public var copying = CopyRule()
    /// What goes wrong with scanners; nil: nothing.
    public var faults: FaultRules?
    /// Which durations are random; nil: none.
    public var variations: DurationVariations?
    /// How batches are filled.
    public var batching = BatchingRule.nextFit
    /// Whether the vendor's empty batches get a scanner.
    public var launchesEmptyBatches = false
    /// What is known of the vendor's gateway; nil: nothing was stated.
    public var vendorApi: VendorGateway?
    /// What it does week after week.
    public var weeks = WeeksSettings()
    /// Which of its numbers are uncertain, and how.
    public var uncertainty = Uncertainty()

    public init(
        name: String, profile: String, serviceAccount: String?, interval: Seconds?, gate: RegionGate,
        otherGates: [RegionGate], workflow: ScanWorkflow, scanner: ScannerModel, dispatch: DispatchOrder,
        itemOrder: ItemOrder, regionOrder: RegionOrder, regions: [RegionLimits], fleet: Fleet,
        eligibility: EligibilityRule, pricing: Pricing, assumptions: [Assumption], unstatedQuotas: [UnstatedQuota],
        notices: [String], vendorParameters: [VendorParameterValue] = [], targets: [DeploymentTarget] = []
    ) {
        self.name = name
        self.profile = profile
        self.serviceAccount = serviceAccount
        self.interval = interval
        self.gate = gate
        self.otherGates = otherGates
        self.workflow = workflow
        self.scanner = scanner
        self.dispatch = dispatch
        self.itemOrder = itemOrder
        self.regionOrder = regionOrder
        self.regions = regions
        self.fleet = fleet
        self.eligibility = eligibility
        self.pricing = pricing
        self.assumptions = assumptions
        self.unstatedQuotas = unstatedQuotas
        self.notices = notices
        self.vendorParameters = vendorParameters
        self.targets = targets
    }
}
