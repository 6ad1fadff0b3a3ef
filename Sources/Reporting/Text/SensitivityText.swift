internal import ScanModel
internal import Statistics
public import Studies

/// Which inputs a metric depends on, for people.
public enum SensitivityText {
    /// Variants without a value that are shown; all of them are in the JSON.
    private static let failuresShown = 3
    /// Characters of the widest bar, and of the one that is drawn whatever the width.
    private static let barWidth = 24
    private static let barWidthLeast = 3

    public static func document(_ answer: SensitivityAnswer, style: TextStyle) -> String {
        var lines = TextWrap.lines(headline(answer), first: "", indent: 0, width: style.width)
        lines.append("")
        for (name, text) in facts(answer) {
            let first = "  " + name + String(repeating: " ", count: 11 - name.count)
            lines += TextWrap.lines(text, first: first, indent: 13, width: style.width)
        }
        switch answer.finding {
        case .oneAtATime(let ends, let bars):
            let title = ends == .quantiles ? "from the 10 % to the 90 % quantile" : "over its whole range"
            lines += ["", style.bold("\(answer.metric.name), one input at a time, each \(title)")]
            lines += tornado(bars, answer, width: style.width).lines(width: style.width)
            lines += bars.flatMap { bar in
                [bar.low, bar.high].compactMap { end in
                    end.failure.map { "\(bar.input.label) at \(end.text): \($0)" }
                }
            }.flatMap { TextWrap.lines($0, first: "  ", indent: 4, width: style.width) }
        case .morris(let ends, let paths, let inputs):
            let title = ends == .quantiles ? "from their 10 % to their 90 % quantile" : "over their whole range"
            lines += [
                "", style.bold("Effects on \(answer.metric.name) along \(paths) paths, of inputs that go \(title)"),
            ]
            lines += morris(inputs, answer.metric, width: style.width).lines(width: style.width)
        case .sobol(_, _, _, let shares?):
            lines += ["", style.bold("Shares of the variance of \(answer.metric.name)")]
            lines += sobol(shares, width: style.width).lines(width: style.width)
        case .sobol, .incomplete: break
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The input that matters most, in a sentence.
    static func headline(_ answer: SensitivityAnswer) -> String {
        let start = "\(answer.scenario): "
        let nothing = "\(start)none of the inputs changes \(answer.metric.name)."
        switch answer.finding {
        case .oneAtATime(_, let bars):
            guard let first = bars.first, first.size != 0 else { return nothing }
            guard let size = first.size else {
                return "\(start)\(first.input.label) matters most: at one end there is no \(answer.metric.name)."
            }
            return "\(start)\(first.input.label) matters most: it moves \(answer.metric.name) by "
                + "\(Wording.value(size, of: answer.metric))."
        case .morris(_, _, let inputs):
            guard let first = inputs.first, first.effect.meanMagnitude > 0 else { return nothing }
            return "\(start)\(first.input.label) matters most: on average it moves \(answer.metric.name) by "
                + "\(Wording.value(first.effect.meanMagnitude, of: answer.metric))."
        case .sobol(_, _, _, let shares):
            guard let first = shares?.first else { return nothing }
            return
                "\(start)\(first.input.label) matters most: about \(share(min(1, first.indices.total.value))) of the "
                + "variance of \(answer.metric.name) would stay if all other inputs were known."
        case .incomplete:
            return "\(start)not answered: the design needs every variant, and \(answer.failures.count) have no "
                + "\(answer.metric.name). Narrow the ranges, or use --method oat."
        }
    }

    private static func facts(_ answer: SensitivityAnswer) -> [(name: String, text: String)] {
        var facts: [(name: String, text: String)] = [
            ("as it is", Wording.value(answer.asItIs, of: answer.metric)),
            (
                "simulated",
                "\(Wording.counted(answer.simulations, "cycle")), \(Wording.counted(answer.trials, "trial")) of each "
                    + "variant, with draws that all variants share; seed \(answer.seed)"
            ),
        ]
        if case .sobol(let samples, let mean, let deviation, _) = answer.finding {
            facts.append(
                (
                    "inputs",
                    "\(answer.metric.name) has mean \(Wording.value(mean, of: answer.metric)) and standard deviation "
                        + "\(Wording.value(deviation, of: answer.metric)) over them, from \(Wording.count(2 * samples)) "
                        + "independent points"
                ))
        }
        if case .incomplete = answer.finding {
            let shown = answer.failures.prefix(failuresShown).map {
                "\($0.settings.joined(separator: " ")): \($0.reason)"
            }
            facts.append(
                ("no value", shown.joined(separator: "; ") + (answer.failures.count > failuresShown ? "; …" : "")))
        }
        if inputs(answer.finding).contains(where: \.input.isAssumed) { facts.append(("note", Wording.assumedRanges)) }
        if let fixed = Wording.fixed(answer.fixed) { facts.append(("note", fixed)) }
        return facts
    }

    private static func inputs(_ finding: SensitivityFinding) -> [PlacedInput] {
        switch finding {
        case .oneAtATime(_, let bars): bars.map(\.input)
        case .morris(_, _, let rows): rows.map(\.input)
        case .sobol(_, _, _, let shares): shares?.map(\.input) ?? []
        case .incomplete: []
        }
    }

    // MARK: Tables

    private static func tornado(_ bars: [TornadoBar], _ answer: SensitivityAnswer, width: Int) -> TextTable {
        func text(_ value: Double?) -> String { value.map { Wording.value($0, of: answer.metric) } ?? "-" }
        let hasIntervals = bars.contains { $0.interval != nil }
        // An interval takes the room of the two values that the change is made of.
        let titles =
            ["input", "from", "to"]
            + (hasIntervals
                ? ["change", "\(Wording.percent(answer.confidence)) interval"] : ["at from", "at to", "change"])
        let rows = bars.map { bar in
            let change = bar.change.map { ($0 > 0 ? "+" : "") + text($0) } ?? "-"
            let interval = bar.interval.map { "\(text($0.low)) to \(text($0.high))" } ?? ""
            return [bar.input.label, bar.low.text, bar.high.text]
                + (hasIntervals ? [change, interval] : [text(bar.low.value), text(bar.high.value), change])
        }
        let room = room(beside: [titles] + rows, width: width)
        let values = bars.flatMap { [$0.low.value, $0.high.value] }.compactMap(\.self) + [answer.asItIs]
        let axis = (low: values.min() ?? 0, high: values.max() ?? 0, middle: answer.asItIs)
        var table = TextTable(
            titles.map { (title: $0, alignment: $0 == "input" ? TextTable.Alignment.left : .right) }
                + [(title: "", alignment: .left)])
        for (bar, row) in zip(bars, rows) { table.add(row + [picture(bar, axis, width: room)]) }
        return table
    }

    /// Characters that are left for a bar.
    private static func room(beside rows: [[String]], width: Int) -> Int {
        let used = (rows.first ?? []).indices.reduce(2) { sum, column in
            sum + 2 + rows.reduce(0) { max($0, $1[column].count) }
        }
        return min(max(width - used, barWidthLeast), barWidth)
    }

    /// The bar from the lower end (`-`) to the upper one (`+`), with `|` for the value as it is.
    private static func picture(
        _ bar: TornadoBar, _ axis: (low: Double, high: Double, middle: Double), width: Int
    ) -> String {
        guard axis.high > axis.low else { return "" }
        func column(_ value: Double) -> Int {
            let share = (value - axis.low) / (axis.high - axis.low)
            return min(Int(share * Double(width)), width - 1)
        }
        var cells = Array(repeating: " ", count: width)
        let middle = column(axis.middle)
        for (end, mark) in [(bar.low.value, "-"), (bar.high.value, "+")] {
            guard let end else { continue }
            let place = column(end)
            for column in min(place, middle)...max(place, middle) where cells[column] == " " { cells[column] = mark }
        }
        cells[middle] = "|"
        return cells.joined()
    }

    private static func morris(_ inputs: [ScreenedInput], _ metric: Metric, width: Int) -> TextTable {
        let most = inputs.map(\.effect.meanMagnitude).max() ?? 0
        let rows = inputs.map { row in
            [row.input.label]
                + [row.effect.meanMagnitude, row.effect.mean, row.effect.standardDeviation].map {
                    Wording.value($0, of: metric)
                }
        }
        return table(
            ["input", "mu*", "mu", "sigma"], rows, inputs.map { most > 0 ? $0.effect.meanMagnitude / most : 0 },
            width: width)
    }

    private static func sobol(_ shares: [VarianceShare], width: Int) -> TextTable {
        let rows = shares.map { row in
            let (total, first) = (row.indices.total, row.indices.first)
            return [
                row.input.label, share(total.value), interval(total.interval), share(first.value),
                interval(first.interval),
            ]
        }
        return table(
            ["input", "total", "interval", "alone", "interval"], rows,
            shares.map { min(max(0, $0.indices.total.value), 1) }, width: width)
    }

    /// A table with a stroke behind each row, as long as a number from 0 to 1 says.
    private static func table(_ titles: [String], _ rows: [[String]], _ lengths: [Double], width: Int) -> TextTable {
        let room = room(beside: [titles] + rows, width: width)
        var table = TextTable(
            titles.map { (title: $0, alignment: $0 == "input" ? TextTable.Alignment.left : .right) }
                + [(title: "", alignment: .left)])
        for (row, length) in zip(rows, lengths) {
            table.add(row + [String(repeating: "#", count: Int((length * Double(room)).rounded()))])
        }
        return table
    }

    private static func share(_ value: Double) -> String { Wording.percent(value) }

    private static func interval(_ interval: Interval) -> String {
        "\(share(interval.low)) to \(share(interval.high))"
    }
}
