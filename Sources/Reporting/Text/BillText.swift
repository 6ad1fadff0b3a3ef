internal import Estimation
internal import ScanModel
internal import Studies

/// What of the bill an answer tells on request.
struct BillText {
    let answer: DeploymentAnswer
    let style: TextStyle

    /// The row of naive division; nil if it was not asked for.
    func naive() -> String? {
        guard let naive = answer.naive else { return nil }
        var text = "\(Wording.duration(naive.makespan)) by naive division: all stages of all instances, "
        text += "\(Wording.duration(naive.work)) one after another, over \(Wording.count(naive.parallelism)) places"
        if naive.makespan > 0, answer.makespan > 0 {
            let factor = answer.makespan / naive.makespan
            text +=
                factor >= 1
                ? "; the makespan is \(Wording.trimmed(factor, places: 2)) times as long"
                : "; the makespan is \(Wording.trimmed(1 / factor, places: 2)) times as short"
        }
        return text
    }

    /// Least and most of the bill and what makes the difference.
    func range() -> [String] {
        guard let range = answer.billRange else { return [] }
        var lines = [style.bold("Range of the bill, per cycle")]
        func money(_ amount: Double?) -> String { amount.map { Wording.money($0) } ?? "not known" }
        lines.append("  from \(money(range.low)) over \(money(range.mid)) to \(money(range.high))")
        if let hours = answer.estimate.hoursPerCycle {
            let month = [range.low, range.mid, range.high].map {
                money($0.map { $0 * answer.estimate.hoursPerMonth / hours })
            }
            lines.append("  per month from \(month[0]) over \(month[1]) to \(month[2])")
        }
        if !range.missing.isEmpty {
            let names = range.missing.map { "\($0.item) in \($0.region)" }.joined(separator: ", ")
            lines += TextWrap.lines(
                "no price at an end of a range: \(names)", first: "  ", indent: 2, width: style.width)
        }
        lines += TextWrap.lines(
            "Shares, quantities and prices that act on the bill directly are varied, one at a time below and all "
                + "together above. Timings are not varied: they change the cycle itself.", first: "  ", indent: 2,
            width: style.width)
        guard !range.drivers.isEmpty else { return lines }
        var table = TextTable([
            ("driver", .left), ("low", .right), ("high", .right), ("USD at low", .right), ("USD at high", .right),
            ("effect", .right),
        ])
        for driver in range.drivers {
            func amount(_ value: Double?) -> String { value.map { Wording.grouped($0, places: 4) } ?? "no price" }
            table.add([
                driver.name, driver.isPrice ? "lower" : ends(driver.low), driver.isPrice ? "higher" : ends(driver.high),
                amount(driver.atLow), amount(driver.atHigh), amount(driver.effect),
            ])
        }
        return lines + table.lines(width: style.width)
    }

    private func ends(_ value: Rational) -> String { Wording.trimmed(value.doubleValue, places: 6) }

    /// The bill shared out, the largest parts first.
    func showBack() -> [String] {
        guard let showBack = answer.showBack else { return [] }
        let isTag = showBack.by != "account"
        var table = TextTable([
            (isTag ? showBack.by : "account", .left), ("instances", .right), ("volumes", .right),
            ("scanner hours", .right), ("GiB-hours", .right), ("USD per cycle", .right),
        ])
        let sorted = showBack.shares.enumerated().sorted { left, right in
            let (first, second) = (left.element.nanoDollars ?? 0, right.element.nanoDollars ?? 0)
            return first != second ? first > second : left.offset < right.offset
        }.map(\.element)
        for share in sorted {
            table.add([
                share.name ?? "(no such tag)", Wording.count(share.holding.items), Wording.count(share.holding.volumes),
                Wording.grouped(share.scannerHours, places: 2), Wording.grouped(share.storedGiBHours, places: 0),
                share.nanoDollars.map(NanoDollars.text) ?? "no price",
            ])
        }
        let total = showBack.nanoDollars.map { "; the shares add up to \(NanoDollars.text($0)) USD" } ?? ""
        return [style.bold("Show-back by \(showBack.by)\(total)")] + table.lines(width: style.width)
    }
}

extension BillDriver {
    /// Whether the ends are a lower and a higher figure of the same price.
    var isPrice: Bool { name.hasPrefix("price of ") }
}

/// Billionths of a USD, written exactly.
enum NanoDollars {
    /// Nine decimal places.
    static func text(_ nano: Int128) -> String {
        let digits = String(nano.magnitude % 1_000_000_000)
        let fraction = String(repeating: "0", count: 9 - digits.count) + digits
        return (nano < 0 ? "-" : "") + "\(nano.magnitude / 1_000_000_000).\(fraction)"
    }
}
