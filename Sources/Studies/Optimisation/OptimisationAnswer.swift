public import ScanModel

/// What a better plan does otherwise than the product.
public enum PlanMeasure: String, Hashable, Sendable, CaseIterable {
    /// The order in which regions enter the gate.
    case regionOrder
    /// A region opens as soon as another one ends, where the product opens them in groups.
    case slidingWindow
    /// The order of instances within a region, which of those that are ready goes first, and how batches are filled.
    case arrangement
    /// In each region the fewest scanners with which it does not delay the end.
    case scannerCounts

    /// The measure in words.
    public var title: String {
        switch self {
        case .regionOrder: "order of regions"
        case .slidingWindow: "sliding window"
        case .arrangement: "largest first, like batches"
        case .scannerCounts: "right-sized scanners"
        }
    }
}

/// A plan and how it went in simulation. Of several trials the means are told, unless it says otherwise.
public struct PlanOutcome: Hashable, Sendable {
    /// What it does otherwise than the product.
    public var measures: [PlanMeasure]
    /// In ticks; a mean is rounded.
    public var makespan: Int64
    /// The least for every plan with the same gate and at most the product's scanners in each region, in every trial
    /// that is as the deployment's ``OptimisedDeployment/assumptions`` say.
    public var bound: ProvedCycle
    /// In seconds.
    public var makespanSeconds: Double
    /// The longest makespan of any trial, in seconds.
    public var longestSeconds: Double
    public var boundSeconds: Double
    /// Most scanners at once in any trial, and the scanners of all regions together.
    public var peakScanners: Int
    public var scanners: Int
    /// Instances that a cycle gives up.
    public var givenUp: Double
    /// Hours of scanners that are billed.
    public var scannerHours: Double
    /// Dollars; nil if a price is missing.
    public var costPerCycle: Double?

    /// How far the makespan is above the bound, as a share of it; 0 without work. Below 0 only where the bound assumes
    /// something.
    public var gap: Double { bound.ticks == 0 ? 0 : Double(makespan - bound.ticks) / Double(bound.ticks) }
}

/// What becomes of a region in the optimised plan; of several trials the means.
public struct OptimisedRegion: Hashable, Sendable {
    public var region: String
    public var items: Int
    public var arrangement: RegionArrangement
    /// Batches of the product and of the optimised plan; 0 with persistent scanners.
    public var productBatches: Int
    public var batches: Int
    /// Scanners of the product and of the right-sized plan.
    public var productScanners: Int
    public var scanners: Int
    /// Seconds from activation to end: of the product, with as many scanners, and right-sized.
    public var productSeconds: Double
    public var optimisedSeconds: Double
    public var sizedSeconds: Double
    /// When it enters the gate in the right-sized plan, in seconds.
    public var activatedSeconds: Double
    /// The least from activation to end, in seconds, and by what; see ``PlanOutcome/bound``.
    public var boundSeconds: Double
    public var bound: ProvedBound
}

/// The plan of the product and a near-optimal one for one deployment.
public struct OptimisedDeployment: Hashable, Sendable {
    public var name: String
    public var profile: String
    /// The gate of the settings.
    public var gate: RegionGate
    /// What the bounds assume of a cycle; if anything, neither they nor the gaps are proved of single trials.
    public var assumptions: BoundAssumptions
    /// Trials from 0 on that every plan went through with the same draws; 1 where nothing is random.
    public var trials: Int
    /// What `simulate` tells of these trials.
    public var product: PlanOutcome
    /// The product's plan with one measure alone; those that change nothing by their nature are left out.
    public var single: [PlanOutcome]
    /// With as many scanners as the product. It gives up no more instances than the product's plan.
    public var optimised: PlanOutcome
    /// The same with fewer scanners; it ends no later.
    public var sized: PlanOutcome
    /// With the fewest scanners that still meet the deadline of the objective, or the interval, in each trial; nil without
    /// either, if there is no time left, or if nobody asked for numbers of scanners.
    public var forDeadline: PlanOutcome?
    /// In the order in which they enter the gate in the right-sized plan.
    public var regions: [OptimisedRegion]
    /// Sentences the answer must carry.
    public var notices: [String]
    /// The right-sized plan: the deployment with changed policies, and its plan.
    public var deployment: Deployment
    public var plan: DeploymentPlan
}

/// The answer to "how good could it be?".
public struct OptimisationAnswer: Hashable, Sendable {
    public var scenario: String
    public var seed: UInt64
    /// Steps that the searches were given.
    public var steps: Int
    public var deployments: [OptimisedDeployment]
}
