public import ScanModel

extension Scenario {
    /// Whether two trials may differ at all.
    ///
    /// False is a proof: the simulator then draws nothing, so one trial tells all. True says only that something may be drawn.
    public var mayVary: Bool { deployments.contains(where: \.mayVary) }
}

extension Deployment {
    /// Whether two trials of this deployment may differ.
    var mayVary: Bool {
        if let faults, faults.interruption != nil || faults.launchFailure > 0 { return true }
        // Launches that an outage refuses are asked for again after a wait, which may be drawn.
        if let faults, faults.refusesLaunches, faults.retry.fullJitter { return true }
        if let attempts = workflow.attempts, attempts.failureProbability > 0 { return true }
        return workflow.stages.contains { stage in
            if case .reject(let backoff) = stage.onEmpty { return backoff.fullJitter }
            return false
        }
    }
}
