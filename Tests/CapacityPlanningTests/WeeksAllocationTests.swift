import AllocProbe
import ScanModel
import ScanSimulation
import Testing

/// In a process of its own, because the counts are those of all threads.
@Suite(
    "Allocations of weeks", .enabled(if: AllocProbe.isJemalloc, "needs jemalloc as the allocator of the process"))
struct WeeksAllocationTests {
    /// Twelve weeks instead of two are five times the scans, and may not be more than a few larger tables.
    @Test("do not grow with the number of scans")
    func constant() async {
        await #expect(processExitsWith: .success) {
            #expect(AllocProbe.install())
            var scenario = Scenario.example(regions: [.example(scanners: 20)], fleet: .equal(1000))
            scenario.deployments[0].interval = Seconds(86_400)
            let plan = try scenario.plannedDeployment()
            func allocations(weeks: Int) throws -> (count: Int, scans: Int) {
                let before = AllocProbe.read().allocations
                let run = try WeeksSimulator.run(
                    scenario.deployments[0], plan: plan, weeks: weeks, seed: 1, trials: 0)
                let scans = run.regions[0].weeks.reduce(0) { $0 + $1.scans }
                return (Int(AllocProbe.read().allocations - before), scans)
            }
            // The first run also pays for what the language runtime sets up once.
            _ = try allocations(weeks: 1)
            let short = try allocations(weeks: 2)
            let long = try allocations(weeks: 12)
            #expect(long.scans > 5 * short.scans && short.scans >= 14 * 1000)
            #expect(long.count - short.count < 100, "\(short) and \(long)")
        }
    }
}
