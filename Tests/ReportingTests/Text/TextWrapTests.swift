import Testing

@testable import Reporting

@Suite("Text wrap")
struct TextWrapTests {
    @Test("breaks at spaces and indents what goes on")
    func breaks() {
        let lines = TextWrap.lines("one two three four", first: "  a  ", indent: 5, width: 13)
        #expect(lines == ["  a  one two", "     three", "     four"])
    }

    @Test("fills a line to its last column and no further")
    func exactWidth() {
        #expect(TextWrap.lines("abc def", first: "", indent: 0, width: 7) == ["abc def"])
        #expect(TextWrap.lines("abc def", first: "", indent: 0, width: 6) == ["abc", "def"])
    }

    @Test("keeps a word whole that is longer than a line")
    func longWord() {
        #expect(
            TextWrap.lines("a breathtaking b", first: "> ", indent: 2, width: 8) == ["> a", "  breathtaking", "  b"])
        #expect(TextWrap.lines("breathtaking", first: "> ", indent: 2, width: 8) == ["> breathtaking"])
    }

    @Test("of nothing is the beginning alone")
    func empty() {
        #expect(TextWrap.lines("", first: "  label", indent: 4, width: 60) == ["  label"])
    }

    @Test("loses no word and no order", arguments: 1...5 as ClosedRange<UInt64>)
    func words(seed: UInt64) {
        var inputs = TestInputs(seed)
        for _ in 0..<200 {
            let words = (0..<inputs.number(1...30)).map { _ in
                String(repeating: "x", count: Int(inputs.number(1...12)))
            }
            let width = Int(inputs.number(20...60))
            let lines = TextWrap.lines(words.joined(separator: " "), first: "  ", indent: 4, width: width)
            #expect(lines.flatMap { $0.split(separator: " ").map(String.init) } == words)
            #expect(lines.allSatisfy { $0.count <= width })
            #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("    x") })
        }
    }
}
