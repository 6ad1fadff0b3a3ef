import Foundation
import Testing

/// `scanplan conformance` as other simulators would call it.
@Suite struct ConformanceCommandTests {
    static let folder = ToolProcess.package.appending(path: "Tests/ScanConformanceTests/Examples")

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

    @Test func randomDocumentsAreRefusedClearly() throws {
        let file = Self.folder.appending(path: "E01.json")
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            .replacing("\"random\": null", with: "\"random\": {\"scan\": {\"dist\": \"exponential\"}}")
        let result = try ToolProcess.run(["conformance", "-"], input: Data(text.utf8))
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        #expect(result.diagnostics.contains("random"))
        #expect(result.diagnostics.contains("not supported"))
    }

    @Test func noScannerIsInfeasible() throws {
        let file = Self.folder.appending(path: "E01.json")
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            .replacing("\"vcpuLimit\": null", with: "\"vcpuLimit\": {\"quota\": 1, \"perScanner\": 2}")
        #expect(try ToolProcess.run(["conformance", "-"], input: Data(text.utf8)).status == 4)
    }
}
