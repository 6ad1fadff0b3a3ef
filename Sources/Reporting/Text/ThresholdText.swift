internal import ScanModel
public import Studies

/// How thresholds came out, for people.
public enum ThresholdText {
    public static func document(_ results: [ThresholdResult], style: TextStyle) -> String {
        lines(results, style: style).joined(separator: "\n") + "\n"
    }

    static func lines(_ results: [ThresholdResult], style: TextStyle) -> [String] {
        guard !results.isEmpty else { return [] }
        var table = TextTable([("", .left), ("threshold", .left), ("found", .left)])
        for result in results { table.add([word(result.outcome), result.threshold.text, found(result)]) }
        let lines = [style.bold("Thresholds")] + table.lines(width: style.width)
        guard results.contains(where: { $0.outcome == .undecided }) else { return lines }
        return lines
            + TextWrap.lines(
                undecided, first: "  ", indent: 2, width: style.width)
    }

    static let undecided =
        "More trials decide what is undecided; until then it passes, unless --strict-thresholds is given."

    static func word(_ outcome: ThresholdOutcome) -> String { outcome == .fail ? "FAIL" : outcome.rawValue }

    /// What was found, with its interval, in words.
    static func found(_ result: ThresholdResult) -> String {
        guard let value = result.value else { return "no value in these trials" }
        let needs = result.trialsNeeded.map { "needs \(Wording.count($0)) trials" }
        if result.low == nil, result.high == nil { return needs ?? "unknown" }
        let unit = ReadableUnit(unit(result.threshold), about: value)
        let shown = ShownEstimate(
            TrialEstimate(value, low: result.low, high: result.high, trialsNeeded: nil), unit)
        let name = unit.name.isEmpty ? "" : " \(unit.name)"
        if shown.isKnown { return shown.value + name }
        return ["\(shown.value)\(name)", shown.range(unit), needs].compactMap(\.self).joined(separator: ", ")
    }

    /// The unit of what a threshold looks at.
    static func unit(_ threshold: Threshold) -> String {
        switch threshold.subject {
        case .metric(let metric, _): metric.unit
        case .probability: "1"
        }
    }
}
