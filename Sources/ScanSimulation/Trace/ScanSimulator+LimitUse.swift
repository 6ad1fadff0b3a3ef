internal import ParallelWork
public import ScanModel

extension ScanSimulator {
    /// Simulates one deployment once more and tells how far its limits were used, stretch by stretch.
    ///
    /// The run is that of ``run(_:plan:seed:trial:firstDeployment:progress:)``, so a region that is simulated alone is put
    /// where the gate had it, and its most units over all stretches are its peaks.
    ///
    /// - Parameters:
    ///   - index: of the deployment.
    ///   - run: the run of it.
    ///   - stretches: of the cycle.
    ///   - width: child tasks that may work side by side.
    /// - Returns: one for each region of the plan, in its order.
    /// - Complexity: one more simulation, and O(accounts * buckets * stretches) memory for each region at work.
    public static func limitUse(
        _ scenario: Scenario, plan: ScanPlan, deployment index: Int, run: DeploymentRun, seed: UInt64,
        trial: UInt32 = 0, stretches: Stretches, width: Int
    ) async -> [RegionLimitUse] {
        let prepared = PreparedDeployment(
            scenario.deployments[index], plan.deployments[index],
            draws: Draws(seed: seed, trial: trial, deployment: index), ProgressCounter(total: 0, report: nil))
        let alone = prepared.alone
        let opened = prepared.plan.regions.indices.map {
            run.windows[$0].activated + prepared.plan.regions[$0].setupTicks
        }
        let known = await ParallelWork.map(weights: alone.map { prepared.plan.regions[$0].items.count }, width: width) {
            prepared.limitUse(alone[$0], stretches: stretches, opened: opened[alone[$0]])
        }
        var uses = zip(alone, known).reduce(into: [Int: RegionLimitUse]()) { $0[$1.0] = $1.1 }
        let coupled = prepared.plan.regions.indices.filter { uses[$0] == nil }
        if !coupled.isEmpty {
            uses.merge(
                prepared.limitUseMerged(alone.map { run.regions[$0] }, of: coupled, stretches: stretches)
            ) { $1 }
        }
        return prepared.plan.regions.indices.map { region in
            guard let use = uses[region] else { preconditionFailure("region \(region) was not simulated") }
            return use
        }
    }
}
