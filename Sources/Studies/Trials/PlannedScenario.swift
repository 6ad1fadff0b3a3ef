internal import CapacityPlanning
public import ScanModel
internal import ScanSimulation

/// A scenario with its plan, ready to be simulated over and over.
public struct PlannedScenario: Sendable {
    public let scenario: Scenario
    public let plan: ScanPlan
    /// The number of its first deployment in the scenario that it is a part of, from 0; draws are keyed by these numbers.
    var firstDeployment = 0

    /// - Parameter plan: the plan of the same scenario.
    public init(scenario: Scenario, plan: ScanPlan) {
        self.scenario = scenario
        self.plan = plan
    }

    /// Simulates one cycle on the calling thread, without any task.
    ///
    /// - Parameters:
    ///   - trial: which repetition, from 0. Trials of one number share their draws between any two plans of one fleet,
    ///     whatever else differs ("common random numbers").
    ///   - extras: what the answer tells on request.
    ///   - progress: called now and then with work items done and work items in all.
    public func answer(
        trial: UInt32, extras: StudyExtras = StudyExtras(), progress: (@Sendable (Int, Int) -> Void)? = nil
    ) -> StudyAnswer {
        answer(run(trial: trial, progress: progress), trial: trial, extras: extras)
    }

    /// The same with at most `width` child tasks.
    public func answer(
        trial: UInt32, width: Int, extras: StudyExtras = StudyExtras(),
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async -> StudyAnswer {
        answer(await run(trial: trial, width: width, progress: progress), trial: trial, extras: extras)
    }

    /// Simulates one cycle on the calling thread, without any task, and answers nothing.
    public func run(trial: UInt32, progress: (@Sendable (Int, Int) -> Void)? = nil) -> ScanRun {
        ScanSimulator.run(
            scenario, plan: plan, seed: scenario.seed, trial: trial, firstDeployment: firstDeployment,
            progress: progress)
    }

    /// The same with at most `width` child tasks.
    public func run(
        trial: UInt32, width: Int, progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async -> ScanRun {
        await ScanSimulator.run(
            scenario, plan: plan, seed: scenario.seed, trial: trial, firstDeployment: firstDeployment, width: width,
            progress: progress)
    }

    private func answer(_ run: ScanRun, trial: UInt32, extras: StudyExtras) -> StudyAnswer {
        var answer = AnswerBuilder.build(scenario, plan: plan, run: run, extras: extras)
        if extras.barrier {
            answer.addBarrierGains(scenario, plan: plan, run: run, trial: trial, firstDeployment: firstDeployment)
        }
        return answer
    }

    /// The answer of the planner's arithmetic, with its bounds.
    public func plannedAnswer(extras: StudyExtras = StudyExtras()) -> StudyAnswer {
        AnswerBuilder.build(scenario, plan: plan, run: nil, extras: extras)
    }
}

/// A planned scenario, or the reasons why there is no plan.
public enum PlanningAttempt: Sendable {
    case planned(PlannedScenario)
    /// Never empty.
    case infeasible([Bottleneck])

    /// Plans on the calling thread, without any task.
    public init(_ scenario: Scenario) throws(UnanswerableScenario) {
        let outcome: PlanningOutcome
        do { outcome = try CapacityPlanner.plan(scenario) } catch { throw UnanswerableScenario(error) }
        self.init(scenario, outcome)
    }

    /// The same with at most `width` child tasks.
    public init(_ scenario: Scenario, width: Int) async throws(UnanswerableScenario) {
        let outcome: PlanningOutcome
        do {
            outcome = try await CapacityPlanner.plan(scenario, width: width)
        } catch {
            throw UnanswerableScenario(error)
        }
        self.init(scenario, outcome)
    }

    private init(_ scenario: Scenario, _ outcome: PlanningOutcome) {
        switch outcome {
        case .planned(let plan): self = .planned(PlannedScenario(scenario: scenario, plan: plan))
        case .infeasible(let bottlenecks): self = .infeasible(bottlenecks)
        }
    }
}
