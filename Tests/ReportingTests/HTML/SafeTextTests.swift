import Testing

@testable import Reporting

@Suite("Text of unknown origin")
struct SafeTextTests {
    @Test func nothingInItActs() {
        for raw in PageMaterial.hostile {
            for shown in [SafeText.name(raw), SafeText.sentence(raw)] {
                for scalar in shown.unicodeScalars {
                    #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
                    #expect(scalar.properties.generalCategory != .format, "\(scalar.value)")
                }
            }
            #expect(SafeText.name(raw).unicodeScalars.count <= 200 + 20 * 10)
        }
    }

    @Test func whatIsHiddenIsShown() {
        #expect(SafeText.name("a\u{0}b\nc\u{7F}") == "a\u{2400}b\u{240A}c\u{2421}")
        #expect(SafeText.name("\u{202E}exe\u{2066}\u{85}\u{E0041}") == "[U+202E]exe[U+2066][U+0085][U+E0041]")
        #expect(SafeText.name("naïve שלום 東京 👩‍💻") == "naïve שלום 東京 👩‍💻")
    }

    @Test func longNamesAreCut() {
        let name = SafeText.name(String(repeating: "x", count: 10_000))
        #expect(name == String(repeating: "x", count: 199) + "…")
        #expect(SafeText.name(String(repeating: "x", count: 200)).count == 200)
        // One letter with ten thousand accents is one character, and cut all the same.
        #expect(SafeText.name("e" + String(repeating: "\u{301}", count: 10_000)).unicodeScalars.count == 200)
        #expect(SafeText.short("abcdef", 4) == "abc…")
    }
}
