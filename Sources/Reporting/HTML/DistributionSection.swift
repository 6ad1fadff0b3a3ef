internal import ScanModel
internal import Statistics
internal import Studies

/// How the makespan spreads over the trials.
enum DistributionSection {
    private static let width = 920.0
    private static let (left, right, top, bottom) = (70.0, 880.0, 60.0, 280.0)
    /// Numbers that the picture is made of; of more trials, as many quantiles.
    private static let most = 1_000
    /// Up to so many different values each gets a dot of its own.
    private static let dots = 24

    static func section(_ page: PageContext) -> PageSection {
        PageSection("distribution", "How sure the makespan is", body(page))
    }

    private static func body(_ page: PageContext) -> Markup {
        let trials = page.trials
        guard page.answer.isSimulated else { return .leftOut("nothing was simulated.") }
        guard trials.isRandom else { return .leftOut(TrialText.nothingIsRandom + ".") }
        let sample = trials.statistics.sample(.makespan)
        let moments = trials.statistics.moments(.makespan)
        guard sample.count > 1, let least = moments.least, let greatest = moments.greatest else {
            return .leftOut("one trial shows no spread; ask for more, such as --trials 200.")
        }
        let quantiles = table(page, least...greatest)
        guard least < greatest else {
            return .note(
                "The makespan is \(Wording.duration(least)) in each of \(Wording.count(sample.count)) trials.")
                + quantiles.markup
        }
        let count = min(sample.count, most)
        let values = (0..<count).compactMap { sample.quantile((Double($0) + 0.5) / Double(count)) }
        return chart(values, least...greatest, page) + quantiles.markup
    }

    private static func chart(_ values: [Double], _ data: ClosedRange<Double>, _ page: PageContext) -> Markup {
        let trials = page.trials
        let deadline =
            page.answer.objective.deadline?.value.doubleValue
            ?? (page.isSingle ? page.answer.deployments[0].deadline?.value.doubleValue : nil)
        let spread = data.upperBound - data.lowerBound
        // A deadline far from all trials would press them into a corner.
        let shown = deadline.flatMap {
            $0 >= data.lowerBound - 2 * spread && $0 <= data.upperBound + 2 * spread ? $0 : nil
        }
        let range = min(data.lowerBound, shown ?? data.lowerBound)...max(data.upperBound, shown ?? data.upperBound)
        let ticks = AxisTicks.time(range)
        let scale = LinearScale(ticks, from: left, to: right)
        let columns = bars(values, ticks)
        let highest = columns.reduce(0) { max($0, $1.share) }
        let shares = AxisTicks.number(0...highest, about: 4) {
            "\(Wording.trimmed($0 * 100, places: max(0, $1 - 2))) %"
        }
        let heights = LinearScale(shares, from: bottom, to: top)
        var drawing = Drawing(
            id: "makespans", title: "Makespan over the trials",
            description: "Shares of \(Wording.count(trials.statistics.count)) trials by their makespan, between "
                + "\(Wording.duration(data.lowerBound)) and \(Wording.duration(data.upperBound)).",
            width: width, height: bottom + 3 * Drawing.lineHeight)
        drawing.leftAxis(shares, heights, left: left, right: right)
        drawing.bottomAxis(ticks, scale, top: top, bottom: bottom, title: "makespan")
        for statistic in [TrialStatistic.p50, .p95] {
            guard let estimate = trials.estimate(.makespan, statistic) else { continue }
            let (low, high) = (scale(estimate.low ?? data.lowerBound), scale(estimate.high ?? data.upperBound))
            drawing.rect(x: low, y: top, width: high - low, height: bottom - top, style: "interval")
        }
        for bar in columns {
            if bar.low == bar.high {
                drawing.line(scale(bar.low), bottom, scale(bar.low), heights(bar.share), style: "link")
                drawing.circle(x: scale(bar.low), y: heights(bar.share), radius: 5, style: "dot")
            } else {
                drawing.rect(
                    x: scale(bar.low) + 0.5, y: heights(bar.share), width: scale(bar.high) - scale(bar.low) - 1,
                    height: bottom - heights(bar.share), style: "bar")
            }
        }
        lines(page, shown, scale, &drawing)
        let legend = Legend.list(
            [("median", "half of the trials are shorter"), ("high", "95 % are shorter")]
                + [
                    (
                        "interval",
                        "where these two lie, with \(Wording.percent(trials.confidence, places: 3)) confidence"
                    )
                ]
                + (shown == nil ? [] : [("limit", "deadline")]))
        let far =
            shown == nil ? deadline.map { " The deadline of \(Wording.duration($0)) is beyond the picture." } : nil
        return drawing.figure(legend: .text(far ?? "") + legend, table: table(columns, trials).folded)
    }

