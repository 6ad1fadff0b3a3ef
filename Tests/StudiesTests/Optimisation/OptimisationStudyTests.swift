import ScanModel
import Studies
import TestSupport
import Testing

@Suite("Optimised plans")
struct OptimisationStudyTests {
    /// A fleet of sizes that all differ, in up to four regions.
    private func scenario(_ dice: inout Dice) throws -> Scenario {
        let lifecycle = dice.pick(["perBatch", "persistent"])
        let gate = dice.pick(["sliding", "barrier"])
        var instances: [String] = []
        var size = 8
        for region in ["us-east-1", "eu-west-1", "us-west-2"] {
            for _ in 0..<dice.roll(1...12) {
                size += dice.roll(1...40)
                let volumes = dice.chance(30) ? "[\(size)GiB, 8GiB]" : "[\(size)GiB]"
                instances.append(
                    "{account: \"222233334444\", region: \(region), tags: {Scan: daily}, volumes: \(volumes)}")
            }
        }
        let lines = [
            "schemaVersion: 1", "name: study", "deployments:", "  - name: main", "    profile: qualys-aws@1.8",
            "    parameters: {Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: 24, "
                + "Regions: \"us-east-1, eu-west-1, us-west-2\", TagKey: Scan, TagValue: daily}",
            "    serviceAccount: \"111122223333\"",
            "    targetAccounts: [{account: \"222233334444\", targetStack: {AWSSourceAccount: \"111122223333\"}}]",
            "    policies: {scannerLifecycle: \(lifecycle), regionGate: \(gate), volumesPerScanner: \(dice.roll(1...4))}",
            "    fleet:", "      instances:",
        ]
        var scenario = try read(lines + dice.shuffled(instances).map { "        - \($0)" })
        scenario.deployments[0].gate.window = dice.roll(1...3)
        for index in scenario.deployments[0].regions.indices {
            scenario.deployments[0].regions[index].scannersRequested = dice.roll(1...5)
        }
        return scenario
    }

    private func optimised(_ scenario: Scenario, width: Int = 1) async throws -> OptimisedDeployment {
        guard case .planned(let planned) = try PlanningAttempt(scenario) else { throw NoPlan() }
        let answer = await OptimisationStudy.answer(
            planned, settings: OptimisationSettings(steps: 2_000_000), width: width)
        return try #require(answer.deployments.first)
    }

    private struct NoPlan: Error {}

    @Test("are never worse than the product's, and never better than what is proved")
    func neverWorse() async throws {
        var dice = Dice(seed: 1)
        var (faster, slimmer) = (0, 0)
        for number in 0..<16 {
            let scenario = try scenario(&dice)
            let found = try await optimised(scenario)
            #expect(found.product.makespanSeconds == (try answer(scenario)).deployments[0].makespan)
            for plan in [found.product, found.optimised, found.sized] + found.single {
                #expect(plan.makespan >= plan.bound.ticks, "case \(number): \(plan.measures)")
            }
            #expect(found.optimised.makespan <= found.product.makespan, "case \(number)")
            #expect(found.sized.makespan <= found.optimised.makespan, "case \(number)")
            #expect(found.sized.scanners <= found.optimised.scanners, "case \(number)")
            #expect(found.sized.peakScanners <= found.optimised.peakScanners, "case \(number)")
            if found.optimised.makespan < found.product.makespan { faster += 1 }
            if found.sized.scanners < found.optimised.scanners { slimmer += 1 }
            // What is handed out is an ordinary plan: anybody's simulation of it comes to the same.
            let alone = Scenario(
                name: "again", seed: scenario.seed, objective: Objective(), deployments: [found.deployment])
            let again = PlannedScenario(scenario: alone, plan: ScanPlan(deployments: [found.plan])).answer(trial: 0)
            #expect(again.deployments[0].makespan == found.sized.makespanSeconds)
        }
        #expect(faster >= 8 && slimmer >= 3, "\(faster) faster, \(slimmer) slimmer")
    }

    @Test("do not depend on the number of tasks")
    func width() async throws {
        var dice = Dice(seed: 2)
        let scenario = try scenario(&dice)
        let alone = try await optimised(scenario)
        for width in [2, 5] {
            let wide = try await optimised(scenario, width: width)
            #expect(wide == alone)
        }
    }

    @Test("do not depend on the order in which regions and instances are listed")
    func permutation() async throws {
        var dice = Dice(seed: 3)
        for _ in 0..<6 {
            var scenario = try scenario(&dice)
            let found = try await optimised(scenario)
            scenario.deployments[0].regions = dice.shuffled(scenario.deployments[0].regions)
            var fleet = Fleet(sizeUnitsPerGiB: scenario.deployments[0].fleet.sizeUnitsPerGiB)
            let listed = scenario.deployments[0].fleet
            for instance in dice.shuffled(Array(0..<listed.instanceCount)) {
                let account = fleet.internAccount(listed.accounts.texts[Int(listed.instanceAccount[instance])])
                let region = fleet.internRegion(listed.regions.texts[Int(listed.instanceRegion[instance])])
                let tagSet = fleet.internTags(listed.tagSets[Int(listed.instanceTagSet[instance])])
                fleet.append(
                    account: account, region: region, platform: listed.instancePlatform[instance], tagSet: tagSet,
                    volumes: Array(listed.volumeSize[listed.volumes(of: instance)]))
            }
            scenario.deployments[0].fleet = fleet
            let other = try await optimised(scenario)
            #expect(other.optimised.bound.ticks == found.optimised.bound.ticks)
            // Only if nothing as planned went into it.
            if found.regions.allSatisfy({ $0.arrangement == .largestFirst || $0.arrangement == .balanced }) {
                #expect(other.optimised.makespan <= found.optimised.makespan)
            }
        }
    }

    @Test("of a fleet without work are empty")
    func nothing() async throws {
        var scenario = try read(emptyLines)
        scenario.deployments[0].fleet = Fleet()
        let found = try await optimised(scenario)
        #expect(found.regions.isEmpty && found.sized.makespan == 0 && found.sized.gap == 0)
    }

    private var emptyLines: [String] {
        [
            "schemaVersion: 1", "name: study", "deployments:", "  - name: main", "    profile: qualys-aws@1.8",
            "    parameters: {Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: 24, Regions: us-east-1, "
                + "TagKey: Scan, TagValue: daily}",
            "    serviceAccount: \"111122223333\"",
            "    targetAccounts: [{account: \"222233334444\", targetStack: {AWSSourceAccount: \"111122223333\"}}]",
            "    fleet: {instances: [{account: \"222233334444\", region: us-east-1, volumes: [8GiB]}]}",
        ]
    }
}
