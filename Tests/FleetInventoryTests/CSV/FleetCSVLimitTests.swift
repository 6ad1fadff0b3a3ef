import FleetInventory
import ScanModel
import Testing

/// Limits that hold over rows and files.
@Suite struct FleetCSVLimitTests {
    private func table(_ rows: String...) -> String {
        "account,region,platform,tags,volumes_gib,count\n" + rows.joined(separator: "\n")
    }

    @Test func instancesOfAllFiles() {
        // Nothing is built of a file with an issue, here the platform.
        let most = "111122223333,a,mac,,8,20000000"
        let more = "111122223333,a,linux,,8,1"
        let limit = "with this row there are 20000001 instances; expected at most 20000000"
        #expect(tableIssues(table(most), table(more, more)).dropFirst() == ["2.csv:2:25: count: \(limit)"])
        let withoutCount = "account,region,platform,tags,volumes_gib\n111122223333,a,linux,,8\n"
        #expect(tableIssues(table(most), withoutCount).dropFirst() == ["2.csv:2:1: \(limit)"])
    }

    @Test func volumesOfAllFiles() {
        let volumes = [String](repeating: "8", count: 11).joined(separator: "+")
        #expect(
            tableIssues(table("111122223333,a,linux,,\(volumes),20000000", "111122223333,a,linux,,8,1")) == [
                "1.csv:2:45: count: with this row there are 220000000 volumes; expected at most 200000000"
            ])
    }

    @Test func aFileFullOfIssuesTellsAHundredAndCountsTheRest() {
        let issues = tableIssues(table() + String(repeating: "\n", count: 250))
        #expect(issues.count == 101)
        #expect(issues.first == "1.csv: 150 more issues of this file are not shown")
        #expect(issues.last == "1.csv:101:1: the line is empty; expected a row, or the end of the file")
    }

    @Test func moreRegionsThanAFleetCanAddress() {
        let rows = (0...65_536).map { "111122223333,r\($0),linux,,8,1\n" }.joined()
        #expect(
            tableIssues(table() + rows)
                == ["1.csv:65538:14: region: this is one region too many; expected at most 65536 regions"])
    }

    @Test func aLineOfCommasCostsNoMemory() {
        let issues = tableIssues(table(String(repeating: ",", count: 60_000)))
        #expect(issues == ["1.csv:2:1: the row has 60001 cells; expected 6, one for each column of the header"])
    }

    @Test func everyFileIsToldAtOnce() {
        let issues = tableIssues("", table("x"), table(), "a,b\n")
        #expect(Set(issues.map { $0.prefix(6) }) == ["1.csv:", "2.csv:", "4.csv:"])
    }

    @Test func nineThousandTagsInALine() throws {
        let cell = (0..<9000).map { "\($0)=" }.joined(separator: ";")
        #expect(try fleetOfRows("111122223333,a,linux,\(cell),8,1").tagSets[1].count == 9000)
    }
}
