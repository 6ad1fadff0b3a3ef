internal import ScanModel
internal import Statistics
internal import Studies

/// What each uncertain input does, the strongest first.
enum TornadoSection {
    private static let most = 20
    private static let rowHeight = 26.0
    private static let (left, right, width) = (290.0, 780.0, 920.0)

    static func section(_ page: PageContext) -> PageSection {
        let title = "What matters most"
        guard !page.material.tornadoes.isEmpty else {
            return PageSection(
                "tornado", title, .leftOut("nobody asked for it, or the scenario states no input as uncertain."))
        }
        return PageSection(
            "tornado", title,
            .all(page.material.tornadoes.enumerated().map { part($1, id: "tornado-\($0)") }))
    }

    private static func part(_ answer: SensitivityAnswer, id: String) -> Markup {
        let heading = Markup.tag("h3", [:], .text(answer.metric.name.text))
        var sentence = SensitivityText.headline(answer)
        let start = "\(answer.scenario): "
        if sentence.hasPrefix(start) { sentence = String(sentence.dropFirst(start.count)) }
        let said = heading + .tag("p", [:], .text(sentence.prefix(1).uppercased() + sentence.dropFirst()))
        guard case .oneAtATime(let ends, let bars) = answer.finding else {
            return said + .leftOut("the picture, because inputs were not changed one at a time.")
        }
        let drawn = bars.filter { $0.low.value != nil || $0.high.value != nil }
        guard drawn.contains(where: { ($0.size ?? 1) > 0 }) else {
            return said + (bars.isEmpty ? .nothing : table(bars, answer).folded)
        }
        return said + chart(Array(drawn.prefix(most)), ends, answer, id: id, table(bars, answer))
    }

    private static func chart(
        _ bars: [TornadoBar], _ ends: InputEnds, _ answer: SensitivityAnswer, id: String, _ table: PageTable
    ) -> Markup {
        let values = bars.flatMap { [$0.low.value, $0.high.value] }.compactMap(\.self) + [answer.asItIs]
        let data = (values.min() ?? 0)...(values.max() ?? 0)
        let ticks =
            answer.metric.unit == "s" ? AxisTicks.time(data, about: 6) : AxisTicks.number(data, about: 6)
        let scale = LinearScale(ticks, from: left, to: right)
        let (top, bottom) = (8.0, 8 + rowHeight * Double(bars.count))
        var drawing = Drawing(
            id: id, title: "\(answer.metric.name), one input at a time",
            description:
                "A bar for each of \(bars.count) inputs, from the metric at its lower end to that at its upper "
                + "end; the line is the metric as it is, \(Wording.value(answer.asItIs, of: answer.metric)).",
            width: width, height: bottom + 3 * Drawing.lineHeight)
        drawing.bottomAxis(
            ticks, scale, top: top, bottom: bottom,
            title: answer.metric.unit == "s" ? answer.metric.name.text : "\(answer.metric.name), \(answer.metric.unit)")
        let middle = scale(answer.asItIs)
        for (row, bar) in bars.enumerated() {
            let y = top + Double(row) * rowHeight
            drawing.text(SafeText.short(bar.input.label, 40), x: left - 10, y: y + 17, anchor: "end")
            // The upper half is the lower end of the input, so that two ends on one side do not hide one another.
            let half = (rowHeight - 8) / 2
            for (end, style, offset) in [(bar.low, "bar down", 0), (bar.high, "bar up", half)] {
                guard let value = end.value else { continue }
                let x = scale(value)
                drawing.rect(
                    x: min(x, middle), y: y + 4 + offset, width: max(x, middle) - min(x, middle), height: half,
                    style: style)
            }
            drawing.text(change(bar, answer), x: right + 12, y: y + 17, style: "tick")
        }
        drawing.line(middle, top, middle, bottom, style: "median")
        let between = ends == .quantiles ? "from the 10 % to the 90 % quantile" : "over its whole range"
        let legend =
            Markup.text("Each input goes \(between), everything else stays as it is.")
            + Legend.list([
                ("bar down", "upper half: input at its lower end"), ("bar up", "lower half: input at its upper end"),
                ("median", "as it is"),
            ])
        return drawing.figure(legend: legend, table: table.folded)
    }

    private static func change(_ bar: TornadoBar, _ answer: SensitivityAnswer) -> String {
        bar.change.map { ($0 > 0 ? "+" : "") + Wording.value($0, of: answer.metric) } ?? "–"
    }

    private static func table(_ bars: [TornadoBar], _ answer: SensitivityAnswer) -> PageTable {
        var table = PageTable(
            "\(answer.metric.name) with each input at its ends",
            [
                .text("input"), .number("from"), .number("to"), .number("at from"), .number("at to"), .number("change"),
                .text("interval"),
            ], isTall: bars.count > 15)
        func text(_ end: EndEffect) -> Markup {
            .text(end.value.map { Wording.value($0, of: answer.metric) } ?? end.failure ?? "–")
        }
        for bar in bars {
            let interval = bar.interval.map {
                "\(Wording.value($0.low, of: answer.metric)) to \(Wording.value($0.high, of: answer.metric))"
            }
            table.add([
                .name(bar.input.label), .name(bar.low.text), .name(bar.high.text), text(bar.low), text(bar.high),
                .text(change(bar, answer)), .text(interval ?? ""),
            ])
        }
        return table
    }
}
