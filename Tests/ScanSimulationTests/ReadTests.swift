import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// Reads at a rate: the engine against the naive simulation, and the planner against the engine.
@Suite("Reads")
struct ReadTests {
    /// Eight seeds of 60 cases, each compared to the tick.
    @Test("agree with the naive simulation in everything that is counted", arguments: 41...48 as ClosedRange<UInt64>)
    func agree(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed)
        var dice = Dice(seed: seed &+ 1_000)
        for _ in 0..<60 {
            let made = generator.nextWithReads()
            let found = try BatchOutcome(made, dice: &dice).differences()
            #expect(found.isEmpty, "\(made.name): \(found.joined(separator: "; "))")
            if !found.isEmpty { return }
        }
    }

    @Test("the cases meet slow reads, cuts, refused requests for the paid rate and volumes that are full early")
    func casesAreRich() throws {
        var generator = BatchCaseGenerator(seed: 41)
        var dice = Dice(seed: 1)
        var (slow, cut, refused, early, credit) = (0, 0, 0, 0, 0)
        for _ in 0..<120 {
            let made = generator.nextWithReads()
            guard let reads = made.workflow.reads else { continue }
            if let instance = reads.instance, instance.slow < instance.fast, instance.seconds < 100 { credit += 1 }
            let asked = made.workflow.stages.firstIndex { $0.recheck?.looks == .max }
            for history in try BatchOutcome(made, dice: &dice).histories {
                if history.stages[reads.stage].slowReads > 0 { slow += 1 }
                if history.stages[reads.stage].cutOff > 0 { cut += 1 }
                if let asked, history.stages[asked].refusals > 0 { refused += 1 }
                if history.earlyReleases > 0 { early += 1 }
            }
        }
        for count in [slow, cut, refused, early, credit] {
            #expect(count > 8, "\((slow, cut, refused, early, credit))")
        }
    }

    @Test("no run is faster than its bounds", arguments: 61...66 as ClosedRange<UInt64>)
    func bounds(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed)
        var dice = Dice(seed: seed &+ 1_000)
        var compared = 0
        for _ in 0..<60 {
            var made = generator.nextWithReads()
            // Items that are given up have no part in what the bounds say.
            made.workflow.attemptsMost = nil
            made.shufflesBatches = false
            let outcome = try BatchOutcome(made, dice: &dice)
            for (plan, run) in zip(outcome.plan.deployments[0].regions, outcome.run.deployments[0].regions)
            where run.abandoned.isEmpty {
                compared += 1
                #expect(plan.bindingBound.ticks <= run.completed, "\(made.name): \(plan.bindingBound)")
            }
        }
        #expect(compared > 60)
    }

    /// Single volumes on scanners that stay: the planner's places are the engine's.
    @Test("on persistent scanners the planner forecasts makespan and storage", arguments: [UInt64(91), 92])
    func persistent(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed)
        var (prepared, read) = (0, 0)
        for _ in 0..<60 {
            var made = unlimited(generator.nextWithReads())
            // Nothing is copied, so nobody counts copies.
            for stage in made.workflow.stages.indices {
                let resources = made.workflow.resources
                let isCopies = { (resource: Int) in resources[resource].basis == .copiedVolume }
                made.workflow.stages[stage].acquires.removeAll(where: isCopies)
                made.workflow.stages[stage].releases.removeAll(where: isCopies)
                if made.workflow.stages[stage].acquires.isEmpty { made.workflow.stages[stage].recheck = nil }
            }
            for region in made.regions.indices {
                for item in made.regions[region].instances.indices {
                    made.regions[region].instances[item].volumes.removeLast(
                        made.regions[region].instances[item].volumes.count - 1)
                    made.regions[region].instances[item].copied = []
                    made.regions[region].instances[item].isWindows = false
                }
            }
            var scenario = made.scenario()
            scenario.deployments[0].scanner.lifecycle = .persistent
            guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { throw CancellationError() }
            let run = ScanSimulator.run(scenario, plan: plan, seed: 1).deployments[0]
            let stage = try #require(made.workflow.reads).stage
            for (planned, simulated) in zip(plan.deployments[0].regions, run.regions) {
                #expect(planned.bindingBound.ticks <= simulated.completed, "\(made.name)")
                // No place waits for the scanner of another: the pooled schedule is what happens.
                #expect(planned.plannedTicks == simulated.completed, "\(made.name)")
                if simulated.stages[stage].reads.total > simulated.stages[stage].reads.timing { read += 1 }
            }
            for kind in [UsageKind.volumeGiBSeconds, .snapshotGiBSeconds] {
                #expect(plan.deployments[0].usage.total(kind) == run.usage.total(kind), "\(made.name): \(kind)")
            }
            if made.workflow.reads?.preparation != nil { prepared += 1 }
        }
        #expect(prepared > 5 && read > 20)
    }

    /// Nothing but scanners to wait for, and nothing that the planner's arithmetic leaves out.
    private func unlimited(_ made: BatchCase) -> BatchCase {
        var made = made
        made.order = .earliestReady
        made.shufflesBatches = false
        made.workflow.attemptsMost = nil
        made.workflow.batchWindow = nil
        for stage in made.workflow.stages.indices {
            made.workflow.stages[stage].poll = nil
            // No volume will be copied, so no stage for copies alone may be the one that begins to hold something.
            if made.workflow.stages[stage].copiesOnly { made.workflow.stages[stage].opens = [] }
            if stage != made.workflow.reads?.stage { made.workflow.stages[stage].scanTypes = [] }
        }
        for region in made.regions.indices {
            made.regions[region].rates = made.workflow.buckets.map { _ in nil }
            made.regions[region].capacities = made.workflow.resources.map { _ in nil }
            for item in made.regions[region].instances.indices {
                made.regions[region].instances[item].copied = made.regions[region].instances[item].copied.map { _ in
                    false
                }
            }
        }
        return made
    }

    /// With nothing but scanners to wait for, the planner's schedule is the engine's.
    @Test("without throttles the planner forecasts the engine's makespan and storage", arguments: [UInt64(81), 82, 83])
    func forecast(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed)
        var dice = Dice(seed: seed)
        for _ in 0..<60 {
            let made = unlimited(generator.nextWithReads())
            let outcome = try BatchOutcome(made, dice: &dice)
            let plan = outcome.plan.deployments[0]
            let run = outcome.run.deployments[0]
            for (planned, simulated) in zip(plan.regions, run.regions) {
                #expect(planned.plannedTicks == simulated.completed, "\(made.name)")
            }
            for kind in [UsageKind.volumeGiBSeconds, .snapshotGiBSeconds, .scannerSeconds] {
                #expect(plan.usage.total(kind) == run.usage.total(kind), "\(made.name): \(kind)")
            }
        }
    }
}
