import CapacityPlanning
import ScanModel
import ScanSimulation
import Testing

/// Launches that need a token of several buckets: the documented numbers of RunInstances.
@Suite("Launches from several buckets")
struct SeveralBucketsTests {
    /// Items that are ready at once, each on a scanner of its own.
    private func launches(_ count: Int, _ limits: [TokenBucketLimit]) throws -> (DeploymentRun, RegionPlan) {
        var fleet = Fleet(sizeUnitsPerGiB: 1)
        let home = fleet.internRegion("region-0")
        for _ in 0..<count {
            fleet.append(account: fleet.internAccount("account-1"), region: home, platform: .linux, volumes: [1])
        }
        let stage = ScanStage(
            name: "scan", duration: StageDuration(base: Seconds(10), perGiB: .zero, size: .total),
            scanner: .takesAndGivesBack)
        let scenario = Scenario.testing(
            name: "launches",
            workflow: ScanWorkflow(
                stages: [stage], resources: [],
                buckets: limits.indices.map {
                    BucketKind(
                        action: "Bucket\($0)", scope: .serviceAccountRegion, per: .item,
                        meaning: $0 == 0 ? .request : .resource)
                }),
            scanner: ScannerModel(
                lifecycle: .perBatch, termination: .regionEnd, boot: .zero, drain: .zero, places: 1,
                minimumBilled: .zero, instanceType: nil, vcpus: 2, rootVolume: GiB(8),
                launchBuckets: Array(limits.indices)),
            regions: [
                RegionLimits(
                    region: "region-0", scannersRequested: count, setup: .zero, teardown: .zero, subnet: nil, vcpu: nil,
                    capacities: [], buckets: limits)
            ], fleet: fleet)
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { throw Infeasible() }
        return (
            ScanSimulator.run(scenario, plan: plan, seed: 1).deployments[0], plan.deployments[0].regions[0]
        )
    }

    private struct Infeasible: Error {}

    private func limit(_ rate: Rational, _ burst: Rational) -> TokenBucketLimit {
        TokenBucketLimit(rate: TokenRate(perSecond: rate), burst: burst)
    }

    private func seconds(_ run: DeploymentRun) -> [Double] {
        run.regions[0].scanners.map { run.scale.seconds($0.launched).doubleValue }
    }

    @Test("the resource bucket of RunInstances: 1000 machines at once, then 2 a second")
    func documented() throws {
        let (run, plan) = try launches(1_010, [limit(1_000, 2_000), limit(2, 1_000)])
        let expected = (1...1_010).map { (count: Int) -> Double in max(0, Double(count - 1_000) / 2) }
        #expect(seconds(run) == expected)
        // 10 s of scanning after the last launch: the planner's bound on launches is exact here.
        #expect(plan.bindingBound.kind == .scannerLaunch && plan.bindingBound.ticks == run.makespan)
    }

    @Test("with 5 requests at once and 2 a second the requests bind, as both refill alike")
    func defaults() throws {
        let (run, _) = try launches(60, [limit(2, 5), limit(2, 1_000)])
        let expected = (1...60).map { (count: Int) -> Double in max(0, Double(count - 5) / 2) }
        #expect(seconds(run) == expected)
        // Every launch is one request; a token of the second bucket is none.
        let usage = run.usage[.requests(action: "Bucket0"), "region-0"]
        #expect(usage == 60 && run.regions[0].requests == [60, 60])
        #expect(run.usage[.requests(action: "Bucket1"), "region-0"] == 0)
    }

    @Test("the slower bucket binds, first one and then the other")
    func bothBind() throws {
        // Requests: 100, then 100 a second. Machines: 1000, then 2 a second.
        let (run, _) = try launches(1_030, [limit(100, 100), limit(2, 1_000)])
        let expected = (1...1_030).map { (count: Int) -> Double in
            max(0, Double(count - 100) / 100, Double(count - 1_000) / 2)
        }
        #expect(seconds(run) == expected)
        #expect(expected[1_017] == 9.18 && expected[1_018] == 9.5)
    }
}
