internal import Calibration
internal import ScanModel
internal import Statistics

/// How calibrations are worded.
enum CalibrationWording {
    /// The day of an instant, in UTC.
    static func day(_ instant: Rational) -> String {
        let days = Int(instant.floor) / 86400
        return CalendarDay(year: 1970, month: 1, day: 1)?.adding(days: days)?.description ?? "\(days) days after 1970"
    }

    /// The second of an instant, in UTC.
    static func instant(_ instant: Rational) -> String {
        let seconds = Int(instant.floor) % 86400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day(instant))T\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))Z"
    }

    /// Three significant digits, without an exponent.
    static func number(_ value: Double) -> String {
        guard value.isFinite, value.magnitude >= 1e-9 else { return "0" }
        var (places, scale) = (0, 1.0)
        while value.magnitude * scale < 99.95, places < 9 {
            scale *= 10
            places += 1
        }
        return Wording.trimmed(value, places: places)
    }

    /// A number with its interval.
    static func number(_ number: FittedNumber, unit: String) -> String {
        let (low, high) = (number.interval.low, number.interval.high)
        let end = high < 1e7 ? self.number(high) : "…"
        return "\(self.number(number.value))\(unit) (\(self.number(low)) to \(end))"
    }

    static func probability(_ p: Double) -> String { p < 0.01 ? "below 0.01" : Wording.trimmed(p, places: 2) }

    static func percent(_ share: Double?) -> String { share.map { Wording.percent($0) } ?? "-" }

    static func share(_ share: ObservedShare) -> String {
        guard let found = share.share, let interval = share.interval else { return "-" }
        return "\(Wording.percent(found)) (\(Wording.percent(interval.low)) to \(Wording.percent(interval.high)))"
    }
}
