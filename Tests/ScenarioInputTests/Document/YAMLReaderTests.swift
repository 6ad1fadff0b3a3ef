import Testing

@testable import ScenarioInput

@Suite("YAML")
struct YAMLReaderTests {
    @Test("Scalars keep their text and are never resolved")
    func scalars() {
        let text = """
            a: [no, 012, 1:30, 1_000, ~, "no", 'it''s', 0x1F]
            b: |
              two
              lines
            c:
            """
        #expect(
            document(text).node?.outline
                == "{a: [no, 012, 1:30, 1_000, ~, \"no\", \"it's\", 0x1F], b: \"two\nlines\n\", c: }")
    }

    @Test("Flow YAML in a .yaml file is YAML")
    func flow() {
        #expect(document("{a: 1, b: [x, {c: d}]}").node?.outline == "{a: 1, b: [x, {c: d}]}")
    }

    @Test("Nodes and keys know their places")
    func places() throws {
        let node = try #require(document("é: 1\nb:\n  - c: 2\n").node)
        guard case .mapping(let entries) = node.content else {
            Issue.record("no mapping")
            return
        }
        #expect(entries.map(\.keyPlace) == [SourcePlace(line: 1, column: 1), SourcePlace(line: 2, column: 1)])
        #expect(entries.map(\.value.place) == [SourcePlace(line: 1, column: 4), SourcePlace(line: 3, column: 3)])
    }

    @Test("Aliases stand for what they name")
    func aliases() {
        let (node, issues) = document("a: &x {c: 1}\nb: *x\nd: [*x, *x]\n")
        #expect(node?.outline == "{a: {c: 1}, b: {c: 1}, d: [{c: 1}, {c: 1}]}")
        #expect(issues.isEmpty)
    }

    @Test(
        "Errors of syntax",
        arguments: [
            ("", "1:1: not valid YAML: the file is empty"),
            ("# only a comment\n", "1:1: not valid YAML: the file is empty"),
            (
                "a: 1\n---\nb: 2\n",
                "2:1: not valid YAML: expected a single document in the stream, but found another document"
            ),
            ("a: *x\n", "1:4: not valid YAML: found undefined alias"),
            (
                "a: 1\nb: 2\na: 3\n",
                "1:1: not valid YAML: the mapping gives this key more than once; "
                    + "expected each key once in its mapping"
            ),
            ("a: [1, 2\n", "2:1: not valid YAML: while parsing a flow sequence, did not find expected ',' or ']'"),
            ("a: b: c\n", "1:5: not valid YAML: mapping values are not allowed in this context"),
            (
                "a:\n\t- b\n",
                "2:1: not valid YAML: while scanning for the next token, found character that cannot start any token"
            ),
            ("a: 1\u{2028}b: 2", "1:5: not valid YAML: an invisible line separator or byte order mark stands here"),
            ("a: \u{7F}\n", "1:4: not valid YAML: control characters are not allowed"),
        ])
    func syntax(text: String, issue: String) {
        #expect(document(text).issues == ["f.yaml:" + issue])
    }

    @Test("A key in quotes and the same key without are duplicates")
    func quotedDuplicate() {
        #expect(
            document("a: 1\n\"a\": 2\n").issues == [
                "f.yaml:1:1: not valid YAML: the mapping gives this key more than once; "
                    + "expected each key once in its mapping"
            ])
    }

    @Test("A tag does not make a key another key")
    func taggedDuplicate() {
        #expect(
            document("a: 1\n!other a: 2\n").issues == [
                "f.yaml:2:1: an explicit tag (`!`) is not supported; expected the value without its tag",
                "f.yaml:2:1: a: the key is given more than once; expected each key once in its mapping",
            ])
    }

    @Test("Explicit tags are issues, all of them")
    func tags() {
        #expect(
            document("a: !!python/object:os.system x\nb: !!str y\n").issues == [
                "f.yaml:1:4: an explicit tag (`!`) is not supported; expected the value without its tag",
                "f.yaml:2:4: an explicit tag (`!`) is not supported; expected the value without its tag",
            ])
    }
}
