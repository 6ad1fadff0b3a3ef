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
            ("{\"a\": 1} x", "1:10: not valid JSON: there is more after the document; expected its end"),
            ("{a: 1}", "1:2: not valid JSON: no key starts here; expected a key in double quotes"),
            ("{\"a\": 1,}", "1:9: not valid JSON: no key starts here; expected a key in double quotes"),
            ("{\"a\" 1}", "1:6: not valid JSON: no value follows the key; expected `:`"),
            ("[1 2]", "1:4: not valid JSON: the array goes on wrongly; expected `,` or `]`"),
            ("{\"a\": 1", "1:8: not valid JSON: the object goes on wrongly; expected `,` or `}`"),
            ("[1,]", "1:4: not valid JSON: no JSON value starts here; expected a value, with texts in double quotes"),
            ("[nul]", "1:2: not valid JSON: no JSON value starts here; expected a value, with texts in double quotes"),
            ("[01]", "1:3: not valid JSON: the number starts with a zero; expected no leading zeros"),
            ("[1.]", "1:4: not valid JSON: the number is not complete; expected a digit"),
            ("[-]", "1:3: not valid JSON: the number is not complete; expected a digit"),
            ("[1e+]", "1:5: not valid JSON: the number is not complete; expected a digit"),
            ("[\"a", "1:4: not valid JSON: a text does not end; expected `\"`"),
            ("[\"a\nb\"]", "1:4: not valid JSON: a text does not end on its line; expected `\"`"),
            (
                #"["\x"]"#,
                "1:4: not valid JSON: no escape of JSON follows the backslash; expected one of \" \\ / b f n r t u"
            ),
            (#"["\u12g4"]"#, "1:7: not valid JSON: an escape is not complete; expected four hexadecimal digits"),
            (
                #"["\ud83d"]"#,
                "1:9: not valid JSON: half of a surrogate pair stands alone; expected a pair of \\u escapes"
            ),
            (
                #"["\ude00"]"#,
                "1:9: not valid JSON: half of a surrogate pair stands alone; expected a pair of \\u escapes"
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

    @Test("Every duplicate key is an issue, and the first one counts")
    func duplicates() {
        let (node, issues) = json(#"{"a": 1, "b": {"c": 1, "c": 2}, "a": 3}"#)
        #expect(node?.outline == "{a: 1, b: {c: 1}}")
        #expect(
            issues == [
                "f.json:1:24: b.c: the key is given more than once; expected each key once in its mapping",
                "f.json:1:33: a: the key is given more than once; expected each key once in its mapping",
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
