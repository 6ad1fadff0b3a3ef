import CapacityPlanning
import ScanModel
import TestSupport
import Testing

/// Planning again gives the plan from scratch and works on no more than what changed.
@Suite("Planning again")
struct ReplanningTests {
    /// A scenario with its plan; nil if there is none.
    private func planned(_ scenario: Scenario) throws -> PlannedFleets? {
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { return nil }
        return PlannedFleets(
            scenario: scenario, plan: plan, contents: scenario.deployments.map { FleetContent($0.fleet) })
    }

    private func replanned(_ scenario: Scenario, after previous: PlannedFleets) throws -> Replanned {
        let contents = zip(scenario.deployments, previous.contents).map { deployment, old in
            FleetContent(deployment.fleet)
        }
        return try CapacityPlanner.replan(scenario, contents: contents, after: previous)
    }

    @Test("gives the same plan and does the same work with any number of tasks")
    func width() async throws {
        var scenarios = RandomScenarios(seed: 76)
        var changes = FleetChanges(seed: 9)
        for _ in 0..<40 {
            var scenario = scenarios.next()
            scenario.deployments += scenarios.next().deployments
            scenario.deployments[1].name = "second"
            for index in 0...1 {
                scenario.deployments[index].fleet = changes.dealt(scenario.deployments[index].fleet, accounts: 4)
            }
            guard scenario.deployments[0].fleet.instanceCount > 0, let previous = try planned(scenario) else {
                continue
            }
            scenario.deployments[0].fleet = changes.changed(scenario.deployments[0].fleet, pairs: 1).fleet
            let contents = scenario.deployments.map { FleetContent($0.fleet) }
            let alone = try replanned(scenario, after: previous)
            try expectSame(alone, scenario)
            for width in [1, 2, 8] {
                let again = try await CapacityPlanner.replan(
                    scenario, contents: contents, after: previous, width: width)
                #expect(again.outcome == alone.outcome)
                #expect(again.work == alone.work)
            }
        }
    }

    private func expectSame(_ replanned: Replanned, _ scenario: Scenario) throws {
        let scratch = try CapacityPlanner.plan(scenario)
        #expect(replanned.outcome == scratch)
        #expect(replanned.outcome.hashValue == scratch.hashValue)
    }

