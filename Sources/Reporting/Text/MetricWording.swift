internal import ScanModel

extension Wording {
    /// The value of a metric with its unit.
    static func value(_ value: Double, of metric: Metric) -> String {
        switch metric.unit {
        case "s": return (value < 0 ? "-" : "") + duration(value.magnitude)
        case "USD": return money(value)
        case "1": return percent(value, places: 2)
        default: return "\(trimmed(value, places: value.magnitude < 100 ? 2 : 0)) \(metric.unit)"
        }
    }

    /// A distribution in a few words, such as "0.1 to 4 s, most likely 0.5".
    static func distribution(_ input: UncertainInput) -> String {
        func text(_ value: Rational) -> String { trimmed(value.doubleValue, places: 9) }
        let unit = input.unit
        switch input.distribution {
        case .uniform(let low, let high): return "\(text(low))\(unit) to \(text(high))\(unit)"
        case .triangular(let low, let mode, let high):
            return "\(text(low))\(unit) to \(text(high))\(unit), most likely \(text(mode))\(unit)"
        case .normal(let mean, let sd): return "normal, mean \(text(mean))\(unit), sd \(text(sd))\(unit)"
        case .lognormal(let mean, let cv): return "lognormal, mean \(text(mean))\(unit), cv \(text(cv))"
        case .choice(let values):
            let shown = values.prefix(6).map { text($0) + unit }.joined(separator: ", ")
            return "one of \(shown)" + (values.count > 6 ? " …" : "")
        case .empirical(let values):
            return "\(values.count) observations, \(values.first.map(text) ?? "")\(unit) to "
                + "\(values.last.map(text) ?? "")\(unit)"
        }
    }

    /// "1 sample", "20 samples".
    static func counted(_ count: Int, _ noun: String) -> String {
        "\(Wording.count(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// What the ranges of assumed constants are taken for.
    static let assumedRanges =
        "Ranges of assumed constants are taken as triangular with the value in use as the mode; that is our choice, nobody "
        + "published how likely which value is. Inputs are drawn independently of one another."

    /// Constants that are assumed and were kept; nil if there are none.
    static func fixed(_ names: [String]) -> String? {
        var seen: Set<String> = []
        let once = names.filter { seen.insert($0).inserted }
        guard !once.isEmpty else { return nil }
        return
            "\(once.joined(separator: ", ")) \(once.count == 1 ? "is" : "are") assumed as well; no key of a scenario "
            + "changes \(once.count == 1 ? "it" : "them"), so \(once.count == 1 ? "it stays as it is" : "they stay as they are")."
    }
}
