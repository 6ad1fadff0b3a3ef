import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// Regions put in time behind the gate, against plain looking at all of them.
@Suite("Cycle of regions")
struct CycleTests {
    private func made(_ generator: inout BatchCaseGenerator, _ dice: inout Dice) -> Scenario {
        var scenario = generator.next(regions: dice.roll(2...6)).scenario()
        var deployment = scenario.deployments[0]
        for region in deployment.regions.indices {
            deployment.regions[region].setup = Seconds(Rational(dice.roll(0...30)))
            deployment.regions[region].teardown = Seconds(Rational(dice.roll(0...30)))
        }
        let gates = [1, 2, 3].flatMap { window in
            GateDiscipline.allCases.map { RegionGate(reading: .window, window: window, discipline: $0) }
        }
        let shuffled = dice.shuffled(gates)
        deployment.gate = shuffled[0]
        deployment.otherGates = Array(shuffled.dropFirst())
        deployment.interval = Seconds(Rational(dice.roll(10...300)))
        scenario.deployments[0] = deployment
        return scenario
    }

    @Test("windows, makespans, peak, accounts and the count within the interval", arguments: 41...43)
    func composition(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        var generator = BatchCaseGenerator(seed: UInt64(seed))
        for _ in 0..<30 {
            let scenario = made(&generator, &dice)
            let deployment = scenario.deployments[0]
            guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { continue }
            let run = ScanSimulator.run(scenario, plan: plan, seed: 1).deployments[0]
            let regions = plan.deployments[0].regions
            let durations = zip(regions, run.regions).map { $0.setupTicks + $1.completed + $0.teardownTicks }
            #expect(run.windows == deployment.gate.schedule(durations: durations))
            #expect(run.makespan == run.windows.map(\.ended).max())
            #expect(run.gates.map(\.gate) == [deployment.gate] + deployment.otherGates)
            #expect(run.gates.map(\.makespan) == run.gates.map { $0.gate.makespan(durations: durations) })

            let openings = zip(run.windows, regions).map { $0.activated + $1.setupTicks }
            let lives = zip(run.regions, openings).flatMap { region, opening in
                region.scanners.map { (from: opening + $0.launched, to: opening + $0.terminated) }
            }
            let peak = lives.map { life in lives.count { $0.from <= life.from && life.from < $0.to } }.max() ?? 0
            #expect(run.peakScanners == peak, "\(scenario.name)")

            let interval = run.scale.ticks(deployment.interval?.value ?? .zero)
            let inTime = zip(run.regions, openings).reduce(0) { sum, entry in
                sum + entry.0.completions.count { entry.1 + $0 <= interval }
            }
            #expect(run.itemsWithinInterval == inTime)
            expectAccounts(run, deployment.fleet, openings: openings, regions: regions)
        }
    }

    private func expectAccounts(_ run: DeploymentRun, _ fleet: Fleet, openings: [Int64], regions: [RegionPlan]) {
        #expect(run.accounts.map(\.account) == fleet.accounts.texts.sorted())
        for row in run.accounts {
            let instances = (0..<fleet.instanceCount).filter {
                fleet.accounts[fleet.instanceAccount[$0]] == row.account
            }
            #expect(row.items == instances.count)
            #expect(row.volumes == instances.map { fleet.volumes(of: $0).count }.reduce(0, +))
            var last: Int64 = 0
            for (number, region) in regions.enumerated() {
                for (local, account) in region.items.accounts.enumerated()
                where fleet.accounts[account] == row.account {
                    last = max(last, openings[number] + run.regions[number].accountCompleted[local])
                }
            }
            #expect(row.completed == last)
        }
    }
}
