public import ScanModel

/// What sets two profiles apart, for people.
public enum ProfileDifferenceText {
    public static func document(_ difference: ProfileDifference, style: TextStyle) -> String {
        var lines = [style.bold("From \(difference.before) to \(difference.after)")]
        for part in ProfileDifference.Part.allCases {
            let entries = difference.entries.filter { $0.part == part }
            if entries.isEmpty { continue }
            lines += ["", style.bold(title(part))]
            for entry in entries { lines += self.lines(entry, width: style.width) }
        }
        if difference.entries.isEmpty { lines += ["", "Nothing that changes an answer differs."] }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ entry: ProfileDifference.Entry, width: Int) -> [String] {
        let text: String
        switch entry.change {
        case .added(let summary): text = "added   \(entry.name): \(summary)"
        case .removed(let summary): text = "removed \(entry.name): \(summary)"
        case .changed(let properties):
            let changes = properties.map { "\($0.name) \($0.before) -> \($0.after)" }
            text = "changed \(entry.name): \(changes.joined(separator: "; "))"
        }
        return TextWrap.lines(text, first: "  ", indent: 12, width: width)
    }

    private static func title(_ part: ProfileDifference.Part) -> String {
        switch part {
        case .decisions: "What the version decides"
        case .parameters: "Parameters"
        case .targetParameters: "Parameters of each target account's stack"
        case .constants: "Constants"
        case .buckets: "Request rates"
        case .resources: "Counted limits"
        case .quotas: "Quotas"
        case .stages: "Stages of an instance"
        case .scanTypes: "What is searched besides"
        }
    }
}
