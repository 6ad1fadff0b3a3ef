import Testing

@testable import ScenarioInput

/// The clock of a time limit also runs while other tests have the threads, so limits are long: they find what hangs.
@Suite("Hostile input ends fast with an issue")
struct HostileInputTests {
    private func elapsed(_ body: () -> Void) -> Duration { ContinuousClock().measure(body) }

    @Test("100,000 levels of JSON", .timeLimit(.minutes(20)))
    func deepJSON() {
        for text in [String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000)] {
            #expect(
                document(text, file: "f.json").issues.map {
                    $0.hasSuffix("nested too deeply; expected at most 64 levels")
                }
                    == [true])
        }
    }

    @Test(
        "100,000 levels of YAML", .timeLimit(.minutes(20)), arguments: ["[", "{a: ", "- ", "- {a: ["])
    func deepYAML(level: String) {
        let text = String(repeating: level, count: 100_000)
        #expect(
            document(text).issues.map { $0.hasSuffix("nested too deeply; expected at most 64 levels") } == [true])
    }

    @Test("2,000 levels of indentation", .timeLimit(.minutes(20)))
    func deepIndentation() {
        let text = (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(
            document(text).issues == ["f.yaml:65:66: the document is nested too deeply; expected at most 64 levels"])
    }

    @Test("An alias bomb is counted and not expanded", .timeLimit(.minutes(20)))
    func aliasBomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let time = elapsed {
            #expect(
                document(text).issues.map { $0.contains("with the alias `*a4` the document has too many values") } == [
                    true
                ])
        }
        #expect(time < .seconds(20))
    }

    @Test("An alias bomb as a key is refused before it is hashed", .timeLimit(.minutes(20)))
    func aliasBombAsKey() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...8 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        for key in [
            "? *a8\n: 1\n", "*a8 : 1\n", "b: {*a8 : 1}\n", "b: {*a8}\n", "b: {[*a8], c}\n", "b: [{[*a8]: 1}]\n",
        ] {
            #expect(document(text + key).issues.map { $0.contains("key") && $0.contains("not supported") } == [true])
        }
    }

    @Test("More than 100 aliases", .timeLimit(.minutes(20)))
    func manyAliases() {
        let text = "a: &a 1\nb: [" + Array(repeating: "*a", count: 101).joined(separator: ", ") + "]\n"
        #expect(document(text).issues == ["f.yaml:2:405: there are too many aliases; expected at most 100"])
    }

    @Test("One key over and over", .timeLimit(.minutes(20)), arguments: ["f.json", "f.yaml"])
    func sameKeys(file: String) {
        let log = IssueLog(file: file)
        let text = "{" + String(repeating: "\"a\": 1,\n", count: 5_000) + "\"b\": 1}"
        #expect(Document.read(bytes: Array(text.utf8), limits: .scenario, log: log) != nil)
        #expect(log.count == 4_999)
        #expect(log.issues.count == IssueLog.most)
    }

    @Test("More repeated keys than can be told apart end the reading", .timeLimit(.minutes(20)))
    func tooManySameKeys() {
        let issues = document(String(repeating: "a: 1\n", count: YAMLNotes.repeatedMost + 3)).issues
        #expect(issues.map { $0.contains("the mapping gives this key again further on") } == [true])
    }

    @Test("A scalar of 5 MB", .timeLimit(.minutes(20)))
    func longScalar() {
        let long = String(repeating: "x", count: 5_000_000)
        #expect(
            document("{\"a\": \"\(long)\"}", file: "f.json").issues.map { $0.hasSuffix("expected at most 65536 bytes") }
                == [true])
        #expect(document("a: \"\(long)\"").issues == ["f.yaml:1:4: a text is too long; expected at most 65536 bytes"])
    }

    @Test("Too many values", .timeLimit(.minutes(20)), arguments: ["f.json", "f.yaml"])
    func manyValues(file: String) {
        #expect(DocumentLimits.scenario.nodes == 1_000_000)
        var limits = DocumentLimits.scenario
        limits.nodes = 50_000
        let text = "[" + String(repeating: "1,", count: 100_000) + "1]"
        #expect(document(text, file: file, limits: limits).issues.map { $0.contains("too many values") } == [true])
    }

    @Test("Random bytes and random tokens give issues or a document, never a crash", .timeLimit(.minutes(20)))
    func noise() {
        var choices = Choices(seed: 20)
        let pieces = [
            "{", "}", "[", "]", "\"", "'", ":", ",", "- ", "? ", "*a", "&a ", "!!x ", "|\n", ">\n", "#", "\n", "  ",
            "a", "é", "1", "null", "\\u00", "\\", "\t", "---\n", "%", "deployments", "\u{85}",
        ]
        for round in 0..<3000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...30, using: &choices) {
                bytes += Array(pieces[Int.random(in: pieces.indices, using: &choices)].utf8)
            }
            if round % 3 == 0 {
                bytes[Int.random(in: bytes.indices, using: &choices)] = UInt8.random(in: 0...255, using: &choices)
            }
            for file in ["f.yaml", "f.json", "-"] {
                let (node, issues) = document(bytes, file: file)
                #expect(node != nil || !issues.isEmpty)
            }
        }
    }
}
