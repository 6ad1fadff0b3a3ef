internal import EventSimulation
internal import ParallelWork
public import ScanModel

/// From a scenario and its plan to what happens.
///
/// Each region is simulated alone, event by event; the region gate then puts the regions in time. This is exact,
/// because nothing but the gate couples regions in the workflows of this version.
public enum ScanSimulator {
    /// Simulates one cycle, one region after another and without any task.
    ///
    /// - Parameter progress: called now and then, from any worker, with work items done and work items in all; the
    ///   greatest number of items done comes once every item is done.
    /// - Complexity: O(events * log pending) over the regions.
    public static func run(
        _ scenario: Scenario, plan: ScanPlan, seed: UInt64, progress: (@Sendable (Int, Int) -> Void)? = nil
    ) -> ScanRun {
        let counter = ProgressCounter(plan, report: progress)
        var number = 0
        return ScanRun(
            deployments: zip(scenario.deployments, plan.deployments).map { deployment, plan in
                let first = number
                number += plan.regions.count
                let regions = ParallelWork.map(plan.regions.count) {
                    simulate(deployment, plan, region: $0, number: first + $0, seed: seed, counter)
                }
                return CycleComposition.compose(deployment, plan: plan, regions: regions)
            })
    }

    /// The same run, with the regions of a deployment simulated by at most `width` child tasks.
    public static func run(
        _ scenario: Scenario, plan: ScanPlan, seed: UInt64, width: Int,
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async -> ScanRun {
        let counter = ProgressCounter(plan, report: progress)
        var number = 0
        var runs: [DeploymentRun] = []
        for (deployment, plan) in zip(scenario.deployments, plan.deployments) {
            let first = number
            number += plan.regions.count
            let regions = await ParallelWork.map(plan.regions.count, width: width) {
                simulate(deployment, plan, region: $0, number: first + $0, seed: seed, counter)
            }
            runs.append(CycleComposition.compose(deployment, plan: plan, regions: regions))
        }
        return ScanRun(deployments: runs)
    }

    private static func simulate(
        _ deployment: Deployment, _ plan: DeploymentPlan, region: Int, number: Int, seed: UInt64,
        _ counter: ProgressCounter
    ) -> RegionRun {
        let regionPlan = plan.regions[region]
        let compiled = CompiledRegion(deployment: deployment, plan: regionPlan, scale: plan.scale, ticks: plan.ticks)
        var world = RegionWorld(
            deployment: deployment, plan: regionPlan, compiled: compiled, seed: seed, regionNumber: number,
            progress: counter)
        let history = Simulation.run(&world)
        return world.finish(events: history.events)
    }
}

extension ProgressCounter {
    fileprivate convenience init(_ plan: ScanPlan, report: (@Sendable (Int, Int) -> Void)?) {
        let items = plan.deployments.flatMap(\.regions).reduce(0) { $0 + $1.items.count }
        self.init(total: items, report: report)
    }
}
