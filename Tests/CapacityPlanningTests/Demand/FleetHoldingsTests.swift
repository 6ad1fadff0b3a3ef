import CapacityPlanning
import ScanModel
import TestSupport
import Testing

@Suite("Fleet holdings")
struct FleetHoldingsTests {
    /// Two accounts in two regions and one more region that is not scanned; one tag, sometimes left out.
    private func scenario() -> Scenario {
        var fleet = Fleet()
        let accounts = ["a", "b", "idle"].map { fleet.internAccount($0) }
        let regions = ["region-0", "region-1", "elsewhere"].map { fleet.internRegion($0) }
        let teams = [[Tag(key: "team", value: "red")], [Tag(key: "team", value: "blue")], []].map {
            fleet.internTags($0)
        }
        fleet.append(account: accounts[0], region: regions[0], platform: .linux, tagSet: teams[0], volumes: [8, 100])
        fleet.append(account: accounts[0], region: regions[1], platform: .linux, tagSet: teams[1], volumes: [30])
        fleet.append(
            account: accounts[1], region: regions[0], platform: .windows, tagSet: teams[1], volumes: [50, 60, 70],
            encryption: [.none, .defaultKey, .customerKey])
        fleet.append(account: accounts[1], region: regions[0], platform: .linux, tagSet: teams[2], volumes: [1])
        fleet.append(account: accounts[1], region: regions[0], platform: .linux, tagSet: teams[2], volumes: [])
        fleet.append(account: accounts[2], region: regions[2], platform: .linux, tagSet: teams[0], volumes: [9])
        return .example(
            .plain, scanner: .example(.perBatch), regions: [.example("region-1"), .example("region-0")], fleet: fleet)
    }

    private func holding(_ items: Int, _ volumes: Int, _ size: Int64, encrypted: Int = 0) -> Holding {
        var holding = Holding()
        (holding.items, holding.volumes, holding.sizeUnits, holding.encryptedVolumes) = (
            items, volumes, size, encrypted
        )
        return holding
    }

    @Test("accounts hold what is scanned of them, region by region")
    func accounts() {
        let held = FleetHoldings.byAccount(scenario().deployments[0])
        #expect(
            held == [
                ["region-0": holding(1, 2, 108), "region-1": holding(1, 1, 30)],
                ["region-0": holding(2, 4, 181, encrypted: 2)], [:],
            ])
    }

    @Test("values of a tag come in order, instances without it last")
    func tags() {
        let held = FleetHoldings.byTag("team", scenario().deployments[0])
        #expect(held.map(\.value) == ["blue", "red", nil])
        #expect(
            held.map(\.byRegion) == [
                ["region-0": holding(1, 3, 180, encrypted: 2), "region-1": holding(1, 1, 30)],
                ["region-0": holding(1, 2, 108)], ["region-0": holding(1, 1, 1)],
            ])
        #expect(FleetHoldings.byTag("nothing", scenario().deployments[0]).map(\.value) == [nil])
    }

    @Test("what accounts hold is what the plan scans, in random scenarios")
    func samePlan() throws {
        var scenarios = RandomScenarios(seed: 77)
        for _ in 0..<60 {
            let scenario = scenarios.next()
            guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { continue }
            let held = FleetHoldings.byAccount(scenario.deployments[0])
            for region in plan.deployments[0].regions {
                let items = region.items
                for (local, account) in items.accounts.enumerated() {
                    let own = (0..<items.count).filter { items.account[$0] == Int32(local) }
                    let holding = try #require(held[Int(account)][region.region])
                    #expect(holding.items == own.count)
                    #expect(holding.volumes == own.reduce(0) { $0 + Int(items.volumes[$1]) })
                    #expect(holding.sizeUnits == own.reduce(0) { $0 + items.totalSize[$1] })
                }
                let holders = held.filter { $0[region.region] != nil }.count
                #expect(holders == items.accounts.count)
            }
        }
    }
}
