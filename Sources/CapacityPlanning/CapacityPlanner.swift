internal import ParallelWork
public import ScanModel

/// A scenario whose times cannot be put on one 64-bit clock.
public struct UnrepresentableTime: Error, Hashable, Sendable {
    public var deployment: String

    public init(deployment: String) { self.deployment = deployment }
}

/// From a scenario to a plan, or to the reasons why there is none.
///
/// A plan says who is scanned, which region enters the gate when, how many scanners really work, in which order items
/// go and which batches they form; and it proves how good any schedule under these settings could be at best.
public enum CapacityPlanner {
    /// Plans every deployment, one region after another and without any task.
    ///
    /// - Throws: ``UnrepresentableTime`` if the scenario's times need a finer clock than its horizon allows.
    /// - Complexity: O(n log p) for n work items and p places of a region's scanners; the number of allocations depends
    ///   on regions and accounts, not on n.
    public static func plan(_ scenario: Scenario) throws(UnrepresentableTime) -> PlanningOutcome {
        var plans: [DeploymentPlan] = []
        var bottlenecks: [Bottleneck] = []
        for deployment in scenario.deployments {
            let sort = DemandSort(deployment)
            let parts = ParallelWork.map(sort.parts.count) { sort.sorted($0) }
            let draft = try Draft(deployment, demand: ScanDemand(deployment, parts: parts))
            let regions = ParallelWork.map(draft.jobs.count) { draft.planRegion(draft.jobs[$0]) }
            draft.finish(regions, plans: &plans, bottlenecks: &bottlenecks)
        }
        return bottlenecks.isEmpty ? .planned(ScanPlan(deployments: plans)) : .infeasible(bottlenecks)
    }

    /// The same plan, with parts of the fleet and then the regions of a deployment taken on by at most `width` child
    /// tasks.
    public static func plan(_ scenario: Scenario, width: Int) async throws(UnrepresentableTime) -> PlanningOutcome {
        var plans: [DeploymentPlan] = []
        var bottlenecks: [Bottleneck] = []
        for deployment in scenario.deployments {
            let sort = DemandSort(deployment)
            let parts = await ParallelWork.map(sort.parts.count, width: width) { sort.sorted($0) }
            let draft = try Draft(deployment, demand: ScanDemand(deployment, parts: parts))
            let regions = await ParallelWork.map(weights: draft.weights, width: width) {
                draft.planRegion(draft.jobs[$0])
            }
            draft.finish(regions, plans: &plans, bottlenecks: &bottlenecks)
        }
        return bottlenecks.isEmpty ? .planned(ScanPlan(deployments: plans)) : .infeasible(bottlenecks)
    }
}

/// What the planning of one region came to.
enum RegionOutcome: Sendable {
    case planned(RegionPlan, UsageLedger)
    case infeasible([Bottleneck])
}

/// One deployment between its demand and its plan.
struct Draft: Sendable {
    let deployment: Deployment
    let demand: ScanDemand
    let scale: TickScale
    let ticks: WorkflowTicks
    let horizon: Int128
    /// Regions with work: index into the deployment's regions.
    let jobs: [Int]

    init(_ deployment: Deployment, demand: ScanDemand) throws(UnrepresentableTime) {
        self.deployment = deployment
        self.demand = demand
        guard let (scale, horizon) = Clock.choose(for: deployment, demand: demand) else {
            throw UnrepresentableTime(deployment: deployment.name)
        }
        self.scale = scale
        self.horizon = horizon
        ticks = WorkflowTicks(
            workflow: deployment.workflow, scanner: deployment.scanner, scale: scale,
            sizeUnitsPerGiB: deployment.fleet.sizeUnitsPerGiB)
        jobs = deployment.regions.indices.filter { !demand.isEmpty(region: $0) }
    }

    /// Items of each region with work.
    var weights: [Int] { jobs.map { demand.count(region: $0) } }

    func planRegion(_ region: Int) -> RegionOutcome {
        planRegion(region, records: demand.records(region: region), copies: demand.copies(region: region))
    }

    /// Plans a region whose records are known from elsewhere.
    func planRegion(
        _ region: Int, records: consuming [DemandRecord], copies: consuming [CopyRecord]
    ) -> RegionOutcome {
        RegionPlanner(deployment: deployment, scale: scale, ticks: ticks, horizon: horizon)
            .plan(deployment.regions[region], records: records, copies: copies)
    }

    func finish(_ outcomes: [RegionOutcome], plans: inout [DeploymentPlan], bottlenecks: inout [Bottleneck]) {
        var regions: [RegionPlan] = []
        var usage = UsageLedger()
        for outcome in outcomes {
            switch outcome {
            case .planned(let plan, let regionUsage):
                regions.append(plan)
                usage.add(regionUsage)
            case .infeasible(let found):
                bottlenecks += found
            }
        }
        guard regions.count == outcomes.count else { return }
        if deployment.regionOrder == .longestFirst {
            // The sort is stable, so regions of equal bound keep their listed order.
            regions = regions.enumerated()
                .sorted { ($1.element.boundTicks, $0.offset) < ($0.element.boundTicks, $1.offset) }
                .map(\.element)
        }
        let busy = Set(regions.map(\.region))
        plans.append(
            DeploymentPlan(
                name: deployment.name, scale: scale, ticks: ticks, demand: demand.summary, regions: regions,
                idleRegions: deployment.regions.map(\.region).filter { !busy.contains($0) },
                bound: SharedBounds(deployment: deployment, regions: regions, scale: scale).stronger(
                    than: CycleBounds.strongest(regions: regions, gate: deployment.gate)), usage: usage))
    }
}
