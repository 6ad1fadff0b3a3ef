internal import ScanModel
public import Studies

/// One scenario against others.
public struct Comparison: Hashable, Sendable {
    /// What the scenarios are called, the first one first.
    public var names: [String]
    /// One point for each scenario.
    public var report: SweepReport
    /// In which settings each further scenario differs from the first one.
    public var settings: [[SettingsDifference]]
    /// Whether metrics are shown that do not differ.
    public var showsAll: Bool
    /// Sentences about how the scenarios were compared.
    public var notes: [String]
    /// The share of a metric of the first scenario by which it has to differ to count as changed; at least 0.
    public var tolerance: Double
    /// Whether scenarios in which nothing changed are only counted.
    public var changedOnly: Bool

    public init(
        names: [String], report: SweepReport, settings: [[SettingsDifference]], showsAll: Bool, notes: [String],
        tolerance: Double = 0, changedOnly: Bool = false
    ) {
        (self.names, self.report, self.settings) = (names, report, settings)
        (self.showsAll, self.notes) = (showsAll, notes)
        (self.tolerance, self.changedOnly) = (tolerance, changedOnly)
    }

    /// Further scenarios that are told of, by their places in ``names``.
    var shown: [Int] { names.indices.dropFirst().filter { !changedOnly || isChanged($0) } }

    /// Whether a further scenario differs from the first one in what comes of it, or breaks one of its thresholds.
    /// Settings that change nothing do not count.
    func isChanged(_ index: Int) -> Bool {
        guard let before = report.points[0].answer, let after = report.points[index].answer else { return true }
        return before.chance != after.chance || after.thresholds.contains { $0.outcome == .fail }
            || Metric.all.contains { differs($0, before, after) }
    }

    /// Whether a metric is known to differ, and by more than the tolerance.
    func differs(_ metric: Metric, _ before: PointAnswer, _ after: PointAnswer) -> Bool {
        guard let first = before.mean(metric), after.mean(metric) != nil, let difference = after.difference(metric),
            difference.excludesZero
        else { return false }
        return abs(difference.value) > tolerance * abs(first.value)
    }

    /// What is left out, if anything is.
    var countSentence: String? {
        let left = names.count - 1 - shown.count
        guard changedOnly, left > 0 else { return nil }
        let scenarios = names.count == 2 ? "the scenario is" : "\(left) of \(names.count - 1) scenarios are"
        return "Unchanged: \(scenarios) the same, no metric differs by more than \(toleranceText)."
    }

    var toleranceText: String { Wording.percent(tolerance, places: 6) }
}

/// A comparison for people, as text or as markdown for a pull request.
public enum ComparisonText {
    /// Most settings that are listed of one scenario.
    private static let settingsMost = 100

