import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// Random durations of whole cycles.
@Suite("Random durations")
struct VariationTests {
    private struct Infeasible: Error {}

    private func plan(_ scenario: Scenario) throws -> ScanPlan {
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { throw Infeasible() }
        return plan
    }

    private func run(_ scenario: Scenario, trial: UInt32 = 0) throws -> DeploymentRun {
        ScanSimulator.run(scenario, plan: try plan(scenario), seed: 7, trial: trial).deployments[0]
    }

    /// Everything of a workflow at once.
    private func all(_ variation: Variation, of deployment: Deployment) -> DurationVariations {
        DurationVariations(
            stages: Dictionary(uniqueKeysWithValues: deployment.workflow.stages.map { ($0.name, variation) }),
            scannerBoot: variation, region: variation)
    }

    private func seconds(_ run: DeploymentRun, _ ticks: Int64) -> Rational { run.scale.seconds(ticks) }

    @Test(
        "a variation without any scatter gives the nominal run, to the tick",
        arguments: [
            Variation.lognormal(cv: 0), .uniform(halfWidth: 0), .normal(cv: 0), .empirical([3]), .empirical([2, 2]),
        ])
    func withoutScatter(variation: Variation) throws {
        var generator = BatchCaseGenerator(seed: 41)
        for index in 0..<24 {
            var scenario = index % 3 == 0 ? generator.nextWithFaults().scenario() : generator.next().scenario()
            if index % 4 == 1 { scenario.deployments[0].scanner.lifecycle = .persistent }
            let nominal = scenario
            scenario.deployments[0].variations = all(variation, of: scenario.deployments[0])
            // The clock is finer with variations, so both are run on the same one.
            let plan = try plan(scenario)
            let varied = ScanSimulator.run(scenario, plan: plan, seed: 7)
            #expect(varied == ScanSimulator.run(nominal, plan: plan, seed: 7))
        }
    }

    /// Persistent scanners with room for all, so that no item waits for another.
    private func roomy(_ stages: [ScanStage], sizes: [Int32], regions: Int = 1) -> Scenario {
        var fleet = Fleet(sizeUnitsPerGiB: 1)
        for region in 0..<regions {
            let home = fleet.internRegion("region-\(region)")
            for size in sizes {
                fleet.append(
                    account: fleet.internAccount("a"), region: home, platform: .linux, volumes: CollectionOfOne(size))
            }
        }
        return Scenario.testing(
            name: "roomy", workflow: ScanWorkflow(stages: stages, resources: [], buckets: []),
            scanner: ScannerModel(
                lifecycle: .persistent, termination: .regionEnd, boot: Seconds(1), drain: Seconds(0), places: 1,
                minimumBilled: Seconds(0), instanceType: nil, vcpus: 0, rootVolume: GiB(0)),
            regions: (0..<regions).map {
                RegionLimits(
                    region: "region-\($0)", scannersRequested: sizes.count, setup: Seconds(0), teardown: Seconds(0),
                    subnet: nil, vcpu: nil, capacities: [], buckets: [])
            }, fleet: fleet)
    }

    private func stage(_ name: String, _ perGiB: Int, _ scanner: ScannerUse = .none) -> ScanStage {
        ScanStage(
            name: name, duration: StageDuration(base: Seconds(10), perGiB: Seconds(Rational(perGiB)), size: .total),
            scanner: scanner)
    }

    private var threeStages: [ScanStage] {
        [stage("prepare", 3), stage("scan", 5, .takesAndGivesBack), stage("tidy", 2)]
    }

    @Test("an item keeps its multipliers in any order of items")
    func itemOrder() throws {
        let sizes: [Int32] = [5, 90, 17, 17, 3, 64, 17, 1, 250, 33]
        var scenario = roomy(threeStages, sizes: sizes)
        scenario.deployments[0].variations = all(.lognormal(cv: 0.7), of: scenario.deployments[0])
        scenario.deployments[0].variations?.scannerBoot = .none
        let listed = try run(scenario)
        for order in [ItemOrder.largestFirst, .smallestFirst] {
            scenario.deployments[0].itemOrder = order
            let other = try run(scenario)
            #expect(other.regions[0].completions == listed.regions[0].completions)
        }
        #expect(try run(scenario, trial: 1).regions[0].completions != listed.regions[0].completions)
    }

    @Test("a region keeps its draws in any order of regions and behind any gate")
    func regionOrder() throws {
        var scenario = roomy(threeStages, sizes: [4, 8, 15, 16, 23], regions: 6)
        scenario.deployments[0].variations = all(.exponential, of: scenario.deployments[0])
        let listed = try plan(scenario)
        var shuffled = listed
        shuffled.deployments[0].regions = [4, 0, 3, 5, 1, 2].map { listed.deployments[0].regions[$0] }
        let first = ScanSimulator.run(scenario, plan: listed, seed: 3).deployments[0]
        scenario.deployments[0].gate = RegionGate(reading: .window, window: 2, discipline: .barrier)
        let second = ScanSimulator.run(scenario, plan: shuffled, seed: 3).deployments[0]
        for region in second.regions {
            let before = try #require(first.regions.first { $0.region == region.region })
            #expect(region == before)
        }
        #expect(Set(first.regions.map(\.completed)).count == 6)
    }

