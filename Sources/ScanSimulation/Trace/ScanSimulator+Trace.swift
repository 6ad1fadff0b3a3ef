public import ScanModel

extension ScanSimulator {
    /// Simulates regions of one deployment once more and tells what each item and each scanner in them did.
    ///
    /// The run is that of ``run(_:plan:seed:trial:firstDeployment:progress:)`` to the byte. Regions that can be simulated
    /// alone are, so that the cost is that of the wanted regions; where something couples regions, all of the coupled ones
    /// run again.
    ///
    /// - Parameters:
    ///   - index: the deployment, as an index.
    ///   - run: the run of it, of which the regions that nobody asks for are taken.
    ///   - regions: which regions, as indices into the plan's.
    /// - Returns: run and history of each wanted region.
    /// - Complexity: O(events * log pending) time and O(events) memory over the wanted regions.
    public static func trace(
        _ scenario: Scenario, plan: ScanPlan, deployment index: Int, run: DeploymentRun, seed: UInt64,
        trial: UInt32 = 0, regions: Set<Int>
    ) -> [Int: (run: RegionRun, history: RegionHistory)] {
        let prepared = PreparedDeployment(
            scenario.deployments[index], plan.deployments[index],
            draws: Draws(seed: seed, trial: trial, deployment: index), ProgressCounter(total: 0, report: nil))
        var traced: [Int: (run: RegionRun, history: RegionHistory)] = [:]
        for region in prepared.alone where regions.contains(region) { traced[region] = prepared.trace(region) }
        let coupled = regions.subtracting(prepared.alone)
        guard !coupled.isEmpty else { return traced }
        let again = prepared.traceMerged(prepared.alone.map { run.regions[$0] }, wanted: coupled)
        for region in coupled.sorted() {
            guard let history = again.histories[region] else { continue }
            traced[region] = (again.runs[region], history)
        }
        return traced
    }

    /// The same for one region after another, so that the history of one is in memory at a time; those of regions that
    /// something couples are there together, until each was visited.
    ///
    /// - Parameters:
    ///   - regions: which regions, as indices into the plan's, in the order in which they are visited; none twice.
    ///   - visit: called with each region, its run and its history.
    public static func trace(
        _ scenario: Scenario, plan: ScanPlan, deployment index: Int, run: DeploymentRun, seed: UInt64,
        trial: UInt32 = 0, each regions: [Int], visit: (Int, RegionRun, RegionHistory) -> Void
    ) {
        let prepared = PreparedDeployment(
            scenario.deployments[index], plan.deployments[index],
            draws: Draws(seed: seed, trial: trial, deployment: index), ProgressCounter(total: 0, report: nil))
        let alone = Set(prepared.alone)
        let coupled = Set(regions).subtracting(alone)
        var again: (runs: [RegionRun], histories: [Int: RegionHistory])?
        for region in regions {
            if alone.contains(region) {
                let traced = prepared.trace(region)
                visit(region, traced.run, traced.history)
                continue
            }
            if again == nil {
                again = prepared.traceMerged(prepared.alone.map { run.regions[$0] }, wanted: coupled)
            }
            guard let history = again?.histories.removeValue(forKey: region), let runs = again?.runs else {
                preconditionFailure("region \(region) is wanted twice")
            }
            visit(region, runs[region], history)
        }
    }
}
