import Testing

@testable import ScenarioInput

@Suite("JSON")
struct JSONReaderTests {
    private func json(_ text: String, limits: DocumentLimits = .scenario) -> (node: DocumentNode?, issues: [String]) {
        document(text, file: "f.json", limits: limits)
    }

    @Test("Values keep their text")
    func values() {
        let text = #" {"a": [1, -0.50, 1e3, 12345678901234567890], "b": {"c": null, "d": true}, "e": "x"} "#
        #expect(
            json(text).node?.outline
                == #"{a: [1, -0.50, 1e3, 12345678901234567890], b: {c: null, d: true}, e: "x"}"#)
    }

    @Test("Nodes and keys know their places in characters")
    func places() throws {
        let node = try #require(json("{\"é\": 1,\r\n  \"b\": [2]}").node)
        guard case .mapping(let entries) = node.content else {
            Issue.record("no mapping")
            return
        }
        #expect(entries.map(\.keyPlace) == [SourcePlace(line: 1, column: 2), SourcePlace(line: 2, column: 3)])
        #expect(entries.map(\.value.place) == [SourcePlace(line: 1, column: 7), SourcePlace(line: 2, column: 8)])
    }

    @Test(
        "Escapes",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u20AC""#, "é€"), (#""\ud83d\ude00""#, "😀"),
            (#""a\u0041b""#, "aAb"),
        ])
    func escapes(text: String, value: String) {
        #expect(json(text).node?.content == .scalar(value, .quoted))
    }

