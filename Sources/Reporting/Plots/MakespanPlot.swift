internal import ScanModel
internal import Statistics
internal import Studies

/// How the makespans of many trials spread, with the deadline.
struct MakespanPlot {
    let report: TrialReport
    /// In seconds; of each deployment that has one.
    let deadlines: [Double]
    let style: TextStyle

    /// Ranges of equal width that the makespans fall into.
    static let rangesMost = 10
    /// Quantiles that stand for a greater sample.
    private static let looksMost = 10_000

    /// Empty without plots, or where every trial took as long.
    func lines() -> [String] {
        let moments = report.statistics.moments(.makespan)
        guard style.showsPlots, report.isRandom, let least = moments.least, let greatest = moments.greatest,
            greatest > least
        else { return [] }
        let sample = report.statistics.sample(.makespan)
        let looks = min(sample.count, MakespanPlot.looksMost)
        let values = (0..<looks).compactMap { sample.quantile((Double($0) + 0.5) / Double(looks)) }
        let ranges = max(2, min(MakespanPlot.rangesMost, sample.count / 2))
        let counts = MakespanPlot.counts(values, from: least, to: greatest, ranges: ranges)
        let most = Double(counts.max() ?? 1)
        let width = (greatest - least) / Double(ranges)
        let limits = Set(deadlines).sorted()
        let strokes = style.strokes
        let barWidth = min(40, style.width - 56)
        var table = TextTable([("from", .right), ("to", .right), ("trials", .right), ("", .left)])
        for (range, count) in counts.enumerated() {
            let (from, to) = (least + Double(range) * width, least + Double(range + 1) * width)
            let isLast = range == ranges - 1
            let marks = limits.filter { $0 >= from && (isLast ? $0 <= to : $0 < to) }
                .map { "\(strokes.pointer) deadline \(Wording.duration($0))" }
            let bar = strokes.bar(Double(count) / most, width: barWidth)
            let share = Wording.percent(Double(count) / Double(max(1, looks)))
            table.add([
                Wording.duration(from), Wording.duration(to), share,
                ([bar] + marks).filter { !$0.isEmpty }.joined(separator: " "),
            ])
        }
        var lines = [style.bold("Makespans of \(Wording.count(sample.count)) trials")]
        lines += table.lines(width: style.width)
        for limit in limits where limit < least || limit > greatest {
            lines.append(
                "  The deadline of \(Wording.duration(limit)) lies \(limit < least ? "below" : "above") all of them.")
        }
        return lines
    }

    /// How many values each of the ranges of equal width holds; the greatest value belongs to the last one.
    static func counts(_ values: [Double], from least: Double, to greatest: Double, ranges: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: ranges)
        let width = (greatest - least) / Double(ranges)
        guard width > 0 else { return counts }
        for value in values { counts[min(ranges - 1, max(0, Int((value - least) / width)))] += 1 }
        return counts
    }
}
