import CapacityPlanning
import ScanModel
import ScanSimulation
import Studies
import TestSupport
import Testing

/// What a trace takes down, and the paths that are walked in it.
@Suite("Traces of regions")
struct RegionTraceTests {
    struct Infeasible: Error {}

    static func planned(_ scenario: Scenario) throws -> (plan: ScanPlan, run: DeploymentRun) {
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { throw Infeasible() }
        return (plan, ScanSimulator.run(scenario, plan: plan, seed: scenario.seed).deployments[0])
    }

    /// Checks that a trace changes nothing, and that life and path lie end to end.
    private func check(_ scenario: Scenario) throws {
        let (plan, run) = try RegionTraceTests.planned(scenario)
        let regions = Set(plan.deployments[0].regions.indices)
        let traced = ScanSimulator.trace(
            scenario, plan: plan, deployment: 0, run: run, seed: scenario.seed, regions: regions)
        for region in regions {
            #expect(traced[region]?.run == run.regions[region], "\(scenario.name): region \(region)")
        }
        let found = MakespanExplanation(
            PlannedScenario(scenario: scenario, plan: plan), deployment: 0, run: run)
        let explanation = try #require(found)
        #expect(explanation.makespan == run.makespan)
        for path in [explanation.life, explanation.path] {
            var time: Int64 = 0
            for segment in path.segments {
                #expect(segment.from == time && segment.to > time, "\(scenario.name): \(segment) at \(time)")
                time = segment.to
            }
            #expect(time == run.makespan, "\(scenario.name)")
            #expect(path.chains.reduce(0) { $0 + $1.to - $1.from } == run.makespan)
            #expect(path.shares.reduce(0) { $0 + $1.ticks } == run.makespan)
        }
        // Doing and waiting of all instances is the time to the end of each; those given up are in the histories.
        let givenUp = traced.reduce(Int128(0)) { sum, entry in
            let opening = run.windows[entry.key].activated + plan.deployments[0].regions[entry.key].setupTicks
            return entry.value.history.abandoned.values.reduce(sum) { $0 + Int128($1.at + opening) }
        }
        #expect(explanation.instances.givenUp == givenUp, "\(scenario.name)")
        let abandoned = traced.values.reduce(0) { $0 + $1.history.abandoned.count }
        #expect(explanation.instances.itemsGivenUp == abandoned)
    }

    @Test("change nothing and explain every tick", arguments: 1...4 as ClosedRange<UInt64>)
    func batches(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed &+ 300)
        for _ in 0..<15 { try check(generator.next().scenario()) }
    }

    @Test("of stages with rules", arguments: 5...8 as ClosedRange<UInt64>)
    func rules(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed &+ 300)
        for _ in 0..<15 { try check(generator.nextWithRules().scenario()) }
    }

    @Test("of scanners that meet faults", arguments: 9...12 as ClosedRange<UInt64>)
    func faults(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed &+ 300)
        for _ in 0..<12 { try check(generator.nextWithFaults().scenario()) }
        for _ in 0..<8 { try check(generator.nextWithReadsAndFaults().scenario()) }
    }

    @Test("of stages and boots of random duration", arguments: 19...22 as ClosedRange<UInt64>)
    func variations(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var generator = BatchCaseGenerator(seed: seed &+ 300)
        let laws: [Variation] = [.lognormal(cv: 1), .exponential, .uniform(halfWidth: 1), .erlang(shape: 3), .none]
        var changed = 0
        for number in 0..<12 {
            let fixed = (number % 2 == 0 ? generator.nextWithRules() : generator.nextWithFaults()).scenario()
            var scenario = fixed
            let names = scenario.deployments[0].workflow.stages.map(\.name)
            scenario.seed = seed
            scenario.deployments[0].variations = DurationVariations(
                stages: Dictionary(uniqueKeysWithValues: names.map { ($0, dice.pick(laws)) }),
                scannerBoot: dice.pick(laws), region: dice.pick([.none, .uniform(halfWidth: 0.5)]))
            try check(scenario)
            if try RegionTraceTests.planned(scenario).run.makespan != RegionTraceTests.planned(fixed).run.makespan {
                changed += 1
            }
        }
        #expect(changed > 6, "durations were drawn in \(changed) of 12 cases")
    }

    @Test("of regions behind a gate, apart and on one clock", arguments: 13...15 as ClosedRange<UInt64>)
    func gates(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var generator = BatchCaseGenerator(seed: seed &+ 300)
        for number in 0..<10 {
            try check(generator.nextBehindGate(regions: 2...6, isShared: number % 2 == 0, dice: &dice))
        }
    }

    @Test("of regions that take turns and snapshots in rounds", arguments: 23...27 as ClosedRange<UInt64>)
    func turns(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed &+ 300)
        for _ in 0..<15 { try check(generator.nextWithTurns().scenario()) }
    }

    @Test("of scanners that stay", arguments: 16...18 as ClosedRange<UInt64>)
    func persistent(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var generator = BatchCaseGenerator(seed: seed &+ 300)
        for _ in 0..<15 {
            try check(generator.nextWithStayingScanners(dice: &dice))
        }
    }
}
