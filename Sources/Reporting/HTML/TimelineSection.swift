internal import ScanModel
internal import Studies

/// When what happened: regions, the scanners in them, and the lives of single scanners.
enum TimelineSection {
    /// Regions that are drawn; all of them are in the table of regions.
    private static let most = 60
    private static let rowHeight = 26.0
    private static let left = 150.0
    private static let width = 920.0
    private static let right = 780.0

    static func section(_ page: PageContext) -> PageSection {
        let title = "Timeline"
        guard !page.material.timelines.isEmpty else {
            return PageSection(
                "timeline", title, .leftOut("nothing was simulated, so nothing is known of when it happens."))
        }
        return PageSection(
            "timeline", title,
            page.perDeployment { deployment, index in
                guard
                    let timeline = page.material.timelines.indices.contains(index)
                        ? page.material.timelines[index] : nil, !timeline.regions.isEmpty
                else { return .leftOut("no region has an instance to scan.") }
                return chart(timeline, deployment, id: "timeline-\(index)", page)
                    + spans(timeline, id: "spans-\(index)", page)
            })
    }

    private static func chart(
        _ timeline: CycleTimeline, _ deployment: DeploymentAnswer, id: String, _ page: PageContext
    ) -> Markup {
        let regions = Array(timeline.regions.prefix(most))
        let end = timeline.regions.reduce(0) { max($0, $1.ended) }
        let deadline = deployment.deadline?.value.doubleValue
        // A deadline far beyond the cycle would press the cycle into a corner.
        let shown = deadline.flatMap { $0 <= end * 1.5 ? $0 : nil }
        let ticks = AxisTicks.time(0...max(end, shown ?? 0))
        let (top, bottom) = (8.0, 8.0 + rowHeight * Double(regions.count))
        let scale = LinearScale(ticks, from: left, to: right)
        var drawing = Drawing(
            id: id, title: page.caption("Regions over time", deployment),
            description: "A bar for each of \(regions.count) regions from its start to its end, with the scanners that "
                + "are billed in it; the last ends after \(Wording.duration(end)).",
            width: width, height: bottom + 3 * Drawing.lineHeight)
        drawing.bottomAxis(ticks, scale, top: top, bottom: bottom, title: "time since the start of the cycle")
        for (row, region) in regions.enumerated() {
            add(region, timeline, y: top + Double(row) * rowHeight, scale, &drawing)
        }
        if let shown {
            drawing.line(scale(shown), top, scale(shown), bottom, style: "limit")
        }
        let note =
            (shown.map { "The dashed line is the deadline of \(Wording.duration($0)). " } ?? "")
            + (timeline.regions.count > most
                ? "\(Wording.count(timeline.regions.count - most)) more regions are in the table of regions. " : "")
            + "The height of an area is the mean number of scanners billed, against the largest number of its region."
        let legend =
            Markup.text(note)
            + Legend.list(
                [
                    ("window", "region is open"), ("setup", "setting up"), ("used", "scanners billed"),
                ] + (shown == nil ? [] : [("limit", "deadline")]))
        return drawing.figure(legend: legend, table: table(timeline, drawing.title).folded)
    }

    private static func add(
        _ region: RegionTimeline, _ timeline: CycleTimeline, y: Double, _ scale: LinearScale, _ drawing: inout Drawing
    ) {
        let (height, base) = (rowHeight - 6, y + rowHeight - 4)
        drawing.text(SafeText.short(region.region, 19), x: left - 10, y: base - 5, anchor: "end")
        let (start, end) = (scale(region.activated), scale(region.ended))
        drawing.rect(x: start, y: base - height, width: end - start, height: height, style: "window")
        if region.opened > region.activated {
            drawing.rect(
                x: start, y: base - height, width: scale(region.opened) - start, height: height, style: "setup")
        }
        let most = max(Double(region.scannersAllowed), region.scanners.max() ?? 0, 1)
        drawing.path(
            .steps(region.scanners.map { $0 / most * (height - 1) }, base: base) {
                scale(Double($0) * timeline.stretch)
            },
            style: "used")
        drawing.text(
            "\(Wording.clock(region.ended)), ≤ \(Wording.count(region.scannersAllowed))", x: right + 12, y: base - 5,
            style: "tick")
    }

    private static func table(_ timeline: CycleTimeline, _ title: String) -> PageTable {
        var table = PageTable(
            title,
            [
                .text("region"), .number("instances"), .number("starts"), .number("is set up"), .number("last scan"),
                .number("ends"), .number("scanners allowed"), .number("most in a stretch (mean)"),
            ], isTall: timeline.regions.count > 15)
        for region in timeline.regions {
            table.add([
                .name(region.region), .text(Wording.count(region.instances)), .text(Wording.clock(region.activated)),
                .text(Wording.clock(region.opened)), .text(Wording.clock(region.completed)),
                .text(Wording.clock(region.ended)), .text(Wording.count(region.scannersAllowed)),
                .text(Wording.trimmed(region.scanners.max() ?? 0, places: 1)),
            ])
        }
        return table
    }

