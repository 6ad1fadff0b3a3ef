public import CostReconciliation
internal import Estimation
internal import ScanModel

/// A bill beside its estimate, for people.
public enum ReconciliationText {
    /// Charges of no line that are told one by one.
    static let unmatchedShown = 12

    /// For the terminal.
    public static func document(_ result: Reconciliation, scenario: String, style: TextStyle) -> String {
        var lines = [style.bold(headline(result, scenario)), ""]
        for (label, text) in facts(result) {
            let first = "  " + label + String(repeating: " ", count: max(1, 11 - label.count))
            lines += TextWrap.lines(text, first: first, indent: 13, width: style.width)
        }
        for table in tables(result) {
            lines += ["", style.bold(table.title)]
            var text = TextTable(table.columns.map { ($0.title, $0.isNumber ? .right : .left) })
            for row in table.rows { text.add(row) }
            lines += text.lines(width: max(style.width, 140))
            lines += table.notes.map { "  \($0)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The same as Markdown.
    public static func markdown(_ result: Reconciliation, scenario: String) -> String {
        func escaped(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("<", with: "&lt;") }
        var lines = ["# \(escaped(headline(result, scenario)))", ""]
        lines += facts(result).map { "- **\($0.label)**: \(escaped($0.text))" }
        for table in tables(result) {
            lines += ["", "## \(table.title)", ""]
            lines.append("| " + table.columns.map(\.title).joined(separator: " | ") + " |")
            lines.append("| " + table.columns.map { $0.isNumber ? "---:" : "---" }.joined(separator: " | ") + " |")
            lines += table.rows.map { "| " + $0.map(escaped).joined(separator: " | ") + " |" }
            for note in table.notes { lines += ["", escaped(note)] }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func reason(_ reason: UnmatchedCharge.Reason) -> String {
        switch reason {
        case .noRule: "no rule for it"
        case .notEstimated: "not in the estimate"
        }
    }

    // MARK: Words

    private static func headline(_ result: Reconciliation, _ scenario: String) -> String {
        let billed = Wording.money(result.matched)
        let start = "\(scenario), \(result.period): \(billed) billed for what is estimated at "
        return start + Wording.money(result.estimated) + (result.drift.map { ", \(signedPercent($0))" } ?? "") + "."
    }

    private static func facts(_ result: Reconciliation) -> [(label: String, text: String)] {
        var facts: [(label: String, text: String)] = []
        func add(_ label: String, _ text: String) { facts.append((label, text)) }
        add(
            "drift",
            "\(signedMoney(result.matched - result.estimated)): \(signedMoney(result.byQuantity)) by quantity, "
                + "\(signedMoney(result.byPrice)) by price")
        if let explained = result.explainedShare {
            let rest =
                result.unmatched.isEmpty ? "" : "; \(Wording.money(result.unexplained)) is billed for other things"
            add("explained", "\(Wording.percent(explained)) of what is billed belongs to a line of the estimate\(rest)")
        }
        if let found = result.foundShare {
            add("found", "\(Wording.percent(found)) of the estimate has charges in the export")
        }
        let period = result.period
        let cycles = result.cycles.map { Wording.trimmed($0, places: 3) }.joined(separator: ", ")
        let scaled =
            period.days == period.monthDays
            ? "all \(period.days) days" : "\(period.days) of \(period.monthDays) days, and the estimate is for those"
        add("period", "\(period): \(scaled); \(cycles) scan \(result.cycles == [1] ? "cycle" : "cycles")")
        var export = "\(result.dialect.title), \(Wording.count(result.rows)) charges, \(result.cost.rawValue) cost"
        if result.currency != "USD" { export += " in \(result.currency) at \(result.rate) USD" }
        add("export", export)
        switch result.accounts.count {
        case 0: break
        case 1...6: add("accounts", result.accounts.map(printable).joined(separator: ", "))
        default: add("accounts", "\(Wording.count(result.accounts.count)), such as \(printable(result.accounts[0]))")
        }
        return facts
    }

    /// What sums of floating-point numbers leave over is nothing.
    private static func amount(_ value: Double) -> String { Wording.amount(abs(value) < 5e-8 ? 0 : value) }

    private static func signedMoney(_ value: Double) -> String {
        let text = amount(value) + " USD"
        return text.hasPrefix("-") || text == "0.00 USD" ? text : "+" + text
    }

    /// Texts of the export without signs that would disturb a terminal.
    private static func printable(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(80) {
            let isControl = scalar.value < 32 || (127...159).contains(scalar.value)
            shown += isControl ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return shown
    }

    private static func signedPercent(_ share: Double) -> String {
        let text = Wording.percent(share)
        return text.hasPrefix("-") || text == "0 %" ? text : "+" + text
    }

    // MARK: Tables

    private struct Table {
        var title: String
        var columns: [(title: String, isNumber: Bool)]
        var rows: [[String]]
        var notes: [String] = []
    }

    private static func tables(_ result: Reconciliation) -> [Table] {
        [costs(result), quantities(result), unmatched(result), leftOut(result)].filter { !$0.rows.isEmpty }
    }

    private static func name(_ line: ReconciledLine) -> String { line.kinds.map(\.title).joined(separator: ", ") }

    private static func costs(_ result: Reconciliation) -> Table {
        var table = Table(
            title: "Cost in USD",
            columns: [
                ("line", false), ("region", false), ("estimated", true), ("billed", true), ("difference", true),
                ("drift", true), ("by quantity", true), ("by price", true),
            ], rows: [])
        for line in result.lines {
            table.rows.append([
                name(line), line.region, amount(line.estimated),
                line.charges == 0 ? (line.codes.isEmpty ? "no rule" : "not found") : amount(line.billed),
                amount(line.difference), line.drift.map(signedPercent) ?? "-",
                amount(line.byQuantity), amount(line.byPrice),
            ])
        }
        table.rows.append([
            "total", "", amount(result.estimated), amount(result.matched),
            amount(result.matched - result.estimated), result.drift.map(signedPercent) ?? "-",
            amount(result.byQuantity), amount(result.byPrice),
        ])
        table.notes = ["by quantity: (billed - estimated quantity) x estimated price; by price: the rest"]
        return table
    }

    private static func quantities(_ result: Reconciliation) -> Table {
        Table(
            title: "Quantities and prices",
            columns: [
                ("line", false), ("region", false), ("unit", false), ("estimated", true), ("billed", true),
                ("USD per unit", true), ("billed at", true), ("charges", true),
            ],
            rows: result.lines.map { line in
                [
                    name(line), line.region, line.unit, Wording.grouped(line.estimatedQuantity, places: 3),
                    Wording.grouped(line.billedQuantity, places: 3), line.estimatedPrice.map(amount) ?? "-",
                    line.billedPrice.map(amount) ?? "-", Wording.count(line.charges),
                ]
            })
    }

    private static func unmatched(_ result: Reconciliation) -> Table {
        var table = Table(
            title: "Billed for other things",
            columns: [
                ("service", false), ("usage type", false), ("region", false), ("quantity", true), ("unit", false),
                ("USD", true), ("charges", true), ("because", false),
            ],
            rows: result.unmatched.prefix(unmatchedShown).map { charge in
                [
                    printable(charge.key.service), printable(charge.key.usageType), printable(charge.key.region),
                    Wording.grouped(charge.sum.quantity.doubleValue, places: 3), printable(charge.key.unit),
                    amount(charge.cost), Wording.count(charge.sum.charges), reason(charge.reason),
                ]
            })
        let rest = result.unmatched.dropFirst(unmatchedShown)
        if !rest.isEmpty {
            let cost = rest.reduce(0) { $0 + $1.cost }
            table.notes = ["and \(Wording.count(rest.count)) more, together \(Wording.money(cost))"]
        }
        return table
    }

    private static func leftOut(_ result: Reconciliation) -> Table {
        Table(
            title: "Charges left out",
            columns: [("charges", true), ("cost in \(result.currency)", true), ("because", false)],
            rows: result.leftOut.map {
                [Wording.count($0.sum.charges), amount($0.sum.cost.doubleValue), printable($0.reason.title)]
            })
    }
}
