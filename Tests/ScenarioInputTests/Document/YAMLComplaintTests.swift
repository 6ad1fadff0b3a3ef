import Testing

@testable import ScenarioInput

@Suite("Broken YAML in plain words")
struct YAMLComplaintTests {
    private func expect(_ text: String, _ place: String, _ problem: String, _ expected: String) {
        #expect(document(text).issues == ["f.yaml:\(place): not valid YAML: \(problem); expected \(expected)"])
    }

    @Test(
        "A quote that is not closed is reported where it opens",
        arguments: [
            ("a: \"x\nb: 1\n", "1:4", "is not closed", "\""), ("a: 'x\nb: 1\n", "1:4", "is not closed", "'"),
            ("a: \"x\nb: \"y\"\n", "1:4", "closes only on line 2", "\""),
            ("x: 1\n\"a: 1\nb: \"y\"\n", "2:1", "closes only on line 3", "\""),
            ("a: [\"x, y]\nb: \"z\"\n", "1:5", "closes only on line 2", "\""),
        ])
    func quotes(text: String, place: String, verb: String, sign: String) {
        expect(text, place, "the quote that opens here \(verb)", "`\(sign)` at the end of the text")
    }

    @Test(
        "A bracket that is not closed is reported where it opens",
        arguments: [
            ("a: [1, 2\n", "1:4", "[", "]"), ("a: [1\nb: 2\n", "1:4", "[", "]"), ("a: {b: 1\nc: 2\n", "1:4", "{", "}"),
            ("a: {b: 1", "1:4", "{", "}"),
        ])
    func brackets(text: String, place: String, open: String, close: String) {
        expect(text, place, "`\(open)` opens here and is not closed", "`\(close)` at the end, `,` between elements")
    }

    @Test("Brackets that are wrong on their line")
    func bracketsOnALine() {
        let expected = "`,` between elements, and quotes around a text with brackets, commas or `: `"
        expect("a: {b: 1 c: 2}\n", "1:11", "`,` or `}` is missing before this place", expected)
        expect("a: [\"b\" \"c\"]\n", "1:9", "`,` or `]` is missing before this place", expected)
        expect("a: 1\n]\n", "2:1", "`]` closes nothing", "`[` before it")
        expect("a: }\n", "1:4", "`}` closes nothing", "`{` before it")
        expect("a: [1, , 2]\n", "1:8", "no value stands before this comma", "a value")
    }

    @Test(
        "A tab is no indentation",
        arguments: [("a:\n\tb: 1\n", "2:1"), ("a: x\n\tb: 1\n", "2:1"), ("a:\n  b: 1\n \tc: 2\n", "3:2")])
    func tabs(text: String, place: String) {
        expect(text, place, "a tab stands in the indentation", "spaces only")
    }

    @Test("A strange space is no indentation, even if the library stumbles later")
    func strangeIndentation() {
        expect(
            "a:\n  b: 1\n\u{A0}\u{A0}c: x\n  d: 2\n", "3:1", "a no-break space (U+00A0) stands in the indentation",
            "usual spaces only")
    }

    @Test("Colons")
    func colons() {
        expect("x: 1\na:  b: c\n", "2:5", "a value without quotes contains `: `", "quotes around the value")
        expect("- a: b: c\n", "1:6", "a value without quotes contains `: `", "quotes around the value")
        expect("a:1\nb: 2\n", "1:2", "no space follows the colon", "`key: value`")
        expect("x: 1\nlong-key:1\nb: 2\n", "2:9", "no space follows the colon", "`key: value`")
        expect("x: 1\n\"a\":1\nb: 2\n", "2:4", "no space follows the colon", "`key: value`")
        for (text, place) in [
            ("x: 1\nname\nb: 2\n", "2:1"), ("x: 1\nhttps://a.b\nb: 2\n", "2:1"), ("a\n\nb: 2\n", "1:1"),
        ] {
            expect(text, place, "this line is no key with its value, and belongs to no value above it", "`key: value`")
        }
    }

