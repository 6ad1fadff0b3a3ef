import Testing

@testable import Reporting

@Suite("Text table")
struct TextTableTests {
    private var table: TextTable {
        var table = TextTable([("region", .left), ("volumes", .right), ("note", .left)])
        table.add(["us-east-1", "7", "first"])
        table.add(["eu", "12,345,678", ""])
        return table
    }

    @Test("has columns as wide as their widest cell, aligned, without trailing spaces")
    func layout() {
        #expect(
            table.lines(width: 100) == [
                "  region        volumes  note",
                "  us-east-1           7  first",
                "  eu         12,345,678",
            ])
    }

    @Test("without rows is its header")
    func headerOnly() {
        #expect(TextTable([("a", .left), ("b", .right)]).lines(width: 80) == ["  a  b"])
    }

    @Test("counts characters, not bytes")
    func characters() {
        var table = TextTable([("a", .left), ("b", .left)])
        table.add(["é😀e\u{301}", "x"])
        table.add(["abc", "y"])
        #expect(table.lines(width: 80) == ["  a    b", "  é😀e\u{301}  x", "  abc  y"])
    }

    @Test("cuts lines that are too long, and only those", arguments: 20...40)
    func cuts(width: Int) {
        let whole = table.lines(width: 1_000)
        for (line, full) in zip(table.lines(width: width), whole) {
            #expect(line.count <= width)
            if full.count <= width {
                #expect(line == full)
            } else {
                #expect(line == full.prefix(width - 1) + "…")
            }
        }
    }

    @Test("stops the program at a row of another length")
    func precondition() async {
        await #expect(processExitsWith: .failure) {
            var table = TextTable([("a", .left)])
            table.add(["1", "2"])
        }
    }
}
