import FleetInventory
import ScanModel
import Testing

@Suite struct ObservationTableTests {
    private func read(_ text: String, stages: [String] = []) throws(InvalidInput) -> [StageObservation] {
        try ObservationTable.read(bytes: Array(text.utf8), file: "o.csv", stages: stages)
    }

    private func issues(_ text: String, stages: [String] = []) -> [String] {
        do {
            _ = try read(text, stages: stages)
            return []
        } catch {
            return error.issues.map(\.description)
        }
    }

    @Test func everyColumnIsRead() throws {
        let found = try read(
            """
            cycle,stage,platform,sizeGiB,start,durationSeconds,region,account,outcome,count,resolutionSeconds
            a%2Cb,scan,windows,30.5,2025-03-01T02:00:01.5Z,12.25,us-east-1,111122223333,censored,3,10
            ,snapshot,,,1740794400,0,,,,,
            """)
        #expect(
            found == [
                StageObservation(
                    stage: "scan", platform: .windows, size: GiB(Rational(61, over: 2)),
                    start: Rational(3_481_588_803, over: 2), duration: Seconds(Rational(49, over: 4)),
                    region: "us-east-1", account: "111122223333", outcome: .censored, cycle: "a,b", count: 3,
                    resolution: Seconds(10)),
                StageObservation(stage: "snapshot", start: 1_740_794_400, duration: Seconds(0)),
            ])
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let observations = [
            StageObservation(
                stage: "=HYPERLINK(1)", platform: .linux, size: GiB(8), start: Rational(1, over: 8),
                duration: Seconds(Rational(1, over: 1000)), region: "eastus",
                account: "0f8fad5b-d9cb-469f-a165-70867728950e", outcome: .throttled, cycle: "+1, \"x\"",
                count: 1_000_000, resolution: Seconds(Rational(1, over: 10))),
            StageObservation(stage: "scan", duration: Seconds(5)),
        ]
        let text = ObservationTable.csv(observations)
        #expect(try read(text) == observations)
        // No cell that a spreadsheet would run.
        #expect(!text.contains("\n=") && !text.contains(",+"))
    }

    @Test(arguments: [
        ("scan,-1", "durationSeconds"), ("scan,1e3", "durationSeconds"), ("scan,nan", "durationSeconds"),
        ("scan,", "durationSeconds"), ("scan,0.0000000001", "durationSeconds"), ("scan,99999999999", "durationSeconds"),
        (",1", "stage"),
    ])
    func badCellsAreToldWithTheirPlace(row: String, column: String) {
        let found = issues("stage,durationSeconds\n" + row + "\n")
        #expect(found.count == 1, "\(found)")
        #expect(found[0].hasPrefix("o.csv:2:"), "\(found)")
        #expect(found[0].contains(column), "\(found)")
    }

    @Test func everyIssueIsToldAtOnce() {
        let found = issues(
            """
            stage,durationSeconds,platform,start,region,account,outcome,count
            scan,1,solaris,2025-02-30T00:00:00Z,US,1,lost,0
            scan,x,,,,,,
            """)
        #expect(found.count == 7, "\(found)")
        #expect(found[0] == "o.csv:2:8: platform: found \"solaris\"; expected linux or windows")
        #expect(found[6].hasPrefix("o.csv:3:6: durationSeconds: found \"x\""))
    }

    @Test func stagesThatNobodyKnowsAreTold() {
        let found = issues("stage,durationSeconds\nSnapshot,1\nbake,1\n", stages: ["snapshot", "scan"])
        #expect(found.count == 2)
        #expect(
            found[0].hasSuffix("there is no stage \"Snapshot\"; expected one of snapshot, scan; did you mean snapshot?")
        )
        #expect(found[1].hasSuffix("there is no stage \"bake\"; expected one of snapshot, scan"))
    }

    @Test(arguments: [
        "", "\u{0}", "stage\n", "stage;durationSeconds\n", "stage,durationSeconds,colour\n", "PK\u{3}\u{4}",
    ])
    func foreignFilesAreRefused(text: String) {
        #expect(!issues(text).isEmpty)
    }
}
