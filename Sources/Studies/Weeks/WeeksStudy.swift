internal import CapacityPlanning
public import ScanModel
internal import ScanSimulation

/// From a scenario to what happens over weeks: plan, then simulate each deployment.
public enum WeeksStudy {
    /// Answers on the calling thread, without any task.
    ///
    /// - Parameters:
    ///   - weeks: 1 or more.
    ///   - progress: called now and then with days of instances done and in all, deployment by deployment.
    public static func answer(
        _ scenario: Scenario, weeks: Int, progress: (@Sendable (Int, Int) -> Void)? = nil
    ) throws(UnanswerableScenario) -> WeeksOutcome {
        let outcome: PlanningOutcome
        do { outcome = try CapacityPlanner.plan(scenario) } catch { throw UnanswerableScenario(error) }
        guard case .planned(let plan) = outcome else { return refusal(scenario, outcome) }
        var answers: [DeploymentWeeks] = []
        var number = 0
        for (deployment, plan) in zip(scenario.deployments, plan.deployments) {
            do throws(WeeksFault) {
                let run = try WeeksSimulator.run(
                    deployment, plan: plan, weeks: weeks, seed: scenario.seed, firstNumber: number, progress: progress)
                answers.append(DeploymentWeeks(deployment, plan: plan, run: run))
            } catch {
                throw UnanswerableScenario(error)
            }
            number += plan.regions.count
        }
        return .answered(
            WeeksAnswer(scenario: scenario.name, seed: scenario.seed, weeks: weeks, deployments: answers))
    }

    /// The same answer, computed by at most `width` child tasks.
    public static func answer(
        _ scenario: Scenario, weeks: Int, width: Int, progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async throws(UnanswerableScenario) -> WeeksOutcome {
        let outcome: PlanningOutcome
        do {
            outcome = try await CapacityPlanner.plan(scenario, width: width)
        } catch {
            throw UnanswerableScenario(error)
        }
        guard case .planned(let plan) = outcome else { return refusal(scenario, outcome) }
        var answers: [DeploymentWeeks] = []
        var number = 0
        for (deployment, plan) in zip(scenario.deployments, plan.deployments) {
            do throws(WeeksFault) {
                let run = try await WeeksSimulator.run(
                    deployment, plan: plan, weeks: weeks, seed: scenario.seed, firstNumber: number, width: width,
                    progress: progress)
                answers.append(DeploymentWeeks(deployment, plan: plan, run: run))
            } catch {
                throw UnanswerableScenario(error)
            }
            number += plan.regions.count
        }
        return .answered(
            WeeksAnswer(scenario: scenario.name, seed: scenario.seed, weeks: weeks, deployments: answers))
    }

    private static func refusal(_ scenario: Scenario, _ outcome: PlanningOutcome) -> WeeksOutcome {
        guard case .infeasible(let bottlenecks) = outcome else { preconditionFailure("a plan is no refusal") }
        return .infeasible(scenario: scenario.name, bottlenecks: bottlenecks)
    }
}

extension UnanswerableScenario {
    init(_ fault: WeeksFault) {
        switch fault {
        case .clock(let deployment):
            reason =
                "deployment \(deployment): its times need a finer clock than 64 bits hold over so many weeks; use fewer "
                + "decimals in timings or sizes, or fewer weeks"
        case .persistentScanners(let deployment):
            reason =
                "deployment \(deployment): weeks are simulated with scanners of one batch alone, and "
                + "policies.scannerLifecycle is persistent"
        case .noInterval(let deployment):
            reason = "deployment \(deployment): no interval is known"
        }
    }
}
