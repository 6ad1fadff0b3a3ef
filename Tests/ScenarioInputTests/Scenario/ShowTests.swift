import ScanModel
import Testing

@testable import ScenarioInput

@Suite("The merged scenario as text")
struct ShowTests {
    static func show(
        _ text: String, file: String = "s.yaml", settings: [String] = [], sources: Bool = false
    ) throws(InvalidInput) -> String {
        try ScenarioReader.show(
            layers: [ScenarioLayer(bytes: Array(text.utf8), file: file)], settings: settings, standardName: "s",
            sources: sources)
    }

    @Test("What is shown reads back as the same scenario", arguments: [false, true])
    func roundTrip(sources: Bool) throws {
        let expected = try ScenarioSample.scenario(ScenarioSample.full, file: "-")
        var choices = Choices(seed: 23)
        let root = try #require(document(ScenarioSample.fullJSON, file: "s.json").node)
        for _ in 0..<20 {
            let shown = try Self.show(root.shuffledJSON(using: &choices), file: "s.json", sources: sources)
            #expect(try ScenarioSample.scenario(shown, file: "-") == expected)
            #expect(shown.contains(" # s.json:") == sources)
            #expect(try Self.show(shown, file: "t.yaml") == (sources ? Self.show(shown) : shown))
        }
    }

    @Test("Any tree is written so that it reads back with its styles")
    func trees() throws {
        let texts = [
            "", "a", "null", "~", "true", "1", "-1", "1.5", "- a", "-", "a: b", "a #b", "#", "'", "\"", "\\", "a\nb",
            "\t", " a", "a ", "ä", "😀", "\u{85}", "\u{2028}", "a\u{2029}", "[", "{", "*a", "&a", "!a", "|", ">", "%a",
            "@a", "`", "a:", ":a", "a,b", "a, b", "---", "...", "<<", "=", "?", "0x1", "012", "a\u{7F}b", "\u{9B}",
        ]
        var choices = Choices(seed: 11)
        func text() -> String { texts.randomElement(using: &choices) ?? "" }
        func node(_ depth: Int) -> DocumentNode {
            let content: DocumentNode.Content
            switch Int.random(in: 0..<(depth > 4 ? 2 : 5), using: &choices) {
            case 0:
                content = .scalar(
                    ["1", "x-1", "true", "null", "-2.5", "a, b"].randomElement(using: &choices) ?? "", .plain)
            case 1: content = .scalar(text(), .quoted)
            case 2: content = .sequence((0..<Int.random(in: 0..<4, using: &choices)).map { _ in node(depth + 1) })
            default:
                let keys = Set((0..<Int.random(in: 0..<4, using: &choices)).map { _ in text() }).sorted()
                content = .mapping(keys.map { .init(key: $0, keyPlace: .start, value: node(depth + 1)) })
            }
            return DocumentNode(content: content, place: .start)
        }
        for round in 0..<400 {
            let tree = node(0)
            let log = IssueLog(file: "a\nb.yaml")
            let writer = YAMLWriter(files: round % 2 == 0 ? nil : log.files)
            let shown = writer.document(Field(node: tree, path: .root, log: log))
            let read = document(shown)
            #expect(read.node?.outline == tree.outline, "\(shown)\(read.issues)")
        }
    }

    @Test("A byte order mark inside a text is refused, as YAML would lose it")
    func byteOrderMarks() {
        let json = ScenarioSample.fullJSON.replacing("\"Stage\": \"live\"", with: "\"Stage\": \"\\uFEFFlive\"")
        #expect(json != ScenarioSample.fullJSON)
        let problems = issues { () throws(InvalidInput) in try Self.show(json, file: "s.json") }
        #expect(problems.count == 1)
        #expect(problems.first?.hasSuffix("holds a byte order mark, which YAML cannot carry") == true, "\(problems)")
    }

    @Test("Each scalar names its source")
    func sources() throws {
        let shown = try Self.show(ScenarioSample.least, settings: ["seed=4"], sources: true)
        let lines = shown.split(separator: "\n")
        #expect(lines[0] == "schemaVersion: 1 # s.yaml:1")
        #expect(lines[1] == "deployments:")
        #expect(lines[2] == "  - name: production # s.yaml:3")
        #expect(lines.last == "seed: 4 # --set:1")
        #expect(lines.contains("      Regions: us-east-1, eu-west-1 # s.yaml:9"))
        #expect(lines.contains("          volumes:"))
        #expect(lines.contains("            - 8GiB # s.yaml:18"))
    }

    @Test("A reference to a secret is shown, anything else that may be one is not")
    func secrets() throws {
        #expect(try Self.show(ScenarioSample.full).contains("QToken: env:QUALYS_TOKEN\n"))
        let planted = "tok-3f9a77c1e5"
        for text in [
            ScenarioSample.full.replacing("env:QUALYS_TOKEN", with: planted),
            ScenarioSample.least.replacing("{Scan: daily}", with: "{Scan: daily, ApiToken: \(planted)}"),
        ] {
            let problems = issues { () throws(InvalidInput) in try Self.show(text) }
            #expect(problems.count == 1)
            #expect(problems.allSatisfy { !$0.contains(planted) })
        }
    }
}