    public static func document(_ comparison: Comparison, style: TextStyle) -> String {
        var lines: [String] = []
        for index in comparison.shown {
            if !lines.isEmpty { lines.append("") }
            lines.append(style.bold("\(comparison.names[index]) against \(comparison.names[0])"))
            for table in tables(comparison, index) {
                var text = TextTable(table.columns.map { ($0.title, $0.isRight ? .right : .left) })
                for row in table.rows { text.add(row) }
                lines += ["", style.bold(table.title)] + text.lines(width: max(style.width, 120))
            }
            lines += sentences(comparison, index).flatMap {
                TextWrap.lines($0, first: "  ", indent: 2, width: style.width)
            }
        }
        if let sentence = comparison.countSentence {
            lines += TextWrap.lines(sentence, first: "", indent: 2, width: style.width)
        }
        lines += comparison.notes.flatMap { TextWrap.lines("note: \($0)", first: "", indent: 2, width: style.width) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Long tables are closed; the text of a comparison in which nothing is shown begins with "Unchanged".
    public static func markdown(_ comparison: Comparison) -> String {
        var text = ""
        for index in comparison.shown {
            let title = "\(comparison.names[index]) against \(comparison.names[0])"
            text += "### \(MarkdownText.escaped(title, most: 400))\n\n"
            for table in tables(comparison, index) {
                let body = MarkdownTable.text(table.columns, table.rows)
                if table.rows.count > openRowsMost {
                    text += MarkdownText.details("\(table.title) (\(table.rows.count))", body)
                } else {
                    text += "**\(MarkdownText.escaped(table.title))**\n\n\(body)\n"
                }
            }
            for sentence in sentences(comparison, index) { text += MarkdownText.escaped(sentence) + "\n\n" }
        }
        if let sentence = comparison.countSentence { text += MarkdownText.escaped(sentence) + "\n\n" }
        for note in comparison.notes { text += "- \(MarkdownText.escaped(note))\n" }
        return text
    }

    /// Rows of a table of markdown that is not closed.
    private static let openRowsMost = 24

    private struct Table {
        var title: String
        var columns: [(title: String, isRight: Bool)]
        var rows: [[String]]
    }

    private static func tables(_ comparison: Comparison, _ index: Int) -> [Table] {
        var tables: [Table] = []
        let settings = comparison.settings[index - 1]
        if !settings.isEmpty {
            let rows = settings.prefix(settingsMost).map { [$0.path, $0.before ?? "-", $0.after ?? "-"] }
            tables.append(
                Table(title: "Settings", columns: [("setting", false), ("before", true), ("after", true)], rows: rows))
        }
        let points = comparison.report.points
        guard let before = points[0].answer, let after = points[index].answer else { return tables }
        let rows = Metric.all.compactMap { row($0, before, after, comparison) }
        if !rows.isEmpty {
            tables.append(
                Table(
                    title: "Metrics",
                    columns: [
                        ("metric", false), ("before", true), ("after", true), ("difference", true), ("unit", false),
                    ], rows: rows))
        }
        if before.chance != nil || after.chance != nil {
            let row = ["in time", SweepTable.chance(before) ?? "-", SweepTable.chance(after) ?? "-"]
            tables.append(
                Table(title: "Deadline", columns: [("", false), ("before", true), ("after", true)], rows: [row]))
        }
        if !after.thresholds.isEmpty {
            let rows = after.thresholds.map {
                [ThresholdText.word($0.outcome), $0.threshold.text, ThresholdText.found($0)]
            }
            tables.append(
                Table(
                    title: "Thresholds of \(comparison.names[index])",
                    columns: [("", false), ("threshold", false), ("found", false)], rows: rows))
        }
        return tables
    }

    /// nil if the metric does not differ, by little only, or nobody can tell.
    private static func row(
        _ metric: Metric, _ before: PointAnswer, _ after: PointAnswer, _ comparison: Comparison
    ) -> [String]? {
        guard let first = before.mean(metric), let second = after.mean(metric),
            let difference = after.difference(metric)
        else { return nil }
        guard comparison.showsAll || comparison.differs(metric, before, after) else { return nil }
        let unit = ReadableUnit(metric, about: max(abs(first.value), abs(second.value)))
        return [
            metric.name.text, SweepTable.cell(first, unit), SweepTable.cell(second, unit),
            SweepTable.cell(difference, unit), unit.name,
        ]
    }

    private static func sentences(_ comparison: Comparison, _ index: Int) -> [String] {
        let points = comparison.report.points
        var sentences: [String] = []
        let hidden = comparison.settings[index - 1].count - settingsMost
        if hidden > 0 { sentences.append("\(Wording.count(hidden)) more settings differ.") }
        for point in [points[0], points[index]] {
            if let reason = point.reason { sentences.append("\(comparison.names[point.number - 1]): \(reason)") }
        }
        guard let before = points[0].answer, let after = points[index].answer else { return sentences }
        if points[index].sameAs == 1 {
            sentences.append("Both are the same plan: no metric differs.")
        } else if !comparison.showsAll, comparison.tolerance > 0 || comparison.changedOnly {
            let left = Metric.all.count { metric in
                before.mean(metric) != nil && after.mean(metric) != nil && !comparison.differs(metric, before, after)
            }
            sentences.append(
                "\(Wording.counted(left, "metric")) unchanged: no known difference of more than "
                    + "\(comparison.toleranceText).")
        } else if !comparison.showsAll {
            sentences.append("Metrics are left out whose difference may be 0; --all shows them.")
        }
        if [points[0], points[index]].contains(where: { $0.answer?.isRandom == true }) {
            sentences.append(
                "\(Wording.count(comparison.report.trials)) trials with the same draws, intervals of "
                    + "\(Wording.percent(comparison.report.confidence, places: 3)) confidence.")
        }
        return sentences
    }
}
