public import ScanModel

/// A limit to raise.
public struct Raise: Hashable, Sendable {
    public var name: String
    /// Values before and after, in words with units.
    public var before: String
    public var after: String
    /// What makes the scenario say it.
    public var changes: [String]
}

/// The fewest limits found whose raise lets a deployment meet its deadline, and values of them that cannot be lower.
public struct RaisePlan: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        /// There is no deadline.
        case noDeadline
        /// It is met as it is.
        case notNeeded
        /// Not even with every limit at its most is it met; less of them was not tried. `isProved`: a lower bound that
        /// assumes nothing says that no schedule under those limits meets it. Mean makespan over the trials in seconds,
        /// and what is in the way then.
        case impossible(isProved: Bool, makespan: Double, bound: CycleBoundKind)
        /// Each of the raises one step lower, while the others stay, is late. `isFewest`: every smaller set of limits was
        /// tried with all of them at their most, and is late.
        case raises([Raise], isFewest: Bool)
    }

    public var outcome: Outcome
    /// In seconds; nil: none.
    public var deadline: Double?
    /// Limits that could be raised, by name.
    public var candidates: [String]
    /// Whether the limits cannot all be at their most in one scenario, so that the search stops at less of some.
    public var isCapped: Bool
    /// With the raises: mean makespan in seconds, trials in time out of all, and cost in a month in USD.
    public var makespan: Double?
    public var inTime: Int?
    public var trials: Int
    public var perMonth: Double?

    /// Searches.
    ///
    /// In time means: in at least the share of trials that `objective.probability` asks for.
    ///
    /// - Parameters:
    ///   - number: the deployment, as an index.
    ///   - variant: the scenario with some settings.
    ///   - progress: called with the number of scenarios simulated so far.
    /// - Complexity: see ``RaiseSearch``; each question plans, and simulates the trials where the plan's bound allows it.
    public static func find(
        _ planned: PlannedScenario, deployment number: Int, trials: Int, width: Int,
        variant: ([String]) throws(InvalidInput) -> Scenario, progress: ((Int) -> Void)? = nil
    ) async -> RaisePlan {
        let deployment = planned.scenario.deployments[number]
        let deadline = planned.scenario.objective.deadline ?? deployment.interval
        var plan = RaisePlan(
            outcome: .noDeadline, deadline: deadline?.value.doubleValue, candidates: [], isCapped: false,
            makespan: nil, inTime: nil, trials: trials, perMonth: nil)
        guard let deadline else { return plan }
        let limits = await LevelledLimit.all(planned, deployment: number, variant: variant)
        plan.candidates = limits.map(\.name)
        let probability = planned.scenario.objective.probability
        let needed = trialsNeeded(probability: probability, trials: trials)
        // The scenario that was asked about last: first its bound is looked at, then it is simulated.
        var last: (levels: [Int], planned: PlannedScenario?)?
        func attempt(_ levels: [Int]) async -> PlannedScenario? {
            if let last, last.levels == levels { return last.planned }
            let changes = zip(limits, levels).flatMap { $1 > 0 ? $0.settings($1) : [] }
            var found: PlannedScenario?
            if let scenario = valid(changes, variant) {
                do throws(UnanswerableScenario) {
                    if case .planned(let planned) = try await PlanningAttempt(scenario, width: width) {
                        found = planned
                    }
                } catch {
                    found = nil
                }
            }
            last = (levels, found)
            return found
        }
        // What no scenario says, or no plan exists for, is no answer, and no proof either.
        let most = await RaiseSearch.highest(limits.map(\.most)) { await attempt($0) != nil }
        plan.isCapped = most != limits.map(\.most)
        var simulated = 0
        let outcome = await RaiseSearch(most: most).solve(
            mayFit: { levels in
                guard let planned = await attempt(levels) else { return true }
                return !isProvedLate(planned, number, deadline)
            },
            fits: { levels in
                guard let planned = await attempt(levels) else { return false }
                simulated += 1
                progress?(simulated)
                var inTime = 0
                for trial in 0..<trials {
                    let answer = await planned.answer(trial: UInt32(trial), width: width)
                    if answer.deployments[number].verdict == .fits { inTime += 1 }
                    // Whatever comes now, it is decided.
                    if inTime >= needed || inTime + trials - trial - 1 < needed { break }
                }
                return inTime >= needed
            })
        switch outcome {
        case .notNeeded: plan.outcome = .notNeeded
        case .impossible(let isProved):
            let top = await attempt(most) ?? planned
            let answers = await CounterfactualStudy.answers(of: top, trials: trials, width: width)
            let after = CounterfactualStudy.Baseline(answers, deployment: number)
            plan.outcome = .impossible(
                isProved: isProved && !plan.isCapped, makespan: after.makespans.reduce(0, +) / Double(trials),
                bound: top.plan.deployments[number].bound.kind)
        case .raises(let levels, let isFewest):
            let raises = zip(limits, levels).filter { $0.1 > 0 }.map { limit, level in
                Raise(
                    name: limit.name, before: limit.words(0), after: limit.words(level),
                    changes: limit.settings(level))
            }
            plan.outcome = .raises(raises, isFewest: isFewest)
            if let raised = await attempt(levels) {
                let answers = await CounterfactualStudy.answers(of: raised, trials: trials, width: width)
                let after = CounterfactualStudy.Baseline(answers, deployment: number)
                plan.makespan = after.makespans.reduce(0, +) / Double(trials)
                plan.inTime = answers.count { $0.deployments[number].verdict == .fits }
                let costs = after.perMonth.compactMap(\.self)
                plan.perMonth = costs.count == trials ? costs.reduce(0, +) / Double(trials) : nil
            }
        }
        return plan
    }

    /// The trials that must be in time for a share of them to be; at least one.
    ///
    /// - Parameters:
    ///   - probability: the share, from 0 to 1.
    ///   - trials: in all, at least 1.
    public static func trialsNeeded(probability: Double, trials: Int) -> Int {
        // A product that is whole but for rounding is whole: 0.55 * 100 is a little above 55.
        max(1, Int((probability * Double(trials) - 1e-9).rounded(.up)))
    }

    private static func isProvedLate(_ planned: PlannedScenario, _ number: Int, _ deadline: Seconds) -> Bool {
        let plan = planned.plan.deployments[number]
        return planned.scenario.deployments[number].boundAssumptions.isNone
            && plan.scale.seconds(plan.bound.ticks) > deadline.value
    }

    private static func valid(
        _ changes: [String], _ variant: ([String]) throws(InvalidInput) -> Scenario
    ) -> Scenario? {
        do throws(InvalidInput) { return try variant(changes) } catch { return nil }
    }
}
