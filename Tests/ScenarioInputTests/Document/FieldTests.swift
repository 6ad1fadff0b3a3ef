import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Typed values")
struct FieldTests {
    private enum Colour: String, CaseIterable { case red, green }

    @Test("Whole numbers")
    func integers() {
        #expect(field("7") { $0.integer(1...9) }.value == 7)
        #expect(field("-7") { $0.integer(-9...9) }.value == -7)
        #expect(field("0") { $0.integer(0...Int.max) }.value == 0)
        #expect(field("9223372036854775807") { $0.integer(0...Int.max) }.value == Int.max)
    }

    @Test(
        "What is no whole number",
        arguments: [
            ("12", "is `12`; expected a whole number from 1 to 9"),
            ("9223372036854775808", "is `9223372036854775808`; expected a whole number from 1 to 9"),
            ("007", "is `007`; expected a whole number from 1 to 9; did you mean 7?"),
            ("07.0", "is `07.0`; expected a whole number from 1 to 9; did you mean 7?"),
            ("007.", "is `007.`; expected a whole number from 1 to 9; did you mean 7?"),
            (".7e1", "is `.7e1`; expected a whole number from 1 to 9; did you mean 7?"),
            ("7.5", "is `7.5`; expected a whole number from 1 to 9"),
            ("1e400", "is `1e400`; expected a whole number from 1 to 9"),
            ("nan", "is `nan`; expected a whole number from 1 to 9"),
            ("+7", "is `+7`; expected a whole number from 1 to 9; did you mean 7?"),
            ("--", "is `--`; expected a whole number from 1 to 9"),
            ("0x7", "is `0x7`; expected a whole number from 1 to 9"),
            ("\"7\"", "is \"7\"; expected a whole number from 1 to 9; did you mean 7 without quotes?"),
            ("\"x\"", "is \"x\"; expected a whole number from 1 to 9"),
            ("[7]", "is a list; expected a whole number from 1 to 9"),
            ("{a: 7}", "is a mapping; expected a whole number from 1 to 9"),
            ("~", "has no value; expected a whole number from 1 to 9"),
        ])
    func notIntegers(text: String, issue: String) {
        #expect(field(text) { $0.integer(1...9) }.issues == ["f.yaml:1:1: \(issue)"])
    }

    @Test("Exact decimals")
    func decimals() {
        #expect(field("0.085") { $0.decimal() }.value == Rational(85, over: 1000))
        #expect(field("1e-9") { $0.decimal() }.value == Rational(1, over: 1_000_000_000))
        #expect(field("2.50000000000") { $0.decimal() }.value == Rational(5, over: 2))
        #expect(field("1E3") { $0.decimal() }.value == 1000)
        let words = "expected a number from 0 to 1000000000 with at most 9 decimal places"
        for text in [
            "-1", "1e10", "1e-30", "1e400", "NaN", "Infinity", "x", "1e", "e5",
            "1e-9223372036854775808", "--1",
        ] {
            #expect(field(text) { $0.decimal() }.issues == ["f.yaml:1:1: is `\(text)`; \(words)"])
        }
        for text in ["1e-10", "0.1234567891"] {
            let issue = "f.yaml:1:1: is `\(text)`, with more than 9 decimal places; \(words)"
            #expect(field(text) { $0.decimal() }.issues == [issue])
        }
        #expect(
            field("0") { $0.decimal(isAboveZero: true, atMost: 5) }.issues
                == ["f.yaml:1:1: is `0`; expected a number above 0 to 5 with at most 9 decimal places"])
    }

    @Test("Truth values")
    func booleans() {
        #expect(field("true") { $0.bool() }.value == true)
        #expect(field("false") { $0.bool() }.value == false)
        #expect(field("yes") { $0.bool() }.issues == ["f.yaml:1:1: is `yes`; expected true or false"])
        #expect(field("\"true\"") { $0.bool() }.issues == ["f.yaml:1:1: is \"true\"; expected true or false"])
    }

    @Test("Choices")
    func choices() {
        #expect(field("green") { $0.choice(Colour.self) }.value == .green)
        #expect(
            field("gren") { $0.choice(Colour.self) }.issues
                == ["f.yaml:1:1: is `gren`; expected one of red, green; did you mean green?"])
    }

    @Test("Texts")
    func texts() {
        #expect(field("a b") { $0.text() }.value == "a b")
        #expect(field("012") { $0.text() }.value == "012")
        #expect(field("\"\"") { $0.text() }.issues == ["f.yaml:1:1: is empty; expected a text"])
        #expect(field("null") { $0.text() }.issues == ["f.yaml:1:1: has no value; expected a text"])
    }

    @Test("Lists know how long they may be")
    func lists() {
        #expect(field("[a, b]") { $0.list(count: 1...2) { $0.text() } }.value == ["a", "b"])
        #expect(
            field("[a, [b]]") { $0.list(count: 1...2) { $0.text() } }.issues
                == ["f.yaml:1:5: [1]: is a list; expected a text"])
        #expect(
            field("[a, b, c]") { $0.list(count: 1...2) { $0.text() } }.issues
                == ["f.yaml:1:1: has 3 elements; expected 1 to 2"])
        #expect(field("a") { $0.list(count: 1...2) { $0.text() } }.issues == ["f.yaml:1:1: is `a`; expected a list"])
    }

    @Test("A value under a key that looks secret is not shown")
    func secrets() {
        let read = field("{token: s3cr3t, apiKey: [s3cr3t], password: 7x}") { field in
            field.mapping { reader in
                _ = reader.required("token")?.integer(1...2)
                _ = reader.required("apiKey")?.list(count: 1...1) { $0.duration() }
                return reader.required("password")?.duration()
            }
        }
        #expect(
            read.issues == [
                "f.yaml:1:9: token: is a value that is not shown here; expected a whole number from 1 to 2",
                "f.yaml:1:26: apiKey[0]: is a value that is not shown here; "
                    + "expected a duration such as 90s, 15m, 20h, 2d or 250ms",
                "f.yaml:1:45: password: is a value that is not shown here; "
                    + "expected a duration such as 90s, 15m, 20h, 2d or 250ms",
            ])
    }
}
