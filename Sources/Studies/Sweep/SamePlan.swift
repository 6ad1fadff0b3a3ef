internal import ScanModel

/// What the trials of a planned scenario depend on, as a key: scenarios with equal keys have equal trials and verdicts.
///
/// Left out is what only words depend on, and what has no effect on this plan: how many regions may be open beyond those
/// with work, how many scanners were asked for beyond those that are launched. The key has 128 bits of a hash that is drawn
/// anew for every run of the program, so keys are only compared and never shown.
struct SamePlan: Hashable, Sendable {
    private let first: Int
    private let second: Int

    /// - Parameter fleets: digests of the deployments' fleets.
    /// - Complexity: O(items of the plan).
    init(_ planned: PlannedScenario, fleets: [FleetDigest]) {
        var scenario = planned.scenario
        var plan = planned.plan
        for index in scenario.deployments.indices {
            let regions = plan.deployments[index].regions.count
            scenario.deployments[index].leaveOutWhatHasNoEffect(regions: regions)
            for region in plan.deployments[index].regions.indices {
                plan.deployments[index].regions[region].limits.scannersRequested = 0
                plan.deployments[index].regions[region].clamp = .setting
            }
        }
        func hash(_ salt: Int) -> Int {
            var hasher = Hasher()
            hasher.combine(salt)
            hasher.combine(scenario.seed)
            hasher.combine(scenario.objective)
            hasher.combine(scenario.study.confidence)
            hasher.combine(scenario.deployments)
            hasher.combine(plan)
            hasher.combine(fleets)
            return hasher.finalize()
        }
        (first, second) = (hash(1), hash(2))
    }
}

extension Deployment {
    /// Makes deployments equal that only differ in words, or in what this plan does not come to.
    ///
    /// - Parameter regions: regions with work.
    fileprivate mutating func leaveOutWhatHasNoEffect(regions count: Int) {
        gate = RegionGate(reading: .window, window: min(gate.window, max(1, count)), discipline: gate.discipline)
        otherGates = []
        vendorParameters = []
        notices = []
        assumptions = []
        // The digest stands for it.
        fleet = Fleet()
        for region in regions.indices { regions[region].scannersRequested = 0 }
    }
}
