import AllocProbe
import CapacityPlanning
import ScanModel
import TestSupport
import Testing

/// Only optimised code keeps numbers out of the heap; in a debug build generic arithmetic allocates for each item.
private var isOptimized: Bool {
    #if DEBUG
        false
    #else
        true
    #endif
}

/// In processes of their own, because the counts are those of all threads.
@Suite(
    "Allocations of the planner",
    .enabled(if: AllocProbe.isJemalloc, "needs jemalloc as the allocator of the process"),
    .enabled(if: isOptimized, "needs optimised code"))
struct PlanningAllocationTests {
    /// Scanners that take items in an order of their own, behind tokens and a pending limit by account.
    private static func scenario(_ lifecycle: ScannerLifecycle, instances: Int) -> Scenario {
        var dice = Dice(seed: 5)
        var fleet = Fleet()
        let accounts = (0..<4).map { fleet.internAccount("account-\($0)") }
        let regions = (0..<3).map { fleet.internRegion("region-\($0)") }
        for _ in 0..<instances {
            fleet.append(
                account: dice.pick(accounts), region: dice.pick(regions), platform: dice.pick(Platform.allCases),
                volumes: (0..<dice.roll(1...3)).map { _ in Int32(dice.roll(1...900)) })
        }
        let scan = StageDuration(base: seconds(5), perGiB: seconds(1), size: .total)
        let workflow = ScanWorkflow(
            stages: [
                .lasting(20, acquires: [0], spends: [0], releases: [0]),
                ScanStage(name: "scan", duration: scan, scanner: .takesAndGivesBack),
            ],
            resources: [ResourceKind(name: "pending", scope: .targetAccountRegion, per: .volume)],
            buckets: [BucketKind(action: "Take", scope: .targetAccountRegion, per: .volume)])
        let limits = regions.indices.map {
            RegionLimits.example("region-\($0)", scanners: 20, capacities: [40], buckets: [.every(1)])
        }
        var scenario = Scenario.example(
            workflow, scanner: .example(lifecycle, boot: 30, places: 4), regions: limits, fleet: fleet)
        scenario.deployments[0].itemOrder = .largestFirst
        return scenario
    }

    private static func allocations(_ lifecycle: ScannerLifecycle, instances: Int) throws -> UInt64 {
        let scenario = scenario(lifecycle, instances: instances)
        let before = AllocProbe.read().allocations
        let plan = try CapacityPlanner.plan(scenario)
        let after = AllocProbe.read().allocations
        #expect(plan != .infeasible([]))
        return UInt64(after - before)
    }

    @Test("do not grow with the number of instances")
    func bounded() async {
        await #expect(processExitsWith: .success) {
            #expect(AllocProbe.install())
            for lifecycle in ScannerLifecycle.allCases {
                let few = try Self.allocations(lifecycle, instances: 2_000)
                let many = try Self.allocations(lifecycle, instances: 20_000)
                #expect(few > 0)
                // A few arrays grow by doubling.
                #expect(many < few + 40, "\(lifecycle): \(few), \(many)")
            }
        }
    }
}
