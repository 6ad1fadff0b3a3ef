internal import ScanModel
public import Studies

/// The points of a sweep as a table, one row a point.
public enum SweepCSV {
    private static let metrics: [(metric: Metric, name: String)] = [
        (.makespan, "makespan_s"), (.costPerCycle, "cost_cycle_usd"), (.costPerMonth, "cost_month_usd"),
        (.scannerHours, "scanner_hours"), (.scannersPeak, "scanners_peak"), (.coverage, "coverage"),
    ]

    public static func document(_ report: SweepReport) -> String {
        var header = ["point", "hash", "same_as", "result"] + report.axes.map(\.path) + ["trials"]
        for column in metrics { header += [column.name, "\(column.name)_low", "\(column.name)_high"] }
        header += ["makespan_p95_s", "makespan_p95_low", "makespan_p95_high"]
        header += ["in_time", "in_time_low", "in_time_high", "verdict"]
        for column in metrics {
            header += ["diff_\(column.name)", "diff_\(column.name)_low", "diff_\(column.name)_high"]
        }
        header += ["thresholds", "reason"]
        return CSVText.table(header, report.points.map(row))
    }

    private static func row(_ point: SweepPoint) -> [String] {
        let answer = point.answer
        var cells = [
            String(point.number), point.address?.text ?? "", point.sameAs.map(String.init) ?? "",
            SweepJSON.result(point),
        ]
        cells += point.values + [answer.map { String($0.trials) } ?? ""]
        for column in metrics { cells += numbers(answer?.mean(column.metric)) }
        cells += numbers(answer?.high(.makespan)) + numbers(answer?.inTime)
        cells.append(answer?.chance.map(TrialJSON.word) ?? "")
        for column in metrics { cells += numbers(answer?.difference(column.metric)) }
        let thresholds = answer?.thresholds ?? []
        cells.append(thresholds.map { "\($0.threshold.text): \($0.outcome.rawValue)" }.joined(separator: "; "))
        return cells + [point.reason ?? ""]
    }

    private static func numbers(_ estimate: TrialEstimate?) -> [String] {
        [estimate?.value, estimate?.low, estimate?.high].map(CSVText.number)
    }
}
