public import ScanModel

/// Days of one calendar month (UTC) that a bill is compared for.
public struct BillingPeriod: Hashable, Sendable, CustomStringConvertible {
    public let first: CalendarDay
    /// The last day, which belongs to it.
    public let last: CalendarDay
    /// Whether the days were stated, not only the month.
    public let isStated: Bool

    /// - Returns: nil unless both lie in one month, in this order.
    public init?(first: CalendarDay, last: CalendarDay, isStated: Bool) {
        guard first <= last, (first.year, first.month) == (last.year, last.month) else { return nil }
        self.first = first
        self.last = last
        self.isStated = isStated
    }

    /// A month, `2026-10`, or days of one, `2026-10-01..2026-10-12`; nil for anything else.
    public init?(_ text: String) {
        let ends = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        if ends.count == 2 {
            guard let first = CalendarDay(ends[0]), let last = CalendarDay(ends[1]) else { return nil }
            self.init(first: first, last: last, isStated: true)
        } else {
            guard let first = CalendarDay("\(text)-01"), let month = BillingPeriod(monthOf: first) else { return nil }
            self = month
        }
    }

    /// The month of a day.
    init?(monthOf day: CalendarDay) {
        guard let first = CalendarDay(year: day.year, month: day.month, day: 1) else { return nil }
        let last = (28...31).reversed().lazy.compactMap { CalendarDay(year: day.year, month: day.month, day: $0) }.first
        guard let last else { return nil }
        self.init(first: first, last: last, isStated: false)
    }

    /// Days of it.
    public var days: Int { last.day - first.day + 1 }

    /// Days of its month.
    public var monthDays: Int { BillingPeriod(monthOf: first)?.last.day ?? last.day }

    /// Its month as `2026-10`.
    public var month: String { String(first.description.prefix(7)) }

    public var description: String {
        days == monthDays ? month : first == last ? first.description : "\(first) to \(last)"
    }

    /// Where it begins and ends, in seconds since 1970-01-01 UTC.
    var seconds: Range<Int64> {
        let start = Int64(first.daysSince1970) * 86_400
        return start..<start + Int64(days) * 86_400
    }
}