    @Test("Indentation")
    func indentation() {
        expect(
            "a: x\n  b: 1\n", "2:3", "this line is indented as if it belonged to the value above it",
            "the indentation of the keys it belongs to")
        expect(
            "a:\n    b: 1\n   c: 2\n", "3:4", "the indentation of this line fits no line above it",
            "as many spaces as the keys it belongs to")
        expect("# c\n  a: 1\nb: 2\n", "3:1", "this line is indented less than the first one", "the same indentation")
        expect(
            "a: 1\n...\nb: 2\n", "3:1", "the document has ended before this place", "one mapping of keys to values")
    }

    @Test("Lists")
    func lists() {
        expect(
            "a: - b\n", "1:4", "a list begins on the line of its key",
            "each `- ` on a line of its own below the key, or `[a, b]`")
        expect(
            "a: 1\n- b\n", "2:1", "an element of a list stands where a key belongs",
            "`key: value`, or the list below a key without a value")
        expect(
            "a:\n  - b\n  c: 1\n", "3:3", "this line is no element of the list that begins on line 2",
            "`- ` at column 3, or the indentation of the keys it belongs to")
    }

    @Test("What follows a value", arguments: ["a: \"b\" c\n", "a: [b] c\n"])
    func following(text: String) {
        expect(
            text, "1:8", "something follows a value that has ended",
            "one value, in quotes if it contains quotes or brackets")
    }

    @Test(
        "Signs that begin no text without quotes",
        arguments: [
            ("a: @b\n", "1:4", "`@`"), ("a: `b`\n", "1:4", "a backtick"), ("a: %b\n", "1:4", "`%`"),
            ("a: *\n", "1:4", "`*`"),
            ("a: *.txt\n", "1:4", "`*`"), ("a: & b\n", "1:4", "`&`"), ("%foo\na: 1\n", "1:1", "`%`"),
        ])
    func signs(text: String, place: String, sign: String) {
        expect(text, place, "a text without quotes begins with \(sign)", "quotes around the text")
    }

    @Test("Block texts and escapes")
    func texts() {
        expect(
            "a: > 5\n", "1:4", "a text stands on the line of `>`",
            "the text on the lines below, or quotes around a text that begins with `>`")
        expect(
            "a: \"C:\\dir\"\n", "1:7", "no escape sequence begins with `\\` and this character",
            "`\\\\` for a backslash, or the text in single quotes")
        expect(
            "a: \"\\xZZ\"\n", "1:7", "an escape sequence is not complete or names no character",
            "two hexadecimal digits after `\\x`, four after `\\u`, eight after `\\U`")
    }

    @Test("Aliases without a value")
    func aliases() {
        let expected =
            "`&` and the same name before the value it stands for, or quotes around a text that begins with `*`"
        expect("a: *x\n", "1:4", "the alias `*x` has no anchor before it", expected)
        expect(
            "a: &base 1\nb: *bse\n", "2:4", "the alias `*bse` has no anchor before it",
            expected + "; did you mean *base?")
        expect(
            "a: &x\n- [*x]\n", "2:4", "the alias `*x` stands inside the value that it names (line 1)",
            "a value that does not contain itself")
        expect(
            "a: *x\nb: &x 1\n", "1:4", "the alias `*x` stands before its anchor (line 2)", "the anchor before the alias"
        )
        expect("QToken: *hunter2\n", "1:9", "this alias (`*`) has no anchor before it", expected)
    }

    @Test("The end of a text without a line end is on its last line")
    func ends() {
        expect("x: 1\na: {b: [1],", "2:12", "no value begins here", "a value")
        #expect(document("---").node?.place == SourcePlace(line: 1, column: 4))
    }

    @Test("What has no words of its own is passed on as the parser's")
    func others() {
        #expect(
            document("%YAML 3.0\n---\na: 1\n").issues
                == ["f.yaml:1:1: not valid YAML: the parser says: found incompatible YAML document"])
    }
}
