import ScanModel
import Testing

/// Limits and meters that outlive the stages on the scanner.
@Suite("Held limits")
struct HeldLimitTests {
    /// Prepare 2 s, scan 10 s with a unit of `storage` that is released only after clearing for 1 s; the volume's meter
    /// runs as long.
    private func workflow(takenBy stage: Int) -> ScanWorkflow {
        var stages: [ScanStage] = [.lasting(2), .lasting(10, scanner: .takesAndGivesBack), .lasting(1, releases: [0])]
        stages[stage].acquires = [0]
        stages[1].opens = [.volume]
        stages[2].closes = [.volume]
        return ScanWorkflow(
            stages: stages, resources: [ResourceKind(name: "storage", scope: .serviceAccountRegion, per: .item)],
            buckets: [])
    }

    private func failing(_ failures: UInt8) -> Fleet {
        var fleet = Fleet()
        let account = fleet.internAccount("account-0")
        let region = fleet.internRegion("region-0")
        fleet.append(account: account, region: region, platform: .linux, failures: failures, volumes: [3])
        return fleet
    }

    @Test("a failed attempt releases what it took and closes what it opened", arguments: ScannerLifecycle.allCases)
    func failedAttempts(lifecycle: ScannerLifecycle) throws {
        let scenario = Scenario.example(
            workflow(takenBy: 1), scanner: .example(lifecycle), regions: [.example(capacities: [1])],
            fleet: failing(2))
        let plan = try scenario.planned()
        let run = scenario.simulated(plan)
        #expect(run.regions[0].attempts == 3)
        #expect(run.regions[0].peaks == [1])
        // Two failed attempts of 10 s, then 10 s and 1 s, on 3 GiB.
        #expect(run.usage[.volumeGiBSeconds, "region-0"] == 93)
        #expect(plan.deployments[0].usage[.volumeGiBSeconds, "region-0"] == 93)
    }

    @Test("a limit that is held while batches form must cover them all")
    func heldWhileBatchesForm() throws {
        func scenario(_ capacity: Int) -> Scenario {
            Scenario.example(
                workflow(takenBy: 0), scanner: .example(.perBatch, places: 3),
                regions: [.example(capacities: [capacity])], fleet: .equal(4))
        }
        let found = try #require(try scenario(3).bottlenecks().first)
        #expect(found.limit == "storage")
        #expect(found.available == "3")
        #expect(found.needed == "4 for all instances that share it")
        let enough = scenario(4)
        #expect(enough.simulated(try enough.planned()).regions[0].completions.count == 4)
    }
}
