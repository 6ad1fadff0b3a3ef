import Testing

@testable import Reporting

@Suite("Markdown")
struct MarkdownTextTests {
    @Test("cells hold no markup and no line ends")
    func cells() {
        #expect(MarkdownTable.escaped("a|b\nc<d>*_`") == "a\\|b c\\<d\\>\\*\\_\\`")
        #expect(
            MarkdownTable.text([("x", false), ("y", true)], [["1", "|"]]) == "| x | y |\n|---|---:|\n| 1 | \\| |\n")
    }

    @Test("nobody is mentioned, and nothing becomes a link or a reference")
    func mentions() {
        #expect(MarkdownText.escaped("@octocat") == "@<!-- -->octocat")
        #expect(MarkdownText.escaped("#12, # 1, a!3, !") == "#<!-- -->12, # 1, a!<!-- -->3, !")
        #expect(MarkdownText.escaped("https://x www.x a.b") == "https:<!-- -->//x www<!-- -->.x a.b")
        #expect(MarkdownText.escaped("[a](b) &lt; $x$ ~b~") == "\\[a\\](b) &amp;lt; \\$x\\$ \\~b\\~")
    }

    @Test("what hides or turns the direction is shown")
    func hidden() {
        #expect(MarkdownText.escaped("a\u{202E}b\u{7}c\u{200B}d") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d")
    }

    @Test("long texts end, and long cells sooner")
    func length() {
        let long = String(repeating: "a", count: 10_000)
        #expect(MarkdownText.escaped(long, most: 10) == String(repeating: "a", count: 10) + "…")
        #expect(MarkdownText.escaped("abc", most: 3) == "abc")
        #expect(MarkdownTable.text([("x", false)], [[long]]).count < 300)
    }

    @Test("a closed part has a line that is no markup, and an empty one is left out")
    func details() {
        let text = MarkdownText.details("a <b> & c", "| x |\n\n")
        #expect(text == "<details>\n<summary>a &#60;b&#62; &#38; c</summary>\n\n| x |\n\n</details>\n\n")
        #expect(MarkdownText.details("nothing", "").isEmpty)
    }
}
