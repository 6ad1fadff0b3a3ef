/// Tables of RFC 4180 with line ends of one character: the one rule by which every command writes CSV.
///
/// A cell that a spreadsheet might take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return)
/// gets an apostrophe before it, unless it is a number
/// (https://owasp.org/www-community/attacks/CSV_Injection). Reading such a table back therefore gives such texts with
/// their apostrophe.
enum CSVText {
    /// The whole table; each row has as many cells as the header.
    static func table(_ header: [String], _ rows: some Sequence<[String]>) -> String {
        var text = line(header)
        for row in rows {
            precondition(row.count == header.count, "\(row.count) cells in a table of \(header.count) columns")
            text += line(row)
        }
        return text
    }

    private static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\n" }

    /// A cell as it is written.
    static func cell(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first), !isNumber(text) {
            text = "'" + text
        }
        guard text.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }

    /// The cell of a number; empty for nil.
    static func number(_ value: Double?) -> String { value.map(JSONValue.spelling) ?? "" }

    /// Whether a text is a plain decimal number.
    private static func isNumber(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e")].contains(byte)
        }
        return isPlain && Double(text)?.isFinite == true
    }
}
