import Testing

@testable import ScenarioInput

@Suite("Lines of a commented scenario")
struct StarterTextTests {
    @Test("Explanations are broken between words and lose nothing")
    func explanations() {
        var text = StarterText()
        let words = (0..<200).map { "word\($0)" }
        text.explain(words.joined(separator: " ") + "\nlast", indent: 6)
        let lines = text.text.split(separator: "\n")
        #expect(lines.count > 10)
        #expect(lines.allSatisfy { $0.hasPrefix("      # ") && $0.count <= 100 })
        #expect(lines.flatMap { $0.dropFirst(8).split(separator: " ") }.map(String.init) == words + ["last"])
    }

    @Test("A word longer than a line stands alone")
    func longWord() {
        var text = StarterText()
        let word = String(repeating: "x", count: 150)
        text.explain("a \(word) b", indent: 0)
        #expect(text.text == "# a\n# \(word)\n# b\n")
    }

    @Test("What is shown stays on its line, cut, without characters that YAML refuses")
    func shown() {
        let text = StarterText.shown("a\n#\u{FFFE}\u{FEFF}\u{85}" + String(repeating: "b", count: 100))
        #expect(!text.contains("\n") && text.count < 120)
        #expect(document("# \(text)\na: 1\n").issues == [])
    }

    @Test("Lines that hold, that are switched off and that are examples")
    func kinds() {
        var text = StarterText()
        text.line("a: 1", indent: 2, note: "one")
        text.off("b: 2", indent: 2)
        text.example("c", indent: 2)
        text.blank()
        #expect(text.text == "  a: 1 # one\n  #b: 2\n  #     c\n\n")
    }
}
