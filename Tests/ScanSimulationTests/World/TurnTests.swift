import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// Regions that take turns and snapshots that go in rounds: the engine against the naive simulation beside these tests,
/// and what must hold of every such cycle.
@Suite("Turns, rounds and caps")
struct TurnTests {
    @Test("agree with the naive simulation in everything that is counted", arguments: 101...110 as ClosedRange<UInt64>)
    func agree(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed)
        var dice = Dice(seed: seed &+ 1_000)
        for _ in 0..<40 {
            let made = generator.nextWithTurns()
            let found = try BatchOutcome(made, dice: &dice).differences()
            #expect(found.isEmpty, "\(made.name): \(found.joined(separator: "; "))")
            if !found.isEmpty { return }
        }
    }

    @Test("the cases meet several searches, turns at once, cut turns, runs, skipped first stages and caps")
    func casesAreRich() throws {
        var generator = BatchCaseGenerator(seed: 101)
        var dice = Dice(seed: 1)
        var (searches, turns, runs, rounds, skipped, lost, cut) = (0, 0, 0, 0, 0, 0, 0)
        for _ in 0..<100 {
            let made = generator.nextWithTurns()
            let outcome = try BatchOutcome(made, dice: &dice)
            if let world = outcome.world {
                if world.searches > 2 { searches += 1 }
                if world.turnsTaken > world.searches { turns += 1 }
                if world.runs > 2 { runs += 1 }
                if world.rounds > world.runs { rounds += 1 }
            }
            if made.workflow.rounds != nil {
                if made.workflow.stages[0].copiesOnly { skipped += 1 }
                if outcome.histories.contains(where: { $0.gaveUpLooking > 0 }) { lost += 1 }
            }
            let capped = made.workflow.stages.map { $0.cap != nil && $0.scanTypes.isEmpty }
            for history in outcome.histories
            where zip(capped, history.stages).contains(where: { $0 && $1.cutOff > 0 }) { cut += 1 }
        }
        for count in [searches, turns, runs, rounds, cut] { #expect(count > 12) }
        #expect(skipped > 1 && lost > 1, "\(skipped) first stages of copies, \(lost) cycles with items given up")
    }

    /// Of nominal durations and with every item scanned; other batches than the planner's have other bounds.
    @Test("no bound is above what is simulated", arguments: 121...126 as ClosedRange<UInt64>)
    func bounds(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed)
        var dice = Dice(seed: seed)
        var (checked, rounds) = (0, 0)
        for _ in 0..<60 {
            let made = generator.nextWithTurns()
            guard made.faults == nil, !made.shufflesBatches else { continue }
            let outcome = try BatchOutcome(made, dice: &dice)
            guard outcome.histories.allSatisfy({ $0.gaveUpLooking + $0.failedForGood == 0 }) else { continue }
            let plan = outcome.plan.deployments[0]
            let run = outcome.run.deployments[0]
            #expect(plan.bound.ticks <= run.makespan, "\(made.name): \(plan.bound)")
            for (region, window) in zip(plan.regions, run.windows) {
                #expect(region.boundTicks <= window.ended - window.activated, "\(made.name): \(region.bindingBound)")
            }
            checked += 1
            if plan.bound.kind == .snapshotRounds { rounds += 1 }
        }
        #expect(checked > 10 && rounds > 0, "\(checked) cycles, \(rounds) of them bound by rounds")
    }

    @Test("the number of tasks changes nothing", arguments: 131...133 as ClosedRange<UInt64>)
    func width(seed: UInt64) async throws {
        var generator = BatchCaseGenerator(seed: seed)
        var dice = Dice(seed: seed)
        for _ in 0..<8 {
            let outcome = try BatchOutcome(generator.nextWithTurns(), dice: &dice)
            for width in [1, 2, 5] {
                let run = await ScanSimulator.run(
                    outcome.scenario, plan: outcome.plan, seed: outcome.scenario.seed, width: width)
                #expect(run == outcome.run)
            }
        }
    }

    /// Not so in other orders, with throttles or where turns have a limit: there both ways are list schedules with the known
    /// anomalies, and either may be the longer one.
    ///
    /// A list served in its own order: every batch begins no later if nobody waits for a whole wave. By induction, when a
    /// wave launches a batch, those ahead of it that are not over are fewer than the positions.
    @Test("in order of readiness and without throttles, a barrier gains nobody anything", arguments: [201, 202, 203])
    func barrier(seed: Int) throws {
        var generator = BatchCaseGenerator(seed: UInt64(seed))
        var dice = Dice(seed: UInt64(seed))
        var slower = 0
        for _ in 0..<40 {
            var made = generator.next(regions: 1)
            made.order = .earliestReady
            made.regions[0].rates = made.workflow.buckets.map { _ in nil }
            made.regions[0].capacities = made.workflow.resources.map { _ in nil }
            made.shufflesBatches = false
            let runs = try [false, true].map { hasBarrier in
                made.workflow.waves = NaiveWaves(hasBarrier: hasBarrier, regionsAtOnce: 1, turnLimit: nil)
                return try BatchOutcome(made, dice: &dice).run.deployments[0]
            }
            let completions = runs.map { $0.regions[0].completions }
            #expect(zip(completions[0], completions[1]).allSatisfy { $0 <= $1 }, "\(made.name)")
            if runs[0].makespan < runs[1].makespan { slower += 1 }
        }
        #expect(slower > 10)
    }
}
