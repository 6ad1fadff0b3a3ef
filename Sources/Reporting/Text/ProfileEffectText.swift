/// What another profile does to a plan, for people.
public enum ProfileEffectText {
    public static func document(_ effect: ProfileEffect, style: TextStyle) -> String {
        var lines: [String] = []
        for part in effect.parts {
            lines += ["", style.bold("\(part.deployment) of \(effect.scenario)")]
            for note in part.notes { lines += TextWrap.lines(note, first: "  ", indent: 2, width: style.width) }
            if part.before == part.after {
                lines.append("  It follows \(part.before), which is not compared.")
                continue
            }
            var table = TextTable([("", .left), (part.before, .right), (part.after, .right), ("change", .right)])
            for row in part.rows {
                table.add([row.name, shown(row.before, row), shown(row.after, row), change(row)])
            }
            lines.append("")
            lines += table.lines(width: style.width)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func shown(_ value: Double?, _ row: ProfileEffect.Row) -> String {
        guard let value else { return "unknown" }
        return switch row.unit {
        case "s": Wording.duration(value)
        case "USD": Wording.money(value)
        case "h": Wording.trimmed(value, places: 1) + " h"
        default: Wording.count(Int(value.rounded()))
        }
    }

    static func change(_ row: ProfileEffect.Row) -> String {
        guard let change = row.change else { return "unknown" }
        if change == 0 { return "the same" }
        return (change < 0 ? "-" : "+") + shown(abs(change), row)
    }
}
