/// A time in which no scan may run, in Coordinated Universal Time (UTC).
public enum BlackoutWindow: Hashable, Sendable, CustomStringConvertible {
    /// Minutes of a week, from Monday 00:00: `from` in 0 ..< 10,080, `to` above it and no more than a week later, so that
    /// a window may run into the next week. It comes back every week.
    case weekly(from: Int, to: Int)
    /// Minutes since 1970-01-01 00:00, `to` above `from`.
    case dated(from: Int, to: Int)

    /// Minutes of a day and of a week.
    public static let day = 1440
    public static let week = 7 * day

    /// Days of the week as windows spell them, from Monday.
    public static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// A window written as `Sat 00:00-Sun 24:00`, as `Mon 08:00-18:00`, as whole days `2026-12-24/2026-12-26`, the last one
    /// included, or as `2026-12-24T18:00Z/2026-12-27T06:00Z`; nil for anything else.
    ///
    /// The end of a weekly window that does not lie behind its start lies in the next week.
    public init?(_ text: String) {
        guard text.utf8.count <= 64 else { return nil }
        let window = text.contains("/") ? BlackoutWindow.dated(text) : BlackoutWindow.weekly(text)
        guard let window else { return nil }
        self = window
    }

    /// Whether it shares a moment with a stretch of time.
    ///
    /// - Parameters:
    ///   - start: minutes since 1970-01-01 00:00, at least 0.
    ///   - length: minutes, above 0.
    public func overlaps(start: Int, length: Int) -> Bool {
        switch self {
        case .dated(let from, let to): return start < to && start + length > from
        case .weekly(let from, let to):
            // 1970-01-01 was a Thursday.
            let inWeek = (start + 3 * BlackoutWindow.day) % BlackoutWindow.week
            // The window that began a week ago may still run, and the stretch may last to those of later weeks.
            let last = (inWeek + length) / BlackoutWindow.week + 1
            return (-1...last).contains { week in
                let shift = week * BlackoutWindow.week
                return inWeek < to + shift && inWeek + length > from + shift
            }
        }
    }

    /// The window as it is written.
    public var description: String {
        switch self {
        case .weekly(let from, let to):
            // Midnight at the end belongs to the day that it ends.
            let lastDay = (to - 1) / BlackoutWindow.day
            return
                "\(BlackoutWindow.weekdays[from / BlackoutWindow.day]) \(BlackoutWindow.clock(from % BlackoutWindow.day))-"
                + "\(BlackoutWindow.weekdays[lastDay % 7]) \(BlackoutWindow.clock(to - lastDay * BlackoutWindow.day))"
        case .dated(let from, let to):
            return "\(BlackoutWindow.instant(from))/\(BlackoutWindow.instant(to))"
        }
    }

    private static func weekly(_ text: String) -> BlackoutWindow? {
        let halves = text.split(separator: "-", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let starts = halves[0].split(separator: " ", omittingEmptySubsequences: false)
        let ends = halves[1].split(separator: " ", omittingEmptySubsequences: false)
        guard starts.count == 2, (1...2).contains(ends.count), let first = weekdays.firstIndex(of: String(starts[0])),
            let startsAt = minutes(starts[1]), startsAt < day, let endsAt = minutes(ends[ends.count - 1])
        else { return nil }
        let from = first * day + startsAt
        var to = first * day + endsAt
        if ends.count == 2 {
            guard let last = weekdays.firstIndex(of: String(ends[0])) else { return nil }
            to = last * day + endsAt
            if to <= from { to += week }
        }
        return to > from && to - from <= week ? .weekly(from: from, to: to) : nil
    }

    private static func dated(_ text: String) -> BlackoutWindow? {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard halves.count == 2 else { return nil }
        if let first = CalendarDay(halves[0]), let last = CalendarDay(halves[1]) {
            guard first <= last else { return nil }
            return .dated(from: first.daysSince1970 * day, to: (last.daysSince1970 + 1) * day)
        }
        guard let from = instant(halves[0]), let to = instant(halves[1]), from < to else { return nil }
        return .dated(from: from, to: to)
    }

    /// `2026-12-24T18:00Z` in minutes since 1970.
    private static func instant(_ text: String) -> Int? {
        guard text.hasSuffix("Z") else { return nil }
        let parts = text.dropLast().split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let date = CalendarDay(String(parts[0])), let time = minutes(parts[1]) else {
            return nil
        }
        return date.daysSince1970 * day + time
    }

    /// `08:30` in minutes, to `24:00`.
    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [2, 2], parts.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } }) else {
            return nil
        }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1) - 48 } }
        guard numbers[1] < 60, numbers[0] * 60 + numbers[1] <= day else { return nil }
        return numbers[0] * 60 + numbers[1]
    }

    private static func clock(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    private static func instant(_ minutes: Int) -> String {
        guard let first = CalendarDay(year: 1970, month: 1, day: 1), let date = first.adding(days: minutes / day) else {
            return "minute \(minutes)"
        }
        return "\(date)T\(clock(minutes % day))Z"
    }
}