    // MARK: Single scanners

    /// Lines that can still be told apart.
    private static let spansShown = 400

    private static func spans(_ timeline: CycleTimeline, id: String, _ page: PageContext) -> Markup {
        let candidates = timeline.regions.filter { !($0.spans ?? []).isEmpty }
        guard let region = candidates.max(by: { ($0.spans ?? []).count < ($1.spans ?? []).count }),
            let all = region.spans
        else { return .leftOut("the lives of single scanners, which are too many to be drawn.") }
        let spans = all.prefix(spansShown)
        let lanes = Lanes.pack(spans.map { ($0.launched, $0.ended) })
        let count = (lanes.max() ?? 0) + 1
        let height = max(2, min(8, 280 / Double(count)))
        let start = spans.reduce(Double.infinity) { min($0, $1.launched) }
        let end = spans.reduce(0) { max($0, $1.ended) }
        let ticks = AxisTicks.time(min(start, end)...end)
        let scale = LinearScale(ticks, from: left, to: width - 30)
        let (top, bottom) = (8.0, 14 + height * Double(count))
        let name = SafeText.short(region.region, 60)
        var drawing = Drawing(
            id: id, title: "Scanners of \(name)",
            description: "A line for each of \(Wording.counted(spans.count, "scanner")) from its launch to its end.",
            width: width, height: bottom + 3 * Drawing.lineHeight)
        drawing.bottomAxis(ticks, scale, top: top, bottom: bottom, title: "time since the start of the cycle")
        var path = PathData()
        for (span, lane) in zip(spans, lanes) {
            let y = top + (Double(lane) + 0.5) * height
            path.move(scale(span.launched), y)
            path.horizontal(max(scale(span.ended) - 1, scale(span.launched) + 0.5))
        }
        drawing.path(path, style: "span")
        drawing.text(SafeText.short(region.region, 24), x: left - 10, y: top + 12, anchor: "end")
        let rest = all.count - spans.count
        let lives = spans.map { $0.ended - $0.launched }
        let mean = lives.reduce(0, +) / Double(max(1, lives.count))
        let text =
            "\(Wording.counted(spans.count, "scanner")) of \(name), the busiest region that can be drawn, "
            + "\(Wording.count(count)) at once"
            + (rest > 0 ? ", the first of \(Wording.count(all.count))" : "")
            + "; one is billed for \(Wording.duration(mean)) on average, from "
            + "\(Wording.duration(lives.min() ?? 0)) to \(Wording.duration(lives.max() ?? 0))."
        return drawing.figure(legend: .text(text))
    }
}

/// Intervals side by side, each in the first lane that is free.
enum Lanes {
    /// - Parameter intervals: in rising order of their starts.
    /// - Returns: a lane for each; lanes are counted from 0.
    /// - Complexity: O(intervals × lanes).
    static func pack(_ intervals: [(start: Double, end: Double)]) -> [Int] {
        var ends: [Double] = []
        return intervals.map { interval in
            if let lane = ends.firstIndex(where: { $0 <= interval.start }) {
                ends[lane] = interval.end
                return lane
            }
            ends.append(interval.end)
            return ends.count - 1
        }
    }
}

/// What the styles of a drawing mean.
enum Legend {
    static func list(_ entries: [(String, String)]) -> Markup {
        .tag(
            "ul", ["class": "legend"],
            parts: entries.map { entry -> Markup in
                let (style, text) = entry
                let key: Markup
                switch style {
                case "limit", "median", "high", "front":
                    key = .tag(
                        "path", ["d": "M1 6H21", "class": style])
                case "dot", "dot out", "dot idea", "ring":
                    key = .tag("circle", ["cx": "11", "cy": "6", "r": "4.5", "class": style])
                case "square":
                    key = .tag("rect", ["x": "6", "y": "1", "width": "10", "height": "10", "class": "square"])
                case "star": key = .tag("path", ["d": FrontDrawing.star(11, 6, 6), "class": "star"])
                case "cross": key = .tag("path", ["d": "M6 1L16 11M6 11L16 1", "class": "cross"])
                default: key = .tag("rect", ["x": "0", "y": "0", "width": "22", "height": "12", "class": style])
                }
                return .tag(
                    "li", [:], .tag("svg", ["viewBox": "0 0 22 12", "aria-hidden": "true"], key), .text(text))
            })
    }
}
