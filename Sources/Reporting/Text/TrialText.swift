internal import ScanModel
internal import Statistics
public import Studies

/// What many trials tell, for people.
public enum TrialText {
    /// The metrics that are told, and of which of them every quantile.
    private static let metrics: [Metric] = [
        .makespan, .costPerCycle, .costPerMonth, .scannerHours, .scannersPeak, .scannersLaunched, .coverage,
        .volumeHours, .snapshotHours, .requests,
    ]
    private static let quantiles: [TrialStatistic] = [.p50, .p90, .p95, .p99]
    static let nothingIsRandom = "nothing is random in this scenario: one trial tells all"

    public static func document(_ report: TrialReport, style: TextStyle) -> String {
        lines(report, style: style).joined(separator: "\n") + "\n"
    }

    static func lines(_ report: TrialReport, style: TextStyle) -> [String] {
        guard report.isRandom else {
            return TextWrap.lines(
                nothingIsRandom, first: style.bold("Trials") + " ",
                indent: 2, width: style.width)
        }
        let count = Wording.count(report.statistics.count)
        let trials = report.statistics.count == 1 ? "1 trial" : "\(count) trials"
        var lines = [style.bold("\(trials), intervals of \(Wording.percent(report.confidence, places: 3)) confidence")]
        if let chance = chance(report) { lines += wrapped("in time", chance, style) }
        if let precision = precision(report) { lines += wrapped("precision", precision, style) }
        let varying = metrics.filter { metric in
            let moments = report.statistics.moments(metric)
            return moments.count > 0 && moments.least != moments.greatest
        }
        let same = metrics.filter { metric in
            let moments = report.statistics.moments(metric)
            return moments.count > 0 && moments.least == moments.greatest
        }
        if !varying.isEmpty { lines += [""] + means(report, varying, style) + [""] + quantiles(report, varying, style) }
        if report.statistics.count > 1, !same.isEmpty {
            let texts = same.map { metric in
                let value = report.statistics.moments(metric).least ?? 0
                let unit = ReadableUnit(metric, about: value)
                return "\(metric.name) \(Wording.trimmed(value * unit.factor, places: 4)) \(unit.name)"
            }
            lines += [""] + wrapped("the same", texts.joined(separator: ", "), style)
        }
        return lines
    }

    /// The chance to be in time, in words; nil: there is no deadline.
    static func chance(_ report: TrialReport) -> String? {
        guard let inTime = report.inTime, let verdict = report.chance else { return nil }
        let unit = ReadableUnit("1", about: inTime.value)
        let shown = ShownEstimate(inTime, unit)
        let words =
            switch verdict {
            case .met: "fits"
            case .missed: "misses"
            case .undecided: "undecided, more trials would tell"
            }
        let wanted = Wording.percent(report.wanted, places: 3)
        return "\(shown.value) % of the trials, \(shown.range(unit) ?? "unknown"); \(wanted) is wanted: \(words)"
    }

    /// What became of the wanted precision; nil: none was wanted.
    static func precision(_ report: TrialReport) -> String? {
        guard let wanted = report.precision else { return nil }
        let goal = "wanted for the mean makespan: \(Wording.percent(wanted, places: 3))"
        guard let achieved = report.achievedPrecision else { return "\(goal); not reached with these trials" }
        return achieved <= wanted
            ? "\(goal), reached: \(Wording.percent(achieved, places: 3))"
            : "\(goal), not reached: \(Wording.percent(achieved, places: 3)); more trials would"
    }

    private static func means(_ report: TrialReport, _ metrics: [Metric], _ style: TextStyle) -> [String] {
        var table = TextTable([
            ("metric", .left), ("mean", .right), ("from", .right), ("to", .right), ("sd", .right), ("unit", .left),
        ])
        for metric in metrics {
            guard let mean = report.estimate(metric, .mean), let deviation = report.estimate(metric, .sd) else {
                continue
            }
            let unit = ReadableUnit(metric, about: mean.value)
            let shown = ShownEstimate(mean, unit)
            table.add([
                metric.name.text, shown.value, shown.low ?? "?", shown.high ?? "?",
                deviation.low == nil ? "?" : ShownEstimate(deviation, unit).value, unit.name,
            ])
        }
        return table.lines(width: style.width)
    }

    private static func quantiles(_ report: TrialReport, _ metrics: [Metric], _ style: TextStyle) -> [String] {
        var table = TextTable([
            ("metric", .left), ("quantile", .left), ("value", .right), ("from", .right), ("to", .right),
            ("unit", .left), ("", .left),
        ])
        for metric in metrics {
            let moments = report.statistics.moments(metric)
            guard let least = moments.least, let greatest = moments.greatest, let mean = moments.mean else { continue }
            let unit = ReadableUnit(metric, about: mean)
            // Everything of the time and the bill, and of the rest what is planned for.
            let isWhole = [.makespan, .costPerCycle, .costPerMonth].contains(metric)
            for statistic in isWhole ? quantiles : [.p95] {
                guard let estimate = report.estimate(metric, statistic) else { continue }
                let shown = ShownEstimate(estimate, unit, fallback: least...greatest)
                table.add([
                    metric.name.text, statistic.rawValue, shown.value, shown.low ?? "?", shown.high ?? "?", unit.name,
                    estimate.trialsNeeded.map { "needs \(Wording.count($0)) trials" } ?? "",
                ])
            }
        }
        return table.lines(width: style.width)
    }

    private static func wrapped(_ label: String, _ text: String, _ style: TextStyle) -> [String] {
        let first = "  " + label + String(repeating: " ", count: max(1, 11 - label.count))
        return TextWrap.lines(text, first: first, indent: 13, width: style.width)
    }
}
