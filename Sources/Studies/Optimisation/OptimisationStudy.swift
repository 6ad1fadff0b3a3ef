internal import ScanModel

/// How far an optimisation goes.
public struct OptimisationSettings: Hashable, Sendable {
    /// Steps of all searches of a deployment together; see MachineScheduling.
    public var steps: Int
    /// Whether it tells what each measure gains alone.
    public var tellsSingleMeasures: Bool
    /// Whether it looks for the fewest scanners; else the right-sized plan is the one with as many as the product.
    public var sizesScanners: Bool
    /// Trials that every plan goes through where something is random, at least 1; else one tells all.
    public var trials: Int

    /// Steps unless told otherwise: about a second on one core of 2025.
    public static let defaultSteps = 800_000_000

    /// Trials unless told otherwise: enough that one lucky draw does not decide between plans.
    public static let defaultTrials = 5

    public init(
        steps: Int = OptimisationSettings.defaultSteps, tellsSingleMeasures: Bool = true, sizesScanners: Bool = true,
        trials: Int = OptimisationSettings.defaultTrials
    ) {
        precondition(trials >= 1, "\(trials) trials")
        self.steps = steps
        self.tellsSingleMeasures = tellsSingleMeasures
        self.sizesScanners = sizesScanners
        self.trials = trials
    }
}

/// Sets the product's plan beside a near-optimal one, each simulated and measured against a proved minimum.
public enum OptimisationStudy {
    /// The answer for a planned scenario. Where a deployment is random, its plans are compared by the mean makespan over
    /// the first trials, with the same draws for each plan: those that a simulation of the scenario makes.
    ///
    /// - Parameters:
    ///   - settings: the answer depends on their steps and trials, but neither on the machine nor on `width`.
    ///   - width: child tasks that work side by side.
    ///   - progress: called after each simulated cycle, with cycles done and how many there will be at most; the last
    ///     call tells the same number twice.
    /// - Complexity: about 30 simulated cycles for each deployment, 5 without single measures and numbers of scanners;
    ///   so many for each trial where something is random.
    public static func answer(
        _ planned: PlannedScenario, settings: OptimisationSettings = OptimisationSettings(), width: Int,
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async -> OptimisationAnswer {
        var optimisers = planned.scenario.deployments.indices.map { number in
            DeploymentOptimiser(planned, deployment: number, settings: settings, width: width)
        }
        var deployments: [OptimisedDeployment] = []
        var done = 0
        for index in optimisers.indices {
            let (before, after) = (done, optimisers[(index + 1)...].reduce(0) { $0 + $1.cyclesMost })
            deployments.append(
                await optimisers[index].answer { cycles, most in progress?(before + cycles, before + most + after) })
            done += optimisers[index].cycles
        }
        return OptimisationAnswer(
            scenario: planned.scenario.name, seed: planned.scenario.seed, steps: settings.steps,
            deployments: deployments)
    }
}
