internal import CapacityPlanning
internal import Estimation
public import ScanModel
internal import ScanSimulation

/// A scenario whose times cannot be put on one clock.
public struct UnanswerableScenario: Error, Hashable, Sendable {
    /// One sentence for people.
    public var reason: String
}

/// How far a study goes.
public enum StudyDepth: Hashable, Sendable {
    /// Plan and arithmetic only.
    case plan
    /// Plan, then simulate one cycle.
    case simulate
}

/// From a scenario to its answer: plan, simulate, price.
public enum ScanStudy {
    /// Answers on the calling thread, without any task.
    ///
    /// - Parameters:
    ///   - extras: what the answer tells on request.
    ///   - progress: called now and then, from any worker, with work items done and work items in all while the
    ///     simulation runs.
    public static func answer(
        _ scenario: Scenario, depth: StudyDepth, extras: StudyExtras = StudyExtras(),
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) throws(UnanswerableScenario) -> StudyOutcome {
        let outcome: PlanningOutcome
        do { outcome = try CapacityPlanner.plan(scenario) } catch { throw UnanswerableScenario(error) }
        guard case .planned(let plan) = outcome else { return refusal(scenario, outcome) }
        let planned = PlannedScenario(scenario: scenario, plan: plan)
        return .answered(
            depth == .simulate
                ? planned.answer(trial: 0, extras: extras, progress: progress) : planned.plannedAnswer(extras: extras))
    }

    /// The same answer, computed by at most `width` child tasks.
    public static func answer(
        _ scenario: Scenario, depth: StudyDepth, width: Int, extras: StudyExtras = StudyExtras(),
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async throws(UnanswerableScenario) -> StudyOutcome {
        let outcome: PlanningOutcome
        do {
            outcome = try await CapacityPlanner.plan(scenario, width: width)
        } catch {
            throw UnanswerableScenario(error)
        }
        guard case .planned(let plan) = outcome else { return refusal(scenario, outcome) }
        let planned = PlannedScenario(scenario: scenario, plan: plan)
        if depth == .plan { return .answered(planned.plannedAnswer(extras: extras)) }
        return .answered(await planned.answer(trial: 0, width: width, extras: extras, progress: progress))
    }

    private static func refusal(_ scenario: Scenario, _ outcome: PlanningOutcome) -> StudyOutcome {
        guard case .infeasible(let bottlenecks) = outcome else { preconditionFailure("a plan is no refusal") }
        return .infeasible(scenario: scenario.name, bottlenecks: bottlenecks)
    }
}

extension UnanswerableScenario {
    init(_ error: UnrepresentableTime) {
        reason =
            "deployment \(error.deployment): its timings and rates together need a finer clock than 64 bits hold over "
            + "its horizon; use fewer decimals in timings, rates or sizes"
    }
}
