internal import ScanModel

/// What the trials of a planned scenario and their judgement depend on, as a key: scenarios with equal keys have equal trials
/// and verdicts.
///
/// The key has 128 bits of a hash that is drawn anew for every run of the program, so keys are only compared and never shown.
struct PlanKey: Hashable, Sendable {
    private let first: Int
    private let second: Int

    /// - Parameter fleets: digests of the deployments' fleets.
    /// - Complexity: O(items of the plan).
    init(_ planned: PlannedScenario, fleets: [FleetDigest]) {
        let essence = planned.essence
        var scenario = essence.scenario
        // The digests stand for them.
        for index in scenario.deployments.indices { scenario.deployments[index].fleet = Fleet() }
        func hash(_ salt: Int) -> Int {
            var hasher = Hasher()
            hasher.combine(salt)
            hasher.combine(scenario)
            hasher.combine(essence.plan)
            hasher.combine(fleets)
            return hasher.finalize()
        }
        (first, second) = (hash(1), hash(2))
    }
}

extension PlannedScenario {
    /// The plan without labels, notes and settings that have no effect on its trials and their judgement.
    var essence: PlannedScenario {
        var (scenario, plan) = (scenario, plan)
        scenario.name = ""
        scenario.study = StudySettings()
        scenario.study.confidence = self.scenario.study.confidence
        for index in scenario.deployments.indices {
            scenario.deployments[index].strip(busyRegions: max(1, plan.deployments[index].regions.count))
            for region in plan.deployments[index].regions.indices {
                let scanners = plan.deployments[index].regions[region].scanners
                plan.deployments[index].regions[region].limits.strip(scanners: scanners)
                plan.deployments[index].regions[region].clamp = .setting
            }
        }
        return PlannedScenario(scenario: scenario, plan: plan)
    }
}

extension Deployment {
    /// - Parameter busyRegions: regions with work, at least 1.
    fileprivate mutating func strip(busyRegions: Int) {
        notices = []
        assumptions = []
        vendorParameters = []
        targets = []
        unstatedQuotas = []
        otherGates = []
        rollout = RolloutSettings()
        weeks = WeeksSettings()
        uncertainty = Uncertainty()
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
