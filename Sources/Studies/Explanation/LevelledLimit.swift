internal import ScanModel

/// A limit that can be raised step by step, from level 0 as it is.
struct LevelledLimit: Sendable {
    var name: String
    var unit: String
    /// The highest level.
    var most: Int
    /// The value at a level, in words.
    let words: @Sendable (Int) -> String
    /// What makes the scenario say it.
    let settings: @Sendable (Int) -> [String]

    /// Regions at once may have this value; nothing asks for more.
    private static let parameterMost = 1000
    /// How many times its value a rate may be asked for.
    private static let rateFactor = 1000

    /// The limits of a deployment that a user can ask for: parameters of the vendor, quotas, counted limits, rates.
    ///
    /// Each alone can have every level up to its most; together the scenario need not take them.
    ///
    /// - Parameter variant: the scenario with some settings, or why there is none.
    static func all(
        _ planned: PlannedScenario, deployment number: Int, variant: ([String]) throws(InvalidInput) -> Scenario
    ) async -> [LevelledLimit] {
        let deployment = planned.scenario.deployments[number]
        let plan = planned.plan.deployments[number]
        func scenario(_ settings: [String]) -> Deployment? {
            do throws(InvalidInput) { return try variant(settings).deployments[number] } catch { return nil }
        }
        var limits: [LevelledLimit] = []
        var mostScanners = plan.regions.first?.limits.scannersRequested ?? 1
        for role in [VendorProfile.Parameter.Role.regionsAtOnce, .scannersPerRegion] {
            let name = KnobList.name(of: role, deployment)
            guard let value = KnobList.integer(name, deployment), value > 0 else { continue }
            // Whether the value lies in the vendor's range is the reader's to say.
            let path = "deployments[\(number)].parameters.\(name)"
            let low = await RaiseSearch.highest(parameterMost) { scenario(["\(path)=\(value + $0)"]) != nil }
            if role == .scannersPerRegion { mostScanners = mostScanners / value * (value + low) }
            limits.append(
                LevelledLimit(
                    name: name, unit: "", most: low, words: { "\(value + $0)" },
                    settings: { ["\(path)=\(value + $0)"] }))
        }
        // More runs of snapshots: the time between two of them may be lowered to 1.
        let runs = KnobList.name(of: .discoveryInterval, deployment)
        if deployment.workflow.rounds != nil, let value = KnobList.integer(runs, deployment), value > 1 {
            let path = "deployments[\(number)].parameters.\(runs)"
            limits.append(
                LevelledLimit(
                    name: runs, unit: "", most: value - 1, words: { "\(value - $0)" },
                    settings: { ["\(path)=\(value - $0)"] }))
        }
        for knob in LimitKnob.all(deployment, plan: plan, number: number) {
            let most = mostLevel(knob, planned, number, scanners: mostScanners)
            guard most > 0 else { continue }
            if case .subnet = knob.target {
                let valid = (1...16).prefix { level in
                    let ways = knob.ways(knob.value * Rational(1 << level))
                    return ways.first.map { scenario($0) != nil } ?? false
                }
                limits.append(
                    LevelledLimit(
                        name: knob.name, unit: knob.unit, most: valid.count,
                        words: { knob.words(knob.value * Rational(1 << $0)) },
                        settings: { knob.ways(knob.value * Rational(1 << $0)).first ?? [] }))
                continue
            }
            // The way that works for one step works for all.
            let one = knob.knob(knob.value + knob.step)
            let regions = plan.regions.map(\.region)
            let way = one.ways.firstIndex { way in
                scenario(way).map { one.check?.holds($0, before: deployment, regions: regions) ?? true } ?? false
            }
            guard let way else { continue }
            let settings: @Sendable (Int) -> [String] = { knob.ways(knob.value + knob.step * Rational($0))[way] }
            let highest = await RaiseSearch.highest(most) { scenario(settings($0)) != nil }
            limits.append(
                LevelledLimit(
                    name: knob.name, unit: knob.unit, most: highest,
                    words: { knob.words(knob.value + knob.step * Rational($0)) }, settings: settings))
        }
        return limits
    }

    /// The level at which a limit surely no longer binds, or more than anybody would ask for.
    private static func mostLevel(_ knob: LimitKnob, _ planned: PlannedScenario, _ number: Int, scanners: Int) -> Int {
        let deployment = planned.scenario.deployments[number]
        let demand = planned.plan.deployments[number].demand
        let enough: Rational
        switch knob.target {
        case .subnet: return 16
        case .rate: enough = knob.value * Rational(rateFactor)
        case .vcpu: enough = Rational(scanners) * knob.step
        case .capacity(let resource):
            switch deployment.workflow.resources[resource].per {
            case .sizeUnit:
                let all = Rational(Int128(demand.eligibleSizeUnits), over: Int128(deployment.fleet.sizeUnitsPerGiB))
                enough = min(all, Rational(1_048_576))
            default: enough = Rational(demand.eligibleVolumes)
            }
        }
        guard enough > knob.value else { return 0 }
        return Int(((enough - knob.value) / knob.step).ceiling)
    }
}
