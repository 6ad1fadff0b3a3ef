internal import ScanModel
internal import Statistics
public import Studies

/// A scan cycle with uncertain inputs, for people.
public enum UncertaintyText {
    /// Samples without a plan that are shown; all of them are in the JSON.
    private static let failuresShown = 3

    public static func document(_ answer: UncertaintyAnswer, style: TextStyle) -> String {
        var lines = TextWrap.lines(headline(answer), first: "", indent: 0, width: style.width)
        if let chance = answer.chance {
            lines = lines.map { style.verdict($0, chance.verdict == .met ? .fits : .misses) }
        }
        lines.append("")
        for (name, text) in facts(answer) {
            lines += TextWrap.lines(
                text, first: "  " + name + String(repeating: " ", count: 11 - name.count), indent: 13,
                width: style.width)
        }
        let confidence = Wording.percent(answer.confidence)
        lines += ["", style.bold("Over the inputs, each of them with its mean over trials")]
        lines += metrics(answer).lines(width: style.width)
        lines.append("  At least, at most: the \(confidence) interval of each quantile, between order statistics.")
        if let split = split(answer) {
            lines += ["", style.bold("Where the variance comes from")] + split.lines(width: style.width)
        }
        lines += ["", style.bold("Inputs")] + inputs(answer).lines(width: style.width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func headline(_ answer: UncertaintyAnswer) -> String {
        guard let chance = answer.chance else {
            return "\(answer.scenario): no deadline is stated, so there is no chance of meeting it."
        }
        let verdict =
            switch chance.verdict {
            case .met: "likely enough"
            case .missed: "not likely enough"
            case .undecided: "undecided"
            }
        return "\(answer.scenario): \(verdict). The cycle is in time with a probability of "
            + "\(probability(chance.probability)) (\(probability(chance.interval.low)) to "
            + "\(probability(chance.interval.high))), and \(probability(chance.wanted)) is wanted."
    }

    private static func probability(_ share: Double) -> String { Wording.percent(share) }

    private static func facts(_ answer: UncertaintyAnswer) -> [(name: String, text: String)] {
        let samples = Wording.counted(answer.samples, "input sample")
        var facts: [(name: String, text: String)] = [
            (
                "samples",
                "\(samples) by a Latin hypercube, \(Wording.counted(answer.trials, "trial")) of each; seed \(answer.seed)"
            )
        ]
        if let chance = answer.chance {
            facts.append(
                (
                    "in time",
                    "always in \(Wording.counted(chance.always, "sample")), never in "
                        + "\(Wording.count(chance.never)); the interval counts samples, because trials of one sample share "
                        + "what is not known"
                ))
        }
        if !answer.failures.isEmpty {
            let shown = answer.failures.prefix(failuresShown).map {
                "sample \($0.sample + 1): \($0.reason)"
            }
            facts.append(
                (
                    "no plan",
                    "in \(Wording.counted(answer.failures.count, "sample")), which count as not in time and have no other "
                        + "value: \(shown.joined(separator: "; "))"
                        + (answer.failures.count > failuresShown ? "; …" : "")
                ))
        }
        if answer.inputs.inputs.contains(where: \.input.isAssumed) { facts.append(("note", Wording.assumedRanges)) }
        if let fixed = Wording.fixed(answer.fixed) { facts.append(("note", fixed)) }
        return facts
    }

    private static func metrics(_ answer: UncertaintyAnswer) -> TextTable {
        var table = TextTable([
            ("metric", .left), ("as it is", .right), ("mean", .right), ("5 %", .right), ("50 %", .right),
            ("95 %", .right),
        ])
        func add(
            _ name: String, _ asItIs: String, _ mean: String, _ quantiles: [QuantileEstimate],
            _ text: (Double) -> String
        ) {
            guard quantiles.count == 3 else { return }
            table.add([name, asItIs, mean] + quantiles.map { text($0.value) })
            let bounds = [("  at least", quantiles.map(\.low)), ("  at most", quantiles.map(\.high))]
            for (name, bounds) in bounds { table.add([name, "", ""] + bounds.map { $0.map(text) ?? "open" }) }
        }
        for row in answer.metrics {
            let text: (Double) -> String = { Wording.value($0, of: row.metric) }
            add(row.metric.name.text, row.asItIs.map(text) ?? "-", row.mean.map(text) ?? "-", row.quantiles, text)
        }
        // With one trial a sample is in time or it is not.
        if let chance = answer.chance, answer.trials > 1 {
            add("in time", "", probability(chance.probability), chance.quantiles, probability)
        }
        return table
    }

    private static func split(_ answer: UncertaintyAnswer) -> TextTable? {
        var table = TextTable([
            ("metric", .left), ("not known", .right), ("random", .right), ("sd not known", .right),
            ("sd random", .right),
        ])
        var isEmpty = true
        for row in answer.metrics {
            guard let split = row.split, let share = split.unknownShare else { continue }
            isEmpty = false
            table.add([
                row.metric.name.text, Wording.percent(share), Wording.percent(1 - share),
                Wording.value(split.unknown.squareRoot(), of: row.metric),
                Wording.value(split.random.squareRoot(), of: row.metric),
            ])
        }
        return isEmpty ? nil : table
    }

    private static func inputs(_ answer: UncertaintyAnswer) -> TextTable {
        var table = TextTable([("input", .left), ("distribution", .left), ("", .left)])
        for input in answer.inputs.inputs {
            table.add([
                input.label, Wording.distribution(input.input), input.input.isAssumed ? "range of the profile" : "",
            ])
        }
        return table
    }
}
