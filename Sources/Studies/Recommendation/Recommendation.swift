public import Estimation
public import ScanModel
public import Statistics

/// What a recommendation is asked for.
public struct RecommendationRequest: Sendable {
    /// The scenario as it stands.
    public var base: Scenario
    /// The settings to search, at least one.
    public var axes: [SettingAxis]
    /// Most trials of a setting.
    public var trials: Int
    /// A relative difference of costs that does not matter.
    public var within: Double
    /// Whether every setting that is simulated gets all trials.
    public var isThorough: Bool
    /// Further settings, `path=value`, of each world in which the choice has to do; one world without any is the scenario
    /// itself. Never empty.
    public var worlds: [[String]]

    public init(
        base: Scenario, axes: [SettingAxis], trials: Int = 200, within: Double = 0.01, isThorough: Bool = false,
        worlds: [[String]] = [[]]
    ) {
        precondition(!worlds.isEmpty && !axes.isEmpty, "\(worlds.count) worlds, \(axes.count) axes")
        self.base = base
        self.axes = axes
        self.trials = trials
        self.within = within
        self.isThorough = isThorough
        self.worlds = worlds
    }
}

/// Where the scenarios of a search come from.
public protocol SettingsSource: Sendable {
    /// The scenario with changes `path=value`, or what is wrong with it.
    mutating func scenario(changedBy changes: [String]) -> Result<Scenario, InvalidInput>
}

/// The lower bound that holds a setting back most.
public struct BoundProof: Hashable, Sendable {
    public var deployment: String
    public var kind: CycleBoundKind
    /// Proved minimum of the makespan, in seconds.
    public var least: Double
    /// In seconds; nil: there is none.
    public var deadline: Double?
    /// What must be so of a cycle for the bound to hold of it.
    public var assumptions: BoundAssumptions
    /// What to try, in one sentence.
    public var advice: String

    /// Whether the deadline cannot be met.
    public var isTooLate: Bool { deadline.map { least > $0 } ?? false }
}

/// What is known of a setting once it is planned.
public struct PlanFigures: Hashable, Sendable {
    public var proof: BoundProof
    /// The cost by the planner's arithmetic.
    public var plannedCost: Double
    /// Most vCPU and addresses of scanners in one region.
    public var vcpus: Int
    public var addresses: Int
    /// Scanners over all regions if every region were open at once.
    public var scanners: Int
}

/// What a setting costs beyond another one, in the trials that both have: they share their draws.
public struct ExtraCost: Hashable, Sendable {
    /// Of the differences, in USD; negative: it costs less.
    public var mean: Double
    /// nil: there is one trial only.
    public var interval: MeanInterval?
    /// ``mean`` as a part of what the other setting costs in these trials; nil: that is nothing.
    public var share: Double?
    /// At least 1.
    public var trials: Int
}

/// What the trials of a setting say that it was judged by: those that ``standing`` counts.
public struct SimulatedFigures: Hashable, Sendable {
    public var standing: OptionStanding
    /// Means; the intervals are nil with one trial.
    public var cost: Double
    public var costInterval: MeanInterval?
    public var makespan: Double
    public var makespanInterval: MeanInterval?
    /// Mean of the worst age, in seconds; nil: there is no interval.
    public var worstAge: Double?
    /// Mean.
    public var peakScanners: Double
    /// Trials in time; nil: there is no deadline.
    public var inTime: Int?
    /// For the probability of being in time; nil: nothing is random, or there is no deadline.
    public var inTimeInterval: Interval?
    /// What this one costs beyond ``WorldRecommendation/comparison``; nil: there is none, or it is this one.
    public var extraCost: ExtraCost?
}

/// What became of a setting.
public enum OptionResult: Hashable, Sendable {
    /// The changed scenario is not valid.
    case invalid([InputIssue])
    /// Its times fit on no clock.
    case unanswerable(String)
    /// There is no plan.
    case infeasible([Bottleneck])
    /// There is no total.
    case unpriced([MissingPrice])
    /// A bound proves that it is too late.
    case tooLate(PlanFigures)
    case simulated(PlanFigures, SimulatedFigures)

