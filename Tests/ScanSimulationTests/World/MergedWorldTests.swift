import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// Regions on one clock, because they spend from one bucket.
@Suite("Regions that share a bucket")
struct MergedWorldTests {
    /// A drawn case with one more bucket, which some stage asks first.
    private func made(
        _ generator: inout BatchCaseGenerator, _ dice: inout Dice, rate: TokenBucketLimit
    ) -> (coupled: Scenario, apart: Scenario) {
        var scenario = generator.next(regions: dice.roll(2...6)).scenario()
        var deployment = scenario.deployments[0]
        let stage = dice.roll(0...(deployment.workflow.stages.count - 1))
        for region in deployment.regions.indices {
            deployment.regions[region].setup = Seconds(Rational(dice.roll(0...30)))
            deployment.regions[region].teardown = Seconds(Rational(dice.roll(0...30)))
            deployment.regions[region].buckets.append(rate)
        }
        deployment.gate = RegionGate(
            reading: .window, window: dice.roll(1...4), discipline: dice.pick(GateDiscipline.allCases))
        let base = deployment.workflow
        let scenarios = [LimitScope.serviceAccount, .serviceAccountRegion].map { scope in
            var stages = base.stages
            stages[stage].spends.insert(base.buckets.count, at: 0)
            deployment.workflow = ScanWorkflow(
                stages: stages, resources: base.resources,
                buckets: base.buckets + [BucketKind(action: "Shared", scope: scope, per: .item)])
            scenario.deployments[0] = deployment
            return scenario
        }
        return (scenarios[0], scenarios[1])
    }

    private func run(_ scenario: Scenario) throws -> DeploymentRun? {
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { return nil }
        return ScanSimulator.run(scenario, plan: plan, seed: 1).deployments[0]
    }

    @Test("a shared bucket that never runs dry changes nothing", arguments: 61...64)
    func plenty(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        var generator = BatchCaseGenerator(seed: UInt64(seed))
        var compared = 0
        for _ in 0..<25 {
            let plenty = TokenBucketLimit(rate: TokenRate(perSecond: 1000), burst: 1000)
            let (coupled, apart) = made(&generator, &dice, rate: plenty)
            guard var one = try run(coupled), let other = try run(apart) else { continue }
            #expect(one.couplings == ["Shared"] && other.couplings.isEmpty)
            one.couplings = []
            #expect(one == other, "\(coupled.name)")
            compared += 1
        }
        #expect(compared > 10)
    }

    /// Machines without limit, one for each item: then it does not matter in which region an item lies.
    private func flat(regions: [[Int]], scope: LimitScope, rate: TokenBucketLimit) -> Scenario {
        var fleet = Fleet(sizeUnitsPerGiB: 1)
        for (number, sizes) in regions.enumerated() {
            let home = fleet.internRegion("region-\(number)")
            for size in sizes {
                fleet.append(
                    account: fleet.internAccount("account-1"), region: home, platform: .linux, volumes: [Int32(size)])
            }
        }
        let stages = ["first", "scan", "last"].enumerated().map { number, name in
            ScanStage(
                name: name, spends: number == 1 ? [] : [0],
                duration: StageDuration(
                    base: Seconds(Rational(number + 2)), perGiB: Seconds(Rational(1, over: 4)), size: .total),
                scanner: number == 1 ? .takesAndGivesBack : .none)
        }
        return .testing(
            name: "flat",
            workflow: ScanWorkflow(
                stages: stages, resources: [], buckets: [BucketKind(action: "Shared", scope: scope, per: .item)]),
            scanner: ScannerModel(
                lifecycle: .perBatch, termination: .regionEnd, boot: Seconds(5), drain: Seconds(1), places: 1,
                minimumBilled: .zero, instanceType: nil, vcpus: 2, rootVolume: GiB(8), launchBuckets: [],
                terminateBuckets: []),
            regions: regions.indices.map {
                RegionLimits(
                    region: "region-\($0)", scannersRequested: 1000, setup: .zero, teardown: .zero, subnet: nil,
                    vcpu: nil, capacities: [], buckets: [rate])
            }, fleet: fleet)
    }

    @Test("regions that all open at once share a bucket as the items of one region do", arguments: 71...76)
    func likeOneRegion(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        for _ in 0..<20 {
            // Sizes differ, so that no two items are ever due at one instant but at the start.
            let regions = (0..<dice.roll(2...5)).map { region in
                (0..<dice.roll(1...20)).map { item in 1 + 4 * region + 20 * item }
            }
            let rate = TokenBucketLimit(
                rate: TokenRate(perSecond: Rational(Int128(dice.roll(1...9)), over: 10)),
                burst: Rational(dice.roll(1...5)))
            let apart = flat(regions: regions, scope: .serviceAccount, rate: rate)
            let together = flat(regions: [regions.flatMap { $0 }], scope: .serviceAccountRegion, rate: rate)
            let (one, other) = try (run(apart)!, run(together)!)
            #expect(one.makespan == other.makespan)
            #expect(one.regions.flatMap { $0.completions }.sorted() == other.regions[0].completions)
            for stage in 0..<3 {
                let waited = one.regions.map { $0.stages[stage].waitingForTokens }.reduce(0, +)
                #expect(waited == other.regions[0].stages[stage].waitingForTokens)
            }
            #expect(one.couplings == ["Shared"])
        }
    }

    @Test("regions that do not spend from the bucket are simulated alone and still take their turn in the gate")
    func mixed() throws {
        var scenario = flat(
            regions: [[8, 16], [24], [32, 40]], scope: .serviceAccount,
            rate: TokenBucketLimit(rate: TokenRate(perSecond: Rational(1, over: 10)), burst: 1))
        scenario.deployments[0].gate = RegionGate(reading: .window, window: 2, discipline: .sliding)
        scenario.deployments[0].regions[1].buckets = [nil]
        let run = try run(scenario)!
        let durations = run.regions.map { $0.completed }
        #expect(run.windows == scenario.deployments[0].gate.schedule(durations: durations))
        // 2 + 6 s, boot 5, 3 + 6, 4 + 6: nothing waits for tokens in region 1.
        #expect(run.scale.seconds(durations[1]) == 32)
        #expect(run.regions[1].stages.allSatisfy { $0.waitingForTokens == 0 })
        #expect(run.regions[2].stages[0].waitingForTokens > 0)
    }

    @Test("the number of tasks changes nothing")
    func width() async throws {
        let scenario = flat(
            regions: (0..<6).map { region in (0..<30).map { 1 + 4 * region + 24 * $0 } }, scope: .serviceAccount,
            rate: TokenBucketLimit(rate: TokenRate(perSecond: 2), burst: 3))
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { return }
        let one = ScanSimulator.run(scenario, plan: plan, seed: 1)
        for width in [1, 2, 5] {
            #expect(await ScanSimulator.run(scenario, plan: plan, seed: 1, width: width) == one)
        }
    }
}
