internal import ScanModel

/// What of a scenario is drawn.
enum Randomness {
    /// Whether two trials may differ.
    static func varies(_ scenario: Scenario) -> Bool { scenario.deployments.contains(where: varies) }

    private static func varies(_ deployment: Deployment) -> Bool {
        let workflow = deployment.workflow
        if let attempts = workflow.attempts, attempts.failureProbability > 0 { return true }
        if let faults = deployment.faults {
            if faults.interruption != nil || faults.launchFailure > 0 { return true }
            if faults.refusesLaunches && faults.retry.fullJitter { return true }
        }
        return workflow.stages.contains { stage in
            if case .reject(let backoff) = stage.onEmpty { return backoff.fullJitter }
            return false
        }
    }

    /// Whether the lower bounds of a plan hold in every trial, and not only for mean durations.
    ///
    /// What is drawn now, failures, interruptions and waits after refusals, only ever adds to the least way of an item. A
    /// bound on mean durations says that the mean makespan is no less (Jensen's inequality, for bounds that are convex in
    /// the durations), but nothing about how often a deadline is met.
    static func boundsHoldAlways(_ deployment: Deployment) -> Bool { true }

    /// Whether items may leave the cycle unscanned, which the lower bounds do not reckon with.
    static func mayGiveUp(_ deployment: Deployment, _ plan: DeploymentPlan) -> Bool {
        if let attempts = deployment.workflow.attempts, attempts.failureProbability > 0 { return true }
        if deployment.faults?.interruption != nil { return true }
        let hasCopies = plan.regions.contains { !$0.items.copies.isEmpty }
        return deployment.workflow.stages.contains { stage in
            stage.recheck?.givesUp == true && (stage.condition == .always || hasCopies)
        }
    }
}
