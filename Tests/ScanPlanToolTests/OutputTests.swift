import Foundation
import Testing

/// What commands print for machines and pull requests, read by programs that are not ours: `Tests/Support/Outputs`.
@Suite struct OutputTests {
    static let folder = ToolProcess.package.appending(path: "Tests/Support/Outputs")
    static let validatorIsThere = (try? SchemaTests.python(["-c", "import jsonschema, yaml"]))?.status == 0
    static let isContinuousIntegration = SchemaTests.isContinuousIntegration

    /// Runs a program of the folder; it says what is wrong, and ends with 0 if nothing is.
    static func run(_ program: String) throws {
        let result = try SchemaTests.python([
            folder.appending(path: program).path, ToolProcess.binary.path, ToolProcess.package.path,
        ])
        #expect(result.status == 0, "\(result.output)\n\(result.diagnostics)")
        #expect(result.output.hasPrefix("{"), "\(result.output)")
    }

    @Test(.enabled(if: validatorIsThere || isContinuousIntegration, "python3 has no jsonschema; ./test installs it"))
    func documentsFitTheirSchemasAndEveryMemberOccurs() throws { try Self.run("check_schemas.py") }

    @Test(.enabled(if: validatorIsThere || isContinuousIntegration, "python3 is not there"))
    func tablesTellWhatTheAnswerTells() throws { try Self.run("check_tables.py") }

    @Test(.enabled(if: validatorIsThere || isContinuousIntegration, "python3 has no PyYAML; ./test installs it"))
    func pullRequestsAreCommentedOn() throws { try Self.run("check_ci.py") }

    @Test func formsAreFoundByEachOfTheirNames() throws {
        let texts = try ["answer", "answer/1", "scanplan.answer/1"].map { try ToolProcess.run(["schema", "--of", $0]) }
        #expect(texts.allSatisfy { $0.status == 0 && $0.output == texts[0].output })
        #expect(texts[0].output.contains("urn:scanplan:output:answer:1"))
        let weeks = try ToolProcess.run(["schema", "--of", "scanplan-weeks/1"])
        #expect(weeks.output.contains("urn:scanplan:output:weeks:1"))
        for arguments in [["--of", "nothing"], ["--of", "answer/9"], ["--of", "answer", "--list"], ["--of", ""]] {
            let result = try ToolProcess.run(["schema"] + arguments)
            #expect(result.status == 2 && result.output.isEmpty, "\(arguments)")
        }
    }
}