    @Test(
        "Errors of syntax",
        arguments: [
            ("", "1:1: not valid JSON: the file is empty; expected a JSON document"),
            ("{\"a\": 1} x", "1:10: not valid JSON: there is more after the document; expected one document in a file"),
            (
                "{a: 1}",
                "1:2: not valid JSON: the key `a` stands without quotes; expected a key in double quotes; "
                    + "did you mean \"a\"?"
            ),
            ("{: 1}", "1:2: not valid JSON: no key starts here; expected a key in double quotes"),
            (
                "{\"a\": 1,}",
                "1:8: not valid JSON: nothing follows this comma; expected no comma behind the last element"
            ),
            ("{\"a\" 1}", "1:6: not valid JSON: no value follows the key; expected `:`"),
            ("[1 2]", "1:4: not valid JSON: `,` or `]` is missing before this place; expected `,` between elements"),
            (
                "{\"a\": 1",
                "1:8: not valid JSON: the file ends inside the object that opens at 1:1; expected `,` or `}`"
            ),
            (
                "{\n\"a\": [1, {}",
                "2:12: not valid JSON: the file ends inside the array that opens at 2:6; expected `,` or `]`"
            ),
            ("[1, {}, ]", "1:7: not valid JSON: nothing follows this comma; expected no comma behind the last element"),
            ("[,]", "1:2: not valid JSON: no value stands before this comma; expected a value"),
            ("[:]", "1:2: not valid JSON: no JSON value starts here; expected a value, with texts in double quotes"),
            ("[nul]", "1:2: not valid JSON: `nul` stands without quotes; expected texts in double quotes"),
            ("[01]", "1:3: not valid JSON: the number starts with a zero; expected no leading zeros"),
            ("[1.]", "1:4: not valid JSON: the number is not complete; expected a digit"),
            ("[-]", "1:3: not valid JSON: the number is not complete; expected a digit"),
            ("[1e+]", "1:5: not valid JSON: the number is not complete; expected a digit"),
            (
                "[\"a",
                "1:2: not valid JSON: the quote that opens here is not closed on its line; expected `\"` at the end of the text"
            ),
            (
                "[\"\\\\a\nb\"]",
                "1:2: not valid JSON: the quote that opens here is not closed on its line; "
                    + "expected `\"` at the end of the text"
            ),
            ("[\"a\tb\"]", "1:4: not valid JSON: a tab stands in a text; expected `\\t`"),
            (
                #"["\x"]"#,
                "1:4: not valid JSON: no escape of JSON follows the backslash; expected one of \" \\ / b f n r t u; "
                    + "a backslash itself is written `\\\\`"
            ),
            (#"["\u12g4"]"#, "1:7: not valid JSON: an escape is not complete; expected four hexadecimal digits"),
            (
                #"["\ud83d"]"#,
                "1:3: not valid JSON: this escape is half of a surrogate pair; "
                    + "expected two \\u escapes for one character, or the character itself"
            ),
            (
                #"["\ude00"]"#,
                "1:3: not valid JSON: this escape is half of a surrogate pair; "
                    + "expected two \\u escapes for one character, or the character itself"
            ),
        ])
    func syntax(text: String, issue: String) {
        #expect(json(text).issues == ["f.json:" + issue])
    }

    @Test(
        "A number that JSON does not know ends the reading", arguments: ["NaN", "Infinity", "+1", ".5", "0x10", "1.e1"])
    func strangeNumbers(text: String) {
        #expect(json("[\(text)]").node == nil)
    }

    @Test(
        "What only looks like JSON is called by its name",
        arguments: [
            ("[NaN]", "1:2: not valid JSON: `NaN` is no number of JSON; expected a finite number"),
            ("[-Infinity]", "1:2: not valid JSON: `-Infinity` is no number of JSON; expected a finite number"),
            (
                "[.5]",
                "1:2: not valid JSON: `.5` is no number of JSON; expected a digit first, or a minus sign and a digit"
            ),
            ("[True]", "1:2: not valid JSON: `True` is no value of JSON; expected a value; did you mean true?"),
            ("[None]", "1:2: not valid JSON: `None` is no value of JSON; expected a value; did you mean null?"),
            ("{'a': 1}", "1:2: not valid JSON: a text stands in single quotes; expected double quotes"),
            ("['a']", "1:2: not valid JSON: a text stands in single quotes; expected double quotes"),
            (
                "[1, // one\n2]",
                "1:5: not valid JSON: a comment begins here, and JSON has none; "
                    + "expected no comments, or the scenario as YAML in a .yaml file"
            ),
            (
                "[1 # one\n]",
                "1:4: not valid JSON: a comment begins here, and JSON has none; "
                    + "expected no comments, or the scenario as YAML in a .yaml file"
            ),
            (
                "{\u{201C}a\u{201D}: 1}",
                "1:2: not valid JSON: a typographic quotation mark (U+201C) stands here; "
                    + "expected the straight quotation mark `\"`"
            ),
            (
                "{\"a\":\u{A0}1}",
                "1:6: not valid JSON: a no-break space (U+00A0) stands here; expected a usual space"
            ),
            (
                "{\"a\": 1}\u{FEFF}",
                "1:9: not valid JSON: an invisible character (U+FEFF) stands here; expected the text without it"
            ),
        ])
    func lookalikes(text: String, issue: String) {
        #expect(json(text).issues == ["f.json:" + issue])
    }

    @Test("No value or key below a secret is shown", arguments: ["hunter2", "{hunter2: 1}", "-Nhunter2", ".hunter2"])
    func secrets(text: String) throws {
        let issue = try #require(json("{\"QToken\": \(text)}").issues.first)
        #expect(!issue.contains("hunter2"), "\(issue)")
    }

    @Test("Every duplicate key is an issue, and the first one counts")
    func duplicates() {
        let (node, issues) = json(#"{"a": 1, "b": {"c": 1, "c": 2},"# + "\n" + #""a": 3}"#)
        #expect(node?.outline == "{a: 1, b: {c: 1}}")
        #expect(
            issues == [
                "f.json:1:24: b.c: the key stands on line 1 already; expected each key once in its mapping",
                "f.json:2:1: a: the key stands on line 1 already; expected each key once in its mapping",
            ])
    }

    @Test("Duplicates are found in large objects too")
    func duplicatesAmongMany() {
        let keys = (0..<100).map { "\"k\($0)\": 1" } + ["\"k7\": 2", "\"k90\": 2"]
        #expect(json("{" + keys.joined(separator: ",") + "}").issues.count == 2)
    }

    @Test("Bounds hold while reading")
    func bounds() {
        var limits = DocumentLimits(bytes: 1000, nodes: 5)
        limits.depth = 3
        limits.scalarBytes = 4
        #expect(json("[[[1]]]", limits: limits).node != nil)
        #expect(
            json("[[[[1]]]]", limits: limits).issues
                == ["f.json:1:4: not valid JSON: the document is nested too deeply; expected at most 3 levels"])
        #expect(json("[1,1,1,1]", limits: limits).node != nil)
        #expect(
            json("[1,1,1,1,1]", limits: limits).issues
                == ["f.json:1:10: not valid JSON: the document has too many values; expected at most 5"])
        for long in ["\"12345\"", "12345", "\"\\n1234\""] {
            #expect(json("[\(long)]", limits: limits).issues.count == 1)
        }
    }
}
