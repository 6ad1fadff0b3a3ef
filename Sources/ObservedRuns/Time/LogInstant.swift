import ScanModel

/// An instant that a log tells, and how finely.
///
/// Read are ISO 8601 in its extended form with a zone (`2025-03-01T04:00:00Z`, `2025-03-01T04:00:00.123+01:00`), as CloudTrail,
/// EventBridge and version 2 of the AWS client write it, and seconds since 1970 (`1740801600.123`), as version 1 writes it.
/// Nothing is guessed: a time without a zone, a 25th hour or a 30th of February is refused. A leap second (`:60`) counts as
/// the second after it, as POSIX time has it.
struct LogInstant: Hashable, Sendable {
    /// Since 1970-01-01T00:00:00Z, exact; from 0 to the end of the year 9999.
    var seconds: Rational
    /// Length of the last digit: 1 for whole seconds, 1/1000 for milliseconds. The instant lies at `seconds` or up to
    /// this much later, because clocks that are read are cut off and not rounded.
    var resolution: Rational

    /// Digits behind the point that are read; more are refused.
    static let fractionDigitsMax = 9
    /// 9999-12-31T23:59:59Z.
    static let secondsMax = 253_402_300_799

    init(seconds: Rational, resolution: Rational) {
        self.seconds = seconds
        self.resolution = resolution
    }

    /// Reads either form; nil if the text is none of them.
    ///
    /// - Complexity: O(length), and texts of more than 40 bytes are refused at once.
    init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(41))
        guard bytes.count <= 40 else { return nil }
        var cursor = DigitCursor(bytes: bytes)
        let isDate = bytes.count > 4 && bytes[4] == UInt8(ascii: "-")
        guard let instant = isDate ? cursor.date() : cursor.epoch(), cursor.isAtEnd else { return nil }
        self = instant
    }

    /// The minute that holds the instant, as `2025-03-01T04:05Z`.
    var minute: String { LogInstant.minuteText(wholeMinutes) }

    /// Whole minutes since 1970.
    var wholeMinutes: Int { Int(seconds.numerator / seconds.denominator) / 60 }

    static func minuteText(_ minutes: Int) -> String {
        let (year, month, day) = CivilDay.civil(of: minutes / 1440)
        let minute = minutes % 1440
        return
            "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(padded(minute / 60, 2)):\(padded(minute % 60, 2))Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// How long from one instant to another, as an observation of one duration: the true length is above
    /// `duration - resolution` and at most `duration`.
    ///
    /// Both instants are cut off, so that the difference of what is written is off by less than a digit either way: for
    /// whole seconds the true length of `n` lies within `n - 1` and `n + 1`.
    ///
    /// - Returns: nil if `end` is before `start`; resolution nil where it is finer than a hundredth of a second.
    static func length(from start: LogInstant, to end: LogInstant) -> (duration: Seconds, resolution: Seconds?)? {
        let difference = end.seconds - start.seconds
        guard difference >= .zero else { return nil }
        let slack = start.resolution + end.resolution
        if slack <= Rational(1, over: 50) { return (Seconds(difference), nil) }
        let duration = difference + end.resolution
        return (Seconds(duration), Seconds(min(duration, slack)))
    }
}

/// Reads digits one after the other.
private struct DigitCursor {
    var bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    mutating func skip(_ byte: Character) -> Bool {
        guard position < bytes.count, bytes[position] == byte.asciiValue else { return false }
        position += 1
        return true
    }

    /// A number of just so many digits.
    mutating func digits(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard position < bytes.count, let digit = digit(bytes[position]) else { return nil }
            value = value * 10 + digit
            position += 1
        }
        return value
    }

    /// All digits that follow, at least one and at most `most`.
    mutating func run(_ most: Int) -> (value: Int, count: Int)? {
        var value = 0
        var count = 0
        while position < bytes.count, let digit = digit(bytes[position]) {
            guard count < most else { return nil }
            value = value * 10 + digit
            count += 1
            position += 1
        }
        return count == 0 ? nil : (value, count)
    }

    private func digit(_ byte: UInt8) -> Int? {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte - UInt8(ascii: "0")) : nil
    }

    /// `2025-03-01T04:00:00.123+01:00`
    mutating func date() -> LogInstant? {
        guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2), skip("T"),
            let hour = digits(2), skip(":"), let minute = digits(2), skip(":"), let second = digits(2),
            let days = CivilDay.days(year: year, month: month, day: day), hour < 24, minute < 60, second <= 60,
            let fraction = fraction(), let offset = zone()
        else { return nil }
        return LogInstant(whole: days * 86_400 + hour * 3600 + minute * 60 + second - offset, fraction: fraction)
    }

    /// Seconds east of Greenwich.
    private mutating func zone() -> Int? {
        if skip("Z") { return 0 }
        let isEast = skip("+")
        guard isEast || skip("-"), let hours = digits(2) else { return nil }
        _ = skip(":")
        guard let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
        return (isEast ? 1 : -1) * (hours * 3600 + minutes * 60)
    }

    /// `1740801600.123`
    mutating func epoch() -> LogInstant? {
        guard let whole = run(12), let fraction = fraction() else { return nil }
        return LogInstant(whole: whole.value, fraction: fraction)
    }

    private mutating func fraction() -> (value: Int, digits: Int)? {
        guard skip(".") else { return (0, 0) }
        return run(LogInstant.fractionDigitsMax).map { ($0.value, $0.count) }
    }
}

extension LogInstant {
    fileprivate init?(whole: Int, fraction: (value: Int, digits: Int)) {
        guard (0...LogInstant.secondsMax).contains(whole) else { return nil }
        let scale = (0..<fraction.digits).reduce(1) { power, _ in power * 10 }
        seconds = Rational(Int128(whole) * Int128(scale) + Int128(fraction.value), over: Int128(scale))
        resolution = Rational(1, over: Int128(scale))
    }
}

/// Days of the Gregorian calendar, counted from 1970-01-01.
///
/// By Howard Hinnant's `days_from_civil` and `civil_from_days`
/// (https://howardhinnant.github.io/date_algorithms.html), for years from 0 on.
enum CivilDay {
    private static let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// nil if the year has no such day.
    static func days(year: Int, month: Int, day: Int) -> Int? {
        guard (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        guard day <= lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) else { return nil }
        // The year begins in March, so that the day that comes and goes is its last.
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day of so many days after 1970-01-01, at least 0.
    static func civil(of days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }
}
