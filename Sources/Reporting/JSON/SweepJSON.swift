internal import ScanModel
public import Studies

/// The machine-readable form of sweeps and comparisons.
public enum SweepJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.sweep/1"

    /// The same report gives the same bytes.
    public static func document(_ report: SweepReport, version: String) -> JSONValue {
        .members([
            "schema": .text(schema),
            "version": .text(version),
            "scenario": .text(report.scenario),
            "trials": .count(report.trials),
            "confidence": .number(report.confidence),
            "baseline": .count(report.baseline),
            "axes": .array(
                report.axes.map {
                    .members(["path": .text($0.path), "values": .array($0.values.map(JSONValue.text))])
                }),
            "points": .array(report.points.map { .object(point($0)) }),
        ])
    }

    static func point(_ point: SweepPoint) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        func add(_ name: String, _ value: JSONValue) { members.append(.init(name: name, value: value)) }
        add("point", .count(point.number))
        add("values", .array(point.values.map(JSONValue.text)))
        add("hash", .optional(point.address?.text))
        add("sameAs", .optional(point.sameAs))
        add("result", .text(result(point)))
        switch point.outcome {
        case .infeasible(let bottlenecks):
            add("bottlenecks", .array(bottlenecks.map(AnswerJSON.bottleneck)))
        case .invalid(let issues): add("issues", .array(issues.map { .text($0.description) }))
        case .unanswerable(let reason): add("reason", .text(reason))
        case .answered(let answer):
            add("trials", .count(answer.trials))
            add("random", .bool(answer.isRandom))
            add("missingPrice", .bool(answer.isWithoutPrice))
            add("inTime", inTime(answer))
            add("metrics", .array(Metric.all.indices.compactMap { metric(answer, $0) }))
            add("thresholds", .array(answer.thresholds.map(ThresholdJSON.result)))
        }
        return members
    }

    /// What came of a point, in one word.
    static func result(_ point: SweepPoint) -> String {
        switch point.outcome {
        case .answered: "answered"
        case .infeasible: "infeasible"
        case .invalid: "invalid"
        case .unanswerable: "unanswerable"
        }
    }

    private static func inTime(_ answer: PointAnswer) -> JSONValue {
        guard let estimate = answer.inTime, let chance = answer.chance else { return .null }
        return .members([
            "share": .number(estimate.value), "low": .optional(estimate.low), "high": .optional(estimate.high),
            "wanted": .number(answer.wanted), "verdict": .text(TrialJSON.word(chance)),
        ])
    }

    private static func metric(_ answer: PointAnswer, _ index: Int) -> JSONValue? {
        guard let mean = answer.means[index] else { return nil }
        return .members([
            "name": .text(Metric.all[index].name.text), "unit": .text(Metric.all[index].unit),
            "mean": TrialJSON.estimate(mean), "p50": answer.medians[index].map(TrialJSON.estimate) ?? .null,
            "p95": answer.highs[index].map(TrialJSON.estimate) ?? .null,
            "difference": answer.differences[index].map(TrialJSON.estimate) ?? .null,
        ])
    }
}
