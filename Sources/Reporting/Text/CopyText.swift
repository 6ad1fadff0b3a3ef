internal import ScanModel
internal import Studies

/// What answers for people tell of copies.
enum CopyText {
    /// How many snapshots are copied, under which limit; nil if none is.
    static func sentence(_ answer: DeploymentAnswer) -> String? {
        let demand = answer.plan.demand
        guard demand.copiedVolumes > 0 else { return nil }
        let volumes = Wording.count(demand.copiedVolumes)
        var text =
            "snapshots of \(volumes) of \(Wording.count(demand.eligibleVolumes)) volumes "
            + "(\(Wording.count(demand.copiedInstances)) instances) have a key that nobody can share and are copied first"
        let workflow = answer.deployment.workflow
        let limited = workflow.stages.first { $0.condition == .copyNeeded && $0.recheck != nil }
        if let limited, let most = answer.plan.regions.compactMap({ $0.limits.capacities[limited.acquires[0]] }).max() {
            text += ", at most \(Wording.count(most)) at once in an account and region"
            text += " (\(workflow.resources[limited.acquires[0]].name))"
        }
        if let run = answer.run, let limited {
            let index = workflow.stages.firstIndex(of: limited) ?? 0
            let refusals = run.regions.reduce(0) { $0 + $1.stages[index].refusals }
            text += "; \(Wording.count(refusals)) checks found no room"
        }
        return text
    }
}
