import CapacityPlanning
import ScanModel
import Testing

struct CapacityPlanningExample {
    @Test func runs() throws {
        let scenario = try ExampleScenario.read()
        // begin example
        switch try CapacityPlanner.plan(scenario) {
        case .planned(let plan):
            for deployment in plan.deployments {
                // Ticks are whole; the scale tells how many make a second.
                let least = deployment.scale.seconds(deployment.bound.ticks)
                for region in deployment.regions {
                    print("\(region.region): \(region.scanners) scanners, held by \(region.bindingBound.kind.title)")
                }
                print("\(deployment.name): no schedule under these settings ends before \(least.doubleValue) s")
            }
        case .infeasible(let bottlenecks):
            for bottleneck in bottlenecks { print("\(bottleneck.limit): \(bottleneck.available)") }
        }
        // end example
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else {
            Issue.record("infeasible")
            return
        }
        #expect(plan.deployments[0].bound.ticks > 0 && plan.deployments[0].demand.eligibleInstances == 400)
    }
}
