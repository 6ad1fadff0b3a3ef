import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// Copies under a limit that is looked at, as templates have it: 20 at once, every 300 s, one checker.
@Suite("The gate of copies")
struct CopyGateTests {
    /// Instances of one volume under the default key, in one account of each region.
    private func scenario(
        _ instances: [Int], lasting seconds: [Int], looks: Int = 10_000, rate: Rational? = 2,
        scope: LimitScope = .serviceAccountRegion, capacity: Int = 20
    ) -> Scenario {
        var fleet = Fleet(sizeUnitsPerGiB: 1)
        let account = fleet.internAccount("account-1")
        var next = 0
        for (number, count) in instances.enumerated() {
            let region = fleet.internRegion("region-\(number)")
            for _ in 0..<count {
                fleet.append(
                    account: account, region: region, platform: .linux, volumes: [Int32(seconds[next % seconds.count])],
                    encryption: [.defaultKey])
                next += 1
            }
        }
        let zero = StageDuration(base: .zero, perGiB: .zero, size: .largest)
        var scenario = Scenario.testing(
            name: "gate",
            workflow: ScanWorkflow(
                stages: [
                    ScanStage(
                        name: "copy", acquires: [0],
                        duration: StageDuration(base: .zero, perGiB: Seconds(1), size: .largest),
                        releases: [0], opens: [.copy], condition: .copyNeeded,
                        recheck: RecheckRule(every: Seconds(300), looksMost: looks, bucket: 0)),
                    ScanStage(name: "scan", duration: zero, scanner: .takesAndGivesBack),
                ],
                resources: [ResourceKind(name: "copies", scope: .targetAccountRegion, per: .copiedVolume)],
                buckets: [BucketKind(action: "Check", scope: scope, per: .item)]),
            scanner: ScannerModel(
                lifecycle: .perBatch, termination: .regionEnd, boot: .zero, drain: .zero, places: 1,
                minimumBilled: .zero, instanceType: nil, vcpus: 2, rootVolume: GiB(8), launchBuckets: [],
                terminateBuckets: []),
            regions: instances.indices.map {
                RegionLimits(
                    region: "region-\($0)", scannersRequested: 10_000, setup: .zero, teardown: .zero, subnet: nil,
                    vcpu: nil, capacities: [capacity],
                    buckets: [rate.map { TokenBucketLimit(rate: TokenRate(perSecond: $0), burst: .one) }])
            }, fleet: fleet)
        scenario.deployments[0].copying.keys = [.defaultKey]
        return scenario
    }

    private func run(_ scenario: Scenario) throws -> DeploymentRun {
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { throw CancellationError() }
        return ScanSimulator.run(scenario, plan: plan, seed: 1).deployments[0]
    }

    /// 20 places that are filled again at the looks of 300 s let 240 copies an hour through if all look together, and 400
    /// if a copy of three minutes is followed by the next at once.
    @Test(
        "copies of three to five minutes get through at 240 to 400 an hour",
        arguments: [nil, 1, 3] as [Int?], [[180], [240], [180, 220, 260, 295]])
    func fluid(rate: Int?, seconds: [Int]) throws {
        let count = 900
        let run = try run(scenario([count], lasting: seconds, rate: rate.map { Rational(Int128($0)) }))
        #expect(run.regions[0].completions.count == count)
        // The first ones find free places, and few are left to look when the last ones are copied.
        let (first, last) = (run.regions[0].completions[100], run.regions[0].completions[count - 300])
        let perHour = Double(count - 400) / run.scale.seconds(last - first).doubleValue * 3600
        #expect(perHour >= 240 && perHour <= 400, "\(perHour)")
        if rate == nil { #expect(abs(perHour - 240) < 5, "\(perHour)") }
        // Looks of different seconds find places as soon as they are free.
        if rate == 3, seconds == [180] { #expect(perHour > 350, "\(perHour)") }
        #expect(run.regions[0].peaks[0] == 20)
    }

    /// Every look is a refusal or the last one, so looks are counted to the one.
    @Test("who asks for the last time in vain is given up, and nobody before", arguments: [2, 3, 96])
    func givenUp(looks: Int) throws {
        // Ten places that are taken for ever: the others ask at 0, 300, ...
        let run = try run(scenario([25], lasting: [400_000], looks: looks, rate: nil, capacity: 10))
        #expect(run.regions[0].abandoned == [.gaveUpAtLimit: 15])
        #expect(run.regions[0].requests[0] == 10 + 15 * looks)
        #expect(run.regions[0].stages[0].refusals == 15 * looks)
        #expect(
            run.scale.seconds(Int64(run.regions[0].stages[0].waitingForResources))
                == Rational(Int128(15 * 300 * (looks - 1))))
    }

    @Test("one checker for all regions is one clock; without copies in a region that region stays alone")
    func shared() throws {
        let apart = try run(scenario([40, 40], lasting: [100], scope: .serviceAccountRegion))
        #expect(apart.couplings.isEmpty)
        #expect(apart.regions[0].completions == apart.regions[1].completions)
        let together = try run(scenario([40, 40], lasting: [100], scope: .serviceAccount))
        #expect(together.couplings == ["Check"])
        // 80 first looks of half a second instead of 40.
        #expect(together.regions[1].completions[0] == 20 * apart.scale.ticksPerSecond + apart.regions[1].completions[0])
        var mixed = scenario([40, 40], lasting: [100], scope: .serviceAccount)
        var fleet = Fleet(sizeUnitsPerGiB: 1)
        for instance in 0..<80 {
            fleet.append(
                account: fleet.internAccount("account-1"), region: fleet.internRegion("region-\(instance / 40)"),
                platform: .linux, volumes: [100], encryption: [instance < 40 ? .defaultKey : .customerKey])
        }
        mixed.deployments[0].fleet = fleet
        let one = try run(mixed)
        #expect(one.couplings.isEmpty)
        #expect(one.regions[0] == apart.regions[0])
        #expect(one.regions[1].completed == 0)
    }

    /// A region of its own and the same items spread over regions that open together ask one checker alike.
    @Test("a shared checker serves regions in the order of their requests", arguments: 81...84)
    func order(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        for _ in 0..<10 {
            let counts = (0..<dice.roll(2...4)).map { _ in dice.roll(1...15) }
            let rate = Rational(Int128(dice.roll(1...9)), over: 4)
            // Nobody is refused, so the checker alone decides when each copy begins.
            let spread = try run(
                scenario(counts, lasting: [50], rate: rate, scope: .serviceAccount, capacity: 1000))
            let joined = try run(
                scenario([counts.reduce(0, +)], lasting: [50], rate: rate, scope: .serviceAccount, capacity: 1000))
            #expect(spread.regions.flatMap(\.completions).sorted() == joined.regions[0].completions)
            #expect(spread.couplings == ["Check"] && joined.couplings.isEmpty)
        }
    }
}
