internal import ScanModel
internal import Studies

/// The machine-readable form of thresholds.
enum ThresholdJSON {
    static func result(_ result: ThresholdResult) -> JSONValue {
        .members([
            "threshold": .text(result.threshold.text), "outcome": .text(result.outcome.rawValue),
            "value": .optional(result.value), "low": .optional(result.low), "high": .optional(result.high),
            "limit": .number(result.threshold.limit), "unit": .text(ThresholdText.unit(result.threshold)),
            "trialsNeeded": .optional(result.trialsNeeded),
        ])
    }
}
