import ScanModel

/// Where prices were read, by the key that the price tables use.
struct PriceSources {
    private let sources: [String: (text: String, date: String)]

    init(_ table: CSVTable) {
        var sources: [String: (text: String, date: String)] = [:]
        for row in table.rows {
            if row["source"].isEmpty || row["date"].isEmpty { row.fail("\(row["key"]) without source or date") }
            let known = sources.updateValue((row["source"], row["date"]), forKey: row["key"])
            if known != nil { row.fail("\(row["key"]) is given twice") }
        }
        self.sources = sources
    }

    /// Where the price of a row comes from: documented if its second source agrees, else assumed.
    func provenance(of row: CSVTable.Row) -> Provenance {
        var provenance = agreement(of: row)
        // A price on which the copies disagree is not documented, however many state it.
        if row.has("other_source"), !row["other_source"].isEmpty {
            let other = lookUp(row["other_source"], for: row)
            provenance.source += "; \(row["other_usd"]) in \(other.text), \(other.date)"
            provenance.confidence = .assumed
        }
        return provenance
    }

    private func agreement(of row: CSVTable.Row) -> Provenance {
        let first = lookUp(row["source"], for: row)
        if row["second_source"].isEmpty {
            return Provenance(source: first.text, date: first.date, confidence: .assumed)
        }
        if row["second_source"] == row["source"] { row.fail("a source cannot agree with itself") }
        let second = lookUp(row["second_source"], for: row)
        return Provenance(
            source: "\(first.text); the same in \(second.text), \(second.date)", date: first.date,
            confidence: .documented)
    }

    private func lookUp(_ key: String, for row: CSVTable.Row) -> (text: String, date: String) {
        guard let source = sources[key] else { row.fail("unknown source \(key)") }
        return source
    }
}
