internal import CapacityPlanning
internal import ParallelWork
internal import ScanModel

/// How far an optimisation goes.
public struct OptimisationSettings: Hashable, Sendable {
    /// Steps of all searches of a deployment together; see MachineScheduling.
    public var steps: Int
    /// Whether it tells what each measure gains alone.
    public var tellsSingleMeasures: Bool
    /// Whether it looks for the fewest scanners; else the right-sized plan is the one with as many as the product.
    public var sizesScanners: Bool

    /// Steps unless told otherwise: about a second on one core of 2025.
    public static let defaultSteps = 800_000_000

    public init(
        steps: Int = OptimisationSettings.defaultSteps, tellsSingleMeasures: Bool = true, sizesScanners: Bool = true
    ) {
        self.steps = steps
        self.tellsSingleMeasures = tellsSingleMeasures
        self.sizesScanners = sizesScanners
    }
}

/// Sets the product's plan beside a near-optimal one, each simulated and measured against a proved minimum.
public enum OptimisationStudy {
    /// The answer for a planned scenario, with the draws of trial 0.
    ///
    /// - Parameters:
    ///   - settings: the answer depends on their steps, but neither on the machine nor on `width`.
    ///   - width: child tasks that work side by side.
    ///   - progress: called after each simulated cycle, with cycles done and about how many there will be.
    /// - Complexity: about 30 simulated cycles for each deployment, 5 without single measures and numbers of scanners.
    public static func answer(
        _ planned: PlannedScenario, settings: OptimisationSettings = OptimisationSettings(), width: Int,
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async -> OptimisationAnswer {
        var deployments: [OptimisedDeployment] = []
        for (index, deployment) in planned.scenario.deployments.enumerated() {
            var optimiser = DeploymentOptimiser(
                planned.scenario, deployment, planned.plan.deployments[index], settings: settings, width: width,
                progress: progress)
            deployments.append(await optimiser.answer())
        }
        return OptimisationAnswer(
            scenario: planned.scenario.name, seed: planned.scenario.seed, steps: settings.steps,
            deployments: deployments)
    }
}
