import ScanModel
import Testing

/// A plan that cannot be says everything that stands in its way.
@Suite("Infeasible")
struct InfeasibleTests {
    private let backoff = Backoff(first: seconds(1), factor: 2, limit: seconds(8), fullJitter: false)

    /// Items of three volumes; a resource counted by volume; a stage that refuses, with a bucket counted by volume.
    private func scenario(_ limits: [RegionLimits]) -> Scenario {
        var snapshot = ScanStage.lasting(2, acquires: [0], spends: [0], releases: [0])
        snapshot.onEmpty = .reject(backoff)
        let workflow = ScanWorkflow(
            stages: [snapshot, .lasting(10, scanner: .takesAndGivesBack)],
            resources: [ResourceKind(name: "pending", scope: .targetAccountRegion, per: .volume)],
            buckets: [BucketKind(action: "Snapshot", scope: .targetAccountRegion, per: .volume)])
        return Scenario.example(
            workflow, scanner: .example(.perBatch, places: 3), regions: limits,
            fleet: .example(limits.map { _ in [[1, 1, 1], [1]] }))
    }

    private func fine(_ name: String) -> RegionLimits {
        .example(name, scanners: 1, capacities: [3], buckets: [.every(1, burst: 3)])
    }

    private func short(_ name: String) -> RegionLimits {
        .example(
            name, scanners: 0, capacities: [2], buckets: [.every(1, burst: decimal("2.5"))],
            subnet: SubnetLimit(prefix: 30, reserved: 5, perScanner: 1), vcpu: VCPULimit(quota: 1, perScanner: 2))
    }

    @Test("the least limits that will do, will do")
    func leastLimits() throws {
        #expect(try scenario([fine("region-0")]).bottlenecks().isEmpty)
    }

    @Test("every bottleneck of a region is listed")
    func allOfARegion() throws {
        let found = try scenario([short("region-0")]).bottlenecks()
        #expect(
            found.map(\.limit)
                == ["scanners", "subnet addresses", "vCPU quota", "pending", "burst of Snapshot"])
        #expect(found.allSatisfy { $0.deployment == "example" && $0.region == "region-0" && !$0.remedy.isEmpty })
        #expect(found.map(\.available) == ["0", "0 usable in a /30", "1 vCPU", "2", "2.5 tokens"])
        #expect(
            found.map(\.needed)
                == ["1", "1", "2 vCPU", "3 for the largest single instance", "3 tokens at once"])
    }

    @Test("each limit alone is enough", arguments: 0..<5)
    func eachAlone(which: Int) throws {
        var limits = fine("region-0")
        let short = short("region-0")
        switch which {
        case 0: limits.scannersRequested = short.scannersRequested
        case 1: limits.subnet = short.subnet
        case 2: limits.vcpu = short.vcpu
        case 3: limits.capacities = short.capacities
        default: limits.buckets = short.buckets
        }
        let names = ["scanners", "subnet addresses", "vCPU quota", "pending", "burst of Snapshot"]
        #expect(try scenario([limits]).bottlenecks().map(\.limit) == [names[which]])
    }

    @Test("regions and deployments are gone through to the last; one without bottleneck adds nothing")
    func allRegions() throws {
        var both = scenario([short("region-0"), fine("region-1"), short("region-2")])
        both.deployments.append(scenario([fine("region-0")]).deployments[0])
        both.deployments.append(scenario([short("region-0")]).deployments[0])
        both.deployments[2].name = "third"
        let found = try both.bottlenecks()
        #expect(
            found.map { "\($0.deployment) \($0.region ?? "")" }
                == [String](repeating: "example region-0", count: 5)
                + [String](repeating: "example region-2", count: 5)
                + [String](repeating: "third region-0", count: 5))
    }

    @Test("a small burst is no bottleneck where requests wait, and unlimited is none anywhere")
    func waitingNeedsNoBurst() throws {
        var waiting = scenario([fine("region-0")])
        var stages = waiting.deployments[0].workflow.stages
        stages[0].onEmpty = .wait
        waiting.deployments[0].workflow = ScanWorkflow(
            stages: stages, resources: waiting.deployments[0].workflow.resources,
            buckets: waiting.deployments[0].workflow.buckets)
        waiting.deployments[0].regions[0].buckets = [.every(1)]
        #expect(try waiting.bottlenecks().isEmpty)

        var unlimited = scenario([fine("region-0")])
        unlimited.deployments[0].regions[0].buckets = .unlimited(1)
        unlimited.deployments[0].regions[0].capacities = [nil]
        #expect(try unlimited.bottlenecks().isEmpty)
    }

    @Test("limits of a region without work do not matter")
    func idleRegion() throws {
        var scenario = scenario([fine("region-0"), short("region-1")])
        scenario.deployments[0].fleet = .example([[[1]], []])
        #expect(try scenario.bottlenecks().isEmpty)
    }
}
