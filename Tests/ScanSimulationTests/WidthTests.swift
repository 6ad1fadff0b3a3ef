import CapacityPlanning
import ScanModel
import ScanSimulation
import Synchronization
import Testing

/// The same answer for any number of tasks.
@Suite("Simulating with any number of tasks")
struct WidthTests {
    /// The case with every wait after a refusal drawn at random.
    private func jittered(_ scenario: Scenario) -> Scenario {
        var scenario = scenario
        let workflow = scenario.deployments[0].workflow
        let stages = workflow.stages.map { stage in
            guard case .reject(var backoff) = stage.onEmpty else { return stage }
            backoff.fullJitter = true
            var stage = stage
            stage.onEmpty = .reject(backoff)
            return stage
        }
        scenario.deployments[0].workflow = ScanWorkflow(
            stages: stages, resources: workflow.resources, buckets: workflow.buckets)
        return scenario
    }

    private func plan(_ scenario: Scenario) throws -> ScanPlan {
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { throw Infeasible() }
        return plan
    }

    private struct Infeasible: Error {}

    /// Two deployments of seven regions each, with random waits, one of them with persistent scanners.
    private func scenario(seed: UInt64) -> Scenario {
        var generator = BatchCaseGenerator(seed: seed)
        var scenario = jittered(generator.next(regions: 7).scenario())
        scenario.deployments += jittered(generator.next(regions: 7).scenario()).deployments
        scenario.deployments[1].scanner.lifecycle = .persistent
        return scenario
    }

    @Test("gives the run of a single one", arguments: 21...26 as ClosedRange<UInt64>)
    func sameRun(seed: UInt64) async throws {
        let scenario = scenario(seed: seed)
        let plan = try plan(scenario)
        let alone = ScanSimulator.run(scenario, plan: plan, seed: seed)
        for width in [1, 2, 8] {
            let run = await ScanSimulator.run(scenario, plan: plan, seed: seed, width: width)
            #expect(run == alone, "width \(width)")
            #expect(run.hashValue == alone.hashValue)
        }
        #expect(ScanSimulator.run(scenario, plan: plan, seed: seed) == alone)
    }

    @Test("another seed draws other waits; without jitter the seed changes nothing")
    func seedMatters() throws {
        var generator = BatchCaseGenerator(seed: 31)
        var changed = 0
        for _ in 0..<10 {
            let plain = generator.next(regions: 2).scenario()
            let plan = try plan(plain)
            #expect(ScanSimulator.run(plain, plan: plan, seed: 1) == ScanSimulator.run(plain, plan: plan, seed: 2))
            let random = jittered(plain)
            let randomPlan = try self.plan(random)
            let one = ScanSimulator.run(random, plan: randomPlan, seed: 1)
            let two = ScanSimulator.run(random, plan: randomPlan, seed: 2)
            if one != two { changed += 1 }
        }
        #expect(changed > 2)
    }

    @Test("a deployment runs alike alone and beside another with the same region numbers")
    func deploymentsDoNotMeet() throws {
        let both = scenario(seed: 32)
        var first = both
        first.deployments.removeLast()
        let together = ScanSimulator.run(both, plan: try plan(both), seed: 3)
        #expect(ScanSimulator.run(first, plan: try plan(first), seed: 3).deployments[0] == together.deployments[0])
    }

    @Test("a later deployment runs alone as it does in the whole if it is told its number")
    func laterDeployment() async throws {
        let both = scenario(seed: 34)
        var second = both
        second.deployments.removeFirst()
        let plan = try plan(second)
        let together = ScanSimulator.run(both, plan: try self.plan(both), seed: 3).deployments[1]
        #expect(ScanSimulator.run(second, plan: plan, seed: 3, firstDeployment: 1).deployments[0] == together)
        let wide = await ScanSimulator.run(second, plan: plan, seed: 3, firstDeployment: 1, width: 4)
        #expect(wide.deployments[0] == together)
        // It draws otherwise in the first place.
        #expect(ScanSimulator.run(second, plan: plan, seed: 3).deployments[0] != together)
    }

    @Test("progress rises to every item, in parts of each region", arguments: [1, 2, 8])
    func progressIsComplete(width: Int) async throws {
        let scenario = scenario(seed: 33)
        let plan = try plan(scenario)
        let regions = plan.deployments.flatMap(\.regions)
        let items = regions.reduce(0) { $0 + $1.items.count }
        let seen = Mutex<[Int]>([])
        _ = await ScanSimulator.run(scenario, plan: plan, seed: 1, width: width) { done, total in
            seen.withLock { $0.append(done) }
            #expect(total == items)
        }
        let reports = seen.withLock { $0 }
        // Every region here is smaller than a part, so each reports once, when it is done.
        #expect(reports.count == regions.count)
        #expect(reports.max() == items)
        #expect(Set(reports).count == reports.count)
    }
}