    /// Why there is no scenario or no plan, in the words of ``SweepPoint/reason``; nil if there is one.
    public var reason: String? {
        let outcome: SweepPoint.Outcome
        switch self {
        case .invalid(let issues): outcome = .invalid(issues)
        case .unanswerable(let reason): outcome = .unanswerable(reason)
        case .infeasible(let bottlenecks): outcome = .infeasible(bottlenecks)
        case .unpriced, .tooLate, .simulated: return nil
        }
        return SweepPoint(number: 1, values: [], address: nil, outcome: outcome, sameAs: nil).reason
    }
}

/// A setting with what became of it.
public struct OptionReport: Hashable, Sendable {
    public var option: SettingsOption
    /// The changes to the scenario that make it up.
    public var changes: [String]
    /// The first setting with the same plan, by number; nil: it is the first.
    public var sameAs: Int?
    public var result: OptionResult

    /// What was simulated; nil if nothing was.
    public var figures: (plan: PlanFigures, simulated: SimulatedFigures)? {
        if case .simulated(let plan, let simulated) = result { return (plan, simulated) }
        return nil
    }
}

/// How much was simulated, and how much was not.
public struct SearchEffort: Hashable, Sendable {
    /// Settings of the search.
    public var settings: Int
    /// Most trials of a setting.
    public var trials: Int
    /// Simulated cycles.
    public var simulations: Int
    /// Simulations that were saved: by settings that are not valid, not priced or have no plan or the same plan, by
    /// bounds, and by stopping early.
    public var savedBySamePlans: Int
    public var savedByBounds: Int
    public var savedByStopping: Int

    /// Simulations of a full grid.
    public var fullGrid: Int { settings * trials }
}

/// The recommendation in one world.
public struct WorldRecommendation: Hashable, Sendable {
    /// Settings of the world.
    public var settings: [String]
    /// What the world asks for.
    public var objective: Objective
    /// Whether anything has to be in time: there is a deadline, or an interval that is one.
    public var hasDeadline: Bool
    public var rule: SelectionRule
    /// In the order of settings.
    public var options: [OptionReport]
    /// Numbers are those of ``options``.
    public var decision: SelectionDecision
    /// The plan whose cost the others are compared with, by the number of its first setting: the best one, else the cheapest
    /// that is surely feasible, else the cheapest that may be, else the one that comes nearest; nil: none was simulated.
    public var comparison: Int?
    /// Feasible settings that cost no more than the best by what does not matter, as far as the trials show.
    public var alternatives: [Int]
    /// Settings that are not known to be too late and that no other such setting beats in cost, makespan, worst age and
    /// peak of scanners.
    public var front: [Int]
    /// A difference of costs that does not matter, in USD.
    public var indifference: Double
    /// About how many trials of each open setting tell their costs apart; nil: it is known.
    public var trialsLikely: Int?
    public var effort: SearchEffort

    /// The number of the scenario's own settings.
    public var present: Int? { options.firstIndex { $0.option.isPresent } }
}

/// The answer to a request.
public struct Recommendation: Hashable, Sendable {
    public var scenario: String
    public var seed: UInt64
    public var axes: [SettingAxis]
    /// Deadline of the scenario's objective in seconds; nil: each deployment's interval is its own. A world may have another.
    public var deadline: Double?
    public var within: Double
    /// Whether costs are those of a month; else of a cycle.
    public var costsAreMonthly: Bool
    /// Whether the values of the axes are not all that there are.
    public var isCoarse: Bool
    /// One for each world of the request.
    public var worlds: [WorldRecommendation]
    /// With several worlds: the choice among their settings, by number.
    public var leastRegret: LeastRegret?
}
