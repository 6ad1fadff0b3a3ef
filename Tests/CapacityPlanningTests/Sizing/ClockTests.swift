import CapacityPlanning
import ScanModel
import Testing

/// The clock: every length whole, equal instants equal.
@Suite("Clock")
struct ClockTests {
    private func isWhole(_ seconds: Rational, on scale: TickScale) -> Bool {
        (seconds * Rational(Int128(scale.ticksPerSecond))).isWhole
    }

    /// Everything of a deployment that has a length.
    private func lengths(_ deployment: Deployment) -> [Rational] {
        let perUnit = Rational(1, over: Int128(deployment.fleet.sizeUnitsPerGiB))
        var lengths = [deployment.scanner.boot, deployment.scanner.drain, deployment.scanner.minimumBilled]
            .map(\.value)
        for stage in deployment.workflow.stages {
            lengths += [stage.duration.base.value, stage.duration.perGiB.value * perUnit]
            if case .reject(let backoff) = stage.onEmpty { lengths += [backoff.first.value, backoff.limit.value] }
        }
        return lengths + deployment.regions.flatMap { [$0.setup.value, $0.teardown.value] }
    }

    private func intervals(_ deployment: Deployment) -> [Rational] {
        deployment.regions.flatMap(\.buckets).compactMap(\.self).flatMap { limit in
            [.one / limit.rate.perSecond, (limit.burst - .one) / limit.rate.perSecond]
        }
    }

    @Test("every length and token interval of a plan is whole, and sums of equal value are equal ticks")
    func wholeTicks() throws {
        var scenarios = RandomScenarios(seed: 31)
        for _ in 0..<200 {
            let scenario = scenarios.next()
            let scale = try scenario.plannedDeployment().scale
            let lengths = lengths(scenario.deployments[0]) + intervals(scenario.deployments[0])
            #expect(scale.ratesAreWhole)
            #expect(lengths.allSatisfy { isWhole($0, on: scale) })
            let sum = lengths.reduce(Rational.zero, +)
            #expect(lengths.reduce(Int64(0)) { $0 + scale.ticks($1) } == scale.ticks(sum))
            #expect(scale.seconds(scale.ticks(sum)) == sum)
        }
    }

    @Test("no finer than needed")
    func coarsest() {
        let choose = { (durations: [String], intervals: [Rational]) in
            TickScale.choose(durations: durations.map(decimal), rateFractions: intervals)
        }
        #expect(choose(["60", "0"], []) == TickScale(ticksPerSecond: 1))
        #expect(choose(["0.5", "0.2", "3"], []) == TickScale(ticksPerSecond: 10))
        // Intervals of 1/3, 1/7 and 10/7 s, lengths in quarters.
        let intervals = [Rational(1, over: 3), Rational(1, over: 7), Rational(10, over: 7)]
        #expect(choose(["7.25"], intervals) == TickScale(ticksPerSecond: 84))
    }

    @Test("rates give way where the clock would be too fine; lengths never do")
    func limits() {
        let fine = Rational(1, over: 7919)
        #expect(
            TickScale.choose(durations: [decimal("0.5")], rateFractions: [fine], limit: 15_838)
                == TickScale(ticksPerSecond: 15_838))
        // Twice 7919 is too much: the clock becomes 2 * 10^3, as fine as the limit allows.
        #expect(
            TickScale.choose(durations: [decimal("0.5")], rateFractions: [fine], limit: 15_837)
                == TickScale(ticksPerSecond: 2_000, ratesAreWhole: false))
        #expect(TickScale.choose(durations: [fine], rateFractions: [], limit: 7_918) == nil)
        #expect(
            TickScale.choose(durations: [fine], rateFractions: [], limit: 7_919)
                == TickScale(ticksPerSecond: 7_919))
    }

    @Test("a token that comes when a stage ends comes at the same tick")
    func equalInstants() throws {
        // Three a second, burst 1: the fourth token comes after one second, when the other region's item is done.
        let workflow = ScanWorkflow(
            stages: [.lasting(0, spends: [0]), .lasting(1, scanner: .takesAndGivesBack)], resources: [],
            buckets: [BucketKind(action: "Snapshot", scope: .serviceAccountRegion, per: .volume)])
        let thirds = TokenBucketLimit(rate: TokenRate(perSecond: 3), burst: .one)
        let scenario = Scenario.example(
            workflow, scanner: .example(.perBatch, places: 4),
            regions: [
                .example("region-0", buckets: [thirds]), .example("region-1", scanners: 2, buckets: .unlimited(1)),
            ], fleet: .example([[[1, 1, 1, 1]], [[1], [1], [1], [1], [1]]]))
        let plan = try scenario.planned()
        let run = scenario.simulated(plan)
        let second = plan.deployments[0].scale.ticksPerSecond
        #expect(second == 3)
        #expect(run.regions.map(\.completed) == [2 * second, second])
    }

    @Test("rates that share no clock leave lengths whole and ticks of a microsecond or less")
    func oddRates() throws {
        let rates = ["0.79191", "99.731", "123.457"].map { decimal($0) }
        let limits = rates.enumerated().map { number, rate in
            RegionLimits.example(
                "region-\(number)",
                buckets: [TokenBucketLimit(rate: TokenRate(perSecond: rate), burst: decimal("2.5"))])
        }
        let workflow = ScanWorkflow(
            stages: [.lasting(0, spends: [0]), .lasting(1, scanner: .takesAndGivesBack)], resources: [],
            buckets: [BucketKind(action: "Snapshot", scope: .serviceAccountRegion, per: .item)])
        var scenario = Scenario.example(workflow, regions: limits, fleet: .example(rates.map { _ in [[1]] }))
        scenario.deployments[0].scanner.boot = Seconds(decimal("0.003"))
        let scale = try scenario.plannedDeployment().scale
        #expect(!scale.ratesAreWhole)
        #expect(lengths(scenario.deployments[0]).allSatisfy { isWhole($0, on: scale) })
        #expect(scale.ticksPerSecond >= 1_000_000)
    }

    @Test("times that no clock of 64 bits can count are refused by name")
    func unrepresentable() {
        var scenario = Scenario.example(regions: [.example()], fleet: .equal(1))
        scenario.deployments[0].scanner.boot = Seconds(decimal("0.00000000000000001"))
        #expect(throws: UnrepresentableTime(deployment: "example")) { try CapacityPlanner.plan(scenario) }
        scenario.deployments[0].scanner.boot = Seconds(decimal("1e-12"))
        #expect(throws: Never.self) { try CapacityPlanner.plan(scenario) }
        // A trillion ticks a second leave less than two months.
        scenario.deployments[0].scanner.drain = Seconds(decimal("1e8"))
        #expect(throws: UnrepresentableTime(deployment: "example")) { try CapacityPlanner.plan(scenario) }
    }
}
