import ScanModel
import ScenarioInput
import Testing

/// The scenario that the examples of several libraries begin with.
enum ExampleScenario {
    static func read() throws -> Scenario {
        // begin example
        let text = """
            schemaVersion: 1
            deployments:
              - name: main
                profile: qualys-aws@1.8
                serviceAccount: "111122223333"
                parameters:
                  Concurrency: 1
                  SingleRegionConcurrency: 1
                  IntervalHours: 24
                  Regions: eu-central-1
                  TagKey: Scan
                  TagValue: daily
                targetAccounts:
                  - account: "222233334444"
                    targetStack: {AWSSourceAccount: "111122223333"}
                fleet:
                  instances:
                    - {account: "222233334444", region: eu-central-1, tags: {Scan: daily}, volumes: [8GiB], count: 400}
            """
        let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "scenario.yaml", standardName: "scenario")
        // A deployment whose fleet is in a file would be given its inventory here.
        let scenario = try ScenarioAssembler.assemble(draft, inventories: [nil])
        // end example
        return scenario
    }
}

struct ScenarioInputExample {
    @Test func runs() throws {
        let scenario = try ExampleScenario.read()
        #expect(scenario.deployments.map(\.fleet.instanceCount) == [400])
    }

    @Test func tellsEveryIssue() {
        // begin example
        let wrong = "schemaVersion: 2\ndeployment: []\n"
        do throws(InvalidInput) {
            _ = try ScenarioReader.read(bytes: Array(wrong.utf8), file: "wrong.yaml", standardName: "wrong")
        } catch {
            // Every issue at once, each with its place and what would be right.
            for issue in error.issues { print(issue) }
        }
        // end example
        #expect(throws: InvalidInput.self) {
            try ScenarioReader.read(bytes: Array(wrong.utf8), file: "wrong.yaml", standardName: "wrong")
        }
    }
}
