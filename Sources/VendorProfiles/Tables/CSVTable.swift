import ScanModel

/// A data table that ships with scanplan: `#` comments, one header line, then rows of as many fields.
///
/// Reading is strict, because a fault in such a file is a bug: anything unexpected stops the process with the line.
struct CSVTable {
    /// One line of data.
    struct Row {
        let table: String
        /// Line number in the file, counted from 1.
        let line: Int
        private let fields: [String: String]

        fileprivate init(table: String, line: Int, columns: [String], fields: [String]) {
            self.table = table
            self.line = line
            self.fields = Dictionary(uniqueKeysWithValues: zip(columns, fields))
        }

        /// The field of a column; traps if the table has no such column.
        subscript(column: String) -> String {
            guard let field = fields[column] else { fail("no column \(column)") }
            return field
        }

        /// Whether the table has such a column.
        func has(_ column: String) -> Bool { fields[column] != nil }

        /// Where the row's value comes from, by its columns `source`, `date` and `confidence`.
        var provenance: Provenance {
            guard let confidence = Confidence(rawValue: self["confidence"]) else { fail("confidence") }
            return Provenance(source: self["source"], date: self["date"], confidence: confidence)
        }

        /// Stops the process, naming the place.
        func fail(_ problem: String) -> Never { CSVTable.fail(table, line, problem) }
    }

    let rows: [Row]

    /// Reads `text`, whose header must be `columns`.
    init(_ text: String, name: String, columns: [String]) {
        var rows: [Row] = []
        var sawHeader = false
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() } else { CSVTable.fail(name, lines.count, "no line end") }
        for (index, bytes) in lines.enumerated() where bytes.first != UInt8(ascii: "#") {
            let fields = CSVTable.fields(Array(bytes), table: name, line: index + 1)
            if sawHeader {
                if fields.count != columns.count {
                    CSVTable.fail(name, index + 1, "\(fields.count) fields, expected \(columns.count)")
                }
                rows.append(Row(table: name, line: index + 1, columns: columns, fields: fields))
            } else {
                if fields != columns { CSVTable.fail(name, index + 1, "header \(fields), expected \(columns)") }
                sawHeader = true
            }
        }
        self.rows = rows
    }

    /// Splits a line at commas. A field may stand in double quotes; inside them a double quote is written twice.
    private static func fields(_ bytes: [UInt8], table: String, line: Int) -> [String] {
        let (comma, quote) = (UInt8(ascii: ","), UInt8(ascii: "\""))
        var fields: [String] = []
        var position = 0
        while true {
            var field: [UInt8] = []
            if position < bytes.count, bytes[position] == quote {
                position += 1
                while true {
                    guard position < bytes.count else { fail(table, line, "a quoted field does not end") }
                    if bytes[position] == quote {
                        position += 1
                        guard position < bytes.count, bytes[position] == quote else { break }
                    }
                    field.append(bytes[position])
                    position += 1
                }
            } else {
                while position < bytes.count, bytes[position] != comma {
                    if bytes[position] == quote { fail(table, line, "a quote inside a field without quotes") }
                    field.append(bytes[position])
                    position += 1
                }
            }
            guard field.allSatisfy({ $0 >= 32 }) else { fail(table, line, "a control character") }
            fields.append(String(decoding: field, as: UTF8.self))
            guard position < bytes.count else { return fields }
            guard bytes[position] == comma else { fail(table, line, "text after a quoted field") }
            position += 1
        }
    }

    fileprivate static func fail(_ table: String, _ line: Int, _ problem: String) -> Never {
        preconditionFailure("\(table):\(line): \(problem)")
    }
}
