import Testing

@testable import VendorProfiles

@Suite("CSV tables")
struct CSVTableTests {
    @Test("Comments are skipped and line numbers count them")
    func comments() {
        let table = CSVTable("# a, comment\nkey,text\n# another\na,b\n", name: "t", columns: ["key", "text"])
        #expect(table.rows.count == 1)
        #expect(table.rows[0].line == 4)
        #expect(table.rows[0]["text"] == "b")
    }

    @Test(
        "Fields may be empty or quoted",
        arguments: [
            (",", ["", ""]), ("\"\",b", ["", "b"]), ("\"a,b\",c", ["a,b", "c"]),
            ("\"say \"\"hi\"\"\",", ["say \"hi\"", ""]), ("a,\"#\"", ["a", "#"]), ("ä, b ", ["ä", " b "]),
        ])
    func fields(line: String, expected: [String]) {
        let row = CSVTable("x,y\n\(line)\n", name: "t", columns: ["x", "y"]).rows[0]
        #expect([row["x"], row["y"]] == expected)
    }

    @Test("A header without rows is an empty table")
    func headerOnly() {
        #expect(CSVTable("x,y\n", name: "t", columns: ["x", "y"]).rows.isEmpty)
    }

    @Test(
        "A fault stops the process with the line",
        arguments: [
            "x,y\na\n": "t.csv:2: 1 fields, expected 2",
            "x,y\na,b,c\n": "t.csv:2: 3 fields, expected 2",
            "x,y\n\na,b\n": "t.csv:2: 1 fields, expected 2",
            "x,z\na,b\n": "t.csv:1: header",
            "x,y\na,b": "t.csv:2: no line end",
            "x,y\na,\"b\n": "t.csv:2: a quoted field does not end",
            "x,y\n\"a\"b,c\n": "t.csv:2: text after a quoted field",
            "x,y\na\"b,c\n": "t.csv:2: a quote inside a field without quotes",
            "x,y\na,b\r\n": "t.csv:2: a control character",
        ])
    func faults(text: String, message: String) async throws {
        let result = try await #require(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) { [text = text as String] in
            _ = CSVTable(text, name: "t.csv", columns: ["x", "y"])
        }
        let output = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(output.contains(message), "\(output)")
    }

    @Test("A column that does not exist stops the process")
    func missingColumn() async {
        await #expect(processExitsWith: .failure) {
            _ = CSVTable("x\na\n", name: "t", columns: ["x"]).rows[0]["y"]
        }
    }
}
