import Foundation
import Testing

/// `scanplan conformance` as other simulators would call it.
@Suite struct ConformanceCommandTests {
    static let folder = ToolProcess.package.appending(path: "Sources/Verification/Data")

    @Test(arguments: ["E01", "E02", "E03"])
    func printsEveryMetricOfADocument(name: String) throws {
        let file = Self.folder.appending(path: "\(name).json")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let expected = try #require(document["expected"] as? [String: Any])
        let result = try ToolProcess.run(["conformance", file.path(percentEncoded: false)])
        #expect(result.status == 0)
        let printed = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(Set(printed.keys) == Set(expected.keys))
        for (metric, value) in expected where metric != "regions" {
            let wanted = ((value as? [String: Any])?["value"] as? Double) ?? (value as? Double)
            let found = try #require(printed[metric] as? Double, "\(metric)")
            #expect(abs(found - (try #require(wanted))) <= 1e-9 * abs(found), "\(metric)")
        }
        let bare = try JSONSerialization.data(withJSONObject: try #require(document["scenario"]))
        #expect(try ToolProcess.run(["conformance", "-"], input: bare).output == result.output)
    }

    private func random(_ part: String) throws -> Data {
        let file = Self.folder.appending(path: "E01.json")
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        return Data(text.replacing("\"random\": null", with: "\"random\": \(part)").utf8)
    }

    @Test func randomDocumentsHaveMeansAndStandardDeviations() throws {
        let part = """
            {"scan": {"dist": "lognormal", "cv": 0.5}, "boot": "exponential", "snapshot": {"dist": "uniform", "h": 0.5},
             "restore": {"dist": "erlang", "k": 3}, "cleanup": "none", "failProb": 0.1, "maxAttempts": 3,
             "sloSeconds": 900}
            """
        let input = try random(part)
        let result = try ToolProcess.run(["conformance", "--trials", "60", "--seed", "7", "-"], input: input)
        #expect(result.status == 0, "\(result.diagnostics)")
        let printed = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(printed["n"] as? Int == 60)
        let share = try #require(printed["probWithinSlo"] as? Double)
        #expect((0...1).contains(share))
        for metric in [
            "makespan", "costScanner", "costVolume", "costSnapshot", "costTotal", "scannerSecondsBilled",
            "busySlotSeconds", "availSlotSeconds", "utilisation", "snapshotWait", "readyWait", "attachWait",
            "peakScanners", "launchedScanners", "jobs", "attempts",
        ] {
            let moments = try #require(printed[metric] as? [String: Double], "\(metric)")
            #expect(Set(moments.keys) == ["mean", "sd"], "\(metric)")
        }
        #expect((printed["makespan"] as? [String: Double])?["sd"] ?? 0 > 0)
        let arguments = ["conformance", "--trials", "60", "--seed", "7", "--jobs"]
        for jobs in ["1", "3"] {
            #expect(try ToolProcess.run(arguments + [jobs, "-"], input: input).output == result.output)
        }
        #expect(
            try ToolProcess.run(["conformance", "--trials", "60", "--seed", "8", "-"], input: input).output
                != result.output)
    }

    @Test func everythingWrongWithARandomPartIsTold() throws {
        let part = "{\"scan\": {\"dist\": \"lognormal\"}, \"boot\": \"uniform\", \"failProb\": 2, \"maxAttempts\": 0}"
        let result = try ToolProcess.run(["conformance", "-"], input: try random(part))
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        for issue in [
            "random.scan: the key `cv` is missing", "random.boot: is `uniform` without its parameter",
            "random.failProb: is `2`", "random.maxAttempts: is `0`", "4 issues found",
        ] {
            #expect(result.diagnostics.contains(issue), "\(result.diagnostics)")
        }
    }

    @Test func noScannerIsInfeasible() throws {
        let file = Self.folder.appending(path: "E01.json")
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            .replacing("\"vcpuLimit\": null", with: "\"vcpuLimit\": {\"quota\": 1, \"perScanner\": 2}")
        #expect(try ToolProcess.run(["conformance", "-"], input: Data(text.utf8)).status == 4)
    }
}
