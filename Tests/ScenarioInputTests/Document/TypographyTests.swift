import Testing

@testable import ScenarioInput

@Suite("Characters that only look right")
struct TypographyTests {
    @Test(
        "The first one is found, and what was meant is told",
        arguments: [
            ("20\u{A0}h", 2, "20h"), ("\u{201C}a b\u{201D}", 0, "a b"), ("\u{2018}a", 0, "a"),
            ("\u{AB}a\u{BB}", 0, "a"),
            ("\u{3000}a\u{2009}b", 0, "ab"), ("\u{A0}\u{201C}a\u{201D}", 0, "a"), ("é\u{A0}", 1, "é"),
        ])
    func findings(text: String, index: Int, meant: String) throws {
        let found = try #require(Typography.finding(in: text))
        #expect(found.index == index)
        #expect(found.meant == meant)
    }

    @Test(
        "Other texts are left alone",
        arguments: ["", "a b", "é", "it\u{2019}s", "a \u{201C}b\u{201D}", "日本", "\u{200B}"])
    func fine(text: String) {
        #expect(Typography.finding(in: text) == nil)
    }

    @Test("Characters are named with their number")
    func names() {
        #expect(Typography.name(of: "\u{A0}") == "a no-break space (U+00A0)")
        #expect(Typography.name(of: "\u{3000}") == "an unusual space (U+3000)")
        #expect(Typography.name(of: "\u{201D}") == "a typographic quotation mark (U+201D)")
        #expect(Typography.code(of: "\u{F0000}") == "U+F0000")
    }

    @Test("An excerpt names a space that is none")
    func excerpt() {
        #expect(Excerpt.of("20\u{A0}h") == "20<U+00A0>h")
    }
}
