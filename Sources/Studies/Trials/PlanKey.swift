internal import ScanModel

/// What the trials of a planned scenario and their judgement depend on, as a key: scenarios with equal keys have equal trials
/// and verdicts.
///
/// The key has 128 bits of a hash. One that is only compared within a run of the program is drawn anew for each; one that
/// is kept is the same in all of them, and has a text.
struct PlanKey: Hashable, Sendable {
    private let first: UInt64
    private let second: UInt64

    /// - Parameter fleets: digests of the deployments' fleets.
    /// - Complexity: O(items of the plan).
    init(_ planned: PlannedScenario, fleets: [FleetDigest]) {
        let essence = planned.essence
        var scenario = essence.scenario
        // The digests stand for them.
        for index in scenario.deployments.indices { scenario.deployments[index].fleet = Fleet() }
        func hash(_ salt: Int) -> UInt64 {
            var hasher = Hasher()
            hasher.combine(salt)
            hasher.combine(scenario)
            hasher.combine(essence.plan)
            hasher.combine(fleets)
            return UInt64(bitPattern: Int64(hasher.finalize()))
        }
        (first, second) = (hash(1), hash(2))
    }

    /// A key that is the same in every run of one version of the program: the first 128 bits of SHA-256.
    ///
    /// - Parameter parts: those of other plans of the program; what this plan has in common with them is not walked again.
    /// - Complexity: O(items of the plan), some times slower than the other one.
    init(keeping planned: PlannedScenario, fleets: [FleetDigest], version: String, parts: inout PartDigests) {
        let essence = planned.essence
        var scenario = essence.scenario
        for index in scenario.deployments.indices { scenario.deployments[index].fleet = Fleet() }
        var hash = SHA256()
        hash.update(SweepPoint.planForm)
        hash.update(version)
        parts.add(scenario, to: &hash)
        parts.add(essence.plan, to: &hash)
        hash.update(Int64(fleets.count))
        for fleet in fleets { hash.update(fleet.bytes) }
        let bytes = hash.digest()
        func word(_ start: Int) -> UInt64 { bytes[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) } }
        (first, second) = (word(0), word(8))
    }

    /// A key that was kept; nil for anything else than 32 digits.
    init?(text: String) {
        guard text.utf8.count == 32, let first = UInt64(text.prefix(16), radix: 16),
            let second = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        (self.first, self.second) = (first, second)
    }

    /// 32 hexadecimal digits.
    var text: String {
        [first, second].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
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
