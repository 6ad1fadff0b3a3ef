import Foundation
import Testing

@testable import Reporting

@Suite("JSON value")
struct JSONValueTests {
    @Test("is written with two spaces a level, in the order of its members, ending in a newline")
    func layout() {
        let value = JSONValue.members([
            "zebra": .count(1), "apple": .array([.null, .bool(true), .bool(false)]), "empty": .array([]),
            "nothing": .object([]), "inner": .members(["b": .text("x"), "a": .number(0.5)]),
        ])
        #expect(
            value.document == """
                {
                  "zebra": 1,
                  "apple": [
                    null,
                    true,
                    false
                  ],
                  "empty": [],
                  "nothing": {},
                  "inner": {
                    "b": "x",
                    "a": 0.5
                  }
                }

                """)
        #expect(JSONValue.null.document == "null\n")
    }

    @Test(
        "escapes quotes, backslashes and control characters, and nothing else",
        arguments: [
            ("", "\"\""), ("a\"b", "\"a\\\"b\""), ("a\\b", "\"a\\\\b\""), ("a/b", "\"a/b\""), ("\n", "\"\\n\""),
            ("\t", "\"\\u0009\""), ("\r\n", "\"\\u000d\\n\""), ("\u{0}", "\"\\u0000\""), ("\u{1F}", "\"\\u001f\""),
            ("\u{7F}", "\"\\u007f\""), ("é😀", "\"é😀\""), ("e\u{301}", "\"e\u{301}\""), ("\u{2028}", "\"\u{2028}\""),
        ])
    func escapes(text: String, written: String) {
        #expect(Array(JSONValue.text(text).document.utf8) == Array((written + "\n").utf8))
    }

    @Test("escapes the names of members as well")
    func names() {
        #expect(JSONValue.members(["a\"b": .null]).document == "{\n  \"a\\\"b\": null\n}\n")
    }

    @Test(
        "spells numbers briefly, whole ones without a fraction",
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (-42, "-42"), (0.1, "0.1"), (-2.5, "-2.5"), (1e-7, "1e-07"),
            (1e300, "1e+300"), (1.0 / 3, "0.3333333333333333"), (346, "346"), (1e15, "1000000000000000"),
            (9_007_199_254_740_991, "9007199254740991"), (.leastNonzeroMagnitude, "5e-324"),
        ] as [(Double, String)])
    func numbers(number: Double, written: String) {
        #expect(JSONValue.number(number).document == written + "\n")
    }

    @Test("spells every finite number so that it reads back as the same one")
    func numbersReadBack() throws {
        var inputs = TestInputs(1)
        var numbers = [
            9_007_199_254_740_992, 9_007_199_254_740_994, -9_007_199_254_740_992, 1e16, 1e21, 1e22,
            Double.greatestFiniteMagnitude, .leastNormalMagnitude, .leastNonzeroMagnitude, 0.1 + 0.2,
        ]
        for _ in 0..<5_000 {
            let number = Double(bitPattern: inputs.next())
            if number.isFinite { numbers.append(number) }
        }
        for number in numbers {
            let text = JSONValue.spelling(of: number)
            #expect(Double(text) == number, "\(text)")
            #expect(text.allSatisfy { "-+.e0123456789".contains($0) }, "\(text)")
        }
    }

    @Test("spells whole numbers exactly")
    func integers() {
        #expect(JSONValue.integer(.max).document == "9223372036854775807\n")
        #expect(JSONValue.integer(.min).document == "-9223372036854775808\n")
        #expect(JSONValue.count(-3) == .integer(-3))
    }

    @Test("has null where there is nothing")
    func optionals() {
        #expect(JSONValue.optional(nil as Double?) == .null)
        #expect(JSONValue.optional(nil as String?) == .null)
        #expect(JSONValue.optional(nil as Int?) == .null)
        #expect(JSONValue.optional(0.5) == .number(0.5))
        #expect(JSONValue.optional("") == .text(""))
        #expect(JSONValue.optional(3) == .integer(3))
    }

    @Test("stops the program at a number that JSON does not have")
    func precondition() async {
        await #expect(processExitsWith: .failure) { _ = JSONValue.number(.nan).document }
        await #expect(processExitsWith: .failure) { _ = JSONValue.number(.infinity).document }
    }

    @Test("reads back with Foundation as what it was", arguments: 1...8 as ClosedRange<UInt64>)
    func readsBack(seed: UInt64) throws {
        var generator = JSONValueGenerator(inputs: TestInputs(seed))
        for _ in 0..<60 {
            let value = generator.value(depth: 4)
            let document = value.document
            let read = try JSONSerialization.jsonObject(with: Data(document.utf8), options: .fragmentsAllowed)
            try #require(value.matches(read), "\(document)")
            #expect(value.document == document)
        }
    }
}
