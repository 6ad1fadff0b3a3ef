import ScanModel
import Testing

/// The order of items within a region, and of regions within a cycle.
@Suite("Orders")
struct OrderTests {
    @Test("items go as listed, largest first or smallest first, ties as listed")
    func items() throws {
        // Totals of 5, 7, 5, 1 and 7 GiB.
        var scenario = Scenario.example(
            regions: [.example()], fleet: .example([[[5], [3, 4], [2, 3], [1], [7]]]))
        let expected: [(ItemOrder, [Int])] = [
            (.listed, [0, 1, 2, 3, 4]), (.largestFirst, [1, 4, 0, 2, 3]), (.smallestFirst, [3, 0, 2, 1, 4]),
        ]
        for (order, instances) in expected {
            scenario.deployments[0].itemOrder = order
            let items = try scenario.plannedDeployment().regions[0].items
            #expect(Array(items.totalSize) == instances.map { [5, 7, 5, 1, 7][$0] })
            #expect(Array(items.largestSize) == instances.map { [5, 4, 3, 1, 7][$0] })
            #expect(Array(items.volumes) == instances.map { [1, 2, 2, 1, 1][$0] })
        }
    }

    @Test("accounts of a region are numbered as the items first name them")
    func accounts() throws {
        var fleet = Fleet()
        let region = fleet.internRegion("region-0")
        for (account, size) in [("b", 1), ("a", 3), ("b", 2)] {
            fleet.append(
                account: fleet.internAccount(account), region: region, platform: .linux, volumes: [Int32(size)])
        }
        var scenario = Scenario.example(regions: [.example()], fleet: fleet)
        scenario.deployments[0].itemOrder = .largestFirst
        let items = try scenario.plannedDeployment().regions[0].items
        #expect(items.account == [0, 1, 1])
        #expect(items.accounts.map { fleet.accounts[$0] } == ["a", "b"])
    }

    /// Regions whose bounds, not whose volumes, count: 1, 2 and 3 items of these sizes, scanned 1 s for each GiB.
    private func regions() -> Scenario {
        return Scenario.example(
            .secondPerGiB, regions: (0..<4).map { .example("region-\($0)", scanners: 3) },
            fleet: .example([[[10]], [[1], [1], [1]], [[50]], [[10], [4]]]))
    }

    @Test("regions go as listed, or by falling bound with ties as listed")
    func regionOrder() throws {
        var scenario = regions()
        #expect(
            try scenario.plannedDeployment().regions.map(\.region)
                == ["region-0", "region-1", "region-2", "region-3"])
        scenario.deployments[0].regionOrder = .longestFirst
        let plan = try scenario.plannedDeployment()
        #expect(plan.regions.map(\.region) == ["region-2", "region-0", "region-3", "region-1"])
        #expect(plan.regions.map(\.boundTicks) == [50, 10, 10, 1])
    }

    @Test("setup and teardown count for the order of regions")
    func setupCounts() throws {
        var scenario = regions()
        scenario.deployments[0].regionOrder = .longestFirst
        scenario.deployments[0].regions[1].setup = seconds(30)
        scenario.deployments[0].regions[1].teardown = seconds(30)
        #expect(try scenario.plannedDeployment().regions.first?.region == "region-1")
    }
}
