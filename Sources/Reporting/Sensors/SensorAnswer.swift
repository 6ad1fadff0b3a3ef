public import ScanModel
public import SensorMix

/// A mix of sensors, as it is told.
public struct SensorAnswer: Sendable {
    public let name: String
    public let estate: SensorEstate
    public let plan: SensorPlan
    public let assumptions: [Assumption]
    /// Whether the plan was checked against the estate anew; false if the proof is too long for that.
    public let isChecked: Bool

    /// Longest proof that is checked, in sets of sensors to try.
    private static let checkMost = 20_000_000

    /// Checks the plan; traps if it is wrong, because that is a bug. Complexity: O(leaves x classes x 2^sensors).
    public init(name: String, estate: SensorEstate, plan: SensorPlan, assumptions: [Assumption]) {
        self.name = name
        self.estate = estate
        self.plan = plan
        self.assumptions = assumptions
        let work = Double(plan.proof.leaves) * Double(estate.classes.count) * Double(1 << estate.sensors.count)
        isChecked = work <= Double(SensorAnswer.checkMost)
        if isChecked {
            let faults = MixCheck.faults(plan, estate)
            precondition(faults.isEmpty, "a plan with faults: \(faults)")
        }
    }

    /// Needs that are met.
    public var needsMet: Int { plan.choices.count }

    /// Needs of all classes.
    public var needs: Int { plan.choices.count + plan.gaps.count }

    /// Whether something is needed and nothing of it can be had.
    public var meetsNothing: Bool { needs > 0 && needsMet == 0 }

    /// US dollars of an amount of the plan.
    static func dollars(_ micro: Int) -> Double { Double(micro) / 1_000_000 }

    /// The cells of one need, by sensor.
    func cells(_ classIndex: Int, _ assessment: Assessment) -> [CoverageCell] {
        plan.matrix.cells.filter { $0.classIndex == classIndex && $0.assessment == assessment }
    }

    /// Assets that a sensor assesses in the mix.
    func assets(of sensor: Int) -> Int {
        Set(plan.choices.filter { $0.sensorIndex == sensor }.map(\.classIndex))
            .reduce(0) { $0 + estate.classes[$1].count }
    }

    /// Why a sensor does not meet a need, in a few words; nil if it does.
    static func reason(_ cell: CoverageCell, metBy: Int?) -> String? {
        if let obstacle = cell.obstacles.first { return obstacle.reason }
        if cell.meets { return nil }
        if let day = cell.firstDay, let metBy { return "from day \(day), not by day \(metBy)" }
        guard let share = cell.shareInTime, let freshness = cell.freshness else { return nil }
        let inTime = "\(Wording.percent(share)) in time"
        return freshness.gone > 0.005 ? "\(inTime), \(Wording.percent(freshness.gone)) gone before" : inTime
    }

    /// What to do to close a gap, in words.
    func words(_ remedy: GapRemedy) -> String {
        let name = estate.sensors[remedy.sensorIndex].name
        let change =
            switch remedy.change {
            case .remove(let obstacle): "\(name): \(obstacle.remedy ?? obstacle.reason)"
            case .interval(let seconds): "\(name): look every \(Wording.duration(Double(seconds)))"
            case .events: "\(name): learn of new assets from events"
            case .inPlaceBy(let day): "\(name): in place on all assets by day \(day)"
            case .within(let seconds): "ask for \(Wording.duration(Double(seconds))) of \(name)"
            case .share(let share): "ask for \(Wording.percent(share)) of \(name)"
            }
        return change + ", at most \(Wording.money(SensorAnswer.dollars(remedy.cost))) more a month"
    }
}
