import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// Rates whose token intervals share no clock: buckets keep fractions of a tick, and only answers are rounded up.
@Suite("Fractional credit")
struct FractionalClockTests {
    private static let rates = ["0.7919", "99.73", "123.457", "0.9973", "7.919", "31.337"]

    private static func rate(_ decimal: String, burst: String) -> NaiveRate {
        NaiveRate(perSecond: BatchCaseGenerator.fraction(decimal), burst: BatchCaseGenerator.fraction(burst))
    }

    /// Items of one volume that nothing but buckets holds up: a scanner for each, and as long as any other in every
    /// stage, so that rounding cannot change who comes first.
    private static func tandem(_ dice: inout Dice, items: Int) -> BatchCase {
        let stages = dice.roll(2...5)
        let place = dice.roll(0...(stages - 1))
        let buckets = (0..<(stages + 1)).map { _ in NaiveCounter(perAccount: false, basis: .item) }
        let bases = (0..<stages).map { _ in NaiveFraction(Int128(dice.roll(0...8)), over: 4) }
        return BatchCase(
            name: "tandem",
            workflow: NaiveWorkflow(
                stages: (0..<stages).map { NaiveStage(spends: [$0], base: bases[$0]) }, resources: [],
                buckets: buckets, place: place, lastPlace: dice.roll(place...(stages - 1)), places: 1,
                boot: NaiveFraction(3), drain: .zero, minimumBilled: .zero, launchBuckets: [stages]),
            regions: (0..<6).map { _ in
                BatchCase.Region(
                    instances: (0..<items).map { _ in
                        BatchCase.Instance(account: 1, isWindows: false, volumes: [8])
                    }, scanners: items, capacities: [],
                    rates: buckets.map { _ in rate(dice.pick(rates), burst: dice.pick(["1", "2", "2.5", "5"])) })
            }, order: .earliestReady, sizeUnitsPerGiB: 1, shufflesBatches: false)
    }

    /// Every answer of a bucket may be late by less than a tick, and lateness never grows on the way; so an item is
    /// late by less than one tick for each bucket it meets, however many items there are.
    @Test("agrees with exact arithmetic within a tick for each grant on an item's way", arguments: [10, 120])
    func withinOneTickPerGrant(items: Int) throws {
        var dice = Dice(seed: 51)
        var odd = 0
        for _ in 0..<(items > 100 ? 4 : 40) {
            let made = FractionalClockTests.tandem(&dice, items: items)
            let outcome = try BatchOutcome(made, dice: &dice)
            let run = outcome.run.deployments[0]
            if !run.scale.ratesAreWhole { odd += 1 }
            let grants = Int128(made.workflow.buckets.count)
            for (region, history) in zip(run.regions, outcome.histories) {
                let exact = history.completed.compactMap(\.self).sorted()
                #expect(exact.count == items && region.completions.count == items)
                for (ticks, grains) in zip(region.completions, exact) {
                    // Ticks late, times `grain`.
                    let late = Int128(ticks) * history.grain - grains * Int128(run.scale.ticksPerSecond)
                    #expect(late >= 0 && late < grants * history.grain)
                }
            }
        }
        #expect(odd >= (items > 100 ? 2 : 15))
    }

    /// 8,000 requests at once through one bucket: the k-th is granted at (k - burst) / rate, rounded up, to the last.
    @Test("does not drift over 8,000 grants", arguments: ["0.7919", "99.73", "123.457"])
    func doesNotDrift(rate: String) throws {
        var dice = Dice(seed: 52)
        var made = FractionalClockTests.tandem(&dice, items: 1)
        let item = made.regions[0].instances[0]
        made.workflow.stages = [
            NaiveStage(spends: [0], base: .zero), NaiveStage(base: .zero),
        ]
        made.workflow.buckets = [NaiveCounter(perAccount: false, basis: .item)]
        made.workflow.place = 1
        made.workflow.lastPlace = 1
        made.workflow.boot = .zero
        made.workflow.launchBuckets = []
        // Six rates, one to a region, make the shared clock too fine; the one looked at is the first region's.
        made.regions = ([rate] + FractionalClockTests.rates).map {
            BatchCase.Region(
                instances: [item], scanners: 8_000, capacities: [],
                rates: [FractionalClockTests.rate($0, burst: "2.5")])
        }
        made.regions[0].instances = [BatchCase.Instance](repeating: item, count: 8_000)
        let scenario = made.scenario()
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else {
            Issue.record("infeasible")
            return
        }
        let run = ScanSimulator.run(scenario, plan: plan, seed: 1).deployments[0]
        #expect(!run.scale.ratesAreWhole)
        let perSecond = scenario.deployments[0].regions[0].buckets[0]?.rate.perSecond ?? .one
        let burst = Rational(5, over: 2)
        for (index, ticks) in run.regions[0].completions.enumerated() {
            let missing = max(.zero, Rational(index + 1) - burst)
            let exact = missing / perSecond * Rational(Int128(run.scale.ticksPerSecond))
            #expect(Int128(ticks) == exact.ceiling)
            if Int128(ticks) != exact.ceiling { return }
        }
    }
}
