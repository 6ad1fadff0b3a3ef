import Foundation
import Testing

/// The answers to Scenarios/regression, byte for byte. UPDATE_GOLDEN=1 writes them instead.
@Suite struct RegressionTests {
    static let names = [
        "azure", "deep-scans", "default-key", "faults", "persistent", "reads", "refusals", "rounds", "tight-limits",
        "two-deployments",
    ]

    @Test(arguments: names)
    func theAnswerIsTheGoldenOne(name: String) throws {
        let golden = ToolProcess.package.appending(path: "results/regression/\(name).json")
        let arguments = ["simulate", "--format", "json", "Scenarios/regression/\(name).yaml"]
        let result = try ToolProcess.run(arguments)
        #expect(result.status == 0, "\(result.diagnostics)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try Data(result.output.utf8).write(to: golden)
            return
        }
        // Compared as a whole: a difference is shown by `git diff` after an update, not by a failing test of megabytes.
        let same = String(decoding: try Data(contentsOf: golden), as: UTF8.self) == result.output
        #expect(same, "\(name) moved; see it with UPDATE_GOLDEN=1 and git diff results/regression")
    }

    @Test func everyScenarioHasAGoldenAnswerAndASentence() throws {
        let folder = ToolProcess.package.appending(path: "Scenarios/regression").path(percentEncoded: false)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
        #expect(files.sorted() == Self.names.map { $0 + ".yaml" })
        let readme = try String(contentsOfFile: folder + "/README.md", encoding: .utf8)
        for name in Self.names { #expect(readme.contains("| `\(name)` | "), "\(name)") }
    }
}
