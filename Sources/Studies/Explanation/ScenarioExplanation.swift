public import ScanModel

/// What to explain.
public enum ExplanationPart: String, Hashable, Sendable, CaseIterable {
    /// Where the time goes: the critical path, and doing and waiting of all instances.
    case path
    /// What one step of each knob would change.
    case knobs
    /// What one more unit of each limit is worth.
    case prices
    /// The fewest limits to raise for the deadline.
    case raises
}

/// Why one deployment takes as long as it does, and what would change it.
public struct DeploymentExplanation: Hashable, Sendable {
    /// The answer of the first trial.
    public var answer: DeploymentAnswer
    /// nil: not asked for, or nothing is scanned.
    public var makespan: MakespanExplanation?
    /// The largest gain first; empty unless asked for.
    public var knobs: [Counterfactual]
    /// In the order of the limits; empty unless asked for.
    public var prices: [Counterfactual]
    /// nil: not asked for.
    public var raises: RaisePlan?
}

/// Why a scenario takes as long as it does.
public struct ScenarioExplanation: Hashable, Sendable {
    public var scenario: String
    public var seed: UInt64
    /// Trials behind every comparison.
    public var trials: Int
    /// Whether trials differ from one another.
    public var isRandom: Bool
    /// Of every interval.
    public var confidence: Double
    public var deployments: [DeploymentExplanation]

    /// Trials where nobody says how many.
    private static let usualTrials = 10

    /// How many knobs are turned to explain a scenario.
    public static func knobs(of planned: PlannedScenario, parts: Set<ExplanationPart>) -> Int {
        planned.scenario.deployments.indices.reduce(0) { sum, number in
            guard !planned.plan.deployments[number].regions.isEmpty else { return sum }
            return sum + (parts.contains(.knobs) ? KnobList.steps(planned, deployment: number).count : 0)
                + (parts.contains(.prices) ? KnobList.prices(planned, deployment: number).count : 0)
        }
    }

    /// Explains a planned scenario.
    ///
    /// - Parameters:
    ///   - trials: how many; nil: one where nothing is random, else those of `study.trials`, else ten.
    ///   - variant: the scenario with some settings.
    ///   - progress: called after each of the ``knobs(of:parts:)``, from any worker.
    public static func explain(
        _ planned: PlannedScenario, parts: Set<ExplanationPart>, trials: Int?, width: Int,
        variant: ([String]) throws(InvalidInput) -> Scenario, progress: (@Sendable () -> Void)? = nil
    ) async -> ScenarioExplanation {
        let isRandom = planned.scenario.isRandom
        let count = trials ?? (isRandom ? planned.scenario.study.trials ?? usualTrials : 1)
        let answers = await CounterfactualStudy.answers(of: planned, trials: count, width: width)
        var explanation = ScenarioExplanation(
            scenario: planned.scenario.name, seed: planned.scenario.seed, trials: count, isRandom: isRandom,
            confidence: planned.scenario.study.confidence, deployments: [])
        for number in planned.scenario.deployments.indices {
            let answer = answers[0].deployments[number]
            var found = DeploymentExplanation(answer: answer, makespan: nil, knobs: [], prices: [], raises: nil)
            guard !answer.plan.regions.isEmpty else {
                explanation.deployments.append(found)
                continue
            }
            if parts.contains(.path), let run = answer.run {
                found.makespan = MakespanExplanation(planned, deployment: number, run: run)
            }
            let baseline = CounterfactualStudy.Baseline(answers, deployment: number)
            let steps = parts.contains(.knobs) ? KnobList.steps(planned, deployment: number) : []
            let small = parts.contains(.prices) ? KnobList.prices(planned, deployment: number) : []
            let turned = (steps + small).map { TurnedKnob($0, deployment: number, of: planned, variant: variant) }
            let outcomes = await CounterfactualStudy.counterfactuals(
                turned, baseline: baseline, deployment: number, items: answer.plan.demand.eligibleInstances,
                width: width, progress: progress)
            found.knobs = CounterfactualStudy.sorted(Array(outcomes.prefix(steps.count)))
            found.prices = Array(outcomes.dropFirst(steps.count))
            if parts.contains(.raises) {
                found.raises = await RaisePlan.find(
                    planned, deployment: number, trials: count, width: width, variant: variant)
            }
            explanation.deployments.append(found)
        }
        return explanation
    }
}
