import Foundation
import Testing

/// Report pages of the tool in a real browser.
@Suite("Report pages in a browser", .enabled(if: BrowserProcess.isThere), .serialized)
struct ReportPageBrowserTests {
    private final class Pages {
        let folder: URL

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-page-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        /// Writes the report of a scenario and returns where it is.
        func report(_ arguments: [String]) throws -> String {
            let path = folder.appending(path: "report.html").path(percentEncoded: false)
            let result = try ToolProcess.run(["report", "-o", path, "--force"] + arguments)
            try #require(result.status == 0, "\(result.diagnostics)")
            return path
        }
    }

    private func look(_ path: String, _ options: [String] = []) throws -> [String: Any] {
        let result = try BrowserProcess.run("report.py", [path] + options)
        try #require(result.status == 0, "\(result.diagnostics)")
        return try object(result.output)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// Nothing leaves the page, nothing complains, nothing is cut off, nobody is kept from reading it.
    private func checkLooks(_ seen: [String: Any]) throws {
        for look in try #require(seen["looks"] as? [[String: Any]]) {
            for name in ["overflow", "collisions", "requests", "complaints", "violations"] {
                let found = try #require(look[name] as? [String])
                #expect(found.isEmpty, "\(name) at \(look["width"] ?? 0) \(look["theme"] ?? ""): \(found)")
            }
        }
        let knobs = try #require(seen["knobs"] as? [String: Any])
        for name in ["missing", "requests", "complaints"] {
            let found = try #require(knobs[name] as? [String])
            #expect(found.isEmpty, "\(name): \(found)")
        }
        #expect(knobs["ran"] as? Bool == false && knobs["strange"] as? Int == 0)
        let still = try #require(seen["withoutScripts"] as? [String: Any])
        #expect(try #require(still["text"] as? Int) > 2_000)
        let printed = try #require(seen["printed"] as? [String: Any])
        #expect(printed["controls"] as? [String] == [])
        #expect(try #require(printed["sections"] as? Int) > 8)
    }

    @Test func knobsShowWhatTheOtherOutputsTell() throws {
        let pages = try Pages()
        let scenario = "Scenarios/quickstart/scenario.yaml"
        let knob = ["--knob", "SingleRegionConcurrency=1,2,5", "--knob", "Concurrency=1,2", "--trials", "5"]
        let path = try pages.report(knob + [scenario])
        let seen = try look(path)
        try checkLooks(seen)
        let json = try object(try ToolProcess.run(["report", "--format", "json"] + knob + [scenario]).output)
        let knobs = try #require(json["knobs"] as? [String: Any])
        let points = try #require(knobs["points"] as? [[String: Any]])
        let shown = try #require((seen["knobs"] as? [String: Any])?["positions"] as? [[String: Any]])
        #expect(shown.count > 8)
        for position in shown {
            let point = points[try #require(position["point"] as? Int)]
            let fields = try #require(position["fields"] as? [String: [String: Any]])
            for (field, member) in [
                ("makespan", "makespanSeconds"), ("costPerCycle", "perCycleUSD"),
                ("costPerMonth", "perMonthUSD"),
                ("peakScanners", "peakScanners"), ("scannerHours", "scannerHours"),
            ] {
                #expect(fields[field]?["value"] as? Double == point[member] as? Double, "\(field)")
            }
            // The map frames the cell of the same position.
            #expect(position["map"] as? String == fields["makespan"]?["text"] as? String)
        }
        let back = try #require((seen["knobs"] as? [String: Any])?["back"] as? [String: Any])
        #expect(back["point"] as? Int == shown[0]["point"] as? Int)
    }

    @Test func fiveThousandAccountsAnswerInASecond() throws {
        let pages = try Pages()
        let path = try pages.report([
            "--without", "search,tornado", "--knobs", "planned", "Scenarios/what-if/five-thousand-accounts.yaml",
        ])
        let seen = try look(path, ["--quick"])
        try checkLooks(seen)
        let time = try #require(seen["time"] as? [String: Double])
        #expect(try #require(time["interactive"]) + (try #require(time["moved"])) < 1_000, "\(time)")
        #expect(try #require(time["bytes"]) < 2_000_000)
    }
}
