import ScanModel

/// The grammar of a threshold: metric, statistic, operator, quantity.
///
///     threshold = subject operator number unit
///     subject   = metric [ "." statistic ] | "probability"
///     operator  = "<=" | "<" | ">=" | ">"
///
/// Blanks may stand between the parts. A metric without a statistic means its mean.
enum ThresholdText {
    /// Most characters of a threshold.
    static let longest = 120
    static let words = "a threshold such as `makespan.p95 <= 20h` or `cost.month <= 1200USD`"

    /// What a limit may be written in.
    struct Unit: Hashable {
        var name: String
        /// What one of it is in the unit of the metric.
        var factor: Rational
    }

    /// The units of a metric's limits, the usual one first. An empty name is a bare number.
    static func units(of unit: String) -> [Unit] {
        switch unit {
        case "s":
            [
                Unit(name: "h", factor: 3600), Unit(name: "s", factor: 1), Unit(name: "m", factor: 60),
                Unit(name: "d", factor: 86_400), Unit(name: "ms", factor: Rational(1, over: 1000)),
            ]
        case "h":
            [
                Unit(name: "h", factor: 1), Unit(name: "m", factor: Rational(1, over: 60)),
                Unit(name: "s", factor: Rational(1, over: 3600)), Unit(name: "d", factor: 24),
            ]
        case "GiB h": [Unit(name: "GiBh", factor: 1), Unit(name: "TiBh", factor: 1024)]
        case "1": [Unit(name: "%", factor: Rational(1, over: 100)), Unit(name: "", factor: 1)]
        case "USD": [Unit(name: "USD", factor: 1)]
        default: [Unit(name: "", factor: 1), Unit(name: unit, factor: 1)]
        }
    }

    /// Reads a threshold. Complexity: O(length, metrics).
    static func read(_ text: String) throws(Misread) -> Threshold {
        let shown = "is `\(Excerpt.of(text))`"
        guard text.utf8.count <= longest, text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) else {
            throw Misread(problem: shown, expected: "\(words), at most \(longest) plain characters")
        }
        guard let start = text.firstIndex(where: { "<>=!".contains($0) }) else {
            throw Misread(problem: "\(shown), without a comparison", expected: words)
        }
        let end = text[start...].firstIndex { !"<>=!".contains($0) } ?? text.endIndex
        let sign = String(text[start..<end])
        guard let comparison = Threshold.Comparison(rawValue: sign) else {
            throw Misread(
                problem: "\(shown), with the comparison `\(Excerpt.of(sign))`", expected: "one of <=, <, >=, >",
                suggestion: ["=<": "<=", "=>": ">="][sign])
        }
        let (subject, unit) = try subject(trimmed(text[..<start]), shown: shown)
        let written = trimmed(text[end...])
        let limit = try limit(written, unit: unit, shown: shown)
        let tidy = "\(trimmed(text[..<start])) \(sign) \(written)"
        return Threshold(text: tidy, subject: subject, comparison: comparison, limit: limit)
    }

    private static func subject(
        _ text: Substring, shown: String
    ) throws(Misread) -> (subject: Threshold.Subject, unit: String) {
        if text == "probability" { return (.probability, "1") }
        let metrics = Metric.all.map { (name: $0.name.text, metric: $0) }
        if let found = metrics.first(where: { $0.name == text }) {
            return (.metric(found.metric, .mean), found.metric.unit)
        }
        let point = text.lastIndex(of: ".")
        let name = point.map { text[..<$0] } ?? text
        let suffix = point.map { String(text[text.index(after: $0)...]) }
        guard let found = metrics.first(where: { $0.name == name }) else {
            let known = metrics.map(\.name) + ["probability"]
            let nearest =
                NearestKey.find(String(text), among: known)
                ?? NearestKey.find(String(name), among: known).flatMap { meant in
                    suffix.flatMap(TrialStatistic.init(rawValue:)).map { "\(meant).\($0.rawValue)" }
                }
            throw Misread(
                problem: "\(shown), with the metric `\(Excerpt.of(String(text)))`, which is unknown",
                expected: "one of \(known.joined(separator: ", "))", suggestion: nearest)
        }
        guard let suffix, let statistic = TrialStatistic(rawValue: suffix) else {
            let known = TrialStatistic.allCases.map(\.rawValue)
            throw Misread(
                problem: "\(shown), with the statistic `\(Excerpt.of(suffix ?? ""))`, which is unknown",
                expected: "one of \(known.joined(separator: ", "))",
                suggestion: NearestKey.find(suffix ?? "", among: known).map { "\(found.name).\($0)" })
        }
        return (.metric(found.metric, statistic), found.metric.unit)
    }

    private static func limit(_ text: Substring, unit: String, shown: String) throws(Misread) -> Double {
        let units = units(of: unit)
        let names = units.map { $0.name.isEmpty ? "no unit" : $0.name }.joined(separator: ", ")
        let expected = "a number with at most 9 decimal places, up to 1000000000000, in one of: \(names)"
        let digits = text.prefix { ("0"..."9").contains($0) || $0 == "." }
        let suffix = trimmed(text[digits.endIndex...])
        guard isNumber(digits), let amount = Rational(number: String(digits)) else {
            throw Misread(problem: "\(shown), with the limit `\(Excerpt.of(String(text)))`", expected: expected)
        }
        guard let known = units.first(where: { $0.name == suffix }) else {
            let same = units.first { $0.name.lowercased() == suffix.lowercased() }
            let meant = suffix.isEmpty ? units[0] : same
            throw Misread(
                problem: "\(shown), with the limit `\(Excerpt.of(String(text)))`", expected: expected,
                suggestion: meant.map { "\(digits)\($0.name)" })
        }
        return (amount * known.factor).doubleValue
    }

    private static func isNumber(_ text: Substring) -> Bool {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        return (1...2).contains(halves.count) && halves.allSatisfy { !$0.isEmpty } && halves[0].utf8.count <= 12
            && (halves.count == 1 || halves[1].utf8.count <= 9)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// What a threshold looks like.
    static let form = {
        let blanks = " *"
        let statistics = TrialStatistic.allCases.map(\.rawValue).joined(separator: "|")
        func escaped(_ name: String) -> String { name.replacing(".", with: "\\.") }
        var namesByUnit: [String: [String]] = [:]
        for metric in Metric.all { namesByUnit[metric.unit, default: []].append(escaped(metric.name.text)) }
        var ways = namesByUnit.sorted { $0.key < $1.key }.map { unit, names in
            way("(?:\(names.joined(separator: "|")))(?:\\.(?:\(statistics)))?", unit: unit)
        }
        ways.append(way("probability", unit: "1"))
        func way(_ subject: String, unit: String) -> String {
            let names = units(of: unit).map(\.name).joined(separator: "|")
            return "\(subject)\(blanks)[<>]=?\(blanks)[0-9]{1,12}(?:\\.[0-9]{1,9})?\(blanks)(?:\(names))"
        }
        return TextForm(
            name: "threshold", words: words, pattern: "^\(blanks)(?:\(ways.joined(separator: "|")))\(blanks)$",
            length: 1...longest)
    }()
}

extension Field {
    /// A limit to the answer.
    func threshold() -> Threshold? {
        if let recorder {
            recorder.note(.text(ThresholdText.form))
            return nil
        }
        guard let text = text(expected: ThresholdText.words) else { return nil }
        do throws(Misread) {
            return try ThresholdText.read(text)
        } catch {
            report(error.problem, expected: error.expected, suggestion: error.suggestion)
            return nil
        }
    }
}
