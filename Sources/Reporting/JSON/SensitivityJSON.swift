internal import ScanModel
internal import Statistics
public import Studies

/// Which inputs a metric depends on, as JSON.
public enum SensitivityJSON {
    /// Name and version of the form.
    public static let schema = "scanplan-sensitivity/1"

    /// The whole answer. Member order and number spelling are fixed, so equal answers give equal bytes.
    public static func document(_ answer: SensitivityAnswer, version: String) -> JSONValue {
        .members([
            "format": .text(schema), "schemaVersion": .count(1), "version": .text(version),
            "scenario": .text(answer.scenario), "seed": .unsigned(answer.seed),
            "result": .text(answer.finding == .incomplete ? "incomplete" : "answered"),
            "metric": .text(answer.metric.name.text), "unit": .text(answer.metric.unit),
            "trials": .count(answer.trials), "simulations": .count(answer.simulations),
            "confidence": .number(answer.confidence), "asItIs": .number(answer.asItIs),
            "finding": finding(answer.finding),
            "failures": .array(
                answer.failures.map {
                    .members([
                        "variant": .count($0.sample), "settings": .array($0.settings.map(JSONValue.text)),
                        "reason": .text($0.reason),
                    ])
                }),
            "assumedWithoutKey": .array(answer.fixed.map(JSONValue.text)),
        ])
    }

    private static func finding(_ finding: SensitivityFinding) -> JSONValue {
        switch finding {
        case .oneAtATime(let ends, let bars):
            return .members([
                "method": .text("oat"), "ends": .text(ends.rawValue),
                "inputs": .array(
                    bars.map { bar in
                        .members([
                            "input": UncertaintyJSON.input(bar.input), "low": end(bar.low), "high": end(bar.high),
                            "change": .optional(bar.change), "changeLow": .optional(bar.interval?.low),
                            "changeHigh": .optional(bar.interval?.high),
                        ])
                    }),
            ])
        case .morris(let ends, let paths, let inputs):
            return .members([
                "method": .text("morris"), "ends": .text(ends.rawValue), "paths": .count(paths),
                "inputs": .array(
                    inputs.map { row in
                        .members([
                            "input": UncertaintyJSON.input(row.input), "muStar": .number(row.effect.meanMagnitude),
                            "mu": .number(row.effect.mean), "sigma": .number(row.effect.standardDeviation),
                        ])
                    }),
            ])
        case .sobol(let samples, let mean, let deviation, let shares):
            return .members([
                "method": .text("sobol"), "samples": .count(samples), "mean": .number(mean),
                "standardDeviation": .number(deviation),
                "inputs": shares.map { JSONValue.array($0.map(share)) } ?? .null,
            ])
        case .incomplete: return .null
        }
    }

    private static func end(_ end: EndEffect) -> JSONValue {
        .members([
            "at": .text(end.text), "value": .optional(end.value), "failure": .optional(end.failure),
        ])
    }

    private static func share(_ row: VarianceShare) -> JSONValue {
        .members([
            "input": UncertaintyJSON.input(row.input), "first": index(row.indices.first),
            "total": index(row.indices.total),
        ])
    }

    private static func index(_ index: SobolDesign.Index) -> JSONValue {
        .members([
            "value": .number(index.value), "low": .number(index.interval.low), "high": .number(index.interval.high),
        ])
    }
}
