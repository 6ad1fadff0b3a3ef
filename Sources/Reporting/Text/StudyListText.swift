public import ScanModel

/// A study of a store, as lists tell it.
public struct StudyRow: Hashable, Sendable {
    /// Its address, in hexadecimal digits.
    public var study: String
    public var command: String
    public var scenario: String
    public var version: String
    public var trials: Int
    /// Points that it has, and those that are kept.
    public var points: Int
    public var kept: Int
    /// Bytes of the kept points.
    public var bytes: Int
    /// The day of its last use, in UTC.
    public var used: String

    public init(
        study: String, command: String, scenario: String, version: String, trials: Int, points: Int, kept: Int,
        bytes: Int, used: String
    ) {
        (self.study, self.command, self.scenario, self.version) = (study, command, scenario, version)
        (self.trials, self.points, self.kept, self.bytes, self.used) = (trials, points, kept, bytes, used)
    }
}

/// The studies of a store for people.
public enum StudyListText {
    public static func document(_ rows: [StudyRow], style: TextStyle) -> String {
        guard !rows.isEmpty else { return "The store has no studies.\n" }
        var table = TextTable([
            ("study", .left), ("kept", .right), ("points", .right), ("trials", .right), ("kB", .right),
            ("used", .left), ("version", .left), ("scenario", .left),
        ])
        for row in rows {
            table.add([
                String(row.study.prefix(12)), Wording.count(row.kept), Wording.count(row.points),
                Wording.count(row.trials), Wording.count((row.bytes + 999) / 1000), row.used, row.version,
                row.scenario,
            ])
        }
        return table.lines(width: style.width).joined(separator: "\n") + "\n"
    }

    /// One study with what it asks.
    ///
    /// - Parameter baseline: number of the point that the others are compared with.
    public static func study(_ row: StudyRow, axes: [StudyAxis], baseline: Int, style: TextStyle) -> String {
        var lines = [
            style.bold("\(row.command) of \(row.scenario)"), "  study     \(row.study)",
            "  version   \(row.version)", "  used      \(row.used)",
            "  points    \(Wording.count(row.kept)) of \(Wording.count(row.points)), compared with #\(baseline)",
            "  trials    \(Wording.count(row.trials))",
        ]
        for axis in axes {
            lines += TextWrap.lines(
                "\(axis.path): \(axis.values.joined(separator: ", "))", first: "  axis      ", indent: 12,
                width: style.width)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
