import Foundation
import Testing

@Suite struct RunbookCommandTests {
    @Test func theStepsAreMarkdownOrJSON() throws {
        let file = try ScenarioFile(smallScenario(parameters: ["QToken: \"env:SCAN_TOKEN\""]))
        let text = try ToolProcess.run(["runbook", file.path])
        #expect(text.status == 0, "\(text.diagnostics)")
        #expect(text.output.hasPrefix("# main (qualys-aws@1.8)\n\n## Deploy\n\n### 1. Settle what blocks\n"))
        #expect(text.output.contains("envsubst '${SCAN_TOKEN}' < stacks/main/service-account.parameters.json |"))
        let json = try ToolProcess.run(["runbook", "--format", "json", file.path])
        let tree = try JSONDecoder().decode(Answer.self, from: Data(json.output.utf8))
        let sections = tree.deployments[0].sections
        #expect(
            sections.map(\.name) == [
                "deploy", "addAccounts", "removeAccounts", "updateRegions", "updateTags", "renewToken", "delete",
            ])
        #expect(sections.allSatisfy { !$0.steps.isEmpty })
        #expect(text.output.components(separatedBy: "\n### ").count - 1 == sections.flatMap(\.steps).count)
    }

    /// The shell takes every command of the runbook, whatever is in the scenario's texts.
    @Test func theCommandsAreShell() throws {
        let file = try ScenarioFile(
            smallScenario(parameters: ["QToken: \"file:/a'b $(c) `d`\"", "QEndPoint: \"https://x.example/a'b;(\""]))
        let result = try ToolProcess.run(["runbook", "--format", "json", file.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        let tree = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
        let commands = tree.deployments[0].sections.flatMap(\.steps).flatMap(\.commands)
        #expect(commands.count > 15)
        for command in commands {
            let shell = try ToolProcess.run(
                ["sh", "-n"], input: Data(command.utf8), binary: URL(filePath: "/usr/bin/env"))
            #expect(shell.status == 0, "\(command)\n\(shell.diagnostics)")
        }
    }

    private struct Answer: Decodable {
        struct Deployment: Decodable { var sections: [Section] }
        struct Section: Decodable { var name: String, steps: [Step] }
        struct Step: Decodable { var title: String, commands: [String] }
        var deployments: [Deployment]
    }
}
