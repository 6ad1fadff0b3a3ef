internal import ScanModel
internal import Studies

/// Settings by what they cost and how long they take.
enum FrontSection {
    static func section(_ page: PageContext) -> PageSection {
        let title = "Cost against makespan"
        guard let search = page.material.search, let world = search.worlds.first else {
            return PageSection(
                "front", title,
                .leftOut("no search for the cheapest settings was asked for, or there is nothing to search."))
        }
        let words = RecommendWorldText(recommendation: search, world: world, style: TextStyle())
        var sentence = words.headline
        let start = "\(search.scenario): "
        if sentence.hasPrefix(start) { sentence = String(sentence.dropFirst(start.count)) }
        let said = Markup.tag("p", [:], .text(sentence.prefix(1).uppercased() + sentence.dropFirst()))
        guard let drawing = FrontDrawing(page) else {
            return PageSection("front", title, said + .leftOut("the picture, because no setting was simulated."))
        }
        return PageSection("front", title, said + drawing.figure(words))
    }
}

/// The drawing of cost against makespan, and where in it a position of the knobs is.
struct FrontDrawing {
    private static let width = 920.0
    private static let (left, right, top, bottom) = (100.0, 880.0, 14.0, 360.0)

    private let search: Recommendation
    private let world: WorldRecommendation
    private let knobs: KnobGrid?
    private let times: LinearScale
    private let costs: LinearScale
    private let timeTicks: AxisTicks
    private let costTicks: AxisTicks
    private let deadline: Double?

    /// The numbers of settings that were simulated, each plan once.
    private var rows: [Int] {
        world.options.indices.filter { world.options[$0].sameAs == nil && world.options[$0].figures != nil }
    }

    /// nil: no setting was simulated.
    init?(_ page: PageContext) {
        guard let search = page.material.search, let world = search.worlds.first else { return nil }
        self.search = search
        self.world = world
        knobs = page.material.knobs
        let figures = world.options.compactMap { $0.sameAs == nil ? $0.figures?.simulated : nil }
        guard !figures.isEmpty else { return nil }
        let own = (knobs?.points ?? []).compactMap { FrontDrawing.figures($0, isMonthly: search.costsAreMonthly) }
        let makespans = figures.map(\.makespan) + own.map(\.makespan)
        let amounts = figures.map(\.cost) + own.map(\.cost)
        let deadline = world.objective.deadline?.value.doubleValue ?? search.deadline
        let last = makespans.max() ?? 0
        self.deadline = deadline.flatMap { $0 <= last * 1.5 ? $0 : nil }
        timeTicks = .time((makespans.min() ?? 0)...max(last, self.deadline ?? 0))
        costTicks = .number((amounts.min() ?? 0)...(amounts.max() ?? 0), about: 6)
        times = LinearScale(timeTicks, from: FrontDrawing.left, to: FrontDrawing.right)
        costs = LinearScale(costTicks, from: FrontDrawing.bottom, to: FrontDrawing.top)
    }

    private static func figures(_ point: KnobPoint, isMonthly: Bool) -> (makespan: Double, cost: Double)? {
        guard let makespan = point.makespan, let cost = isMonthly ? point.costPerMonth : point.costPerCycle else {
            return nil
        }
        return (makespan, cost)
    }

    /// Where a position of the knobs is; nil: it has no plan or no price.
    func place(of point: KnobPoint) -> (x: Double, y: Double)? {
        FrontDrawing.figures(point, isMonthly: search.costsAreMonthly).map { (times($0.makespan), costs($0.cost)) }
    }

    /// A star of five points around a centre, as a path.
    static func star(_ x: Double, _ y: Double, _ radius: Double) -> String {
        // The sine and cosine of 36 degrees' multiples, from the top clockwise.
        let unit: [(Double, Double)] = [
            (0, -1), (0.2245, -0.309), (0.9511, -0.309), (0.3633, 0.118), (0.5878, 0.809), (0, 0.382),
            (-0.5878, 0.809), (-0.3633, 0.118), (-0.9511, -0.309), (-0.2245, -0.309),
        ]
        var path = PathData()
        for (index, point) in unit.enumerated() {
            let (px, py) = (x + radius * point.0, y + radius * point.1)
            if index == 0 { path.move(px, py) } else { path.line(px, py) }
        }
        path.close()
        return path.text
    }

