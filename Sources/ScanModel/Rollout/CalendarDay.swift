/// A day of the Gregorian calendar, without a time zone.
public struct CalendarDay: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Years that can be told: four digits.
    private static let years = 1970...9999

    public let year: Int
    /// 1 ... 12
    public let month: Int
    /// 1 ... 31, as the month has them.
    public let day: Int

    /// nil if there is no such day, or if it lies outside the years 1970 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard CalendarDay.years.contains(year), (1...12).contains(month),
            (1...CalendarDay.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// A day written as `2026-11-21` (ISO 8601); nil for anything else.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.count) == [4, 2, 2],
            parts.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1) - 48 } }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// The day that lies so many whole days later; nil beyond the year 9999. Complexity: O(years).
    public func adding(days count: Int) -> CalendarDay? {
        guard count >= 0, count < 4_000_000 else { return nil }
        var year = self.year
        var rest = CalendarDay.ordinal(month, day, year) + count
        while rest > CalendarDay.days(in: year) {
            rest -= CalendarDay.days(in: year)
            year += 1
        }
        var month = 1
        while rest > CalendarDay.days(inMonth: month, of: year) {
            rest -= CalendarDay.days(inMonth: month, of: year)
            month += 1
        }
        return CalendarDay(year: year, month: month, day: rest)
    }

    public var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }

    public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func days(in year: Int) -> Int { isLeap(year) ? 366 : 365 }

    /// Days from 1970-01-01 to this day. Complexity: O(years since 1970).
    public var daysSince1970: Int {
        let before = (1970..<year).reduce(0) { $0 + CalendarDay.days(in: $1) }
        return before + CalendarDay.ordinal(month, day, year) - 1
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The number of the day in its year, from 1.
    private static func ordinal(_ month: Int, _ day: Int, _ year: Int) -> Int {
        (1..<month).reduce(day) { $0 + days(inMonth: $1, of: year) }
    }
}
