import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Mappings by key")
struct MappingReaderTests {
    @Test("Unknown keys cannot be forgotten, wherever they are")
    func unknownKeys() {
        let read = field("{name: a, nmae: b, other: {naem: c}, zzz: 1}") { field in
            field.mapping { reader in
                _ = reader.optional("other")?.mapping { $0.optional("name") }
                return reader.required("name")?.text()
            }
        }
        #expect(read.value == "a")
        #expect(
            read.issues == [
                "f.yaml:1:11: nmae: unknown key; expected one of name, other",
                "f.yaml:1:28: other.naem: unknown key; expected one of name; did you mean name?",
                "f.yaml:1:38: zzz: unknown key",
            ])
    }

    @Test("A key that is there under another spelling is not missing as well")
    func misspeltKey() {
        let read = field("{nmae: a}") { field in
            field.mapping { reader in
                _ = reader.required("other")
                return reader.required("name")
            }
        }
        #expect(
            read.issues == [
                "f.yaml:1:1: the key `other` is missing",
                "f.yaml:1:2: nmae: unknown key; expected one of name, other; did you mean name?",
            ])
    }

    @Test("A missing key is reported at its mapping, a key without a value at itself")
    func missingKeys() {
        let read = field("a:\n  b:\nc: 1\n") { field in
            field.mapping { reader in
                _ = reader.required("a")?.mapping { $0.required("b") }
                _ = reader.optional("c")
                return reader.required("d")
            }
        }
        #expect(read.issues == ["f.yaml:1:1: the key `d` is missing", "f.yaml:2:5: a.b: has no value"])
    }

    @Test("An optional key without a value counts as left out")
    func emptyKeys() {
        let read = field("a:\nb: null\nc: ~\n") { field in
            field.mapping { reader in
                [reader.optional("a"), reader.optional("b"), reader.optional("c")].map { $0 == nil }
            }
        }
        #expect(read.value == [true, true, true])
        #expect(read.issues.isEmpty)
    }

    @Test("Something else than a mapping")
    func noMapping() {
        #expect(
            field("[a]") { field in field.mapping { $0.optional("a") } }.issues
                == ["f.yaml:1:1: is a list; expected a mapping of keys to values"])
        #expect(
            field("a") { $0.entries(count: 1...2) { _, _ in 0 } }.issues
                == ["f.yaml:1:1: is `a`; expected a mapping of names to values"])
        #expect(
            field("{a: 1, b: 2, c: 3}") { $0.entries(count: 1...2) { _, _ in 0 } }.issues
                == ["f.yaml:1:1: has 3 entries; expected 1 to 2"])
    }

    @Test("Beyond a thousand issues the rest is counted")
    func manyIssues() {
        let text = "{" + (0..<1500).map { "k\($0): 1" }.joined(separator: ", ") + "}"
        let log = IssueLog(file: "f.yaml")
        let node = Document.read(bytes: Array(text.utf8), limits: .scenario, log: log)
        if let node { Field(node: node, path: .root, log: log).withMapping { _ = $0.optional("a") } }
        let thrown = issues { () throws(InvalidInput) in try log.check() }
        #expect(thrown.count == 1001)
        #expect(thrown.first == "f.yaml: 1500 issues; 1000 of them are listed")
    }
}
