internal import ScanModel
internal import Statistics
public import Studies

/// The machine-readable form of what trials tell. Bounds that the trials do not tell are null.
public enum TrialJSON {
    private static let quantiles: [TrialStatistic] = [.p50, .p90, .p95, .p99]

    /// One trial, for a line of a trace: its number, whether it was in time, and every metric by its name.
    public static func trial(_ outcome: TrialOutcome) -> JSONValue {
        let metrics = zip(Metric.all, outcome.values).map { metric, value in
            JSONValue.Member(name: metric.name.text, value: .optional(value))
        }
        return .members([
            "trial": .integer(Int64(outcome.trial)), "inTime": outcome.isInTime.map(JSONValue.bool) ?? .null,
            "metrics": .object(metrics),
        ])
    }

    static func report(_ report: TrialReport) -> JSONValue {
        .members([
            "count": .count(report.statistics.count),
            "random": .bool(report.isRandom),
            "confidence": .number(report.confidence),
            "precision": precision(report),
            "inTime": inTime(report),
            "metrics": .array(Metric.all.compactMap { metric(report, $0) }),
        ])
    }

    private static func precision(_ report: TrialReport) -> JSONValue {
        guard let wanted = report.precision else { return .null }
        let achieved = report.achievedPrecision
        return .members([
            "wanted": .number(wanted), "achieved": .optional(achieved),
            "reached": .bool(achieved.map { $0 <= wanted } ?? !report.isRandom),
        ])
    }

    /// The probability of being in time with its verdict; null without a deadline.
    static func inTime(_ report: TrialReport) -> JSONValue {
        guard let estimate = report.inTime, let verdict = report.chance else { return .null }
        return .members([
            "trials": .optional(report.statistics.inTime), "share": .number(estimate.value),
            "low": .optional(estimate.low), "high": .optional(estimate.high), "wanted": .number(report.wanted),
            "verdict": .text(word(verdict)),
        ])
    }

    private static func metric(_ report: TrialReport, _ metric: Metric) -> JSONValue? {
        let moments = report.statistics.moments(metric)
        let sample = report.statistics.sample(metric)
        guard let mean = report.estimate(metric, .mean), let deviation = report.estimate(metric, .sd) else {
            return nil
        }
        return .members([
            "name": .text(metric.name.text), "unit": .text(metric.unit), "count": .count(moments.count),
            "mean": estimate(mean), "sd": estimate(deviation), "least": .optional(moments.least),
            "greatest": .optional(moments.greatest), "quantilesAreExact": .bool(sample.isExact),
            "quantiles": .array(
                quantiles.compactMap { statistic in
                    guard let found = report.estimate(metric, statistic),
                        case .object(let members) = estimate(found)
                    else { return nil }
                    return .object([.init(name: "p", value: .optional(statistic.quantile))] + members)
                }),
        ])
    }

    static func estimate(_ estimate: TrialEstimate) -> JSONValue {
        let members: KeyValuePairs<String, JSONValue> = [
            "value": .number(estimate.value), "low": .optional(estimate.low), "high": .optional(estimate.high),
        ]
        guard let needed = estimate.trialsNeeded, case .object(let known) = JSONValue.members(members) else {
            return .members(members)
        }
        return .object(known + [.init(name: "trialsNeeded", value: .count(needed))])
    }

    /// The verdict on the deadline in one word.
    static func word(_ verdict: ChanceVerdict) -> String {
        switch verdict {
        case .met: "fits"
        case .missed: "misses"
        case .undecided: "undecided"
        }
    }
}
