/// How a duration scatters around its nominal value: the distribution of a multiplier with mean 1.
///
/// A variation does not change the mean of a duration, only how far single ones lie from it, except for what ``most`` cuts
/// off. Multipliers are at least 0. Parameters outside the documented ranges can be made; ``parameterFault`` then says what is wrong,
/// and whoever draws from such a value stops the program.
public enum Variation: Hashable, Sendable {
    /// Always the nominal duration.
    case none
    /// Equally likely everywhere from 1 - `halfWidth` to 1 + `halfWidth`; 0 ... 1.
    case uniform(halfWidth: Double)
    /// Triangular between the multiples `low` and `high` of a duration with the greatest density at `mode`, divided by
    /// its mean; 0 <= low <= mode <= high <= ``most``, low < high.
    case triangular(low: Double, mode: Double, high: Double)
    /// Normal with this coefficient of variation, cut off at 0 and divided by what the mean has become; 0 ... 1. The cut
    /// leaves a smaller coefficient: 0.46 of 0.5, 0.62 of 1.
    case normal(cv: Double)
    /// Lognormal with this coefficient of variation; 0 ... 5.
    case lognormal(cv: Double)
    /// Exponential: coefficient of variation 1.
    case exponential
    /// Sum of `shape` exponential parts of equal mean, 1 ... 1,000: coefficient of variation 1 / sqrt(shape).
    case erlang(shape: Int)
    /// Weibull, divided by its mean; 0.5 ... 100. Below 1 with a longer tail than the exponential, above with a shorter.
    case weibull(shape: Double)
    /// Pareto between the multiples `low` and `high`, divided by its mean; shape 0.1 ... 100, low > 0,
    /// low < high <= ``most`` * low.
    case pareto(shape: Double, low: Double, high: Double)
    /// Between observed multiples, divided by their mean: the quantile is linear between the sorted values. 1 ... 500
    /// values, none below 0 and not all 0.
    case empirical([Double])

    /// No duration is longer than this many times its nominal value.
    ///
    /// A bound is needed so that all instants fit the clock. It takes less than 0.1 % off the mean of a lognormal with
    /// cv 5 (less than 0.003 % with cv 3); all other variations stay below it, or exceed it less than once in 1e13. Where a
    /// region has a multiplier as well, the product of the two is cut at the same bound, which takes more: up to 4.2 % off
    /// the mean if both are lognormal with cv 5.
    public static let most = 1000.0

    /// Allowed parameters.
    public static let halfWidths = 0.0...1.0
    public static let normalCVs = 0.0...1.0
    public static let lognormalCVs = 0.0...5.0
    public static let erlangShapes = 1...1000
    public static let weibullShapes = 0.5...100.0
    public static let paretoShapes = 0.1...100.0
    public static let sampleCounts = 1...500

    /// Whether every multiplier is 1 by definition.
    public var isNone: Bool { self == .none }

    /// A sentence that names the parameter out of range, or nil. Complexity: O(1), O(n) for n observed multiples.
    public var parameterFault: String? {
        switch self {
        case .none, .exponential:
            return nil
        case .uniform(let halfWidth):
            return Self.halfWidths.contains(halfWidth) ? nil : "the half width \(halfWidth) is not from 0 to 1"
        case .triangular(let low, let mode, let high):
            let isFine = low >= 0 && low <= mode && mode <= high && low < high && high <= Self.most
            return isFine ? nil : "low \(low), mode \(mode) and high \(high) are not in order from 0 to \(Self.most)"
        case .normal(let cv):
            return Self.normalCVs.contains(cv) ? nil : "the cv \(cv) is not from 0 to 1"
        case .lognormal(let cv):
            return Self.lognormalCVs.contains(cv) ? nil : "the cv \(cv) is not from 0 to 5"
        case .erlang(let shape):
            return Self.erlangShapes.contains(shape) ? nil : "the shape \(shape) is not from 1 to 1000"
        case .weibull(let shape):
            return Self.weibullShapes.contains(shape) ? nil : "the shape \(shape) is not from 0.5 to 100"
        case .pareto(let shape, let low, let high):
            if !Self.paretoShapes.contains(shape) { return "the shape \(shape) is not from 0.1 to 100" }
            let isFine = low > 0 && low < high && high <= Self.most * low && high.isFinite
            return isFine ? nil : "low \(low) and high \(high) are not in order, above 0 and at most 1000 apart"
        case .empirical(let values):
            if !Self.sampleCounts.contains(values.count) { return "\(values.count) values are not from 1 to 500" }
            if let value = values.first(where: { !($0 >= 0 && $0 <= Self.most) }) {
                return "the multiple \(value) is not from 0 to \(Self.most)"
            }
            return values.contains { $0 > 0 } ? nil : "all multiples are 0"
        }
    }
}

/// Which durations of a deployment are random.
///
/// Stages are named, not numbered: a name survives whatever a workflow leaves out, so what is drawn for a stage does too.
public struct DurationVariations: Hashable, Sendable {
    /// By name of the stage; one multiplier for all that the stage does: its timing, its scan types and its reads, each
    /// before it is cut off at its timeout and before looking for the end. Drawn for each item alone, and on a scanner for
    /// each attempt alone.
    public var stages: [String: Variation]
    /// How long a scanner takes to boot; drawn for each launch.
    public var scannerBoot: Variation
    /// Good and bad days of a region: one multiplier of all stages of all its items in a cycle.
    public var region: Variation

    public init(
        stages: [String: Variation] = [:], scannerBoot: Variation = .none, region: Variation = .none
    ) {
        self.stages = stages.filter { !$0.value.isNone }
        self.scannerBoot = scannerBoot
        self.region = region
    }

    /// Whether nothing varies.
    public var isEmpty: Bool { stages.values.allSatisfy(\.isNone) && scannerBoot.isNone && region.isNone }

    /// The variation of a stage.
    public func variation(of stage: String) -> Variation { stages[stage] ?? .none }

    /// Whether a stage lasts longer or shorter than its nominal duration.
    public func varies(_ stage: String) -> Bool { !region.isNone || !variation(of: stage).isNone }
}

extension Deployment {
    /// Whether durations are drawn at random; bounds and plans, which rest on nominal durations, then speak of means.
    public var hasRandomDurations: Bool { variations?.isEmpty == false }

    /// Whether two trials of this deployment may differ.
    ///
    /// False is a proof: the simulator then draws nothing, so one trial tells all. True says only that something may be
    /// drawn.
    public var isRandom: Bool {
        if hasRandomDurations { return true }
        if let faults, faults.interruption != nil || faults.launchFailure > 0 { return true }
        // Launches that an outage refuses are asked for again after a wait, which may be drawn.
        if let faults, faults.refusesLaunches, faults.retry.fullJitter { return true }
        if let attempts = workflow.attempts, attempts.failureProbability > 0 { return true }
        return workflow.stages.contains { stage in
            if case .reject(let backoff) = stage.onEmpty { return backoff.fullJitter }
            return false
        }
    }
}

extension Scenario {
    /// Whether two trials may differ; false is a proof, see ``Deployment/isRandom``.
    public var isRandom: Bool { deployments.contains(where: \.isRandom) }
}
