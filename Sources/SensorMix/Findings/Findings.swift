/// A change that would close a gap.
public struct GapRemedy: Hashable, Sendable {
    public enum Change: Hashable, Sendable {
        /// Takes away the only obstacle of a sensor.
        case remove(Obstacle)
        /// Looks more often, each so many seconds.
        case interval(Int)
        /// Learns of new assets from events in place of polling.
        case events
        /// Is in place on all assets by this day.
        case inPlaceBy(Int)
        /// A looser objective: so many seconds for the share wanted.
        case within(Int)
        /// A looser objective: so great a share within the time wanted.
        case share(Double)
    }

    public var sensorIndex: Int
    public var change: Change
    /// What the mix then costs more at most, in micro-dollars a month, without the change itself.
    public var cost: Int

    /// How much is given up of an objective: longer times come before smaller shares; 0 for nothing.
    var loss: Double {
        switch change {
        case .within(let seconds): Double(seconds)
        // No time is so long.
        case .share(let share): 1e12 * (2 - share)
        default: 0
        }
    }

    /// Whether less is asked for in place of doing more.
    public var isLooser: Bool {
        switch change {
        case .within, .share: true
        default: false
        }
    }
}

/// A need that no sensor meets.
public struct CoverageGap: Hashable, Sendable {
    public var classIndex: Int
    public var assessment: Assessment
    /// Single changes that close it, one for each sensor at most: the cheapest first, and behind them looser objectives,
    /// of which those come first that give up least.
    public var remedies: [GapRemedy]
}

/// Two sensors that both give something that is wanted of a class.
public struct DoubleCoverage: Hashable, Sendable {
    public var classIndex: Int
    /// In the order of the estate.
    public var sensors: [Int]
    public var assessments: [Assessment]
    /// Whether the mix uses both on the class.
    public var isInMix: Bool
    /// The one of the two that can be spared for these assessments with the greatest saving, because the other one meets
    /// their objectives; nil if neither does alone.
    public var spare: Int?
    /// What that saves if both are on, in micro-dollars a month.
    public var saving: Int

    /// Complexity: O(classes x sensors^2 x assessments).
    static func find(
        _ estate: SensorEstate, _ matrix: CoverageMatrix, _ choices: [SensorChoice]
    ) -> [DoubleCoverage] {
        var able: [[Int]: Set<Assessment>] = [:]
        var meets: [[Int]: Set<Assessment>] = [:]
        for cell in matrix.cells where cell.obstacles.isEmpty {
            able[[cell.classIndex, cell.sensorIndex], default: []].insert(cell.assessment)
            if cell.meets { meets[[cell.classIndex, cell.sensorIndex], default: []].insert(cell.assessment) }
        }
        let used = Set(choices.map { [$0.classIndex, $0.sensorIndex] })
        var found: [DoubleCoverage] = []
        for index in estate.classes.indices {
            for first in estate.sensors.indices {
                for second in estate.sensors.indices where second > first {
                    guard let one = able[[index, first]], let other = able[[index, second]] else { continue }
                    let shared = one.intersection(other)
                    if shared.isEmpty { continue }
                    var double = DoubleCoverage(
                        classIndex: index, sensors: [first, second], assessments: shared.sorted(),
                        isInMix: used.contains([index, first]) && used.contains([index, second]), spare: nil, saving: 0)
                    for (sensor, kept, all) in [(first, second, one), (second, first, other)]
                    where shared.isSubset(of: meets[[index, kept]] ?? []) {
                        let saving = spent(
                            on: sensor, beside: kept, index, double.assessments, isAll: all == shared, estate)
                        if double.spare == nil || saving > double.saving {
                            (double.spare, double.saving) = (sensor, saving)
                        }
                    }
                    found.append(double)
                }
            }
        }
        return found
    }

    /// What a sensor takes for some assessments of a class.
    ///
    /// - Parameter isAll: whether it gives nothing else that is wanted, so that it can go as a whole.
    private static func spent(
        on sensor: Int, beside kept: Int, _ index: Int, _ assessments: [Assessment], isAll: Bool, _ estate: SensorEstate
    ) -> Int {
        let costs = EstateCosts(estate)
        var sum = assessments.reduce(0) { $0 + costs.assessment(sensor, $1, index) }
        guard isAll else { return sum }
        sum += costs.assets(sensor, index) + costs.scans(sensor, index)
        let needed = Set(costs.licences(of: kept))
        return costs.licences(of: sensor).filter { !needed.contains($0) }.reduce(sum) { $0 + costs.licence($1, index) }
    }
}

/// What one sensor is worth.
public struct SensorMargin: Hashable, Sendable {
    public var sensorIndex: Int
    public var isUsed: Bool
    /// Assets that its filter points it at.
    public var pointedAt: Int
    /// Of a sensor in use: how the cost changes without it, in micro-dollars a month; needs that are lost cost nothing.
    public var change: Int?
    /// The least that this change can be, by the bound of the search without it.
    public var lowestChange: Int?
    /// Needs that nothing meets without it.
    public var needsLost: Int
    /// Of a sensor not in use: what it would cost beside the mix, on everything it can do something for.
    public var everywhere: Int?
}