    func figure(_ words: RecommendWorldText) -> Markup {
        let front = world.front.compactMap { number in
            world.options[number].figures.map { ($0.simulated.makespan, $0.simulated.cost) }
        }.sorted { $0 < $1 }
        var drawing = Drawing(
            id: "front-chart", title: "Cost against makespan of the settings that were simulated",
            description:
                "A dot for each of \(Wording.counted(rows.count, "plan")); \(front.count) of them are on the front, "
                + "which no other beats in cost, makespan, age and scanners at once.",
            width: FrontDrawing.width, height: FrontDrawing.bottom + 3 * Drawing.lineHeight)
        drawing.leftAxis(costTicks, costs, left: FrontDrawing.left, right: FrontDrawing.right)
        drawing.bottomAxis(
            timeTicks, times, top: FrontDrawing.top, bottom: FrontDrawing.bottom,
            title: "makespan; cost in \(words.unit)")
        ideas(&drawing)
        if let deadline {
            drawing.line(times(deadline), FrontDrawing.top, times(deadline), FrontDrawing.bottom, style: "limit")
        }
        var path = PathData()
        for (index, point) in front.enumerated() {
            let (x, y) = (times(point.0), costs(point.1))
            if index == 0 { path.move(x, y) } else { path.line(x, y) }
        }
        drawing.path(path, style: "front")
        for row in rows { add(row, &drawing) }
        if knobs != nil {
            drawing.add(
                .tag(
                    "g", ["id": "front-mark", "visibility": "hidden"],
                    .tag("path", ["d": "M-7 -7L7 7M-7 7L7 -7", "class": "cross"])))
        }
        var legend: [(String, String)] = [
            ("front", "on the front: no other is better in everything"), ("dot", "in time"),
            ("dot out", "too late or over budget"), ("square", "as it stands"),
        ]
        if case .best = world.decision { legend.append(("star", "recommended")) }
        if deadline != nil { legend.append(("limit", "deadline")) }
        if knobs != nil { legend += [("dot idea", "a position of the knobs"), ("cross", "where the knobs are now")] }
        return drawing.figure(legend: Legend.list(legend), table: table(words).folded)
    }

    /// Every place where the knobs can get, faintly, as one path.
    private func ideas(_ drawing: inout Drawing) {
        var seen: Set<String> = []
        for point in knobs?.points ?? [] {
            guard let place = place(of: point) else { continue }
            let key = "\(Drawing.number(place.x)) \(Drawing.number(place.y))"
            if seen.insert(key).inserted, seen.count <= 2_000 {
                drawing.circle(x: place.x, y: place.y, radius: 3, style: "dot idea")
            }
        }
    }

    private func add(_ row: Int, _ drawing: inout Drawing) {
        guard let figures = world.options[row].figures?.simulated else { return }
        let (x, y) = (times(figures.makespan), costs(figures.cost))
        if case .best(let best) = world.decision, best == row {
            drawing.add(.tag("path", ["d": FrontDrawing.star(x, y, 11), "class": "star"]))
        } else if row == present {
            drawing.rect(x: x - 6, y: y - 6, width: 12, height: 12, style: "square")
        } else {
            let isOut = figures.standing.feasibility == .tooLate || figures.standing.feasibility == .overBudget
            drawing.circle(x: x, y: y, radius: 5, style: isOut ? "dot out" : "dot")
        }
    }

    /// The plan of the scenario as it stands, by its first setting.
    private var present: Int? { world.present.map { world.options[$0].sameAs ?? $0 } }

    private func table(_ words: RecommendWorldText) -> PageTable {
        var table = PageTable(
            "Simulated settings: " + search.axes.map { SafeText.name($0.name) }.joined(separator: " / "),
            [
                .text("settings"), .number(words.unit), .number("makespan"), .number("scanners at once"),
                .number("in time"), .text(""),
            ], isTall: rows.count > 15)
        for row in rows {
            guard let figures = world.options[row].figures?.simulated else { continue }
            var marks: [String] = []
            if case .best(let best) = world.decision, best == row { marks.append("recommended") }
            if row == present { marks.append("as it stands") }
            if world.front.contains(row) { marks.append("on the front") }
            if figures.standing.feasibility == .tooLate { marks.append("too late") }
            if figures.standing.feasibility == .overBudget { marks.append("over budget") }
            table.add([
                .name(Wording.values(world.options[row].option)), .text(Wording.grouped(figures.cost, places: 2)),
                .text(Wording.duration(figures.makespan)), .text(Wording.trimmed(figures.peakScanners, places: 1)),
                .text(figures.inTime.map { "\($0)/\(figures.standing.trials)" } ?? "–"),
                .text(marks.joined(separator: ", ")),
            ])
        }
        return table
    }
}
