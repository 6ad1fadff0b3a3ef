import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// Faults where regions follow one another and where several tasks share the work.
@Suite("Faults of several regions")
struct FaultWorldTests {
    private func plan(_ scenario: Scenario) throws -> ScanPlan {
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { throw Infeasible() }
        return plan
    }

    private struct Infeasible: Error {}

    private func run(_ scenario: Scenario) throws -> DeploymentRun {
        ScanSimulator.run(scenario, plan: try plan(scenario), seed: 1).deployments[0]
    }

    private let retry = Backoff(first: Seconds(3), factor: 2, limit: Seconds(40), fullJitter: false)

    /// The second of two regions opens when the first has ended, and meets an outage of the cycle's clock there.
    @Test("an outage has its time in the cycle, whenever the region opens", arguments: 81...84 as ClosedRange<UInt64>)
    func clockOfTheCycle(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed)
        var met = 0
        for _ in 0..<20 {
            var both = generator.next(regions: 2).scenario()
            both.deployments[0].gate = RegionGate(reading: .window, window: 1, discipline: .sliding)
            let calm = try run(both)
            let opened = calm.scale.seconds(calm.regions[0].completed)
            #expect(calm.outageRegions.isEmpty && calm.windows[1].activated == calm.regions[0].completed)
            func outage(from: Int, to: Int, after: Rational) -> ZoneOutage {
                ZoneOutage(
                    region: "region-1", from: Seconds(after + Rational(from)), to: Seconds(after + Rational(to)))
            }
            both.deployments[0].faults = FaultRules(outages: [outage(from: 2, to: 90, after: opened)], retry: retry)
            let late = try run(both)
            // The same region at the start of a cycle of its own.
            both.deployments[0].gate = RegionGate(reading: .window, window: 2, discipline: .sliding)
            both.deployments[0].faults = FaultRules(outages: [outage(from: 2, to: 90, after: .zero)], retry: retry)
            let early = try run(both)
            // The clock of a run with faults may be finer.
            func seconds(_ run: DeploymentRun, _ region: Int) -> [Rational] {
                run.regions[region].completions.map { run.scale.seconds($0) }
            }
            #expect(late.outageRegions == ["region-1"] && seconds(late, 0) == seconds(calm, 0))
            #expect(seconds(late, 1) == seconds(early, 1))
            #expect(late.regions[1].refusedLaunches == early.regions[1].refusedLaunches)
            #expect(late.windows[1].ended - late.windows[1].activated == late.regions[1].completed)
            if late.regions[1].refusedLaunches > 0 { met += 1 }
        }
        #expect(met > 8)
    }

    @Test("the number of tasks changes nothing, another seed does", arguments: 91...94 as ClosedRange<UInt64>)
    func width(seed: UInt64) async throws {
        var generator = BatchCaseGenerator(seed: seed)
        var changed = 0
        for _ in 0..<6 {
            let made = generator.nextWithFaults()
            var scenario = made.scenario()
            scenario.deployments[0].faults?.retry.fullJitter = true
            let plan = try plan(scenario)
            let alone = ScanSimulator.run(scenario, plan: plan, seed: seed)
            for width in [1, 3] {
                let run = await ScanSimulator.run(scenario, plan: plan, seed: seed, width: width)
                #expect(run == alone)
            }
            if ScanSimulator.run(scenario, plan: plan, seed: seed + 1) != alone { changed += 1 }
        }
        #expect(changed > 1)
    }

    /// Of many scanners that live for an hour at least, so many are interrupted as the chance of an hour says.
    @Test("as many scanners are interrupted as the chance of an hour says")
    func chance() throws {
        var fleet = Fleet(sizeUnitsPerGiB: 1)
        let home = fleet.internRegion("region-0")
        for _ in 0..<4_000 {
            fleet.append(account: fleet.internAccount("account-1"), region: home, platform: .linux, volumes: [1])
        }
        let stage = ScanStage(
            name: "scan", duration: StageDuration(base: Seconds(3_600), perGiB: .zero, size: .total),
            scanner: .takesAndGivesBack)
        var scenario = Scenario.testing(
            name: "hours", workflow: ScanWorkflow(stages: [stage], resources: [], buckets: []),
            scanner: ScannerModel(
                lifecycle: .perBatch, termination: .regionEnd, boot: .zero, drain: .zero, places: 1,
                minimumBilled: .zero, instanceType: nil, vcpus: 2, rootVolume: GiB(8)),
            regions: [
                RegionLimits(
                    region: "region-0", scannersRequested: 4_000, setup: .zero, teardown: .zero, subnet: nil, vcpu: nil,
                    capacities: [], buckets: [])
            ], fleet: fleet)
        scenario.deployments[0].faults = FaultRules(interruption: InterruptionRule(perHour: 0.2), retry: retry)
        let region = try run(scenario).regions[0]
        #expect(region.completions.count == 4_000)
        // Each scan ends with an hour of its own, so lives are independent: interrupted ones are 0.2 / 0.8 of the rest.
        let interrupted = Double(region.interruptedScanners)
        let spread = (4_000 * 0.2 / 0.64).squareRoot()
        #expect(abs(interrupted - 1_000) < 4 * spread, "\(interrupted)")
        #expect(region.scanners.count == 4_000 + region.interruptedScanners)
        // An interrupted scanner is billed until then: on average 1/rate - hour * 0.8 / 0.2, see the exponential law.
        let lost = region.scanners.filter { $0.terminated - $0.launched < 3_600_000 }
        let hours = lost.reduce(0.0) { $0 + Double($1.terminated - $1.launched) / 3_600_000 } / Double(lost.count)
        #expect(lost.count == region.interruptedScanners && abs(hours - 0.4814) < 0.04, "\(hours)")
    }
}
