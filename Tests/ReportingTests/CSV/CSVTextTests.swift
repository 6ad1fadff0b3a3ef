import Testing

@testable import Reporting

@Suite("CSV")
struct CSVTextTests {
    @Test("a cell that a spreadsheet might take for a formula gets an apostrophe, a number does not")
    func cells() {
        let cases = [
            "plain": "plain", "=1+1": "'=1+1", "+cmd": "'+cmd", "@SUM(A1)": "'@SUM(A1)", "-cmd": "'-cmd", "-12": "-12",
            "-1.5e-07": "-1.5e-07", "+5": "'+5", "-1+1": "'-1+1", "-": "'-", "-inf": "'-inf", "\t=1": "'\t=1",
            "a,b": "\"a,b\"", "say \"hi\"": "\"say \"\"hi\"\"\"", "=\"a\",b": "\"'=\"\"a\"\",b\"", "a\nb": "\"a\nb\"",
            "": "",
            "\r=1": "\"'\r=1\"",
        ]
        for (text, expected) in cases { #expect(CSVText.cell(text) == expected, "\(text)") }
    }

    @Test("a table has its header first, and a line for each row")
    func table() {
        #expect(CSVText.table(["a", "b"], [["1", "=x"], ["", "c,d"]]) == "a,b\n1,'=x\n,\"c,d\"\n")
        #expect(CSVText.number(nil).isEmpty && CSVText.number(-0.5) == "-0.5")
    }
}
