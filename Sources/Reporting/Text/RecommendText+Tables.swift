internal import Estimation
internal import ScanModel
internal import Studies

extension RecommendWorldText {
    // MARK: - Tables

    /// The settings that were simulated, as cells.
    struct SimulatedTable {
        var title: String
        var columns: [(title: String, alignment: TextTable.Alignment)]
        var rows: [[String]]
    }

    func table() -> [String] {
        guard let shown = simulatedTable() else { return [] }
        var table = TextTable(shown.columns)
        for row in shown.rows { table.add(row) }
        return ["", style.bold(shown.title)] + table.lines(width: style.width) + note.map { "  \($0)" }
    }

    /// nil without any.
    func simulatedTable() -> SimulatedTable? {
        let rows = options.indices.filter { options[$0].sameAs == nil && options[$0].figures != nil }
        guard !rows.isEmpty else { return nil }
        let shown = rows.count <= RecommendWorldText.rowsShown ? rows : rows.filter(isNotable)
        let title = axes.map(\.name).joined(separator: " / ")
        let left = rows.count - shown.count
        var table = SimulatedTable(
            title: "Simulated settings (\(title)), \(unit)" + (left > 0 ? "; \(left) more in the JSON" : ""),
            columns: [
                ("settings", .left), ("USD", .right), ("extra", .right), ("makespan", .right), ("worst age", .right),
                ("peak", .right), ("vCPU", .right), ("in time", .right), ("", .left),
            ], rows: [])
        for row in shown {
            guard let (plan, figures) = options[row].figures else { continue }
            table.rows.append([
                Wording.values(options[row].option), Wording.grouped(figures.cost, places: 2),
                figures.extraCost.map(signed) ?? "-",
                Wording.clock(figures.makespan), figures.worstAge.map(Wording.clock) ?? "-",
                Wording.trimmed(figures.peakScanners, places: 1), Wording.count(plan.vcpus),
                figures.inTime.map { "\($0)/\(figures.standing.trials)" } ?? "-", mark(row, figures),
            ])
        }
        return table
    }

    /// What the column of extra costs compares with.
    var note: [String] {
        guard let comparison = world.comparison else { return [] }
        let trials = world.rule.varies ? ", in the trials that both have" : ""
        return ["extra: USD beyond \(Wording.values(options[comparison].option))\(trials)"]
    }

    private func isNotable(_ option: Int) -> Bool {
        world.front.contains(option) || world.alternatives.contains(option) || option == chosen || option == present
    }

    private var chosen: Int? {
        switch world.decision {
        case .best(let best): best
        case .undecided(_, let safest): safest
        case .nothing(let nearest): nearest
        }
    }

    /// The first setting with the plan of the present ones.
    private var present: Int? { world.present.map { options[$0].sameAs ?? $0 } }

    private func mark(_ option: Int, _ figures: SimulatedFigures) -> String {
        var words: [String] = []
        if case .best(let best) = world.decision, best == option { words.append("best") }
        if option == present { words.append("present") }
        switch figures.standing.feasibility {
        case .tooLate: words.append("too late")
        case .overBudget: words.append("over budget")
        case .feasible: break
        case .undecided where figures.standing.beatenBy == nil: words.append("open")
        case .undecided: break
        }
        if figures.standing.beatenBy != nil, figures.standing.feasibility != .tooLate {
            // As cheap, but slower, or as fast with greater settings.
            words.append(figures.extraCost.map(isNothing) ?? false ? "no better" : "dearer")
        }
        if world.front.contains(option) { words.append("*") }
        return words.joined(separator: " ")
    }

    func plot() -> [String] {
        let rows = options.indices.filter { options[$0].sameAs == nil && options[$0].figures != nil }
        let points = rows.compactMap { row -> ScatterPlot.Point? in
            guard let figures = simulated(row) else { return nil }
            var (symbol, rank): (Character, Int) = ("o", 1)
            if figures.standing.feasibility == .tooLate || figures.standing.feasibility == .overBudget {
                (symbol, rank) = ("x", 0)
            }
            if world.front.contains(row) { (symbol, rank) = ("*", 2) }
            if row == present { (symbol, rank) = ("P", 3) }
            if case .best(let best) = world.decision, best == row { (symbol, rank) = ("R", 4) }
            return ScatterPlot.Point(x: figures.makespan, y: level(figures), symbol: symbol, rank: rank)
        }
        guard points.count > 1 else { return [] }
        let plot = ScatterPlot(
            points: points, limit: world.objective.deadline?.value.doubleValue, xText: { Wording.clock($0) },
            yText: { Wording.grouped($0, places: 2) }, xTitle: "makespan", yTitle: unit)
        return ["", style.bold("Cost against makespan")] + plot.lines() + [
            "  R recommended  P present  * no other is better in everything  o dearer",
            "  x too late or over budget" + (world.objective.deadline == nil ? "" : "  : the deadline"),
        ]
    }

    /// The cost of an option as that of the comparison and what it costs beyond it: means of different trials would put
    /// options that cost the same at different heights.
    private func level(_ figures: SimulatedFigures) -> Double {
        guard let extra = figures.extraCost, let comparison = world.comparison, let other = simulated(comparison) else {
            return figures.cost
        }
        return other.cost + extra.mean
    }

    /// Settings that were not simulated, and why.
    var rejections: [(settings: String, reason: String)] {
        options.compactMap { option in reason(option).map { (Wording.values(option.option), $0) } }
    }

    func rejected() -> [String] {
        let rows = rejections
        guard !rows.isEmpty else { return [] }
        var lines = ["", style.bold("Rejected without a simulation (\(axes.map(\.name).joined(separator: " / ")))")]
        let width = rows.map(\.settings.count).max() ?? 0
        for row in rows.prefix(RecommendWorldText.rowsShown) {
            let first = "  " + row.settings + String(repeating: " ", count: width - row.settings.count + 2)
            lines += TextWrap.lines(row.reason, first: first, indent: width + 4, width: style.width)
        }
        if rows.count > RecommendWorldText.rowsShown {
            lines.append("  and \(Wording.count(rows.count - RecommendWorldText.rowsShown)) more, see the JSON")
        }
        return lines
    }

    /// Why a setting was not simulated; nil if it was, or if it has the plan of another one.
    private func reason(_ report: OptionReport) -> String? {
        if let same = report.sameAs {
            if case .simulated = report.result { return nil }
            return "same plan as \(Wording.values(options[same].option))"
        }
        switch report.result {
        case .simulated: return nil
        case .tooLate(let plan): return "too late, " + boundText(plan.proof)
        case .invalid(let issues): return reason(report.result, more: issues.count - 1)
        case .unanswerable: return reason(report.result, more: 0)
        case .infeasible(let bottlenecks): return reason(report.result, more: bottlenecks.count - 1)
        case .unpriced(let missing):
            return "no price" + (missing.first.map { " for \($0.item) in \($0.region)" } ?? "")
        }
    }
    private func reason(_ result: OptionResult, more: Int) -> String {
        (result.reason ?? "no plan") + (more > 0 ? " and \(more) more" : "")
    }
}
