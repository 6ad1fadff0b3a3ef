import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Counts of a fleet")
struct FleetSummaryTests {
    @Test("By account in the order of the numbers, by region with most volumes first, ties by name")
    func parts() {
        var fleet = StarterSample.fleet([
            ("2", "b", [], [10, 20]), ("1", "a", [], [30]), ("2", "c", [], [1, 2]), ("2", "d", [], [1, 1, 1]),
        ])
        _ = fleet.internAccount("0")
        _ = fleet.internRegion("e")
        let summary = FleetSummary(fleet)
        #expect(summary.total == .init(instances: 4, volumes: 8, gib: 66))
        #expect(summary.accounts.map(\.name) == ["1", "2"])
        #expect(summary.accounts.map(\.counts.gib) == [30, 36])
        #expect(summary.regions.map(\.name) == ["d", "b", "c", "a"])
        #expect(summary.regions.map(\.counts.volumes) == [3, 2, 2, 1])
        #expect(summary.regions[3].counts.words == "1 instance, 1 volume, 30 GiB")
    }

    @Test("Sizes add up beyond 32 bits")
    func largeSizes() {
        let volumes = [Int32](repeating: .max, count: 4)
        let summary = FleetSummary(StarterSample.fleet([("1", "a", [], volumes)]))
        #expect(summary.total.gib == 4 * Int64(Int32.max))
    }
}
