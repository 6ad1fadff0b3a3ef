internal import ScanModel
internal import Statistics
public import Studies

/// A scan cycle with uncertain inputs as JSON.
public enum UncertaintyJSON {
    /// Name and version of the form.
    public static let schema = "scanplan-uncertainty/1"

    /// The whole answer. Member order and number spelling are fixed, so equal answers give equal bytes.
    public static func document(_ answer: UncertaintyAnswer, version: String) -> JSONValue {
        .members([
            "format": .text(schema), "schemaVersion": .count(1), "version": .text(version),
            "scenario": .text(answer.scenario), "seed": .unsigned(answer.seed), "result": .text("answered"),
            "inputSamples": .count(answer.samples), "trials": .count(answer.trials),
            "confidence": .number(answer.confidence), "inTime": answer.chance.map(chance) ?? .null,
            "metrics": .array(answer.metrics.map(metric)),
            "failures": .array(
                answer.failures.map {
                    .members([
                        "sample": .count($0.sample), "settings": .array($0.settings.map(JSONValue.text)),
                        "reason": .text($0.reason),
                    ])
                }),
            "inputs": .array(answer.inputs.inputs.map(input)),
            "assumedWithoutKey": .array(answer.fixed.map(JSONValue.text)),
        ])
    }

    private static func chance(_ chance: UncertainChance) -> JSONValue {
        .members([
            "probability": .number(chance.probability), "low": .number(chance.interval.low),
            "high": .number(chance.interval.high), "wanted": .number(chance.wanted),
            "verdict": .text(chance.verdict.rawValue), "samplesAlways": .count(chance.always),
            "samplesNever": .count(chance.never), "quantiles": quantiles(chance.quantiles),
        ])
    }

    private static func metric(_ row: UncertainMetric) -> JSONValue {
        .members([
            "name": .text(row.metric.name.text), "unit": .text(row.metric.unit), "asItIs": .optional(row.asItIs),
            "samples": .count(row.count), "mean": .optional(row.mean), "quantiles": quantiles(row.quantiles),
            "variance": row.split.map(variance) ?? .null,
        ])
    }

    private static func variance(_ split: VarianceSplit) -> JSONValue {
        .members([
            "notKnown": .number(split.unknown), "random": .number(split.random),
            "notKnownShare": .optional(split.unknownShare),
        ])
    }

    private static func quantiles(_ quantiles: [QuantileEstimate]) -> JSONValue {
        .array(
            quantiles.map {
                .members([
                    "probability": .number($0.probability), "value": .number($0.value), "low": .optional($0.low),
                    "high": .optional($0.high),
                ])
            })
    }

    /// An input with its distribution, in its own unit.
    static func input(_ placed: PlacedInput) -> JSONValue {
        let input = placed.input
        func numbers(_ pairs: KeyValuePairs<String, Rational>) -> JSONValue {
            .object(pairs.map { JSONValue.Member(name: $0.key, value: .number($0.value.doubleValue)) })
        }
        let distribution: (name: String, parameters: JSONValue) =
            switch input.distribution {
            case .uniform(let low, let high): ("uniform", numbers(["low": low, "high": high]))
            case .triangular(let low, let mode, let high):
                ("triangular", numbers(["low": low, "mode": mode, "high": high]))
            case .normal(let mean, let sd): ("normal", numbers(["mean": mean, "sd": sd]))
            case .lognormal(let mean, let cv): ("lognormal", numbers(["mean": mean, "cv": cv]))
            case .choice(let values): ("choice", .array(values.map { .number($0.doubleValue) }))
            case .empirical(let values): ("empirical", .array(values.map { .number($0.doubleValue) }))
            }
        return .members([
            "deployment": .count(placed.deployment), "path": .text(input.path), "unit": .text(input.unit),
            "distribution": .text(distribution.name), "parameters": distribution.parameters,
            "isAssumedRange": .bool(input.isAssumed),
        ])
    }
}
