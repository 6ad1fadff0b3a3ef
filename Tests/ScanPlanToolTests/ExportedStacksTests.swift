import Foundation
import Testing

/// What cfn-lint and the real AWS client, in a mock cloud, make of the exported files and of damaged copies.
@Suite struct ExportedStacksTests {
    static let toolsAreThere =
        ["aws", "cfn-lint"].allSatisfy { tool in
            let result = try? ToolProcess.run([tool, "--version"], binary: URL(filePath: "/usr/bin/env"))
            return result?.status == 0
        } && (try? SchemaTests.python(["-c", "import moto, yaml"]))?.status == 0
    static let isContinuousIntegration = ProcessInfo.processInfo.environment["CI"] == "true"

    @Test(
        .enabled(if: toolsAreThere || isContinuousIntegration, "no moto, cfn-lint or AWS client; ./test installs them"))
    func stacksAreMadeAndWrongOnesRefused() throws {
        let report = try Self.report(on: try ExportCommandTests.scenario(), profile: "qualys-aws@1.8")
        Self.expectMade(report, secrets: ["${SCAN_TOKEN}"])
        let service = try #require(report.created["service"])
        #expect(service.parameters["Concurrency"] == "1")
        #expect(service.parameters["TagValue"] == "daily")
        #expect(service.parameters["SubnetCIDR"] == "10.82.64.0/22")
        #expect(service.parameters.count == 12)
        #expect(report.created["target"]?.parameters == ["AWSSourceAccount": "111122223333"])
        #expect(report.refused.wrongValue == ["'9' is not one of [1, 2, 3, 4]"])
    }

    @Test(
        .enabled(if: toolsAreThere || isContinuousIntegration, "no moto, cfn-lint or AWS client; ./test installs them"))
    func stacksOfTheLaterTemplateAreMade() throws {
        let report = try Self.report(on: try ExportCommandTests.laterScenario(), profile: "qualys-aws@1.19")
        Self.expectMade(report, secrets: ["${SCAN_TOKEN}", "${SCAN_TOKEN}"])
        let service = try #require(report.created["service"])
        #expect(service.parameters["Concurrency"] == "5")
        #expect(service.parameters["SwCA"] == "Enabled")
        #expect(service.parameters["SecretScanTimeout"] == "120", "what the profile gives is written, too")
        #expect(service.parameters["MustHaveTagList"] == "Scan=daily")
        let target = try #require(report.created["target"])
        #expect(target.parameters["APIDestinationEndpoint"] == "https://events.example.com")
        #expect(target.parameters["EventBasedScan"] == "Enabled")
        #expect(target.parameters.count == 5)
        #expect(report.refused.wrongValue.count == 1, "\(report.refused.wrongValue)")
    }

    private static func report(on file: ScenarioFile, profile: String) throws -> Report {
        for form in ["array", "map"] {
            let result = try ToolProcess.run([
                "export", "cloudformation", "--form", form, "--output", file.folder.appending(path: form).path,
                file.path,
            ])
            #expect(result.status == 0, "\(result.diagnostics)")
        }
        let script = ToolProcess.package.appending(path: "Tests/ScanPlanToolTests/Stacks/check.py").path
        let result = try SchemaTests.python(
            [script, profile] + ["array", "map"].map { file.folder.appending(path: "\($0)/main").path })
        try #require(result.status == 0, "\(result.diagnostics)")
        return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    }

    /// What holds whatever the version: the files are taken, and damaged ones are not.
    private static func expectMade(_ report: Report, secrets: [String]) {
        #expect(report.formsAgree)
        #expect(report.valid == ["service": true, "target": true])
        #expect(report.lint == ["service": [], "target": []])
        #expect(report.faults == ["service": [], "target": []])
        #expect(report.placeholders == secrets)
        #expect(report.created.values.allSatisfy { $0.error.isEmpty })
        #expect(report.stackSet.errors == [])
        #expect(report.stackSet.instances == ["222233334444 us-east-1"])

        #expect(report.refused.unknownName.count == 1)
        #expect(report.refused.unknownName[0].contains("'Concurency' was unexpected"))
        #expect(report.refused.missing.contains("Missing parameter QToken"))
        #expect(report.refused.placeholder == ["QToken has another form"], "a file alone makes no stack")
        #expect(report.refused.malformed.contains("Error parsing parameter"))
    }

    private struct Report: Decodable {
        struct Created: Decodable {
            var error: String
            var parameters: [String: String]
        }
        struct Refused: Decodable {
            var wrongValue: [String], unknownName: [String], missing: String, placeholder: [String], malformed: String
        }
        struct StackSet: Decodable {
            var errors: [String], instances: [String]
        }
        var valid: [String: Bool], lint: [String: [String]], faults: [String: [String]]
        var formsAgree: Bool
        var placeholders: [String]
        var created: [String: Created]
        var refused: Refused
        var stackSet: StackSet
    }
}