    @Test("what one stage draws does not depend on what else varies")
    func otherStages() throws {
        var scenario = roomy(threeStages, sizes: [5, 90, 17, 3])
        func work(_ stages: [String: Variation], region: Variation = .none) throws -> [Int128] {
            scenario.deployments[0].variations = DurationVariations(stages: stages, region: region)
            let run = try run(scenario)
            return run.regions[0].stages.map { $0.working * 1_000_000 / Int128(run.scale.ticksPerSecond) }
        }
        let scan = try work(["scan": .lognormal(cv: 1)])
        let both = try work(["scan": .lognormal(cv: 1), "tidy": .uniform(halfWidth: 0.5)])
        let tidy = try work(["tidy": .uniform(halfWidth: 0.5)])
        #expect(both[1] == scan[1] && both[2] == tidy[2] && both[0] == scan[0])
        #expect(scan[1] != tidy[1] && scan[2] != tidy[2])
        // A stage more before it changes nothing either.
        scenario = roomy([stage("ask", 1)] + threeStages, sizes: [5, 90, 17, 3])
        #expect(try work(["scan": .lognormal(cv: 1)])[2] == scan[1])
        // A region's good day is that of all its stages.
        let day = try work([:], region: .uniform(halfWidth: 0.9))
        let shares = zip(day, try work(["none": .none])).map { Double($0) / Double($1) }
        #expect(shares.allSatisfy { abs($0 - shares[0]) < 1e-6 } && abs(shares[0] - 1) > 1e-3)
    }

    @Test("twice the nominal times are twice the run")
    func timeScaling() throws {
        let sizes: [Int32] = [5, 90, 17, 17, 3, 64, 17, 1, 250, 33]
        var scenario = roomy(threeStages, sizes: sizes)
        scenario.deployments[0].regions[0].scannersRequested = 3
        var twice = scenario
        let stages = threeStages.map { stage in
            var stage = stage
            stage.duration.base = Seconds(stage.duration.base.value * 2)
            stage.duration.perGiB = Seconds(stage.duration.perGiB.value * 2)
            return stage
        }
        twice.deployments[0].workflow = ScanWorkflow(stages: stages, resources: [], buckets: [])
        twice.deployments[0].scanner.boot = Seconds(2)
        for trial in 0..<20 as Range<UInt32> {
            scenario.deployments[0].variations = all(.erlang(shape: 3), of: scenario.deployments[0])
            twice.deployments[0].variations = scenario.deployments[0].variations
            let once = try run(scenario, trial: trial)
            let double = try run(twice, trial: trial)
            let (left, right) = (
                seconds(double, double.makespan).doubleValue, 2 * seconds(once, once.makespan).doubleValue
            )
            #expect(abs(left - right) < 1e-4, "\(left) \(right)")
        }
    }

    @Test("the number of tasks changes nothing", arguments: 51...54 as ClosedRange<UInt64>)
    func width(seed: UInt64) async throws {
        var generator = BatchCaseGenerator(seed: seed)
        var changed = 0
        for _ in 0..<2 {
            var scenario = generator.nextWithFaults().scenario()
            scenario.deployments[0].variations = all(.lognormal(cv: 0.5), of: scenario.deployments[0])
            scenario.deployments += generator.next(regions: 5).scenario().deployments
            scenario.deployments[1].variations = all(.exponential, of: scenario.deployments[1])
            scenario.deployments[1].scanner.lifecycle = .persistent
            let plan = try plan(scenario)
            let alone = ScanSimulator.run(scenario, plan: plan, seed: seed)
            for width in [1, 3, 8] {
                #expect(await ScanSimulator.run(scenario, plan: plan, seed: seed, width: width) == alone)
            }
            if ScanSimulator.run(scenario, plan: plan, seed: seed, trial: 1) != alone { changed += 1 }
        }
        #expect(changed == 2)
    }

    @Test("attempts draw anew, what comes before and after the scanner does not")
    func attempts() throws {
        var scenario = roomy(threeStages, sizes: [10])
        scenario.deployments[0].variations = all(.uniform(halfWidth: 0.5), of: scenario.deployments[0])
        let once = try run(scenario).regions[0].stages.map(\.working)
        scenario.deployments[0].fleet = Fleet(sizeUnitsPerGiB: 1)
        scenario.deployments[0].fleet.append(
            account: scenario.deployments[0].fleet.internAccount("a"),
            region: scenario.deployments[0].fleet.internRegion("region-0"), platform: .linux, failures: 1,
            volumes: CollectionOfOne(10))
        let twice = try run(scenario).regions[0].stages.map(\.working)
        #expect(twice[0] == once[0] && twice[2] == once[2])
        #expect(twice[1] > once[1] && twice[1] != 2 * once[1])
    }

    @Test("the longest multipliers fit the clock of a fleet of millions of hours")
    func horizon() throws {
        var scenario = roomy(threeStages, sizes: [10, 20])
        scenario.deployments[0].workflow = ScanWorkflow(
            stages: threeStages.map { stage in
                var stage = stage
                stage.duration.base = Seconds(10_000_000_000)
                return stage
            }, resources: [], buckets: [])
        // One value of 1000 and many of nothing: half of the quantile's mean lies at the end.
        scenario.deployments[0].variations = all(
            .empirical(Array(repeating: 0, count: 499) + [1]), of: scenario.deployments[0])
        for trial in 0..<50 as Range<UInt32> {
            let run = try run(scenario, trial: trial)
            let most = Rational(Int128(TokenBucketTicks.most), over: Int128(run.scale.ticksPerSecond))
            #expect(seconds(run, run.makespan) < most)
        }
        // Nominal durations that fill the clock leave no room for a thousandfold of them.
        scenario.deployments[0].workflow = ScanWorkflow(
            stages: threeStages.map { stage in
                var stage = stage
                stage.duration.base = Seconds(1_000_000_000_000_000)
                return stage
            }, resources: [], buckets: [])
        #expect(throws: UnrepresentableTime.self) { try plan(scenario) }
        scenario.deployments[0].variations = nil
        _ = try plan(scenario)
    }
}
