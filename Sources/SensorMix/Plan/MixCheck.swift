/// What is wrong with a plan.
public enum MixFault: Hashable, Sendable {
    /// A need that the plan tells twice, or that nobody has.
    case strange(classIndex: Int, assessment: Assessment)
    /// A need that the plan forgets.
    case forgotten(classIndex: Int, assessment: Assessment)
    /// The sensor chosen does not meet the objective.
    case unmet(classIndex: Int, assessment: Assessment)
    /// A gap that some sensor could close.
    case noGap(classIndex: Int, assessment: Assessment)
    case cost
    case bound
}

/// Checks a plan against its estate; shares nothing with the search.
public enum MixCheck {
    /// All faults: needs forgotten, sensors that do not meet their need, gaps that are none, a cost that does not add up, a
    /// bound that the proof does not prove.
    ///
    /// Complexity: O(needs x sensors + leaves of the proof x classes x 2^sensors).
    public static func faults(_ plan: SensorPlan, _ estate: SensorEstate) -> [MixFault] {
        var faults: [MixFault] = []
        let told = plan.choices.map { [$0.classIndex, index($0.assessment)] }
        let gaps = plan.gaps.map { [$0.classIndex, index($0.assessment)] }
        var seen: Set<[Int]> = []
        for (place, need) in (told + gaps).enumerated() {
            let assessment = Assessment.allCases[need[1]]
            let isWanted = estate.classes.indices.contains(need[0]) && estate.classes[need[0]].wants[assessment] != nil
            if !isWanted || !seen.insert(need).inserted {
                faults.append(.strange(classIndex: need[0], assessment: assessment))
            } else if place < told.count {
                let sensor = plan.choices[place].sensorIndex
                if !estate.sensors.indices.contains(sensor) || !meets(estate, need[0], assessment, sensor) {
                    faults.append(.unmet(classIndex: need[0], assessment: assessment))
                }
            } else if estate.sensors.indices.contains(where: { meets(estate, need[0], assessment, $0) }) {
                faults.append(.noGap(classIndex: need[0], assessment: assessment))
            }
        }
        for (classIndex, assets) in estate.classes.enumerated() {
            for assessment in assets.needs where !seen.contains([classIndex, index(assessment)]) {
                faults.append(.forgotten(classIndex: classIndex, assessment: assessment))
            }
        }
        // Costs and proofs of needs that are not there mean nothing.
        guard faults.isEmpty else { return faults }
        if MixCost(of: plan.choices, in: estate) != plan.cost { faults.append(.cost) }
        let problem = EstateProblem(estate, CoverageMatrix(estate)).problem
        if plan.lowerBound > plan.cost.total || !plan.proof.proves(plan.lowerBound, for: problem) {
            faults.append(.bound)
        }
        return faults
    }

    private static func index(_ assessment: Assessment) -> Int { Assessment.allCases.firstIndex(of: assessment) ?? 0 }

    private static func meets(
        _ estate: SensorEstate, _ classIndex: Int, _ assessment: Assessment, _ sensorIndex: Int
    ) -> Bool {
        let (assets, sensor) = (estate.classes[classIndex], estate.sensors[sensorIndex])
        guard let objective = assets.wants[assessment] else { return false }
        var tags: Set<String> = []
        for tag in estate.tags where tag.rule.holds(for: assets, tagged: tags) { tags.insert(tag.name) }
        let isPointed = sensor.pointedAt?.holds(for: assets, tagged: tags) ?? true
        guard Obstacle.all(sensor, assessment, assets, isPointed: isPointed).isEmpty else { return false }
        let freshness = Freshness(sensor, on: assets)
        guard let day = RolloutCurve(sensor, on: assets).firstDay(meeting: objective, freshness) else { return false }
        return day <= estate.metBy ?? RolloutCurve.horizon
    }
}
