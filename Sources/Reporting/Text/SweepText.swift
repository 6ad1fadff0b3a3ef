internal import ScanModel
public import Studies

/// The points of a sweep for people.
public enum SweepText {
    public static func document(_ report: SweepReport, style: TextStyle) -> String {
        let table = SweepTable(report)
        var lines = [style.bold(title(report))] + table.lines(width: max(style.width, 160)) + [""]
        lines += TextWrap.lines(explanation(report), first: "  ", indent: 2, width: style.width)
        lines += reasons(report).flatMap { TextWrap.lines($0, first: "  ", indent: 4, width: style.width) }
        lines += violations(report).flatMap { TextWrap.lines($0, first: "  ", indent: 4, width: style.width) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The same as a section of a markdown document.
    public static func markdown(_ report: SweepReport) -> String {
        var text = "### \(MarkdownTable.escaped(title(report)))\n\n\(SweepTable(report).markdown)\n"
        text += MarkdownTable.escaped(explanation(report)) + "\n"
        for line in reasons(report) + violations(report) { text += "- \(MarkdownTable.escaped(line))\n" }
        return text
    }

    /// Most points that are named beside a reason which they share.
    private static let most = 8

    private static func title(_ report: SweepReport) -> String {
        let plans = report.points.count { $0.answer != nil && $0.sameAs == nil }
        let points = report.points.count == 1 ? "1 point" : "\(Wording.count(report.points.count)) points"
        return "\(report.scenario): \(points), \(plans == 1 ? "1 plan" : "\(Wording.count(plans)) plans")"
    }

    private static func explanation(_ report: SweepReport) -> String {
        guard report.points.contains(where: { $0.answer?.isRandom == true }) else {
            return "Nothing is random at any point: one trial tells all."
        }
        let trials = report.trials == 1 ? "1 trial" : "\(Wording.count(report.trials)) trials"
        return "\(trials) of each point, intervals of \(Wording.percent(report.confidence, places: 3)) confidence; "
            + "differences to #\(report.baseline) are those of trials with the same draws."
    }

    private static func reasons(_ report: SweepReport) -> [String] {
        var numbers: [String: [Int]] = [:]
        var reasons: [String] = []
        for point in report.points {
            guard let reason = point.reason else { continue }
            if numbers[reason] == nil { reasons.append(reason) }
            numbers[reason, default: []].append(point.number)
        }
        return reasons.map { reason in
            let points = (numbers[reason] ?? []).map { "#\($0)" }
            let more = points.count > most ? " and \(Wording.count(points.count - most)) more" : ""
            return "\(points.prefix(most).joined(separator: ", "))\(more): \(reason)"
        }
    }

    private static func violations(_ report: SweepReport) -> [String] {
        report.points.filter { $0.sameAs == nil }.flatMap { point in
            (point.answer?.thresholds ?? []).filter { $0.outcome != .pass }.map {
                "#\(point.number): \(ThresholdText.word($0.outcome)) \($0.threshold.text): \(ThresholdText.found($0))"
            }
        }
    }
}
