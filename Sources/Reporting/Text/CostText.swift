internal import Estimation
internal import ScanModel
internal import Studies

/// The bill of a cycle, a line for each kind of cost.
struct CostText {
    let answer: DeploymentAnswer
    let style: TextStyle

    func table() -> [String] {
        let estimate = answer.estimate
        guard !estimate.lines.isEmpty else { return [] }
        // Their lengths are shares of the greatest line; without plots there is no such column.
        let most = CostKind.allCases.compactMap { estimate.perCycle($0) }.max() ?? 0
        let barWidth = style.width >= 100 ? 16 : 8
        let bars: [(title: String, alignment: TextTable.Alignment)] = style.showsPlots ? [("", .left)] : []
        var table = TextTable(
            [("per cycle", .left), ("quantity", .right), ("unit", .left), ("USD", .right)] + bars
                + [("price source", .left)])
        for kind in CostKind.allCases {
            let lines = estimate.lines.filter { $0.kind == kind }
            guard let first = lines.first else { continue }
            let standIns = lines.contains { $0.standIn != nil }
            let amount = lines.reduce(0) { $0 + $1.amount }
            let bar = bars.map { _ in style.strokes.bar(most > 0 ? amount / most : 0, width: barWidth) }
            table.add(
                [
                    kind.title + (standIns ? " (stand-in prices)" : ""),
                    Wording.grouped(lines.reduce(0) { $0 + $1.quantity }, places: 3), first.unit,
                    Wording.grouped(amount, places: 4),
                ] + bar + [Wording.sources(lines.map(\.provenance))])
        }
        let suffix = answer.run == nil ? " (by the planner's arithmetic)" : ""
        let title = estimate.hasReductions ? "Cost after spot prices and discounts" : "Cost at list prices"
        return [style.bold(title + suffix)] + table.lines(width: style.width)
    }
}
