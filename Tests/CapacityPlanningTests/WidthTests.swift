import CapacityPlanning
import ScanModel
import Testing

/// The same plan for any number of tasks.
@Suite("Planning with any number of tasks")
struct WidthTests {
    @Test("gives the plan of a single one")
    func samePlan() async throws {
        var scenarios = RandomScenarios(seed: 41)
        for _ in 0..<60 {
            var scenario = scenarios.next()
            scenario.deployments += scenarios.next().deployments
            let alone = try CapacityPlanner.plan(scenario)
            for width in [1, 2, 8] {
                let outcome = try await CapacityPlanner.plan(scenario, width: width)
                #expect(outcome == alone, "width \(width)")
                #expect(outcome.hashValue == alone.hashValue)
            }
        }
    }

    @Test("gives the bottlenecks of a single one, in the same order")
    func sameBottlenecks() async throws {
        let limits = (0..<9).map { RegionLimits.example("region-\($0)", scanners: $0 % 2) }
        let scenario = Scenario.example(
            regions: limits, fleet: .example([[[Int32]]](repeating: [[1]], count: 9)))
        let alone = try CapacityPlanner.plan(scenario)
        guard case .infeasible(let found) = alone else {
            Issue.record("no bottleneck")
            return
        }
        #expect(found.map(\.region) == [0, 2, 4, 6, 8].map { "region-\($0)" })
        for width in [1, 2, 8] { #expect(try await CapacityPlanner.plan(scenario, width: width) == alone) }
    }
}
