public import ScanModel

/// Values of a scenario with where they come from, for people.
public enum ShownValueText {
    /// - Parameter leftOut: values that are not among them.
    public static func document(_ values: [ShownValue], leftOut: Int, style: TextStyle) -> String {
        let lines = values.count == 1 && leftOut == 0 ? single(values[0], style) : table(values, leftOut, style)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func single(_ value: ShownValue, _ style: TextStyle) -> [String] {
        var lines = [style.bold(value.path)]
        func add(_ name: String, _ text: String) {
            lines += TextWrap.lines(text, first: "  " + name.padded(to: 9), indent: 11, width: style.width)
        }
        add("value", shown(value))
        add("from", source(value, isLong: true))
        if let standard = value.standard {
            if case .profile = value.source {
                // The value is what it would be.
            } else {
                add("default", standard + (value.standardProvenance.map { ", \(words($0))" } ?? ""))
            }
        }
        if let range = value.range { add("range", range) }
        if !value.meaning.isEmpty { add("meaning", value.meaning) }
        return lines
    }

    private static func table(_ values: [ShownValue], _ leftOut: Int, _ style: TextStyle) -> [String] {
        var table = TextTable([
            ("path", .left), ("value", .left), ("from", .left), ("default", .left), ("range", .left),
        ])
        for value in values {
            var standard = value.standard ?? ""
            if case .profile = value.source { standard = "" }
            table.add([value.path, shown(value), source(value, isLong: false), standard, value.range ?? ""])
        }
        var lines = table.lines(width: max(style.width, 120))
        if leftOut > 0 { lines.append("  and \(Wording.count(leftOut)) more values") }
        return lines
    }

    private static func shown(_ value: ShownValue) -> String {
        if let text = value.value { return text.isEmpty ? "\"\"" : text }
        if value.isSecret { return "not shown: it may be a secret" }
        return "not stated"
    }

    private static func words(_ provenance: Provenance) -> String {
        let date = provenance.date.isEmpty ? "" : ", \(provenance.date)"
        return "\(provenance.confidence.rawValue): \(provenance.source)\(date)"
    }

    private static func source(_ value: ShownValue, isLong: Bool) -> String {
        switch value.source {
        case .stated(let file, let line): "\(file):\(line)"
        case .general(let file, let line): "\(file):\(line)\(isLong ? ", stated for all regions" : "")"
        case .profile(let id, let provenance): isLong ? "\(id), \(words(provenance))" : id
        case .none: isLong ? "nobody states it" : "-"
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        count < width ? self + String(repeating: " ", count: width - count) : self
    }
}
