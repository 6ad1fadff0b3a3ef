import Foundation
import Testing

/// Exit codes and streams of the tool as a process.
@Suite struct ExitCodeTests {
    @Test func answersGoToStandardOutputAlone() throws {
        let file = try ScenarioFile(smallScenario())
        let result = try ToolProcess.run(["simulate", file.path])
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("main: fits. The scan cycle takes "))
        #expect(result.diagnostics.isEmpty)
    }

    @Test func helpShowsExamplesAndExitCodes() throws {
        let result = try ToolProcess.run(["--help"])
        #expect(result.status == 0)
        #expect(result.output.contains("EXAMPLES"))
        #expect(result.output.contains("EXIT CODES"))
        for command in [
            "validate", "plan", "simulate", "explain", "show", "generate", "conformance", "profile", "preflight",
            "runbook", "export", "appliances", "connectors", "sensors",
        ] {
            let help = try ToolProcess.run([command, "--help"])
            #expect(help.status == 0)
            #expect(help.output.contains("scanplan \(command)"), "\(command)")
        }
    }

    @Test func wrongUsageIsTwo() throws {
        for arguments in [
            ["simulate"], ["nonsense"], ["simulate", "--jobs", "0", "x"], ["simulate", "--format", "xml", "x"],
            // What these say has no such parts.
            ["preflight", "--with", "limits", "x"], ["runbook", "--show-back", "account", "x"],
        ] {
            let result = try ToolProcess.run(arguments)
            #expect(result.status == 2, "\(arguments)")
            #expect(result.output.isEmpty)
            #expect(!result.diagnostics.isEmpty)
        }
    }

    @Test func invalidInputIsThreeWithEveryIssueAndNoAnswer() throws {
        let text = smallScenario(parameters: ["SubnetCIDR: 10.0.0.0/8"])
            .replacing(" Concurrency: 1", with: " Concurency: 1")
            .replacing("SingleRegionConcurrency: 1", with: "SingleRegionConcurrency: 8")
        let file = try ScenarioFile(text)
        let result = try ToolProcess.run(["simulate", file.path])
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        let lines = result.diagnostics.split(separator: "\n")
        try #require(lines.count == 4, "\(result.diagnostics)")
        #expect(lines[0].contains("scenario.yaml:9:7: deployments[0].parameters.Concurency: unknown key"))
        #expect(lines[0].hasSuffix("did you mean Concurrency?"))
        #expect(lines[1].contains("scenario.yaml:10:32: deployments[0].parameters.SingleRegionConcurrency: is `8`"))
        #expect(lines[1].contains("a whole number from 1 to 7"))
        #expect(lines[2].contains("SubnetCIDR"))
        #expect(lines[3] == "3 issues found; nothing was computed")
    }

    @Test func infeasibleIsFourWithItsBottleneck() throws {
        let file = try ScenarioFile(smallScenario(deployment: ["limits: {onDemandVcpu: 1}"]))
        let result = try ToolProcess.run(["plan", file.path])
        #expect(result.status == 4)
        #expect(result.output.contains("infeasible"))
        #expect(result.output.contains("1 vCPU"))
        let json = try ToolProcess.run(["plan", "--format", "json", file.path])
        #expect(json.status == 4)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(object["result"] as? String == "infeasible")
    }

    @Test func unreadableFilesAreFive() throws {
        let missing = try ToolProcess.run(["simulate", "/nowhere/scenario.yaml"])
        #expect(missing.status == 5)
        #expect(missing.diagnostics.contains("/nowhere/scenario.yaml: cannot be read: No such file or directory"))
        #expect(try ToolProcess.run(["simulate", "/"]).status == 5)
        #expect(try ToolProcess.run(["simulate", "/dev/zero"]).status == 5)
        let file = try ScenarioFile(
            smallScenario().replacing("fleet:\n", with: "fleet:\n      inventory: {awsCli: [nowhere.json]}\n"))
        let result = try ToolProcess.run(["simulate", file.path])
        #expect(result.status == 5)
        let folder = file.path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        #expect(
            result.diagnostics.hasPrefix("error: \(folder)/nowhere.json: cannot be read: No such file or directory\n"))
        let note = #/note: (?<file>.*):\d+:\d+: deployments\[0\]\.fleet\.inventory\.awsCli\[0\]: names (?<named>.*)\n/#
        let match = try #require(try note.firstMatch(in: result.diagnostics))
        #expect(match.file == file.path)
        #expect(match.named == "\(folder)/nowhere.json")
    }

    @Test func aMissingPriceIsSixUnlessAnotherRegionStandsIn() throws {
        func scenario(_ deployment: [String] = []) -> String {
            smallScenario(
                deployment: deployment, regions: "us-east-2",
                instances: #"{account: "222233334444", region: us-east-2, tags: {Scan: daily}, volumes: [8GiB]}"#)
        }
        let file = try ScenarioFile(scenario())
        let result = try ToolProcess.run(["simulate", file.path])
        #expect(result.status == 6)
        #expect(result.output.contains("no total"))
        #expect(result.diagnostics.contains("no price for ebs:snapshot-standard:GiB-month in us-east-2"))
        let json = try ToolProcess.run(["simulate", "--format", "json", file.path])
        #expect(json.status == 6)
        #expect(json.output.contains("\"perCycleUSD\": null"))

        let standIn = try ScenarioFile(scenario(["prices: {standIn: us-east-1}"]))
        let labelled = try ToolProcess.run(["simulate", standIn.path])
        #expect(labelled.status == 0)
        #expect(labelled.output.contains("stand-in prices"))
        let words = labelled.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("prices of us-east-1 stand in where a region has none"))
    }

    @Test func standardInputAndJSONScenariosAreAccepted() throws {
        let yaml = try ToolProcess.run(["simulate", "-"], input: Data(smallScenario().utf8))
        #expect(yaml.status == 0)
        let object: [String: Any] = [
            "schemaVersion": 1,
            "deployments": [
                [
                    "name": "main", "profile": "qualys-aws@1.8",
                    "parameters": [
                        "Concurrency": 1, "SingleRegionConcurrency": 1, "IntervalHours": 24, "Regions": "us-east-1",
                        "TagKey": "Scan", "TagValue": "daily",
                    ] as [String: Any],
                    "serviceAccount": "111122223333",
                    "targetAccounts": [
                        ["account": "222233334444", "targetStack": ["AWSSourceAccount": "111122223333"]]
                            as [String: Any]
                    ],
                    "fleet": [
                        "instances": [
                            [
                                "account": "222233334444", "region": "us-east-1", "tags": ["Scan": "daily"],
                                "volumes": ["8GiB"], "count": 20,
                            ] as [String: Any]
                        ]
                    ],
                ] as [String: Any]
            ],
        ]
        let json = try ToolProcess.run(["simulate", "-"], input: try JSONSerialization.data(withJSONObject: object))
        #expect(json.status == 0)
        #expect(json.output.contains("20 of 20 listed instances"))
    }

    @Test func secretsAreNeverEchoed() throws {
        let planted = "tok-3f9a77c1e5"
        let file = try ScenarioFile(smallScenario(parameters: ["QToken: \(planted)"]))
        for arguments in [["validate"], ["plan"], ["simulate"], ["simulate", "--format", "json"]] {
            let result = try ToolProcess.run(arguments + [file.path])
            #expect(result.status == 3)
            #expect(!result.output.contains(planted))
            #expect(!result.diagnostics.contains(planted))
        }
    }

    @Test func noEscapeCodesWithoutATerminal() throws {
        let file = try ScenarioFile(smallScenario())
        for environment in [[:], ["NO_COLOR": "1"]] {
            let result = try ToolProcess.run(["simulate", file.path], environment: environment)
            #expect(!result.output.contains("\u{1B}"))
        }
    }
}
