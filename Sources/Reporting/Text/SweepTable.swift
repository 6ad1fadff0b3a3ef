internal import ScanModel
internal import Statistics
internal import Studies

/// The points of a sweep as rows of cells, for text and markdown.
struct SweepTable {
    private(set) var columns: [(title: String, alignment: TextTable.Alignment)]
    private(set) var rows: [[String]] = []

    init(_ report: SweepReport) {
        let answers = report.points.compactMap(\.answer)
        let costMetric = answers.contains { $0.mean(.costPerMonth) != nil } ? Metric.costPerMonth : .costPerCycle
        let unit = SweepTable.unit(.makespan, answers)
        let costUnit = costMetric == .costPerMonth ? "USD a month" : "USD a cycle"
        let hasThresholds = answers.contains { !$0.thresholds.isEmpty }
        let hasDifferences = report.points.count > 1 && answers.contains { $0.difference(.makespan) != nil }
        let hasDeadline = answers.contains { $0.chance != nil }
        columns = [("#", .right), ("hash", .left)]
        columns += AxisLabels.labels(report.axes).map { (title: $0, alignment: TextTable.Alignment.right) }
        columns += [("makespan, \(unit.name)", .right), (costUnit, .right)]
        if hasDeadline { columns.append(("in time", .left)) }
        if hasDifferences {
            columns += [("makespan - #\(report.baseline)", .right), ("\(costUnit) - #\(report.baseline)", .right)]
        }
        if hasThresholds { columns.append(("thresholds", .left)) }
        columns.append(("note", .left))
        for point in report.points {
            var cells = [String(point.number), point.address?.short ?? "-"] + point.values
            cells.append(SweepTable.cell(point.answer?.mean(.makespan), unit))
            cells.append(SweepTable.cell(point.answer?.mean(costMetric), ReadableUnit(costMetric, about: 0)))
            if hasDeadline { cells.append(point.answer.flatMap(SweepTable.chance) ?? "-") }
            if hasDifferences {
                cells.append(SweepTable.cell(point.answer?.difference(.makespan), unit))
                cells.append(SweepTable.cell(point.answer?.difference(costMetric), ReadableUnit(costMetric, about: 0)))
            }
            if hasThresholds { cells.append(point.answer.map { SweepTable.thresholds($0.thresholds) } ?? "-") }
            cells.append(SweepTable.note(point))
            rows.append(cells)
        }
    }

    /// One unit for all points.
    static func unit(_ metric: Metric, _ answers: [PointAnswer]) -> ReadableUnit {
        ReadableUnit(metric, about: answers.compactMap { $0.mean(metric)?.value }.max() ?? 0)
    }

    /// "79.4 ± 1.7", or the value alone where it is known.
    static func cell(_ estimate: TrialEstimate?, _ unit: ReadableUnit) -> String {
        guard let estimate else { return "-" }
        let value = estimate.value * unit.factor
        guard let low = estimate.low, let high = estimate.high else {
            return "\(ShownEstimate.text(value)) ± ?"
        }
        if low == high { return ShownEstimate.text(value) }
        let shown = DisplayedInterval(value, Interval(low: low * unit.factor, high: high * unit.factor))
        return "\(shown.value) ± \(shown.halfWidth)"
    }

    /// "fits", or with the share of the trials where something is random.
    static func chance(_ answer: PointAnswer) -> String? {
        guard let chance = answer.chance, let inTime = answer.inTime else { return nil }
        let word = TrialJSON.word(chance)
        return answer.isRandom ? "\(Wording.percent(inTime.value, places: 1)), \(word)" : word
    }

    static func thresholds(_ results: [ThresholdResult]) -> String {
        let failed = results.count { $0.outcome == .fail }
        let undecided = results.count { $0.outcome == .undecided }
        let parts = [failed > 0 ? "\(failed) FAIL" : nil, undecided > 0 ? "\(undecided) undecided" : nil]
        let text = parts.compactMap(\.self).joined(separator: ", ")
        return text.isEmpty ? (results.isEmpty ? "-" : "pass") : text
    }

    private static func note(_ point: SweepPoint) -> String {
        if let same = point.sameAs { return "same as #\(same)" }
        if point.answer?.isWithoutPrice == true { return "no price" }
        switch point.outcome {
        case .answered: return ""
        case .infeasible: return "infeasible"
        case .invalid: return "invalid"
        case .unanswerable: return "no clock"
        }
    }

    /// A table of GitHub's markdown (https://github.github.com/gfm/#tables-extension-).
    var markdown: String {
        MarkdownTable.text(columns.map { ($0.title, $0.alignment == .right) }, rows)
    }

    func lines(width: Int) -> [String] {
        var table = TextTable(columns)
        for row in rows { table.add(row) }
        return table.lines(width: width)
    }
}

/// What the axes of a sweep are called: the last part of their paths where that tells them apart.
enum AxisLabels {
    static func labels(_ axes: [StudyAxis]) -> [String] {
        let short = axes.map { axis in axis.path.split(separator: ".").last.map(String.init) ?? axis.path }
        return zip(axes, short).map { axis, label in short.count { $0 == label } == 1 ? label : axis.path }
    }
}
