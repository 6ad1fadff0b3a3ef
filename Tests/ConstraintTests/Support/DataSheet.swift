/// One field of a table, found without the reader that the product uses.
struct DataSheet {
    private let lines: [String]
    private let line: Int
    private let column: Int
    private let columns: [String]

    /// - Parameter steps: the row and the column.
    init(_ text: String, _ steps: ArraySlice<String>, _ place: String) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard steps.count == 2, let row = steps.first, let name = steps.last,
            let header = lines.firstIndex(where: { !$0.hasPrefix("#") })
        else { throw Datum.Misplaced(description: "\(place) is no row and column") }
        let columns = DataSheet.fields(lines[header])
        let found = lines.indices.dropFirst(header + 1).filter { index in
            let fields = DataSheet.fields(lines[index])
            return fields.first == row || fields.prefix(2).joined(separator: "+") == row
        }
        guard found.count == 1, let column = columns.firstIndex(of: name) else {
            throw Datum.Misplaced(description: "\(place): \(found.count) rows")
        }
        self.lines = lines
        self.columns = columns
        line = found[0]
        self.column = column
    }

    var value: String {
        let field = DataSheet.fields(lines[line])[column]
        return field.isEmpty ? "none" : field
    }

    /// The whole text with another value in the field.
    func replacing(_ value: String) throws -> String {
        var fields = DataSheet.fields(lines[line])
        guard fields[column] != value else { throw Datum.Misplaced(description: "\(value) is the same") }
        fields[column] = value
        var lines = lines
        lines[line] = fields.map { $0.contains(",") || $0.contains("\"") ? "\"\($0)\"" : $0 }.joined(separator: ",")
        return lines.joined(separator: "\n")
    }

    var provenance: (source: String, confidence: String) {
        let fields = DataSheet.fields(lines[line])
        func field(_ name: String) -> String? { columns.firstIndex(of: name).map { fields[$0] } }
        if columns[column] == "wanted" { return (field("wanted_source") ?? "", "documented") }
        if let source = field("source"), let confidence = field("confidence") { return (source, confidence) }
        // Prices name their sources by keys; a second source makes them documented.
        return (field("source") ?? "", field("second_source")?.isEmpty == false ? "documented" : "assumed")
    }

    /// Fields between commas; those in double quotes may hold commas.
    private static func fields(_ line: String) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
