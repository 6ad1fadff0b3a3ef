import Studies
import Testing

@testable import Reporting

@Suite("Sweeps as tables")
struct SweepCSVTests {
    @Test("a cell that a spreadsheet might take for a formula gets an apostrophe, a number does not")
    func cells() {
        let cases = [
            "plain": "plain", "=1+1": "'=1+1", "+cmd": "'+cmd", "@SUM(A1)": "'@SUM(A1)", "-cmd": "'-cmd", "-12": "-12",
            "-1.5e-07": "-1.5e-07", "+5": "'+5", "-1+1": "'-1+1", "-": "'-", "-inf": "'-inf", "\t=1": "'\t=1",
            "a,b": "\"a,b\"", "say \"hi\"": "\"say \"\"hi\"\"\"", "=\"a\",b": "\"'=\"\"a\"\",b\"", "a\nb": "\"a\nb\"",
            "": "",
            "\r=1": "\"'\r=1\"",
        ]
        for (text, expected) in cases { #expect(SweepCSV.cell(text) == expected, "\(text)") }
    }

    @Test("markdown cells hold no markup and no line ends")
    func markdown() {
        #expect(MarkdownTable.escaped("a|b\nc<d>*_`") == "a\\|b c\\<d\\>\\*\\_\\`")
        #expect(
            MarkdownTable.text([("x", false), ("y", true)], [["1", "|"]]) == "| x | y |\n|---|---:|\n| 1 | \\| |\n")
    }

    @Test("a value on one line is the value")
    func line() {
        let value = JSONValue.members([
            "a": .array([.integer(1), .members(["b": .text("c\n")]), .array([])]), "d": .null,
        ])
        #expect(value.line == "{\"a\":[1,{\"b\":\"c\\n\"},[]],\"d\":null}\n")
    }
}
