internal import CapacityPlanning
internal import ParallelWork
internal import ScanModel

/// Sets the product's plan beside a near-optimal one, each simulated and measured against a proved minimum.
public enum OptimisationStudy {
    /// Steps of all searches together, unless told otherwise: about a second on one core of 2025.
    public static let defaultSteps = 800_000_000

    /// The answer for a planned scenario, with the draws of trial 0.
    ///
    /// - Parameters:
    ///   - steps: of all searches of a deployment together; see MachineScheduling. The answer depends on them, but
    ///     neither on the machine nor on `width`.
    ///   - width: child tasks that work side by side.
    ///   - progress: called after each simulated cycle, with cycles done and about how many there will be.
    /// - Complexity: about 20 simulated cycles for each deployment.
    public static func answer(
        _ planned: PlannedScenario, steps: Int = defaultSteps, width: Int,
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async -> OptimisationAnswer {
        var deployments: [OptimisedDeployment] = []
        for (index, deployment) in planned.scenario.deployments.enumerated() {
            var optimiser = DeploymentOptimiser(
                planned.scenario, deployment, planned.plan.deployments[index], steps: steps, width: width,
                progress: progress)
            deployments.append(await optimiser.answer())
        }
        return OptimisationAnswer(
            scenario: planned.scenario.name, seed: planned.scenario.seed, steps: steps, deployments: deployments)
    }
}
