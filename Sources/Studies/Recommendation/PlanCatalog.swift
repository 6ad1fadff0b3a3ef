internal import ScanModel

/// The different plans among many, each kept once and without what no simulation looks at.
struct PlanCatalog {
    /// In the order in which they came; a plan that is no longer needed is nil.
    private(set) var plans: [PlannedScenario?] = []
    private var byOutline: [Outline: [Int]] = [:]

    /// What two equal plans surely share, quick to compare.
    private struct Outline: Hashable {
        var gates: [RegionGate]
        var scanners: [[Int]]
        var planned: [[Int64]]

        init(_ planned: PlannedScenario) {
            gates = planned.scenario.deployments.map(\.gate)
            scanners = planned.plan.deployments.map { $0.regions.map(\.scanners) }
            self.planned = planned.plan.deployments.map { $0.regions.map(\.plannedTicks) }
        }
    }

    /// The number of a plan, and whether it is new.
    ///
    /// Two plans are the same if a simulation and its bill cannot tell them apart: a window of regions that is wider than
    /// their number, or scanners beyond those that have work, change nothing.
    ///
    /// - Complexity: O(items) for a plan whose outline is known or that shares items with others.
    mutating func number(of planned: PlannedScenario) -> (number: Int, isNew: Bool) {
        var own = PlanCatalog.essence(of: planned)
        share(&own)
        let outline = Outline(own)
        for number in byOutline[outline] ?? [] {
            if let known = plans[number], known.scenario == own.scenario, known.plan == own.plan {
                return (number, false)
            }
        }
        plans.append(own)
        byOutline[outline, default: []].append(plans.count - 1)
        return (plans.count - 1, true)
    }

    /// Lets go of a plan.
    mutating func drop(_ number: Int) { plans[number] = nil }

    /// The plan without labels, notes and settings that have no effect.
    static func essence(of planned: PlannedScenario) -> PlannedScenario {
        var (scenario, plan) = (planned.scenario, planned.plan)
        scenario.study = StudySettings()
        for index in scenario.deployments.indices {
            let busy = max(1, plan.deployments[index].regions.count)
            scenario.deployments[index].strip(busyRegions: busy)
            for region in plan.deployments[index].regions.indices {
                let scanners = plan.deployments[index].regions[region].scanners
                plan.deployments[index].regions[region].limits.strip(scanners: scanners)
                plan.deployments[index].regions[region].clamp = .setting
            }
        }
        return PlannedScenario(scenario: scenario, plan: plan)
    }

    /// Keeps equal columns once: with the plans of a search over scanners or windows, everything that grows with the fleet.
    private func share(_ planned: inout PlannedScenario) {
        guard let first = plans.first(where: { $0 != nil }) ?? nil else { return }
        let latest = (plans.last(where: { $0 != nil }) ?? nil) ?? first
        var (scenario, plan) = (planned.scenario, planned.plan)
        for known in [first, latest] where known.scenario.deployments.count == scenario.deployments.count {
            for index in scenario.deployments.indices {
                let other = known.scenario.deployments[index]
                if scenario.deployments[index].eligibility == other.eligibility {
                    scenario.deployments[index].eligibility = other.eligibility
                }
                if scenario.deployments[index].fleet == other.fleet { scenario.deployments[index].fleet = other.fleet }
                for region in plan.deployments[index].regions.indices {
                    plan.deployments[index].regions[region].share(with: known.plan.deployments[index].regions)
                }
            }
        }
        planned = PlannedScenario(scenario: scenario, plan: plan)
    }
}

extension Deployment {
    fileprivate mutating func strip(busyRegions: Int) {
        notices = []
        assumptions = []
        vendorParameters = []
        targets = []
        unstatedQuotas = []
        otherGates = []
        rollout = RolloutSettings()
        weeks = WeeksSettings()
        let holdsAll = gate.window >= busyRegions
        gate = RegionGate(
            reading: .window, window: holdsAll ? busyRegions : gate.window,
            discipline: holdsAll ? .sliding : gate.discipline)
        for index in regions.indices { regions[index].strip(scanners: 0) }
    }
}

extension RegionLimits {
    /// Leaves what a simulation of a plan with so many scanners looks at.
    fileprivate mutating func strip(scanners: Int) {
        scannersRequested = scanners
        subnet = nil
        vcpu = nil
    }
}

extension RegionPlan {
    fileprivate mutating func share(with others: [RegionPlan]) {
        guard let other = others.first(where: { $0.region == region }) else { return }
        if items == other.items { items = other.items }
        if batches == other.batches { batches = other.batches }
    }
}
