import Testing

@testable import Reporting

@Suite("Manual pages")
struct ManualPagesTests {
    private static let hostile = #".SH "x" \fB\n 'tbl `a` -- "q" ^~ é"# + "\n.sp\u{1B}[31m\u{202E}"

    private static func command(_ text: String) -> CommandDescription {
        let option = CommandDescription.Argument(
            kind: .option, shouldDisplay: true, isOptional: true, isRepeating: false,
            names: [.init(kind: .short, name: "o"), .init(kind: .long, name: "output")], valueName: "file",
            defaultValue: text, allValues: [text], abstract: text, discussion: nil)
        let hidden = CommandDescription.Argument(
            kind: .flag, shouldDisplay: false, isOptional: true, isRepeating: false,
            names: [.init(kind: .long, name: "secret-switch")], abstract: "never shown")
        let below = CommandDescription(
            commandName: "below", superCommands: ["tool"], aliases: ["under"], abstract: text,
            discussion: "\(text)\n\nEXAMPLES\n  .tool below\n  'tool", shouldDisplay: true,
            arguments: [option, hidden])
        return CommandDescription(commandName: "tool", shouldDisplay: true, subcommands: [below])
    }

    @Test("no text is a request or an escape")
    func hostileTexts() {
        let pages = ManualPages.pages(Self.command(Self.hostile), exitCodes: [(0, Self.hostile)], version: Self.hostile)
        let known: Set<Substring> = [".TH", ".SH", ".TP", ".PP", ".RS", ".RE", ".nf", ".fi"]
        for page in pages {
            for line in page.text.split(separator: "\n") {
                if line.hasPrefix(".") { #expect(known.contains(line.prefix { $0 != " " }), "\(line)") }
                #expect(!line.hasPrefix("'"))
                #expect(line.utf8.allSatisfy { (32...126).contains($0) }, "\(line)")
            }
            // The macro of a heading has no quotation mark but its own.
            for line in page.text.split(separator: "\n") where line.hasPrefix(".SH") || line.hasPrefix(".TH") {
                #expect(line.count { $0 == "\"" } % 2 == 0)
                #expect(!line.dropFirst(5).contains("x\" "))
            }
        }
    }

    @Test("a page names what help names, in the order of manuals")
    func sections() throws {
        let pages = ManualPages.pages(Self.command("Does it."), exitCodes: [(5, "no file")], version: "tool 1")
        #expect(pages.map(\.path) == ["tool.1", "tool-below.1"])
        let page = try #require(pages.last).text
        let headings = page.split(separator: "\n").filter { $0.hasPrefix(".SH") }.map { $0.dropFirst(5).dropLast() }
        #expect(
            headings == ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "EXIT STATUS", "SEE ALSO"])
        #expect(page.contains("tool\\-below, tool\\-under \\- Does it.\n"))
        #expect(page.contains("\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fI<file>\\fR\n"))
        #expect(page.contains("\\&.tool below\n"))
        #expect(!page.contains("secret"))
    }

    @Test("texts below an abstract are taken apart into headings, words and code")
    func blocks() {
        let text = "One\ntwo.\n\nThree.\n\nEXAMPLES\n  a b\n    c\n\nEXIT CODES\n  0  ok"
        #expect(
            HelpBlock.all(in: text) == [
                .paragraph("One two."), .paragraph("Three."), .heading("EXAMPLES"), .code(["a b", "  c"]),
                .heading("EXIT CODES"), .code(["0  ok"]),
            ])
    }
}
