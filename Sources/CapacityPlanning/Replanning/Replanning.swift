internal import ParallelWork
public import ScanModel

/// A scenario that was planned, with what its fleets hold: what the next plan of nearly the same scenario starts from.
public struct PlannedFleets: Sendable {
    public let scenario: Scenario
    public let plan: ScanPlan
    /// The content of the fleet of each deployment.
    public let contents: [FleetContent]

    /// - Parameters:
    ///   - plan: the plan that ``CapacityPlanner`` made of the scenario, not rearranged by anybody.
    ///   - contents: of the same fleets.
    public init(scenario: Scenario, plan: ScanPlan, contents: [FleetContent]) {
        precondition(
            plan.deployments.count == scenario.deployments.count && contents.count == scenario.deployments.count,
            "plans and contents of \(scenario.deployments.count) deployments")
        (self.scenario, self.plan, self.contents) = (scenario, plan, contents)
    }
}

/// The plan, as from scratch, and what it took.
public struct Replanned: Sendable {
    public var outcome: PlanningOutcome
    public var work: ReplanningWork
}

extension CapacityPlanner {
    /// Plans a scenario whose fleets differ little from those of a planned one. The outcome is that of
    /// ``plan(_:)``, to the last byte.
    ///
    /// - A pair of account and region is sorted into work items anew if its content changed, or if a target account, a
    ///   selected region or a setting of eligibility concerns it that changed.
    /// - A region is scheduled anew if one of its pairs was sorted anew, the accounts come in another order, or its limits
    ///   changed. Batches mix the accounts of a region and all its items share scanners and limits, so nothing less than
    ///   the region would give the same plan; items of accounts that did not change are taken over from the old plan.
    /// - A deployment is planned from scratch if a setting that all regions follow differs, if the clock of its plan is
    ///   another one, or if a sample of groups is drawn, which depends on the number of every instance.
    ///
    /// - Parameter contents: of the fleets of the scenario; see `FleetHashing` for what of them must be hashed again.
    /// - Throws: ``UnrepresentableTime`` as planning does.
    /// - Complexity: O(instances) for two columns of the fleets, O(pairs), O(n log p) for the n items of regions that are
    ///   scheduled anew with p places; what all regions share, such as one vendor's bucket, is O(items) as ever.
    public static func replan(
        _ scenario: Scenario, contents: [FleetContent], after previous: PlannedFleets
    ) throws(UnrepresentableTime) -> Replanned {
        var all = ReplanningParts(scenario, contents, previous)
        for index in scenario.deployments.indices {
            if let change = try all.change(index) {
                all.finish(change, ParallelWork.map(change.jobs.count) { change.outcome($0) })
            } else {
                all.finish(index, try plan(all.alone(index)))
            }
        }
        return all.replanned
    }

    /// The same with at most `width` child tasks.
    public static func replan(
        _ scenario: Scenario, contents: [FleetContent], after previous: PlannedFleets, width: Int
    ) async throws(UnrepresentableTime) -> Replanned {
        var all = ReplanningParts(scenario, contents, previous)
        for index in scenario.deployments.indices {
            if let change = try all.change(index) {
                let outcomes = await ParallelWork.map(weights: change.weights, width: width) { change.outcome($0) }
                all.finish(change, outcomes)
            } else {
                all.finish(index, try await plan(all.alone(index), width: width))
            }
        }
        return all.replanned
    }
}

/// Deployment after deployment, what becomes of a scenario that is planned again.
private struct ReplanningParts {
    private let scenario: Scenario
    private let contents: [FleetContent]
    private let previous: PlannedFleets
    private var work = ReplanningWork()
    private var plans: [DeploymentPlan] = []
    private var bottlenecks: [Bottleneck] = []

    init(_ scenario: Scenario, _ contents: [FleetContent], _ previous: PlannedFleets) {
        precondition(contents.count == scenario.deployments.count, "contents of \(contents.count) fleets")
        (self.scenario, self.contents, self.previous) = (scenario, contents, previous)
    }

    /// What must be planned of a deployment; nil if all of it, which is noted with its reason.
    mutating func change(_ index: Int) throws(UnrepresentableTime) -> RegionJobs? {
        let deployment = scenario.deployments[index]
        let old = previous.scenario.deployments.firstIndex { $0.name == deployment.name }.map { old in
            PlannedDeployment(
                deployment: previous.scenario.deployments[old], plan: previous.plan.deployments[old],
                content: previous.contents[old])
        }
        var reason = "it is new"
        if let old {
            if let refusal = old.refusal(of: deployment) {
                reason = refusal
            } else {
                let change = DeploymentChange(from: old, to: deployment, contents[index])
                if let jobs = try change.jobs(&work) { return jobs }
                reason = "its plan has another clock"
            }
        }
        work.fromScratch.append("\(deployment.name): \(reason)")
        work.pairsSorted += contents[index].entries.count
        work.instancesSorted += deployment.fleet.instanceCount
        return nil
    }

    /// A scenario of one deployment.
    func alone(_ index: Int) -> Scenario {
        var part = scenario
        part.deployments = [scenario.deployments[index]]
        return part
    }

    mutating func finish(_ jobs: RegionJobs, _ outcomes: [RegionOutcome]) {
        jobs.draft.finish(outcomes, plans: &plans, bottlenecks: &bottlenecks)
    }

    mutating func finish(_ index: Int, _ outcome: PlanningOutcome) {
        switch outcome {
        case .planned(let plan):
            plans += plan.deployments
            let name = scenario.deployments[index].name
            for deployment in plan.deployments {
                work.regionsPlanned += deployment.regions.map { "\(name)/\($0.region)" }
            }
        case .infeasible(let found): bottlenecks += found
        }
    }

    var replanned: Replanned {
        Replanned(
            outcome: bottlenecks.isEmpty ? .planned(ScanPlan(deployments: plans)) : .infeasible(bottlenecks), work: work
        )
    }
}

/// A deployment that was planned.
struct PlannedDeployment {
    let deployment: Deployment
    let plan: DeploymentPlan
    let content: FleetContent

    /// Why no part of the plan can be kept for a changed deployment; nil if some may.
    func refusal(of changed: Deployment) -> String? {
        if changed.fleet.sizeUnitsPerGiB != deployment.fleet.sizeUnitsPerGiB { return "its sizes have another unit" }
        if changed.eligibility.samplePercent != nil, !changed.fleet.instanceGroup.isEmpty {
            return "a sample of groups is drawn anew"
        }
        return changed.regardless == deployment.regardless ? nil : "a setting differs that every region follows"
    }
}

extension Deployment {
    /// The deployment without what is compared by region or account, and without what no plan of a region looks at.
    fileprivate var regardless: Deployment {
        var part = self
        part.fleet = Fleet(sizeUnitsPerGiB: fleet.sizeUnitsPerGiB)
        part.regions = []
        part.eligibility.targetAccounts = eligibility.targetAccounts == nil ? nil : []
        part.eligibility.accountsWithoutStack = []
        part.gate = RegionGate(reading: .window, window: 1, discipline: .sliding)
        part.otherGates = []
        part.regionOrder = .listed
        part.assumptions = []
        part.unstatedQuotas = []
        part.notices = []
        part.vendorParameters = []
        part.targets = []
        part.rollout = RolloutSettings()
        part.weeks = WeeksSettings()
        part.uncertainty = Uncertainty()
        part.interval = nil
        part.profile = ""
        part.ownProfile = nil
        return part
    }
}
