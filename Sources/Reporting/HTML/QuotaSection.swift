internal import Studies

/// How far limits are used up in the course of a cycle.
enum QuotaSection {
    private static let most = 24
    private static let rowHeight = 20.0
    private static let left = 300.0
    private static let width = 920.0
    private static let right = 830.0
    /// Levels between nothing and all of a limit; one more is beyond it.
    private static let levels = 10

    /// A limit of a region with how much of it is used.
    private struct Row {
        var region: String
        var limit: LimitTimeline
        var peak: Double
    }

    static func section(_ page: PageContext) -> PageSection {
        let title = "Limits over time"
        guard !page.material.timelines.isEmpty else {
            return PageSection(
                "quotas", title, .leftOut("nothing was simulated, so nothing is known of when limits are used."))
        }
        return PageSection(
            "quotas", title,
            page.perDeployment { deployment, index in
                guard page.material.timelines.indices.contains(index) else {
                    return .leftOut("there is no timeline of this deployment.")
                }
                let timeline = page.material.timelines[index]
                let used = rows(timeline)
                guard !used.isEmpty else { return .leftOut("nothing takes from a limit in this cycle.") }
                return chart(used, timeline, id: "quota-\(index)", title: page.caption("Use of the limits", deployment))
            })
    }

    /// The most used first; equals stay in the order of the regions.
    private static func rows(_ timeline: CycleTimeline) -> [Row] {
        let all = timeline.regions.flatMap { region in
            region.limits.map { Row(region: region.region, limit: $0, peak: $0.shares.max() ?? 0) }
        }.filter { $0.peak > 0 }
        return all.indices.sorted { (-all[$0].peak, -mean(all[$0]), $0) < (-all[$1].peak, -mean(all[$1]), $1) }
            .map { all[$0] }
    }

    private static func mean(_ row: Row) -> Double {
        row.limit.shares.reduce(0, +) / Double(max(1, row.limit.shares.count))
    }

    private static func level(_ share: Double) -> Int {
        // Shares of whole units are exact only to the last bit.
        share <= 0 ? 0 : share > 1 + 1e-9 ? levels + 1 : min(levels, max(1, Int((share * Double(levels)).rounded(.up))))
    }

    private static func chart(_ all: [Row], _ timeline: CycleTimeline, id: String, title: String) -> Markup {
        let rows = Array(all.prefix(most))
        let end = timeline.regions.reduce(timeline.stretch) { max($0, $1.ended) }
        let ticks = AxisTicks.time(0...end)
        let scale = LinearScale(ticks, from: left, to: right)
        let (top, bottom) = (8.0, 8 + rowHeight * Double(rows.count))
        var drawing = Drawing(
            id: id, title: title,
            description: "A row for each limit of a region, the most used first; the darker, the more of it is used. "
                + "\(rows[0].limit.name) in \(SafeText.name(rows[0].region)) is used most, by \(Wording.percent(rows[0].peak)).",
            width: width, height: bottom + 3 * Drawing.lineHeight)
        drawing.bottomAxis(ticks, scale, top: top, bottom: bottom, title: "time since the start of the cycle")
        var paths = [PathData](repeating: PathData(), count: levels + 2)
        for (index, row) in rows.enumerated() {
            let y = top + Double(index) * rowHeight
            drawing.text(
                SafeText.short("\(row.region)  \(row.limit.name)", 40), x: left - 10, y: y + 14, anchor: "end")
            drawing.text(Wording.percent(row.peak, places: 0), x: right + 10, y: y + 14, style: "tick")
            add(row.limit.shares.map(level), y: y, stretch: timeline.stretch, end: end, scale, &paths)
        }
        for (level, path) in paths.enumerated() { drawing.path(path, style: "l\(level)") }
        let rest = all.count - rows.count
        let text =
            "Of each limit the most used place that has one of its own, such as one account; the number at the right is the "
            + "most that any stretch of \(Wording.duration(timeline.stretch)) used."
            + (rest > 0 ? " \(Wording.count(rest)) less used ones are in the table." : "")
        let legend = Legend.list(
            [("l1", "up to 10 %"), ("l4", "up to 40 %"), ("l7", "up to 70 %"), ("l10", "up to 100 %")]
                + (all.contains { level($0.peak) > levels }
                    ? [("l11", "beyond it: a full bucket allows more than it refills")] : []))
        return drawing.figure(legend: .text(text) + legend, table: table(all, timeline, title).folded)
    }

    /// One box for each run of equal levels.
    private static func add(
        _ levels: [Int], y: Double, stretch: Double, end: Double, _ scale: LinearScale, _ paths: inout [PathData]
    ) {
        var start = 0
        while start < levels.count {
            var next = start
            while next < levels.count, levels[next] == levels[start] { next += 1 }
            let (from, to) = (min(Double(start) * stretch, end), min(Double(next) * stretch, end))
            if to > from { paths[levels[start]].box(scale(from), y + 2, scale(to), y + rowHeight - 2) }
            start = next
        }
    }

    /// Rows of the table; with thirty regions there may be hundreds.
    private static let rowsShown = 200

    private static func table(_ rows: [Row], _ timeline: CycleTimeline, _ title: String) -> PageTable {
        var table = PageTable(
            rows.count > rowsShown ? "\(title), the \(rowsShown) most used of \(Wording.count(rows.count))" : title,
            [
                .text("limit"), .text("region"), .number("there is"), .number("most used"), .number("on average"),
                .number("first so at"),
            ], isTall: rows.count > 15)
        for row in rows.prefix(rowsShown) {
            let place = row.limit.shares.firstIndex(of: row.peak) ?? 0
            let unit = row.limit.kind == .rate ? " a second" : ""
            table.add([
                .name(row.limit.name), .name(row.region),
                .text(Wording.trimmed(row.limit.capacity, places: 3) + unit), .text(Wording.percent(row.peak)),
                .text(Wording.percent(mean(row))), .text(Wording.clock(Double(place) * timeline.stretch)),
            ])
        }
        return table
    }
}
