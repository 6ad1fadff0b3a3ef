import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// The first cycle of the weeks against the simulation of one cycle.
@Suite("The first cycle of the weeks")
struct WeeksCycleTests {
    /// Everything is due at 0, nothing throttles, and batches wait for one search that comes after every snapshot.
    @Test("is that of one cycle, region by region, to the tick", arguments: 1...8 as ClosedRange<UInt64>)
    func sameAsOneCycle(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: 700 + seed)
        for number in 0..<40 {
            var made = generator.next()
            made.order = .earliestReady
            for region in made.regions.indices {
                made.regions[region].rates = made.regions[region].rates.map { _ in nil }
                made.regions[region].capacities = made.regions[region].capacities.map { _ in nil }
            }
            var scenario = made.scenario()
            scenario.deployments[0].workflow.batchWindow = Seconds(100_000)
            scenario.deployments[0].interval = Seconds(Rational(WeeksCycleTests.long))
            scenario.deployments[0].weeks = WeeksSettings(
                pollInterval: Seconds(Rational(WeeksCycleTests.long)), searchInterval: Seconds(100_000))
            try compare(scenario, "seed \(seed) case \(number)")
        }
    }

    /// No stage before the scanner, regions that wait for a place in the window, set up and taken down.
    @Test("is that of one cycle where regions wait for one another", arguments: 1...8 as ClosedRange<UInt64>)
    func sameBehindTheGate(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for number in 0..<40 {
            var made = WeeksCase(count: 0)
            made.snapshot = 0
            made.regions = (0..<dice.roll(2...5)).map { _ in
                (0..<dice.roll(1...12)).map { _ in
                    (account: dice.roll(1...3), volumes: (0..<dice.pick([1, 1, 2, 5])).map { _ in 8 })
                }
            }
            made.scanners = dice.roll(1...4)
            made.places = dice.roll(1...4)
            made.boot = dice.pick([0, 5, 60])
            made.scan = dice.pick([0, 7, 300])
            made.cleanup = dice.pick([0, 3, 500])
            made.intervalHours = WeeksCycleTests.long / 3600
            made.gate = RegionGate(
                reading: .window, window: dice.roll(1...4), discipline: dice.pick(GateDiscipline.allCases))
            made.weeks = WeeksSettings(pollInterval: Seconds(Rational(WeeksCycleTests.long)), searchInterval: .zero)
            var scenario = made.scenario
            for region in scenario.deployments[0].regions.indices {
                scenario.deployments[0].regions[region].setup = Seconds(Rational(dice.pick([0, 4, 90])))
                scenario.deployments[0].regions[region].teardown = Seconds(Rational(dice.pick([0, 9])))
            }
            try compare(scenario, "seed \(seed) case \(number)")
        }
    }

    /// The limit before the scanner holds up snapshots as it does in one cycle. Each item is a batch of its own, so the
    /// searches in between form the batches of the plan.
    @Test("is that of one cycle where snapshots wait for one another", arguments: 1...4 as ClosedRange<UInt64>)
    func sameBehindTheLimit(seed: UInt64) throws {
        var dice = Dice(seed: 50 + seed)
        for number in 0..<40 {
            var made = WeeksCase(count: 0)
            made.regions = [
                (0..<dice.roll(10...30)).map { _ in
                    (account: dice.roll(1...3), volumes: (0..<dice.roll(1...3)).map { _ in 8 })
                }
            ]
            made.pending = dice.roll(3...6)
            made.snapshot = dice.pick([50, 300])
            made.scanners = dice.roll(1...30)
            made.intervalHours = WeeksCycleTests.long / 3600
            let window = Seconds(Rational(dice.pick([1, 60, 700])))
            made.weeks = WeeksSettings(
                pollInterval: Seconds(Rational(WeeksCycleTests.long)), searchInterval: window)
            var scenario = made.scenario
            scenario.deployments[0].workflow.batchWindow = window
            try compare(scenario, "seed \(seed) case \(number)")
        }
    }

    /// Seconds in which nothing is due again.
    private static let long = 7 * 86_400

    private func compare(_ scenario: Scenario, _ name: String) throws {
        let deployment = scenario.deployments[0]
        let plan = try WeeksCase.plan(scenario)
        let cycle = ScanSimulator.run(scenario, plan: ScanPlan(deployments: [plan]), seed: 1).deployments[0]
        let weeks = try WeeksSimulator.run(deployment, plan: plan, weeks: 1, seed: 1, trials: 0)
        #expect(weeks.regions.count == cycle.regions.count, "\(name)")
        for (index, region) in weeks.regions.enumerated() {
            let opened = cycle.windows[index].activated + plan.regions[index].setupTicks
            let wanted = cycle.scale.seconds(opened + cycle.regions[index].completed)
            #expect(region.firstCycle.map { weeks.scale.seconds($0) } == wanted, "\(name), region \(index)")
            #expect(region.weeks[0].scans == cycle.regions[index].completions.count, "\(name)")
        }
    }
}
