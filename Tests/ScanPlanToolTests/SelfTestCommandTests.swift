import Foundation
import Testing

/// `scanplan selftest` as a user's shell runs it.
@Suite struct SelfTestCommandTests {
    @Test func showsThatTheProgramComputesWhatItSays() throws {
        // The closed forms have tests of their own, and scripts/selftest-check runs everything.
        let kinds = ["knownAnswers", "referenceDocuments", "laws"]
        let options = kinds.flatMap { ["--only", $0] }
        let result = try ToolProcess.run(["selftest", "--format", "json", "--jobs", "2"] + options)
        #expect(result.status == 0, "\(result.output.suffix(2_000))")
        #expect(result.diagnostics.isEmpty)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(report["schema"] as? String == "scanplan.selftest/1")
        #expect(report["result"] as? String == "passed")
        #expect(report["failures"] as? Int == 0)
        let sections = try #require(report["sections"] as? [[String: Any]])
        let counts = sections.map { ($0["kind"] as? String ?? "", ($0["rows"] as? [Any])?.count ?? 0) }
        #expect(counts.map(\.0) == kinds)
        #expect(counts.map(\.1) == [3, 83, 15])
        let text = try ToolProcess.run(["selftest", "--only", "knownAnswers", "--only", "referenceDocuments"])
        #expect(text.status == 0)
        #expect(text.output.hasPrefix("self-test: passed. 86 of 86 rows pass"))
        #expect(text.output.contains("P01   Philox4x32-10  zeros         6627e8d5 e169c58d bc57ac4c 9b00dbd8  ok\n"))
    }

    @Test func refusesWhatItDoesNotKnow() throws {
        #expect(try ToolProcess.run(["selftest", "--jobs", "0"]).status == 2)
        #expect(try ToolProcess.run(["selftest", "--seed", "-1"]).status == 2)
        #expect(try ToolProcess.run(["selftest", "--only", "nothing"]).status == 2)
    }
}
