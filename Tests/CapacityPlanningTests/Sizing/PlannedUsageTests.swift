import ScanModel
import Testing

/// The planner's arithmetic beside the simulation.
@Suite("Planned usage")
struct PlannedUsageTests {
    /// Requests wait instead of being refused, and every persistent scanner is launched at once.
    private func unrefused(_ scenario: Scenario) -> Scenario {
        var scenario = scenario
        var deployment = scenario.deployments[0]
        let stages = deployment.workflow.stages.map { stage in
            var stage = stage
            stage.onEmpty = .wait
            return stage
        }
        deployment.workflow = ScanWorkflow(
            stages: stages, resources: deployment.workflow.resources, buckets: deployment.workflow.buckets)
        for bucket in deployment.scanner.launchBuckets where deployment.scanner.lifecycle == .persistent {
            for region in deployment.regions.indices { deployment.regions[region].buckets[bucket] = nil }
        }
        scenario.deployments[0] = deployment
        return scenario
    }

    @Test("requests are those of the simulation when nothing is refused")
    func requests() throws {
        var scenarios = RandomScenarios(seed: 21)
        var compared = 0
        for _ in 0..<200 {
            let scenario = unrefused(scenarios.next())
            let plan = try scenario.planned()
            let run = scenario.simulated(plan)
            let regions = plan.deployments[0].regions.map(\.region)
            // Nothing lasts: then a persistent scanner is done before it is launched, and never launched.
            if run.regions.contains(where: { $0.completed == 0 }) { continue }
            for bucket in scenario.deployments[0].workflow.buckets {
                for region in regions {
                    let kind = UsageKind.requests(action: bucket.action)
                    #expect(plan.deployments[0].usage[kind, region] == run.usage[kind, region])
                    compared += 1
                }
            }
        }
        #expect(compared > 300)
    }

    /// Without throttles and counted limits nothing waits but batches for scanners, as the planner assumes; it serves
    /// them in the order in which they are ready.
    @Test("time, scanner seconds and storage are those of the simulation when nothing limits")
    func unlimited() throws {
        var scenarios = RandomScenarios(seed: 22)
        var compared = 0
        var meters = 0
        for _ in 0..<300 {
            var scenario = scenarios.next()
            var deployment = scenario.deployments[0]
            guard deployment.scanner.lifecycle == .perBatch else { continue }
            deployment.dispatch = .fifo
            for region in deployment.regions.indices {
                deployment.regions[region].buckets = deployment.workflow.buckets.map { _ in nil }
                deployment.regions[region].capacities = deployment.workflow.resources.map { _ in nil }
            }
            scenario.deployments[0] = deployment
            let plan = try scenario.planned()
            let run = scenario.simulated(plan)
            for (region, simulated) in zip(plan.deployments[0].regions, run.regions) {
                let time = region.setupTicks + simulated.completed + region.teardownTicks
                #expect(region.plannedTicks == time)
                #expect(
                    plan.deployments[0].usage[.scannerSeconds, region.region]
                        == run.usage[.scannerSeconds, region.region])
                for meter in [StorageMeter.volume, .snapshot] {
                    let kind = meter == .volume ? UsageKind.volumeGiBSeconds : .snapshotGiBSeconds
                    #expect(plan.deployments[0].usage[kind, region.region] == run.usage[kind, region.region])
                    meters += 1
                }
                compared += 1
            }
        }
        #expect(compared > 200 && meters > 200)
    }

    @Test("storage is size times the time from the opening to the closing stage")
    func storage() throws {
        var stages = ScanWorkflow.plain.stages
        stages[0].opens = [.snapshot]
        stages[1].opens = [.volume]
        stages[1].closes = [.volume]
        let workflow = ScanWorkflow(stages: stages, resources: [], buckets: [])
        let scenario = Scenario.example(
            workflow, scanner: .example(.perBatch, boot: 5), regions: [.example()], fleet: .example([[[3, 4]]]))
        let plan = try scenario.planned()
        let planned = plan.deployments[0].usage
        let simulated = scenario.simulated(plan).usage
        for usage in [planned, simulated] {
            // 7 GiB: volumes for the 10 s of the scan; snapshots for 2 + 10 + 1 s and the 5 s of the boot.
            #expect(usage[.volumeGiBSeconds, "region-0"] == 70)
            #expect(usage[.snapshotGiBSeconds, "region-0"] == 126)
            // The scanner's own root volume of 8 GiB for as long as the scanner is billed, which is 15 s.
            #expect(usage[.scannerSeconds, "region-0"] == 15)
            #expect(usage[.scannerRootGiBSeconds, "region-0"] == 120)
        }
    }
}
