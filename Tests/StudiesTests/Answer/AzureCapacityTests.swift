import ScanModel
import Studies
import Testing

/// What one location and one deployment can do in a day, as the arithmetic on the vendor's package has it.
@Suite struct AzureCapacityTests {
    private func run(_ scenario: AzureScenario) throws -> (plan: DeploymentPlan, run: DeploymentRun) {
        let answer = try answer(scenario.scenario).deployments[0]
        return (answer.plan, try #require(answer.run))
    }

    private func seconds(_ ticks: Int64, _ plan: DeploymentPlan) -> Double { plan.scale.seconds(ticks).doubleValue }

    @Test func aWaveTakesSixToEightMinutes() throws {
        let (plan, run) = try run(AzureScenario())
        let lives = run.regions[0].scanners.map { seconds($0.terminated - $0.launched, plan) }
        // 210 s until the software runs, 10 s until the mount is looked at, three looks at the scan, 60 s to delete.
        #expect(lives == [370 + 45, 370 + 45])
        #expect(lives.allSatisfy { (360...480).contains($0) })
    }

    @Test func oneScannerDoesSome130MachinesAnHour() throws {
        let (plan, run) = try run(AzureScenario(machines: [("eastus", "30GiB", 1600)]))
        let hours = seconds(run.makespan, plan) / 3600
        // 100 waves of 415 s, after the search that found the first of them at 10 minutes. A turn launches waves for 4 h:
        // 35 of them end 14,525 s after it began, and the next search is 475 s later, twice.
        #expect(run.makespan == plan.scale.ticks(Rational(600 + 100 * 415 + 2 * 475 - 60 + 5)))
        #expect((125...140).contains(1600 / hours))
    }

    @Test func thirtyScannersDoNearly4000MachinesAnHour() throws {
        let scenario = AzureScenario(
            parameters: "Locations: [eastus], SingleLocationConcurrency: 30", machines: [("eastus", "30GiB", 3840)])
        let (plan, run) = try run(scenario)
        let region = run.regions[0]
        let first = try #require(region.scanners.map(\.launched).min())
        let last = try #require(region.scanners.map(\.terminated).max())
        let perHour = 3840 / (seconds(last - first, plan) / 3600)
        // 480 in 415 s would be 4,164. 600 writes for each wave at 10/s, 200 of them at once, take the rest; but where
        // waves outrun the snapshots some are smaller.
        #expect((2800...4164).contains(perHour), "\(perHour)")
        #expect(region.requests[0] == 3840 * 2 + 4 * region.scanners.count)
    }

    @Test func aRunMakes4000SnapshotsAndADay24000() throws {
        // Many small locations, so that nothing but the rounds binds.
        let locations = [
            "eastus", "eastus2", "westus2", "centralus", "northeurope", "westeurope", "uksouth", "japaneast",
        ]
        let scenario = AzureScenario(
            parameters:
                "Concurrency: 8, SingleLocationConcurrency: 4, Locations: [\(locations.joined(separator: ", "))]",
            accounts: 100, machines: locations.map { ($0, "30GiB", 35) })
        let (plan, run) = try run(scenario)
        // 28,000 are 7 runs of 4,000: the last one begins after 24 h, and its last round 79 x 18 s later.
        let last = Rational(6 * 4 * 3600 + 79 * 18)
        #expect(run.makespan > plan.scale.ticks(last))
        #expect(run.makespan < plan.scale.ticks(last + 5400))
        #expect(plan.bound.kind == .snapshotRounds)
        #expect(plan.bound.ticks <= run.makespan && plan.bound.ticks > plan.scale.ticks(last))
        // What is done within a day are the first six runs, but for batches that wait for the rest of theirs.
        #expect((23_900...24_000).contains(run.itemsWithinInterval))
    }

    @Test func locationsBeyondConcurrencyWaitForTheirTurn() throws {
        let locations = ["eastus", "westus2", "westeurope"]
        func makespan(_ concurrency: Int) throws -> Int64 {
            try run(
                AzureScenario(
                    parameters: "Concurrency: \(concurrency), Locations: [\(locations.joined(separator: ", "))]",
                    machines: locations.map { ($0, "30GiB", 160) })
            ).run.makespan
        }
        let all = try makespan(3)
        let alone = try makespan(1)
        let most = try makespan(25)
        // Ten waves each: side by side, or one location after the other.
        #expect(alone > 2 * all && most == all)
    }
}
