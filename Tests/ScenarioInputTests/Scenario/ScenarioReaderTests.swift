import ScanModel
import Testing

@testable import ScenarioInput

@Suite("The same scenario, however it is written")
struct ScenarioReaderTests {
    @Test("YAML and JSON of a scenario give equal scenarios")
    func yamlAndJSON() throws {
        let yaml = try ScenarioSample.scenario(ScenarioSample.full, file: "-")
        let json = try ScenarioSample.scenario(ScenarioSample.fullJSON, file: "-")
        #expect(yaml == json)
        #expect(try ScenarioSample.scenario(ScenarioSample.fullJSON, file: "s.json").deployments.count == 1)
        #expect(try ScenarioSample.scenario(ScenarioSample.fullJSON, file: "s.yaml").deployments.count == 1)
    }

    @Test("Keys in any order give the same scenario")
    func anyOrder() throws {
        let expected = try ScenarioSample.scenario(ScenarioSample.full, file: "-")
        let root = try #require(document(ScenarioSample.fullJSON, file: "s.json").node)
        var choices = Choices(seed: 17)
        for _ in 0..<25 {
            #expect(try ScenarioSample.scenario(root.shuffledJSON(using: &choices), file: "-") == expected)
        }
    }

    @Test("Aliases can share parts of a scenario")
    func aliases() throws {
        let text = ScenarioSample.least
            .replacing("{AWSSourceAccount: \"111122223333\"}", with: "&stack {AWSSourceAccount: \"111122223333\"}")
            .replacing("    fleet:", with: "      - {account: \"444455556666\", targetStack: *stack}\n    fleet:")
        let rule = try ScenarioSample.deployment(text).eligibility
        #expect(rule.targetAccounts == ["222233334444", "444455556666"])
    }

    @Test("Values that are left empty count as left out")
    func emptyValues() throws {
        let text = ScenarioSample.least(adding: "limits:", "prices:", "policies: ~", "timings: null", "scanner:")
        #expect(try ScenarioSample.scenario(text) == ScenarioSample.scenario(ScenarioSample.least))
    }

    @Test("Something that is no scenario")
    func noScenario() {
        #expect(
            ScenarioSample.problems("[]") == [
                "1:1: is a list; expected a scenario: a mapping of keys to values, such as `schemaVersion: 1`"
            ])
        #expect(ScenarioSample.problems("") == ["1:1: the file is empty; expected a mapping of keys to values"])
        #expect(
            ScenarioSample.problems("schemaVersion: 1\ndeployments: []\n")
                == ["2:14: deployments: has 0 elements; expected 1 to 64"])
        #expect(
            ScenarioSample.problems("{}") == [
                "1:1: the key `deployments` is missing", "1:1: the key `schemaVersion` is missing",
            ])
    }

    @Test("A scenario altered anywhere gives issues or a scenario, never a crash", .timeLimit(.minutes(20)))
    func mutations() {
        let samples = [(Array(ScenarioSample.full.utf8), "s.yaml"), (Array(ScenarioSample.fullJSON.utf8), "s.json")]
        let pieces = [
            "0", "-", "9", "\"", ",", "{", "}", "[", "]", "null", ":", ": ", "\n", " ", "*", "x", "1e30", "GiB", "%",
            "~", "99999999999999999999", ".0000000001", "us-east-1",
        ]
        var choices = Choices(seed: 31)
        for round in 0..<1500 {
            var (bytes, file) = samples[round % 2]
            for _ in 0...(round % 3) {
                let place = Int.random(in: bytes.indices, using: &choices)
                let piece = pieces[Int.random(in: pieces.indices, using: &choices)]
                bytes.replaceSubrange(place..<min(place + round % 5, bytes.count), with: piece.utf8)
            }
            do throws(InvalidInput) {
                let draft = try ScenarioReader.read(bytes: bytes, file: file, standardName: "s")
                #expect(!draft.deployments.isEmpty)
            } catch {
                #expect(!error.issues.isEmpty)
            }
        }
    }
}

extension DocumentNode {
    /// JSON of the tree with the keys of every mapping in random order.
    func shuffledJSON(using choices: inout Choices) -> String {
        switch content {
        case .scalar(let text, .plain): return text
        case .scalar(let text, .quoted): return "\"\(text)\""
        case .sequence(let nodes):
            return "[" + nodes.map { $0.shuffledJSON(using: &choices) }.joined(separator: ", ") + "]"
        case .mapping(let entries):
            let texts = entries.shuffled(using: &choices).map { entry in
                "\"\(entry.key)\": \(entry.value.shuffledJSON(using: &choices))"
            }
            return "{" + texts.joined(separator: ",\n") + "}"
        }
    }
}
