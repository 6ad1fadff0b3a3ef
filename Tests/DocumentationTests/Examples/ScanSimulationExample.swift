import CapacityPlanning
import ScanModel
import ScanSimulation
import Testing

struct ScanSimulationExample {
    @Test func runs() async throws {
        let scenario = try ExampleScenario.read()
        // begin example
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { return }
        let run = ScanSimulator.run(scenario, plan: plan, seed: 2026)
        for deployment in run.deployments {
            let seconds = deployment.scale.seconds(deployment.makespan).doubleValue
            print("\(deployment.name): \(seconds) s, \(deployment.peakScanners) scanners at once")
        }

        // Side by side it is the same run, to the last bit.
        let sideBySide = await ScanSimulator.run(scenario, plan: plan, seed: 2026, width: 4)
        // end example
        #expect(run == sideBySide)
        #expect(run.deployments[0].regions[0].completions.count == 400)
        #expect(run.deployments[0].makespan >= plan.deployments[0].bound.ticks)
    }
}
