import ScanModel
import Testing

@testable import Reporting

@Suite("Markup of reference pages")
struct ReferenceMarkupTests {
    private static let hostile = [
        "<script>alert(1)</script>", "a|b", "*bold* _it_ ~no~", "[link](javascript:x)", "![x](y)", "&lt;",
        "back\\slash",
        "one ` backquote", "line\nbreak", "# heading", "- list", "1. list", "\u{202E}right to left", "bell\u{7}",
        String(repeating: "x", count: 10_000), "``", "`a`|`b`", "=== setext", "é 表 😀",
    ]

    @Test("a text is no markup, whatever is in it", arguments: hostile)
    func noMarkup(text: String) {
        let prose = ReferenceMarkup.prose(text)
        let outside = prose.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 0 || text.contains("one `") }.map(\.element).joined()
        var isEscaped = false
        for scalar in outside.unicodeScalars {
            if "|*_[]<>~&".unicodeScalars.contains(scalar) { #expect(isEscaped, "\(prose)") }
            isEscaped = scalar == "\\" && !isEscaped
        }
        #expect(!prose.contains("\n") && !prose.contains("\u{202E}") && !prose.contains("\u{7}"))
    }

    @Test("every row of a table has its columns", arguments: hostile)
    func columns(text: String) {
        let row = [ReferenceMarkup.prose(text), ReferenceMarkup.code(text), ReferenceMarkup.source("see \(text)")]
        let table = ReferenceMarkup.table(["a", "b", "c"], [row])
        let lines = table.split(separator: "\n")
        #expect(lines.count == 3)
        var isEscaped = false
        var bars = 0
        for character in lines.last ?? "" {
            if character == "|", !isEscaped { bars += 1 }
            isEscaped = character == "\\" && !isEscaped
        }
        #expect(bars == 4, "\(lines.last ?? "")")
    }

    @Test("what a paragraph begins with makes no heading and no list")
    func paragraphs() {
        #expect(ReferenceMarkup.paragraph("# a") == "\\# a")
        #expect(ReferenceMarkup.paragraph("- a") == "\\- a")
        #expect(ReferenceMarkup.paragraph("12. a") == "12\\. a")
        #expect(ReferenceMarkup.paragraph("12 a") == "12 a")
    }

    @Test("code keeps every sign and is fenced by more backquotes than it has")
    func code() {
        #expect(ReferenceMarkup.code("a_b<c>") == "`a_b<c>`")
        #expect(ReferenceMarkup.code("a``b") == "```a``b```")
        #expect(ReferenceMarkup.code("`a") == "`` `a ``")
        #expect(ReferenceMarkup.code("") == "")
        #expect(ReferenceMarkup.block(["```", "x"]) == "````\n```\nx\n````\n")
        #expect(ReferenceMarkup.prose("`scanplan <x>` & y") == "`scanplan <x>` \\& y")
    }

    @Test("addresses are links, and nothing else is")
    func sources() {
        #expect(ReferenceMarkup.source("https://a.example/b_c (d_e)") == "<https://a.example/b_c> (d\\_e)")
        #expect(ReferenceMarkup.source("(https://a.example/b_c); x") == "(<https://a.example/b_c>); x")
        #expect(ReferenceMarkup.source("https://a.example/<script>") == "https://a.example/\\<script\\>")
        #expect(ReferenceMarkup.source("http://a.example") == "http://a.example")
    }

    @Test("a source is listed once, however many values rest on it")
    func sourceList() {
        var sources = ReferenceSources()
        let first = Provenance(source: "a", date: "2024", confidence: .documented)
        let again = Provenance(source: "a", date: "2024", confidence: .assumed)
        let other = Provenance(source: "a", date: "2025", confidence: .assumed)
        #expect(sources.note(first) == "documented [1](#sources)")
        #expect(sources.note(again) == "assumed [1](#sources)")
        #expect(sources.note(other) == "assumed [2](#sources)")
        #expect(sources.section == "\n## Sources\n\n1. a (2024)\n2. a (2025)\n")
    }
}
