internal import Estimation
internal import ScanModel
internal import Studies

/// What a cycle costs, line on line up to the total.
enum CostSection {
    private static let rowHeight = 26.0
    private static let (left, right, width) = (230.0, 760.0, 920.0)

    static func section(_ page: PageContext) -> PageSection {
        PageSection(
            "cost", "What a cycle costs",
            page.perDeployment { deployment, index in
                part(deployment, id: "cost-\(index)", page)
            })
    }

    /// A step of the way to the total.
    struct Step {
        var title: String
        /// USD per cycle; negative: it takes off.
        var amount: Double
    }

    /// List prices by kind, then what spot prices and discounts take off. They add up to the total of the bill.
    static func steps(_ estimate: Estimate) -> [Step] {
        var steps = CostKind.allCases.compactMap { kind -> Step? in
            let lines = estimate.lines.filter { $0.kind == kind }
            guard !lines.isEmpty else { return nil }
            return Step(
                title: kind.title,
                amount: lines.reduce(0) { sum, line in
                    // The bill's own figure where nothing is taken off, so that it is the same to the last bit.
                    sum + (line.unitPrice == line.listPrice ? line.amount : line.quantity * line.listPrice)
                })
        }
        if estimate.hasReductions {
            let listed = steps.reduce(0) { $0 + $1.amount }
            let billed = estimate.lines.reduce(0) { $0 + $1.amount }
            steps.append(Step(title: "spot prices and discounts", amount: billed - listed))
        }
        return steps
    }

    private static func part(_ deployment: DeploymentAnswer, id: String, _ page: PageContext) -> Markup {
        let estimate = deployment.estimate
        guard !estimate.lines.isEmpty else { return .leftOut("nothing of the cycle costs anything.") }
        let title = page.caption(
            estimate.hasReductions ? "Cost after spot prices and discounts" : "Cost at list prices", deployment)
        let lines = table(estimate, title)
        guard let total = estimate.perCycle else {
            let names = estimate.missing.map { SafeText.name("\($0.item) in \($0.region)") }.joined(separator: ", ")
            return .leftOut("the picture, because there is no total: no price for \(names).") + lines.markup
        }
        return chart(steps(estimate), total: total, id: id, title: title, lines) + range(deployment, page)
    }

    private static func chart(
        _ steps: [Step], total: Double, id: String, title: String, _ table: PageTable
    ) -> Markup {
        var sums = [0.0]
        for step in steps { sums.append(sums[sums.count - 1] + step.amount) }
        let ticks = AxisTicks.number(0...max(sums.max() ?? 0, total, 1e-9), about: 6)
        let scale = LinearScale(ticks, from: left, to: right)
        let (top, bottom) = (8.0, 8 + rowHeight * Double(steps.count + 1))
        var drawing = Drawing(
            id: id, title: title,
            description: "\(steps.count) steps from nothing to the total of \(Wording.money(total)) per cycle.",
            width: width, height: bottom + 3 * Drawing.lineHeight)
        drawing.bottomAxis(ticks, scale, top: top, bottom: bottom, title: "USD per cycle")
        for (row, step) in steps.enumerated() {
            let y = top + Double(row) * rowHeight
            let (from, to) = (scale(sums[row]), scale(sums[row + 1]))
            drawing.text(step.title, x: left - 10, y: y + 17, anchor: "end")
            drawing.rect(
                x: min(from, to), y: y + 4, width: max(from, to) - min(from, to), height: rowHeight - 8,
                style: step.amount < 0 ? "bar less" : "bar")
            drawing.line(to, y + rowHeight - 4, to, y + rowHeight + 4, style: "link")
            let share = total > 0 ? ", \(Wording.percent(step.amount / total))" : ""
            drawing.text(Wording.amount(step.amount) + share, x: right + 12, y: y + 17, style: "tick")
        }
        let y = top + Double(steps.count) * rowHeight
        drawing.text("total", x: left - 10, y: y + 17, anchor: "end", style: "strong")
        drawing.rect(x: scale(0), y: y + 4, width: scale(total) - scale(0), height: rowHeight - 8, style: "bar sum")
        drawing.text(Wording.money(total), x: right + 12, y: y + 17, style: "strong")
        return drawing.figure(table: table.markup)
    }

    private static func table(_ estimate: Estimate, _ title: String) -> PageTable {
        var table = PageTable(
            title,
            [
                .text("per cycle"), .number("quantity"), .text("unit"), .number("USD"), .number("list price, USD"),
                .text("price source"),
            ])
        for kind in CostKind.allCases {
            let lines = estimate.lines.filter { $0.kind == kind }
            guard let first = lines.first else { continue }
            let standIns = lines.contains { $0.standIn != nil }
            table.add([
                .text(kind.title + (standIns ? " (stand-in prices)" : "")),
                .text(Wording.grouped(lines.reduce(0) { $0 + $1.quantity }, places: 3)), .name(first.unit),
                .text(Wording.grouped(lines.reduce(0) { $0 + $1.amount }, places: 4)),
                .text(Wording.grouped(lines.reduce(0) { $0 + $1.quantity * $1.listPrice }, places: 4)),
                .text(Wording.sources(lines.map(\.provenance))),
            ])
        }
        return table
    }

    /// Least and most of the bill, if they were asked for.
    private static func range(_ deployment: DeploymentAnswer, _ page: PageContext) -> Markup {
        guard let range = deployment.billRange else { return .nothing }
        func money(_ amount: Double?) -> String { amount.map(Wording.money) ?? "not known" }
        let sentence = Markup.note(
            "With everything that acts on the bill directly at its cheaper and at its dearer end it is between "
                + "\(money(range.low)) and \(money(range.high)) per cycle.")
        guard !range.drivers.isEmpty else { return sentence }
        var table = PageTable(
            page.caption("What makes the difference", deployment),
            [
                .text("driver"), .number("low"), .number("high"), .number("USD at low"), .number("USD at high"),
                .number("effect"),
            ])
        for driver in range.drivers.prefix(30) {
            func amount(_ value: Double?) -> Markup {
                .text(value.map { Wording.grouped($0, places: 4) } ?? "no price")
            }
            func end(_ value: Rational, _ word: String) -> Markup {
                .text(driver.isPrice ? word : Wording.trimmed(value.doubleValue, places: 6))
            }
            table.add([
                .name(driver.name), end(driver.low, "lower"), end(driver.high, "higher"), amount(driver.atLow),
                amount(driver.atHigh), amount(driver.effect),
            ])
        }
        return sentence + table.folded
    }
}
