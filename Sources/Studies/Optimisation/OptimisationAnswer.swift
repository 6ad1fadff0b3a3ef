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

/// A plan and how it went in simulation.
public struct PlanOutcome: Hashable, Sendable {
    /// What it does otherwise than the product.
    public var measures: [PlanMeasure]
    /// In ticks.
    public var makespan: Int64
    /// Proved for every plan with the same gate and at most the product's scanners in each region.
    public var bound: ProvedCycle
    /// In seconds.
    public var makespanSeconds: Double
    public var boundSeconds: Double
    /// Most scanners at once, and the scanners of all regions together.
    public var peakScanners: Int
    public var scanners: Int
    /// Hours of scanners that are billed.
    public var scannerHours: Double
    /// Dollars; nil if a price is missing.
    public var costPerCycle: Double?

    /// How far the makespan is above the bound, as a share of it; 0 without work.
    public var gap: Double { bound.ticks == 0 ? 0 : Double(makespan - bound.ticks) / Double(bound.ticks) }
}

/// What becomes of a region in the optimised plan.
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
    /// Proved from activation to end, in seconds, and by what.
    public var boundSeconds: Double
    public var bound: ProvedBound
}

/// The plan of the product and a near-optimal one for one deployment.
public struct OptimisedDeployment: Hashable, Sendable {
    public var name: String
    public var profile: String
    /// The gate of the settings.
    public var gate: RegionGate
    /// What `simulate` tells.
    public var product: PlanOutcome
    /// The product's plan with one measure alone; those that change nothing by their nature are left out.
    public var single: [PlanOutcome]
    /// With as many scanners as the product.
    public var optimised: PlanOutcome
    /// The same with fewer scanners; it ends no later.
    public var sized: PlanOutcome
    /// With the fewest scanners that still meet the deadline of the objective, or the interval; nil without either, if
    /// there is no time left, or if nobody asked for numbers of scanners.
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
