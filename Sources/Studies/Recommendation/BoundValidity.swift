internal import ScanModel

/// What the lower bounds of a plan say about single trials.
enum BoundValidity {
    /// Whether the bounds hold in every trial, and not only for nominal durations.
    ///
    /// Failures, interruptions and waits after refusals only ever add to the least way of an item. Random durations may
    /// also be shorter than nominal ones, so that a lucky trial ends before the bound.
    static func boundsHoldAlways(_ deployment: Deployment) -> Bool { !deployment.hasRandomDurations }

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
