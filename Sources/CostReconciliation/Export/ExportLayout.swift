/// Where the columns of an export stand.
struct ExportLayout {
    /// Where a tag that is asked for may be found.
    struct TagPlace {
        var value: String
        /// Its key as maps of tags may spell it.
        var keys: Set<String>
        /// Columns of its own.
        var columns: [Int]
    }

    struct Failure: Error {
        var problems: [(problem: String, expected: String)]
    }

    static let expected =
        "the header of a FOCUS export (BilledCost, ChargePeriodStart, x_UsageType …) or of an AWS CUR "
        + "(lineItem/UnblendedCost … or line_item_unblended_cost …), with commas between the columns"

    var dialect: ExportDialect
    var names: [String]
    /// The columns of each field, the best first.
    var places: [[Int]]
    var tags: [TagPlace]

    var width: Int { names.count }

    func has(_ field: ExportField) -> Bool { !places[field.rawValue].isEmpty }

    /// Whether a text stands for no value.
    static func isNull(_ text: String) -> Bool { text == "null" || text == "NULL" }

    /// Finds the columns, or everything that is wrong with them.
    static func make(_ names: [String], _ selection: ExportSelection) -> Result<ExportLayout, Failure> {
        let small = names.map { $0.lowercased() }
        var indices: [String: Int] = [:]
        var problems: [(problem: String, expected: String)] = []
        for (index, name) in small.enumerated() {
            if indices[name] != nil, !name.isEmpty {
                problems.append(("the column \(Excerpt.quoted(names[index])) is listed twice", "one of it"))
            }
            indices[name] = index
        }
        guard let dialect = ExportDialect(columns: Set(small)) else {
            return .failure(Failure(problems: [("this is no header of a cost export", expected)]))
        }
        let places = ExportField.allCases.map { field in dialect.names(of: field).compactMap { indices[$0] } }
        for field in ExportField.allCases {
            let wanted = dialect.names(of: field)
            guard places[field.rawValue].isEmpty else { continue }
            if dialect.isRequired(field) {
                problems.append(
                    ("the column \(wanted.joined(separator: " or ")) is missing", "a \(dialect.title) export with it"))
            } else if field == selection.cost.field {
                problems.append(
                    (
                        "there is no \(selection.cost.rawValue) cost in it",
                        wanted.isEmpty
                            ? "another cost: \(dialect.title) has none of this kind"
                            : "the column \(wanted.joined(separator: " or "))"
                    ))
            } else if field == .account, !selection.accounts.isEmpty {
                problems.append(
                    ("the column \(wanted.joined(separator: " or ")) is missing", "it, because accounts are chosen"))
            }
        }
        let tags = selection.tags.map { tag in place(of: tag, dialect, small) }
        for (tag, place) in zip(selection.tags, tags)
        where place.columns.isEmpty && places[ExportField.tags.rawValue].isEmpty {
            problems.append(("no column holds the tag \(Excerpt.quoted(tag.key))", "one, because the tag is asked for"))
        }
        if !problems.isEmpty { return .failure(Failure(problems: problems)) }
        return .success(ExportLayout(dialect: dialect, names: names, places: places, tags: tags))
    }

    private static func place(
        of tag: ExportSelection.Tag, _ dialect: ExportDialect, _ columns: [String]
    ) -> TagPlace {
        let key = tag.key.lowercased()
        let flat = String(key.map { $0.isLetter || $0.isNumber ? $0 : "_" })
        let own = Set(dialect.tagColumns.flatMap { [$0 + key, $0 + flat] })
        return TagPlace(
            value: tag.value,
            keys: [tag.key, "user:\(tag.key)", "aws:\(tag.key)", "user_\(flat)", "aws_\(flat)"],
            columns: columns.indices.filter { own.contains(columns[$0]) })
    }
}

/// Texts of files in messages.
enum Excerpt {
    /// In quotation marks, cut to 40 characters, without signs that would disturb a terminal.
    static func quoted(_ bytes: some Collection<UInt8>) -> String {
        quoted(String(decoding: bytes.prefix(200), as: UTF8.self))
    }

    static func quoted(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(40) {
            let isControl = scalar.value < 32 || (127...159).contains(scalar.value)
            shown += isControl ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return text.unicodeScalars.dropFirst(40).isEmpty ? "\"\(shown)\"" : "\"\(shown)…\""
    }
}
