/// Chooses sensors.
public enum SensorPlanner {
    /// The cheapest mix in which every need that some sensor can meet is met, with everything that is to be said of it.
    ///
    /// A need is met by one sensor alone: two that each miss the objective are not counted together.
    ///
    /// - Parameter cases: most cases of each search; nil for as many as ``MixSearch`` takes.
    /// - Precondition: ``SensorEstate/costCeiling`` is at most ``SensorEstate/costMost``; tags and licences that are named
    ///   are there; at most 12 sensors.
    /// - Complexity: O(sensors) searches of ``MixSearch``.
    public static func plan(_ estate: SensorEstate, cases: Int? = nil) -> SensorPlan {
        precondition(estate.costCeiling <= SensorEstate.costMost, "amounts of \(estate.costCeiling) micro-dollars")
        let matrix = CoverageMatrix(estate)
        let whole = EstateProblem(estate, matrix)
        let result = MixSearch.solve(whole.problem, cases: cases)
        let choices = choices(whole, result)
        let cost = MixCost(of: choices, in: estate)
        precondition(cost.total == result.cost, "a mix of \(result.cost) adds up to \(cost.total)")
        return SensorPlan(
            matrix: matrix, choices: choices,
            gaps: GapFinder(estate, matrix, choices).gaps(whole.open), cost: cost, lowerBound: result.lowerBound,
            proof: result.proof, doubles: DoubleCoverage.find(estate, matrix, choices),
            margins: margins(estate, matrix, choices, cost, cases), licences: licences(estate, choices),
            tags: tags(estate), rollouts: rollouts(estate, matrix))
    }

    static func choices(_ whole: EstateProblem, _ result: MixResult) -> [SensorChoice] {
        zip(whole.classes, result.choice).flatMap { part, sensors in
            zip(part.needs, sensors).map {
                SensorChoice(classIndex: part.index, assessment: $0, sensorIndex: $1)
            }
        }
    }

    private static func margins(
        _ estate: SensorEstate, _ matrix: CoverageMatrix, _ choices: [SensorChoice], _ cost: MixCost, _ cases: Int?
    ) -> [SensorMargin] {
        let open = EstateProblem(estate, matrix).open.count
        let matches = TagMatches(estate)
        return estate.sensors.indices.map { sensor in
            let pointed = estate.classes.indices.filter {
                matches.isPointed(estate.sensors[sensor], at: $0, of: estate)
            }.reduce(0) { $0 + estate.classes[$1].count }
            guard choices.contains(where: { $0.sensorIndex == sensor }) else {
                return SensorMargin(
                    sensorIndex: sensor, isUsed: false, pointedAt: pointed, change: nil, lowestChange: nil,
                    needsLost: 0,
                    everywhere: everywhere(sensor, estate, matrix, choices))
            }
            let rest = EstateProblem(estate, matrix, without: sensor)
            let result = MixSearch.solve(rest.problem, cases: cases)
            return SensorMargin(
                sensorIndex: sensor, isUsed: true, pointedAt: pointed, change: result.cost - cost.total,
                lowestChange: result.lowerBound - cost.total, needsLost: rest.open.count - open, everywhere: nil)
        }
    }

    /// What a sensor would cost beside the mix on all assets that it can do something for; nil if there are none.
    private static func everywhere(
        _ sensor: Int, _ estate: SensorEstate, _ matrix: CoverageMatrix, _ choices: [SensorChoice]
    ) -> Int? {
        let costs = EstateCosts(estate)
        let able = matrix.cells.filter { $0.sensorIndex == sensor && $0.obstacles.isEmpty }
        guard !able.isEmpty else { return nil }
        let classes = Set(able.map(\.classIndex)).sorted()
        var sum = estate.sensors[sensor].fixed
        sum += Set(classes.map { estate.classes[$0].region }).count * estate.sensors[sensor].fixedPerRegion
        for cell in able { sum += costs.assessment(sensor, cell.assessment, cell.classIndex) }
        for index in classes {
            sum += costs.assets(sensor, index) + costs.scans(sensor, index)
            let paid = Set(choices.filter { $0.classIndex == index }.flatMap { costs.licences(of: $0.sensorIndex) })
            for licence in costs.licences(of: sensor) where !paid.contains(licence) {
                sum += costs.licence(licence, index)
            }
        }
        return sum
    }

    private static func licences(_ estate: SensorEstate, _ choices: [SensorChoice]) -> [LicenceUse] {
        let costs = EstateCosts(estate)
        return estate.licences.indices.map { licence in
            let classes = Set(
                choices.filter { costs.licences(of: $0.sensorIndex).contains(licence) }.map(\.classIndex))
            let assets = classes.reduce(0) { $0 + estate.classes[$1].count }
            return LicenceUse(
                licence: licence, assets: assets, short: estate.licences[licence].owned.map { max(0, assets - $0) })
        }
    }

    private static func tags(_ estate: SensorEstate) -> [TagUse] {
        let matches = TagMatches(estate)
        return estate.tags.enumerated().map { index, tag in
            let classes = estate.classes.indices.filter { matches.tagsOfClass[$0].contains(tag.name) }
            return TagUse(
                tag: index, classes: classes.count, assets: classes.reduce(0) { $0 + estate.classes[$1].count })
        }
    }

    private static func rollouts(_ estate: SensorEstate, _ matrix: CoverageMatrix) -> [RolloutTable] {
        estate.sensors.indices.compactMap { sensor in
            guard estate.sensors[sensor].rollout != nil else { return nil }
            let classes = Set(
                matrix.cells.filter { $0.sensorIndex == sensor && $0.obstacles.isEmpty }.map(\.classIndex)
            ).sorted()
            let assets = classes.reduce(0) { $0 + estate.classes[$1].count }
            guard assets > 0 else { return nil }
            let shares = RolloutTable.days.map { day in
                classes.reduce(0.0) { sum, index in
                    let share = RolloutCurve(estate.sensors[sensor], on: estate.classes[index])
                        .share(onDay: Double(day))
                    return sum + share * Double(estate.classes[index].count)
                } / Double(assets)
            }
            return RolloutTable(sensorIndex: sensor, assets: assets, shares: shares)
        }
    }
}
