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
            ("", "1:1: the file is empty; expected a mapping of keys to values"),
            ("# only\n", "1:1: the file holds nothing but comments; expected a mapping of keys to values"),
            (
                "a: 1\n---\nb: 2\n",
                "2:1: not valid YAML: a second document begins here; expected one document in a file"
            ),
            (
                "a: 1\u{2028}b: 2",
                "1:5: not valid YAML: an invisible line separator (U+2028) stands here; expected the text without it"
            ),
            (
                "a: 1\u{85}b: 2",
                "1:5: not valid YAML: an invisible line separator (U+0085) stands here; expected the text without it"
            ),
            (
                "a: 1\u{FEFF}",
                "1:5: not valid YAML: an invisible byte order mark (U+FEFF) stands here; expected the text without it"
            ),
            (
                "a: \u{7F}\n",
                "1:4: not valid YAML: a control character (U+007F) stands here; "
                    + "expected text without control characters"
            ),
            (
                "a: 1\n\"\\x61\": 2\n",
                "1:1: not valid YAML: the mapping gives this key again further on; "
                    + "expected each key once in its mapping"
            ),
        ])
    func syntax(text: String, issue: String) {
        #expect(document(text).issues == ["f.yaml:" + issue])
    }

    @Test(
        "A repeated key is reported where it stands again, and the first one counts",
        arguments: [
            ("a: 1\nb: 2\na: 3\n", "{a: 1, b: 2}", ["3:1: a", "1"]), ("a: 1\n\"a\": 2\n", "{a: 1}", ["2:1: a", "1"]),
            ("'a': 1\na: 2\n", "{a: 1}", ["2:1: a", "1"]), ("{a: 1,\n a: 2}", "{a: 1}", ["2:2: a", "1"]),
            ("- x: {k: 1,\n     k: 2}", "[{x: {k: 1}}]", ["2:6: [0].x.k", "1"]),
            ("ä: 1\nb: {}\nä: 2\n", "{ä: 1, b: {}}", ["3:1: [\"ä\"]", "1"]),
            ("x:\n- k: 1\n  k: 2\n- k: 3\n", "{x: [{k: 1}, {k: 3}]}", ["3:3: x[0].k", "2"]),
            ("a : 😀\n_b: 0\n_b: {c: 1}", "{a: 😀, _b: 0}", ["3:1: _b", "2"]),
            ("x: &x {k: 1, k: 2}\ny: [*x, *x]", "{x: {k: 1}, y: [{k: 1}, {k: 1}]}", ["1:14: x.k", "1"]),
        ])
    func repeatedKeys(text: String, outline: String, place: [String]) {
        let (node, issues) = document(text)
        #expect(node?.outline == outline)
        #expect(
            issues == [
                "f.yaml:\(place[0]): the key stands on line \(place[1]) already; expected each key once in its mapping"
            ])
    }

    @Test("Equal keys of different mappings are not repeated")
    func equalKeys() {
        let text = "a: {a: {a: 1}}\nb:\n- a: 1\n- a: 2\n-\n  a: 3\nc:\n  a: 1\nd: [a: 1, a: 2]\n"
        let (node, issues) = document(text)
        #expect(node?.outline == "{a: {a: {a: 1}}, b: [{a: 1}, {a: 2}, {a: 3}], c: {a: 1}, d: [{a: 1}, {a: 2}]}")
        #expect(issues.isEmpty)
    }

    @Test("Every repetition is reported, among many keys too")
    func manyRepeatedKeys() {
        let text = (0..<50).map { "k\($0): \($0)\n" }.joined() + "k7: x\nk7: y\nk49: z\n"
        #expect(
            document(text).issues == [
                "f.yaml:51:1: k7: the key stands on line 8 already; expected each key once in its mapping",
                "f.yaml:52:1: k7: the key stands on line 8 already; expected each key once in its mapping",
                "f.yaml:53:1: k49: the key stands on line 50 already; expected each key once in its mapping",
            ])
    }

    @Test("Where a repeated key cannot be passed over, the reading ends with it")
    func unreadableRepetition() {
        for text in ["\u{F0000}: 1\na: 1\na: 2\n", "\"\": 1\n\"\": 2\n"] {
            let (node, issues) = document(text)
            #expect(node == nil)
            #expect(issues.map { $0.contains("the mapping gives this key again further on") } == [true])
        }
    }

    @Test("A tag does not make a key another key")
    func taggedDuplicate() {
        #expect(
            document("a: 1\n!other a: 2\n").issues == [
                "f.yaml:2:1: an explicit tag (`!`) is not supported; expected the value without its tag",
                "f.yaml:2:1: a: the key stands on line 1 already; expected each key once in its mapping",
            ])
    }

    @Test("A merge key is refused at its place, in quotes it is a key")
    func mergeKey() {
        let (node, issues) = document("a: &a {b: 1}\nc:\n  <<: *a\n  d: 2\ne: {\"<<\": 3}\n")
        #expect(node?.outline == "{a: {b: 1}, c: {d: 2}, e: {<<: 3}}")
        #expect(
            issues == [
                "f.yaml:3:3: c: a merge key (`<<`) is not supported; "
                    + "expected the keys themselves, or `base:` at the top, which builds on another scenario"
            ])
    }

    @Test("Spaces and quotes that only look right are named with their place, and what was meant is read on")
    func lookalikes() {
        let (node, issues) = document("a: 20\u{A0}h\nb\u{202F}c: \u{201C}1\u{201D}\nd: x y\u{3000}z\ne: \"x\u{A0}y\"\n")
        #expect(node?.outline == "{a: 20h, bc: \"1\", d: x yz, e: \"x\u{A0}y\"}")
        let space = "expected the usual space, or quotes around a text that needs this one"
        #expect(
            issues == [
                "f.yaml:1:6: a: a no-break space (U+00A0) stands here; \(space)",
                "f.yaml:2:2: bc: an unusual space (U+202F) stands here; \(space)",
                "f.yaml:2:6: bc: a typographic quotation mark (U+201C) stands here; "
                    + "expected the straight quotation mark `\"`",
                "f.yaml:3:4: d: an unusual space (U+3000) stands in this text; \(space)",
            ])
    }

    @Test("Too much because of aliases is told at the alias, by its name")
    func aliasBounds() {
        var limits = DocumentLimits(bytes: 10_000, nodes: 12)
        limits.depth = 4
        #expect(document("a: &a [1, 2, 3]\nb: [*a]\n", limits: limits).node != nil)
        #expect(
            document("a: &a [1, 2, 3]\nb: [x, *a, *a]\n", limits: limits).issues == [
                "f.yaml:2:12: with the alias `*a` the document has too many values; "
                    + "expected at most 12, each alias counted with all it stands for"
            ])
        limits.nodes = 20
        #expect(
            document("a: [&s x, *s]\nl: &l [1, 2, 3, 4, 5, 6, 7, 8]\nb: [*s, *l, *l]\n", limits: limits).issues == [
                "f.yaml:3:9: with the alias `*l` the document has too many values; "
                    + "expected at most 20, each alias counted with all it stands for"
            ])
        #expect(
            document("a: &a [[1]]\nb: [[*a]]\n", limits: limits).issues
                == ["f.yaml:2:6: the document is nested too deeply; expected at most 4 levels"])
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
