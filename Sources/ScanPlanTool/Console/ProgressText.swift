/// How far some work is, in one line that fits.
struct ProgressText {
    var title: String
    /// What is counted, in the plural.
    var unit: String
    var done: Int
    /// nil: nobody knows how much there is.
    var total: Int?
    /// Units a second; nil while nothing is known.
    var rate: Double?
    /// Seconds since the work began.
    var elapsed: Double

    /// The fullest form of at most `width` columns; the barest one is cut.
    func line(width: Int) -> String {
        let forms = forms
        return forms.first { $0.count <= width } ?? String((forms.last ?? "").prefix(max(0, width)))
    }

    private var forms: [String] {
        guard let total, total > 0 else {
            let since = ProgressText.duration(elapsed)
            return ["\(title): \(since)", since]
        }
        let count = "\(ProgressText.grouped(done)) of \(ProgressText.grouped(total)) \(unit)"
        // Downwards, so that what is not done is not called so.
        let share = "\(Int(Double(done) / Double(total) * 100)) %"
        guard let rate, rate > 0 else {
            let since = ProgressText.duration(elapsed)
            return ["\(title): \(count), for \(since)", "\(title): \(share), for \(since)", share]
        }
        let left = ProgressText.duration(Double(total - done) / rate)
        return [
            "\(title): \(count), \(ProgressText.spelled(rate)), \(left) left",
            "\(title): \(share), \(ProgressText.spelled(rate)), \(left) left",
            "\(title): \(share), \(ProgressText.short(rate)), \(left) left",
            "\(share), \(ProgressText.short(rate)), \(left) left", share,
        ]
    }

    /// The unit of time in which a rate is one or more, if there is one, and the rate in it.
    private static func scaled(_ rate: Double) -> (text: String, unit: String, letter: String) {
        func number(_ value: Double) -> String {
            if value >= 9.95 || value < 0.05 { return grouped(Int(min(value, 1e15).rounded())) }
            let tenths = Int((value * 10).rounded())
            return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
        }
        if rate >= 1 { return (number(rate), "second", "s") }
        if rate * 60 >= 1 { return (number(rate * 60), "minute", "min") }
        return (number(rate * 3600), "hour", "h")
    }

    /// "1,234 a second", "4.5 a minute".
    static func spelled(_ rate: Double) -> String {
        let scaled = scaled(rate)
        return "\(scaled.text) \(scaled.unit == "hour" ? "an" : "a") \(scaled.unit)"
    }

    /// "1,234/s", "4.5/min".
    static func short(_ rate: Double) -> String {
        let scaled = scaled(rate)
        return "\(scaled.text)/\(scaled.letter)"
    }

    /// "45 s", "3 min 20 s", "2 h 5 min"; rounded upwards to the smaller unit.
    static func duration(_ seconds: Double) -> String {
        let whole = Int(min(max(0, seconds), 1e12).rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min" + (whole % 60 == 0 ? "" : " \(whole % 60) s") }
        let minutes = (whole + 59) / 60
        return "\(grouped(minutes / 60)) h" + (minutes % 60 == 0 ? "" : " \(minutes % 60) min")
    }

    private static func grouped(_ value: Int) -> String {
        var digits = Array(String(value))
        var position = digits.count - 3
        while position > 0, digits[position - 1] != "-" {
            digits.insert(",", at: position)
            position -= 3
        }
        return String(digits)
    }
}
