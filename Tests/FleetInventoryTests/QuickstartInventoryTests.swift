import FleetInventory
import ScanModel
import Testing

/// The committed listings of the quickstart scenario.
@Suite struct QuickstartInventoryTests {
    private let tests = #filePath.split(separator: "/").dropLast().joined(separator: "/")

    private func quickstart() throws -> Fleet {
        try AWSInventory.load(paths: ["inventory"], relativeTo: "/\(tests)/../../Scenarios/quickstart")
    }

    @Test func everyCountAndSizeIsWhatWasMade() throws {
        let expected = try ExpectedInventory(file: "/\(tests)/Fixtures/quickstart-expected.json")
        expected.expectEqual(try quickstart())
    }

    @Test func accountsAndRegionsAreSorted() throws {
        let fleet = try quickstart()
        #expect(fleet.accounts.texts == ["111122223333", "222233334444", "333344445555"])
        #expect(fleet.regions.texts == ["ap-southeast-2", "eu-west-1", "us-east-1", "us-west-2"])
        let places = fleet.readable.map { [$0.account, $0.region] }
        #expect(places == places.sorted { $0.lexicographicallyPrecedes($1) })
    }

    @Test func twoImportsAreEqual() throws {
        #expect(try quickstart() == quickstart())
    }
}
