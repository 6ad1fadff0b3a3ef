import Foundation
import Testing

/// `scanplan selftest` as a user's shell runs it.
@Suite struct SelfTestCommandTests {
    @Test func showsThatTheProgramComputesWhatItSays() throws {
        let result = try ToolProcess.run(["selftest", "--format", "json", "--jobs", "2"])
        #expect(result.status == 0, "\(result.output.suffix(2_000))")
        #expect(result.diagnostics.isEmpty)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(report["schema"] as? String == "scanplan.selftest/1")
        #expect(report["result"] as? String == "passed")
        #expect(report["failures"] as? Int == 0)
        let sections = try #require(report["sections"] as? [[String: Any]])
        let counts = sections.map { ($0["kind"] as? String ?? "", ($0["rows"] as? [Any])?.count ?? 0) }
        #expect(Dictionary(uniqueKeysWithValues: counts)["closedForms"] == 110)
        #expect(counts.map(\.0) == ["knownAnswers", "closedForms", "referenceDocuments", "laws"])
        #expect(counts.allSatisfy { $0.1 > 0 })
    }

    @Test func refusesWhatItDoesNotKnow() throws {
        #expect(try ToolProcess.run(["selftest", "--jobs", "0"]).status == 2)
        #expect(try ToolProcess.run(["selftest", "--seed", "-1"]).status == 2)
    }
}
