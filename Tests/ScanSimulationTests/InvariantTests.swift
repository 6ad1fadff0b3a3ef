import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// What must hold of every run, whatever the numbers.
@Suite("Invariants of runs")
struct InvariantTests {
    private func run(_ scenario: Scenario) throws -> DeploymentRun {
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { throw Infeasible() }
        return ScanSimulator.run(scenario, plan: plan, seed: 1).deployments[0]
    }

    private struct Infeasible: Error {}

    /// Every length `factor` times as long, every rate as much slower.
    private func slowed(_ made: BatchCase, by factor: Int128) -> BatchCase {
        let times = NaiveFraction(factor)
        var made = made
        for length in [\NaiveWorkflow.boot, \.drain, \.minimumBilled] {
            made.workflow[keyPath: length] = made.workflow[keyPath: length] * times
        }
        for number in made.workflow.stages.indices {
            var stage = made.workflow.stages[number]
            stage.base = stage.base * times
            stage.perSizeUnit = stage.perSizeUnit * times
            stage.backoff = stage.backoff.map {
                NaiveBackoff(first: $0.first * times, factor: $0.factor, limit: $0.limit * times)
            }
            made.workflow.stages[number] = stage
        }
        for region in made.regions.indices {
            made.regions[region].rates = made.regions[region].rates.map { rate in
                rate.map { NaiveRate(perSecond: $0.perSecond * times.inverted, burst: $0.burst) }
            }
        }
        return made
    }

    @Test("a world that is slower by a factor ends later by that factor")
    func timeScales() throws {
        var generator = BatchCaseGenerator(seed: 71)
        var dice = Dice(seed: 71)
        for _ in 0..<60 {
            let made = generator.next()
            let factor = dice.roll(2...9)
            let plain = try run(made.scenario())
            let slow = try run(slowed(made, by: Int128(factor)).scenario())
            let times = Rational(factor)
            #expect(slow.scale.seconds(slow.makespan) == times * plain.scale.seconds(plain.makespan))
            for (one, other) in zip(plain.regions, slow.regions) {
                #expect(
                    one.completions.map { times * plain.scale.seconds($0) }
                        == other.completions.map(slow.scale.seconds))
                #expect(one.requests == other.requests && one.peaks == other.peaks)
            }
        }
    }

    @Test("behind a window for all, the order of regions changes nothing")
    func regionsCommute() throws {
        var generator = BatchCaseGenerator(seed: 72)
        var dice = Dice(seed: 72)
        for _ in 0..<40 {
            let scenario = generator.next(regions: 5).scenario()
            var other = scenario
            other.deployments[0].regions = dice.shuffled(scenario.deployments[0].regions)
            let one = try run(scenario)
            let two = try run(other)
            #expect(one.makespan == two.makespan && one.peakScanners == two.peakScanners)
            #expect(one.accounts == two.accounts && one.usage == two.usage)
            #expect(Set(one.regions) == Set(two.regions))
        }
    }

    /// Nothing but scanners limits: list scheduling of jobs with release dates in the order of their release.
    private func unlimited(_ made: BatchCase) -> BatchCase {
        var made = made
        made.order = .earliestReady
        for region in made.regions.indices {
            made.regions[region].rates = made.workflow.buckets.map { _ in nil }
            made.regions[region].capacities = made.workflow.resources.map { _ in nil }
        }
        return made
    }

    @Test("served in order and without throttles, one more scanner delays nobody")
    func moreScannersDelayNobody() throws {
        var generator = BatchCaseGenerator(seed: 73)
        for _ in 0..<80 {
            var made = unlimited(generator.next(regions: 1))
            var before = try run(made.scenario()).regions[0].completions
            for _ in 0..<3 {
                made.regions[0].scanners += 1
                let after = try run(made.scenario()).regions[0].completions
                #expect(zip(after, before).allSatisfy { $0 <= $1 }, "\(made.name)")
                before = after
            }
        }
    }

    /// Graham, Bounds for certain multiprocessing anomalies, 1966: a list schedule on s machines ends by
    /// sum / s + (1 - 1/s) longest.
    @Test("scanners that are never idle while a batch waits keep the bound of list schedules")
    func listScheduleBound() throws {
        var generator = BatchCaseGenerator(seed: 74)
        for _ in 0..<100 {
            var made = unlimited(generator.next(regions: 1))
            // Every batch is ready when the region opens.
            for stage in 0..<made.workflow.place {
                made.workflow.stages[stage].base = .zero
                made.workflow.stages[stage].perSizeUnit = .zero
            }
            let region = try run(made.scenario()).regions[0]
            let lives = region.scanners.map { $0.terminated - $0.launched }
            let scanners = Int64(min(made.regions[0].scanners, lives.count))
            let last = region.scanners.map(\.terminated).max() ?? 0
            #expect(last * scanners <= lives.reduce(0, +) + (scanners - 1) * (lives.max() ?? 0), "\(made.name)")
        }
    }
}
