import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

@Suite("Arranging a region")
struct RegionArrangerTests {
    @Test("keeps the items and the rules of batches", arguments: RegionArrangement.allCases)
    func keepsItems(arrangement: RegionArrangement) throws {
        var scenarios = RandomScenarios(seed: 21)
        for _ in 0..<60 {
            let scenario = scenarios.next()
            let deployment = scenario.deployments[0]
            let plan = try scenario.plannedDeployment()
            let arranger = RegionArranger(deployment, plan: plan, steps: 50_000)
            for region in plan.regions {
                let other = arranger.arranged(region, arrangement, scanners: region.scanners)
                func rows(_ items: WorkItems) -> [[Int64]] {
                    (0..<items.count).map { item in
                        [
                            Int64(items.accounts[Int(items.account[item])]), Int64(items.volumes[item]),
                            items.totalSize[item], Int64(items.largestSize[item]),
                            Int64(items.platform[item].rawValue), Int64(items.failures[item]),
                        ]
                    }.sorted { $0.lexicographicallyPrecedes($1) }
                }
                #expect(rows(other.items) == rows(region.items))
                guard deployment.scanner.lifecycle == .perBatch else { continue }
                #expect(other.batches.members.map { Int($0) }.sorted() == Array(0..<region.items.count))
                for batch in 0..<other.batches.count {
                    let members = other.batches[batch].map { Int($0) }
                    let volumes = members.reduce(0) { $0 + Int(other.items.volumes[$1]) }
                    #expect(volumes <= deployment.scanner.places || members.count == 1)
                    #expect(Set(members.map { other.items.platform[$0] }).count == 1)
                }
            }
        }
    }

    /// Seven scans of 5, 5, 4, 4, 3, 3 and 3 s on three places: longest first ends at 11, the best at 9.
    @Test("carries out an assignment that longest first misses")
    func balanced() throws {
        let sizes: [[Int32]] = [[3], [5], [4], [3], [5], [4], [3]]
        for lifecycle in ScannerLifecycle.allCases {
            let scenario = Scenario.example(
                .secondPerGiB, scanner: .example(lifecycle), regions: [.example(scanners: 3)], fleet: .example([sizes]))
            let plan = try scenario.plannedDeployment()
            func seconds(_ arrangement: RegionArrangement) -> Rational {
                var other = plan
                other.regions[0] = RegionArranger(scenario.deployments[0], plan: plan, steps: 100_000)
                    .arranged(plan.regions[0], arrangement, scanners: 3)
                return plan.scale.seconds(scenario.simulated(ScanPlan(deployments: [other])).makespan)
            }
            #expect(seconds(.largestFirst) == 11)
            #expect(seconds(.balanced) == 9)
        }
    }

    /// Batches of 2: listed, each has one of 10 s; like sizes together need 10 + 1 s on one scanner.
    @Test("puts like sizes into one batch")
    func likeSizes() throws {
        let scenario = Scenario.example(
            .secondPerGiB, scanner: .example(.perBatch, places: 2), regions: [.example()],
            fleet: .example([[[1], [10], [10], [1]]]))
        let plan = try scenario.plannedDeployment()
        var other = plan
        other.regions[0] = RegionArranger(scenario.deployments[0], plan: plan, steps: 1000)
            .arranged(plan.regions[0], .largestFirst, scanners: 1)
        #expect(plan.scale.seconds(scenario.simulated(ScanPlan(deployments: [plan])).makespan) == 20)
        #expect(plan.scale.seconds(scenario.simulated(ScanPlan(deployments: [other])).makespan) == 11)
    }

    /// With a place for everybody nobody waits for another, so no order is better than another: whatever differs would be
    /// draws that went to other items.
    @Test("leaves each item its draws", arguments: RegionArrangement.allCases, ItemOrder.allCases)
    func sameDraws(arrangement: RegionArrangement, order: ItemOrder) throws {
        var scenario = Scenario.example(
            .secondPerGiB, scanner: .example(.persistent), regions: [.example(scanners: 8)],
            fleet: .example([[[3], [50], [7], [90], [1], [40], [12], [66]]]))
        scenario.deployments[0].itemOrder = order
        scenario.deployments[0].variations = DurationVariations(stages: ["scan": .lognormal(cv: 1)])
        let plan = try scenario.plannedDeployment()
        var other = plan
        other.regions[0] = RegionArranger(scenario.deployments[0], plan: plan, steps: 1000)
            .arranged(plan.regions[0], arrangement, scanners: 8)
        let before = scenario.simulated(ScanPlan(deployments: [plan])).regions[0].completions
        let after = scenario.simulated(ScanPlan(deployments: [other])).regions[0].completions
        #expect(before == after && Set(before).count == 8)
    }
}