    private static func lines(
        _ page: PageContext, _ deadline: Double?, _ scale: LinearScale, _ drawing: inout Drawing
    ) {
        var marks: [(value: Double, text: String, style: String)] = []
        for (statistic, style) in [(TrialStatistic.p50, "median"), (.p95, "high")] {
            if let estimate = page.trials.estimate(.makespan, statistic) {
                marks.append((estimate.value, statistic.rawValue, style))
            }
        }
        if let deadline { marks.append((deadline, "deadline", "limit")) }
        var taken: [(from: Double, to: Double, row: Int)] = []
        for mark in marks {
            let x = scale(mark.value)
            drawing.line(x, top - 6, x, bottom, style: mark.style)
            let half = Double(mark.text.count) * 4
            let center = min(max(x, left + half), right - half)
            // Labels of marks that lie close together go above each other.
            let near = taken.filter { $0.from < center + half + 4 && center - half - 4 < $0.to }.map { $0.row }
            let row = (0..<marks.count).first { !near.contains($0) } ?? 0
            taken.append((center - half, center + half, row))
            drawing.text(
                mark.text, x: center, y: top - 10 - Double(row) * Drawing.lineHeight, anchor: "middle", style: "strong")
        }
    }

    private struct Bar {
        var low: Double
        var high: Double
        var share: Double
    }

    /// Single values where there are few, else parts of the axis, about as many as the root of the number of trials.
    private static func bars(_ values: [Double], _ ticks: AxisTicks) -> [Bar] {
        var singles: [Bar] = []
        let part = 1 / Double(values.count)
        for value in values {
            if let last = singles.last, last.low == value {
                singles[singles.count - 1].share += part
            } else {
                singles.append(Bar(low: value, high: value, share: part))
            }
        }
        guard singles.count > dots, let first = values.first, let last = values.last else { return singles }
        let wanted = min(40, max(8, Double(values.count).squareRoot().rounded()))
        let bins = AxisTicks.time(first...last, about: Int(wanted)).values
        var bars = zip(bins, bins.dropFirst()).map { Bar(low: $0, high: $1, share: 0) }
        var bin = 0
        for value in values {
            while bin < bars.count - 1, value >= bars[bin].high { bin += 1 }
            bars[bin].share += part
        }
        return bars
    }

    private static func table(_ bars: [Bar], _ trials: TrialReport) -> PageTable {
        let isSingle = bars.allSatisfy { $0.low == $0.high }
        var table = PageTable(
            "Trials by their makespan", [.text("makespan"), .number("share of the trials")], isTall: bars.count > 15)
        for bar in bars {
            let from = Wording.clock(bar.low)
            table.add([
                .text(isSingle ? from : "\(from) to \(Wording.clock(bar.high))"),
                .text(Wording.percent(bar.share, places: 2)),
            ])
        }
        return table
    }

    private static func table(_ page: PageContext, _ data: ClosedRange<Double>) -> PageTable {
        var table = PageTable(
            "Mean and quantiles with intervals of \(Wording.percent(page.trials.confidence, places: 3)) confidence",
            [
                .text("metric"), .text("statistic"), .number("value"), .number("from"), .number("to"), .text("unit"),
                .text(""),
            ])
        for metric in [Metric.makespan, .costPerCycle, .costPerMonth, .scannersPeak] {
            let moments = page.trials.statistics.moments(metric)
            guard let least = moments.least, let greatest = moments.greatest, let mean = moments.mean, least < greatest
            else { continue }
            let unit = ReadableUnit(metric, about: mean)
            for statistic in [TrialStatistic.mean, .p50, .p95] {
                guard let estimate = page.trials.estimate(metric, statistic) else { continue }
                let shown = ShownEstimate(estimate, unit, fallback: least...greatest)
                table.add([
                    .text(metric.name.text), .text(statistic.rawValue), .text(shown.value), .text(shown.low ?? "?"),
                    .text(shown.high ?? "?"), .text(unit.name),
                    .text(estimate.trialsNeeded.map { "needs \(Wording.counted($0, "trial"))" } ?? ""),
                ])
            }
        }
        return table
    }
}
