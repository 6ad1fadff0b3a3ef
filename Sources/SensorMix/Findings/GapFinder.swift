/// Finds the changes that close gaps.
struct GapFinder {
    private let estate: SensorEstate
    private let matches: TagMatches
    private let choices: [SensorChoice]
    private let cells: [[Int]: CoverageCell]
    /// Of the mix, in micro-dollars a month.
    private let cost: Int

    init(_ estate: SensorEstate, _ matrix: CoverageMatrix, _ choices: [SensorChoice]) {
        self.estate = estate
        self.choices = choices
        matches = TagMatches(estate)
        cost = MixCost(of: choices, in: estate).total
        cells = Dictionary(
            uniqueKeysWithValues: matrix.cells.map { (GapFinder.key($0.classIndex, $0.assessment, $0.sensorIndex), $0) }
        )
    }

    private static func key(_ index: Int, _ assessment: Assessment, _ sensor: Int) -> [Int] {
        [index, Assessment.allCases.firstIndex(of: assessment) ?? 0, sensor]
    }

    /// Complexity: O(gaps x sensors x (choices + log horizon)).
    func gaps(_ open: [(classIndex: Int, assessment: Assessment)]) -> [CoverageGap] {
        open.map { need in
            let remedies = estate.sensors.indices.compactMap { sensor in
                cells[GapFinder.key(need.classIndex, need.assessment, sensor)].flatMap(remedy)
            }
            return CoverageGap(
                classIndex: need.classIndex, assessment: need.assessment,
                remedies: remedies.sorted {
                    ($0.loss, $0.cost, $0.sensorIndex) < ($1.loss, $1.cost, $1.sensorIndex)
                })
        }
    }

    /// The least change that makes a sensor meet a need.
    private func remedy(_ cell: CoverageCell) -> GapRemedy? {
        var sensor = estate.sensors[cell.sensorIndex]
        var assets = estate.classes[cell.classIndex]
        guard let objective = assets.wants[cell.assessment] else { return nil }
        func answer(_ change: GapRemedy.Change, _ sensor: Sensor) -> GapRemedy {
            GapRemedy(sensorIndex: cell.sensorIndex, change: change, cost: added(cell, sensor))
        }
        if let obstacle = cell.obstacles.first {
            guard cell.obstacles.count == 1, obstacle.remedy != nil else { return nil }
            remove(obstacle, &sensor, &assets)
            let isPointed =
                obstacle == .filteredOut
                || matches.isPointed(estate.sensors[cell.sensorIndex], at: cell.classIndex, of: estate)
            guard Obstacle.all(sensor, cell.assessment, assets, isPointed: isPointed).isEmpty,
                meets(sensor, assets, objective)
            else { return nil }
            return answer(.remove(obstacle), sensor)
        }
        let freshness = Freshness(sensor, on: assets)
        if freshness.meets(objective) {
            sensor.rollout = nil
            let last = estate.metBy ?? RolloutCurve.horizon
            return answer(.inPlaceBy(max(0, last - Int((freshness.longestFirst / 86_400).rounded(.up)))), sensor)
        }
        if sensor.discovery > 0 {
            var quick = sensor
            quick.discovery = 0
            if meets(quick, assets, objective) { return answer(.events, quick) }
        }
        if let interval = interval(sensor, assets, objective) {
            sensor.interval = interval
            return answer(.interval(interval), sensor)
        }
        return looser(sensor, assets, objective, freshness).map { answer($0, sensor) }
    }

    /// The least that has to be given up of an objective for a sensor to meet it; nil if that is nearly all.
    private func looser(
        _ sensor: Sensor, _ assets: AssetClass, _ objective: FreshnessObjective, _ freshness: Freshness
    ) -> GapRemedy.Change? {
        var weaker = objective
        if let age = freshness.age(ofShare: objective.share), age < 366 * 86_400 {
            // Whole minutes; the one above where rounding has made it a hair too few.
            weaker.within = Int((age / 60 - 1e-6).rounded(.up)) * 60
            if !freshness.meets(weaker) { weaker.within += 60 }
            return meets(sensor, assets, weaker) ? .within(weaker.within) : nil
        }
        let reached = freshness.share(within: Double(objective.within))
        weaker.share = (reached * 1000).rounded(.down) / 1000
        return weaker.share >= 0.01 && meets(sensor, assets, weaker) ? .share(weaker.share) : nil
    }

    private func remove(_ obstacle: Obstacle, _ sensor: inout Sensor, _ assets: inout AssetClass) {
        switch obstacle {
        case .lockedKey: assets.disks = .open
        case .notReachable: assets.isReachable = true
        case .noAgent: assets.allowsExtension = true
        case .noWayOfRollout:
            assets.allowsExtension = true
            sensor.rollout = nil
        default: break
        }
    }

    private func meets(_ sensor: Sensor, _ assets: AssetClass, _ objective: FreshnessObjective) -> Bool {
        let day = RolloutCurve(sensor, on: assets).firstDay(meeting: objective, Freshness(sensor, on: assets))
        return day.map { $0 <= estate.metBy ?? RolloutCurve.horizon } ?? false
    }

    /// The longest interval that will do, in whole minutes where that is possible; nil if the vendor's shortest will not.
    private func interval(_ sensor: Sensor, _ assets: AssetClass, _ objective: FreshnessObjective) -> Int? {
        func meets(_ seconds: Int) -> Bool {
            var changed = sensor
            changed.interval = seconds
            return self.meets(changed, assets, objective)
        }
        guard sensor.leastInterval < sensor.interval, meets(sensor.leastInterval) else { return nil }
        var (low, high) = (sensor.leastInterval, sensor.interval)
        while high - low > 1 {
            let middle = (low + high) / 2
            if meets(middle) { low = middle } else { high = middle }
        }
        return max(sensor.leastInterval, low / 60 * 60)
    }

    /// What a changed sensor costs more if it meets the need beside the mix.
    private func added(_ cell: CoverageCell, _ changed: Sensor) -> Int {
        var estate = estate
        estate.sensors[cell.sensorIndex] = changed
        let choice = SensorChoice(
            classIndex: cell.classIndex, assessment: cell.assessment, sensorIndex: cell.sensorIndex)
        return MixCost(of: choices + [choice], in: estate).total - cost
    }
}
