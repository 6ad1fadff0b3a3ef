import Foundation
import ScanModel
import Testing

/// Limits of inputs, as `SCANPLAN_LIMITS` and SECURITY.md tell them.
@Suite struct InputLimitsCommandTests {
    /// Rows of the two tables in SECURITY.md: their first cell, and the others.
    static func rows() throws -> [String: [String]] {
        let page = try String(contentsOf: ToolProcess.package.appending(path: "SECURITY.md"), encoding: .utf8)
        let table = page.components(separatedBy: "## Limits")[1].split(separator: "\n").filter { $0.hasPrefix("| ") }
        return Dictionary(
            uniqueKeysWithValues: table.map { row in
                let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                return (cells[0], Array(cells[1...]))
            })
    }

    @Test func thePageTellsTheLimits() throws {
        let rows = try Self.rows()
        for kind in InputLimits.Kind.allCases {
            let row = try #require(rows["`\(kind.rawValue)`"], "\(kind)")
            let (low, high) = (kind.allowed.lowerBound, kind.allowed.upperBound)
            #expect(row[1] == InputLimits.text(kind.usual, kind))
            #expect(row[2] == "\(InputLimits.text(low, kind)) to \(InputLimits.text(high, kind))")
        }
        #expect(rows.keys.filter { $0.hasPrefix("`") }.count == InputLimits.Kind.allCases.count)
        let help = try ToolProcess.run(["--help"]).output
        for kind in InputLimits.Kind.allCases { #expect(help.contains(kind.rawValue)) }
    }

    /// What the page says of fixed limits: the most is taken, and one more is refused.
    @Test func fixedLimitsHold() throws {
        let rows = try Self.rows()
        let folder = try SweepStoreTests.Folder()
        func csv(_ name: String, _ rows: [String]) throws -> [String] {
            let header = "account,region,platform,tags,volumes_gib,count"
            try Data(([header] + rows).joined(separator: "\n").utf8).write(to: URL(filePath: folder.path(name)))
            return ["import", folder.path(name), "-o", folder.path("out-\(name)")]
        }
        func volumes(_ count: Int) -> String {
            "222233334444,us-east-1,linux,,\(Array(repeating: "8", count: count).joined(separator: "+")),1"
        }
        func chain(_ count: Int) throws -> [String] {
            try Data(smallScenario().utf8).write(to: URL(filePath: folder.path("base-0.yaml")))
            for number in 1...count {
                try Data("base: base-\(number - 1).yaml\nseed: \(number)\n".utf8)
                    .write(to: URL(filePath: folder.path("base-\(number).yaml")))
            }
            return ["validate", folder.path("base-\(count).yaml")]
        }
        func nested(_ levels: Int) -> [String] {
            let value = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
            return [
                "validate", "--set", "deployments[0].fleet.instances=\(value)", "Scenarios/quickstart/scenario.yaml",
            ]
        }
        let sweep = ["sweep", "Scenarios/quickstart/scenario.yaml"]
        let long = "222233334444,us-east-1,linux,\(String(repeating: "x", count: 1 << 16)),8,1"
        for (row, words, most, more, status) in [
            ("files of a chain of bases", "16", try chain(15), try chain(16), 3),
            (
                "volumes of a fleet, of one instance", "200,000,000 and 1,000", try csv("most.csv", [volumes(1000)]),
                try csv("more.csv", [volumes(1001)]), 3
            ),
            ("a table of CSV, a line of it, its cells", "1 GiB, 64 KiB, 1,000", nil, try csv("long.csv", [long]), 3),
            (
                "points of a sweep, trials of a point", "10,000 and 100,000", nil, sweep + ["--set", "seed=1..10001"], 2
            ),
            ("points of a sweep, trials of a point", "10,000 and 100,000", nil, sweep + ["--trials", "100001"], 2),
            ("levels of a document, of a JSON input", "64, 256", nil, nested(70), 3),
        ] as [(String, String, [String]?, [String], Int32)] {
            #expect(rows[row] == [words])
            if let most {
                let taken = try ToolProcess.run(most)
                #expect(taken.status == 0, "\(row): \(taken.diagnostics)")
            }
            let refused = try ToolProcess.run(more)
            #expect(refused.status == status && refused.output.isEmpty, "\(row): \(refused.diagnostics)")
        }
    }

    /// A file just below the limit is read, one byte more is refused; a wider limit lets it through.
    @Test func documentsHaveMostBytes() throws {
        let most = 8 << 20
        let small = smallScenario()
        let padding = String(repeating: "# padding\n", count: (most - small.utf8.count) / 10)
        let largest = small + padding + String(repeating: "\n", count: most - small.utf8.count - padding.utf8.count)
        #expect(largest.utf8.count == most)
        let fitting = try ScenarioFile(largest)
        #expect(try ToolProcess.run(["validate", fitting.path]).status == 0)
        let larger = try ScenarioFile(largest + "\n")
        let refused = try ToolProcess.run(["validate", larger.path])
        #expect(refused.status == 3 && refused.diagnostics.contains("8 MiB"), "\(refused.diagnostics)")
        let wider = try ToolProcess.run(
            ["validate", larger.path], environment: ["SCANPLAN_LIMITS": "document-bytes=9MiB"])
        #expect(wider.status == 0, "\(wider.diagnostics)")
    }

    @Test func everyLimitCanBeTightened() throws {
        let folder = try SweepStoreTests.Folder()
        let listing = folder.path("instances.json")
        let instances = (1...40).map { number in
            """
            {"InstanceId": "i-\(String(format: "%017x", number))", "State": {"Name": "running"}, "Tags": [],
             "Placement": {"AvailabilityZone": "us-east-1a"}, "BlockDeviceMappings": []}
            """
        }
        try Data(
            #"{"Reservations": [{"OwnerId": "111122223333", "Instances": [\#(instances.joined(separator: ","))]}]}"#
                .utf8
        ).write(to: URL(filePath: listing))
        let quick = "Scenarios/quickstart/scenario.yaml"
        let aliases = try ScenarioFile(
            smallScenario().replacing("name: small", with: "name: &one small\n$schema: *one"))
        #expect(try ToolProcess.run(["validate", aliases.path]).status == 0)
        for (limit, arguments, words) in [
            ("document-bytes=1KiB", ["validate", quick], "1024 bytes"),
            ("document-nodes=100", ["validate", "Scenarios/regression/faults.yaml"], "100"),
            ("document-aliases=0", ["validate", aliases.path], "alias"),
            ("input-bytes=4KiB", ["import", listing, "-o", folder.path("a.csv")], "4096"),
            ("element-bytes=1KiB", ["import", listing, "-o", folder.path("b.csv")], "1024 bytes"),
            ("fleet-instances=5", ["validate", quick], "at most 5"),
        ] {
            let usual = try ToolProcess.run(arguments)
            #expect(usual.status == 0, "\(limit): \(usual.diagnostics)")
            try? FileManager.default.removeItem(atPath: folder.path("a.csv"))
            let result = try ToolProcess.run(arguments, environment: ["SCANPLAN_LIMITS": limit])
            #expect(result.status == 3 && result.output.isEmpty, "\(limit): \(result.output)")
            #expect(result.diagnostics.contains(words), "\(limit): \(result.diagnostics)")
        }
    }

    @Test func limitsChangeNoAnswer() throws {
        let arguments = ["simulate", "--format", "json", "Scenarios/quickstart/scenario.yaml"]
        let usual = try ToolProcess.run(arguments)
        let wider = try ToolProcess.run(
            arguments, environment: ["SCANPLAN_LIMITS": "document-bytes=1MiB,document-nodes=50000,element-bytes=1GiB"])
        #expect(usual.status == 0 && wider.output == usual.output && wider.diagnostics == usual.diagnostics)
    }

    @Test func wrongLimitsStopEveryCommand() throws {
        for arguments in [["validate", "Scenarios/quickstart/scenario.yaml"], ["version"], ["schema"]] {
            let result = try ToolProcess.run(arguments, environment: ["SCANPLAN_LIMITS": "document-size=1MiB"])
            #expect(result.status == 2 && result.output.isEmpty)
            #expect(result.diagnostics.contains("SCANPLAN_LIMITS") && result.diagnostics.contains("document-bytes"))
        }
    }
}