    @Test("gives the plan from scratch for random fleets and changes, account by account", arguments: [false, true])
    func randomChanges(copies: Bool) throws {
        var scenarios = RandomScenarios(seed: copies ? 71 : 70)
        var changes = FleetChanges(seed: 5)
        var (kept, made, scratch) = (0, 0, 0)
        for _ in 0..<150 {
            var scenario = copies ? scenarios.nextWithCopies() : scenarios.next()
            scenario.deployments[0].fleet = changes.dealt(scenario.deployments[0].fleet, accounts: 6)
            if scenario.deployments[0].fleet.instanceCount == 0 { continue }
            guard let previous = try planned(scenario) else { continue }
            let (fleet, touched) = changes.changed(scenario.deployments[0].fleet, pairs: changes.dice.roll(0...3))
            scenario.deployments[0].fleet = fleet
            let again = try replanned(scenario, after: previous)
            try expectSame(again, scenario)
            made += 1
            kept += again.work.regionsKept.count
            guard again.work.fromScratch.isEmpty else {
                scratch += 1
                continue
            }
            // What changed by name may be the same after all; nothing else is ever touched.
            #expect(again.work.pairsSorted <= touched.count)
            let regions = Set(touched.map { "deployment/\($0.region)" })
            let name = scenario.deployments[0].name
            #expect(
                again.work.regionsPlanned.allSatisfy { planned in
                    regions.contains(planned.replacing("\(name)/", with: "deployment/"))
                })
        }
        #expect(made > 100)
        #expect(kept > 60)
        #expect(scratch < made / 4)
    }

    @Test("gives the plan from scratch for fleets whose accounts are mixed")
    func mixed() throws {
        var scenarios = RandomScenarios(seed: 72)
        var changes = FleetChanges(seed: 6)
        for _ in 0..<80 {
            var scenario = scenarios.next()
            let fleet = scenario.deployments[0].fleet
            guard fleet.instanceCount > 3, let previous = try planned(scenario) else { continue }
            let order = changes.dice.shuffled(Array(0..<fleet.instanceCount))
            scenario.deployments[0].fleet = fleet.rows(Array(order.dropLast(changes.dice.roll(0...2))))
            try expectSame(try replanned(scenario, after: previous), scenario)
        }
    }

    @Test("keeps every region of a fleet that did not change, whatever the numbers of its accounts")
    func nothingChanged() throws {
        var scenarios = RandomScenarios(seed: 73)
        var changes = FleetChanges(seed: 7)
        for _ in 0..<40 {
            var scenario = scenarios.next()
            scenario.deployments[0].fleet = changes.dealt(scenario.deployments[0].fleet, accounts: 4)
            guard let previous = try planned(scenario) else { continue }
            var shifted = Fleet(sizeUnitsPerGiB: scenario.deployments[0].fleet.sizeUnitsPerGiB)
            _ = shifted.internAccount("unused")
            var taker = FleetTaker(shifted)
            taker.take(0..<scenario.deployments[0].fleet.instanceCount, of: scenario.deployments[0].fleet)
            scenario.deployments[0].fleet = taker.fleet
            let again = try replanned(scenario, after: previous)
            try expectSame(again, scenario)
            #expect(again.work.pairsSorted == 0 && again.work.instancesSorted == 0)
            #expect(again.work.regionsPlanned.isEmpty && again.work.fromScratch.isEmpty)
            #expect(again.work.regionsKept.count == previous.plan.deployments[0].regions.count)
        }
    }

    @Test("follows target accounts, selected regions, limits, gates and the order of regions")
    func settings() throws {
        var scenarios = RandomScenarios(seed: 74)
        var changes = FleetChanges(seed: 8)
        var partly = 0
        for number in 0..<120 {
            var scenario = scenarios.next()
            scenario.deployments[0].fleet = changes.dealt(scenario.deployments[0].fleet, accounts: 5)
            scenario.deployments[0].eligibility.targetAccounts = ["account-1", "account-2", "account-3"]
            guard let previous = try planned(scenario) else { continue }
            switch number % 6 {
            case 0: scenario.deployments[0].eligibility.targetAccounts = ["account-1", "account-2", "account-4"]
            case 1: scenario.deployments[0].regions.removeLast()
            case 2: scenario.deployments[0].regions[0].scannersRequested += 1
            case 3: scenario.deployments[0].eligibility.accountsWithoutStack = ["account-2"]
            case 4:
                scenario.deployments[0].gate.window += 1
                scenario.deployments[0].regionOrder = changes.dice.pick(RegionOrder.allCases)
            default: scenario.deployments[0].regions.reverse()
            }
            let again = try replanned(scenario, after: previous)
            try expectSame(again, scenario)
            if again.work.fromScratch.isEmpty, !again.work.regionsKept.isEmpty { partly += 1 }
        }
        #expect(partly > 30)
    }

    @Test("plans from scratch, and says why, where every region follows what differs")
    func fromScratch() throws {
        var scenarios = RandomScenarios(seed: 75)
        var scenario = scenarios.next()
        scenario.deployments[0].fleet.append(contentsOf: .example([[[1, 2]], [[3]]]))
        scenario.deployments[0].regions = ["region-0", "region-1"].map {
            .example(
                $0, scanners: 2, capacities: scenario.deployments[0].workflow.resources.map { _ in nil },
                buckets: scenario.deployments[0].workflow.buckets.map { _ in nil })
        }
        let previous = try #require(try planned(scenario))
        scenario.deployments[0].scanner.boot = seconds(77)
        let again = try replanned(scenario, after: previous)
        try expectSame(again, scenario)
        #expect(again.work.fromScratch.count == 1)
        #expect(again.work.fromScratch[0].hasSuffix("a setting differs that every region follows"))
        scenario.deployments[0].name = "another"
        #expect(try replanned(scenario, after: previous).work.fromScratch == ["another: it is new"])
    }

    @Test("touches 5 of 5,000 accounts, and no instance of another one")
    func fiveAccounts() throws {
        let regions = ["region-0", "region-1", "region-2", "region-3"]
        func fleet(changed: Set<Int>) -> Fleet {
            var fleet = Fleet()
            for name in regions { _ = fleet.internRegion(name) }
            for number in 0..<5_000 {
                let account = fleet.internAccount("account-\(10_000 + number)")
                // Every account is at home in one region.
                let region = UInt16(number % 4)
                for instance in 0..<(3 + number % 3) {
                    fleet.append(
                        account: account, region: region, platform: instance == 1 ? .windows : .linux,
                        volumes: [Int32(8 + instance)])
                }
                if changed.contains(number) {
                    fleet.append(account: account, region: region, platform: .linux, volumes: [50])
                }
            }
            return fleet
        }
        let before = Scenario.example(
            regions: regions.map { .example($0, scanners: 4) }, fleet: fleet(changed: []))
        let previous = try #require(try planned(before))
        var after = before
        let changed: Set = [4, 400, 1_000, 2_000, 4_444]
        after.deployments[0].fleet = fleet(changed: changed)
        let touched = Set(changed.map { AccountRegion(account: "account-\(10_000 + $0)", region: "region-0") })
        let hashing = FleetHashing(after.deployments[0].fleet, reusing: previous.contents[0], touched: touched)
        #expect(hashing.pairsToHash == 5)
        let content = hashing.content(hashing.parts.indices.map { hashing.entries($0) })
        let again = try CapacityPlanner.replan(after, contents: [content], after: previous)
        try expectSame(again, after)
        #expect(again.work.pairsSorted == 5)
        #expect(again.work.pairsKept == 4_995)
        // 3 to 5 instances of each before, and one more after.
        let listed = changed.reduce(0) { $0 + 3 + $1 % 3 }
        #expect(again.work.instancesSorted == 2 * listed + 5)
        #expect(again.work.regionsPlanned.map { $0.split(separator: "/").last } == ["region-0"])
        #expect(again.work.regionsKept.count == 3)
    }
}
