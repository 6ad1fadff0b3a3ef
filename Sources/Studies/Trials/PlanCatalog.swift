internal import ScanModel

/// The different plans among many, each kept once and without what no simulation looks at.
///
/// Two plans are the same if a simulation, its bill and its verdict cannot tell them apart: a window of regions that is wider
/// than their number, or scanners beyond those that have work, change nothing. A plan that was let go of is still known.
struct PlanCatalog: Sendable {
    /// In the order in which they came; a plan that is no longer needed is nil.
    private(set) var plans: [PlannedScenario?] = []
    private var numbers: [PlanKey: Int] = [:]
    private var digests = FleetDigests()

    /// The number of a plan, and whether it is new.
    ///
    /// - Complexity: O(items), and O(instances + volumes) for a fleet that the plan before did not have.
    mutating func number(of planned: PlannedScenario) -> (number: Int, isNew: Bool) {
        number(of: planned, key: PlanKey(planned, fleets: digests.all(planned.scenario)))
    }

    /// The same for a plan whose key is known.
    ///
    /// - Complexity: O(1) for a plan that is known, else O(items).
    mutating func number(of planned: PlannedScenario, key: PlanKey) -> (number: Int, isNew: Bool) {
        if let known = numbers[key] { return (known, false) }
        var own = planned.essence
        share(&own)
        plans.append(own)
        numbers[key] = plans.count - 1
        return (plans.count - 1, true)
    }

    /// The number of a plan that was answered elsewhere, and whether it is new. Complexity: O(1).
    mutating func number(ofKept key: PlanKey) -> (number: Int, isNew: Bool) {
        if let known = numbers[key] { return (known, false) }
        plans.append(nil)
        numbers[key] = plans.count - 1
        return (plans.count - 1, true)
    }

    /// Lets go of a plan.
    mutating func drop(_ number: Int) { plans[number] = nil }

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

extension RegionPlan {
    fileprivate mutating func share(with others: [RegionPlan]) {
        guard let other = others.first(where: { $0.region == region }) else { return }
        if items == other.items { items = other.items }
        if batches == other.batches { batches = other.batches }
    }
}
