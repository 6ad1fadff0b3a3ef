internal import ScanModel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The calendar on the wall.
enum Today {
    /// Seconds since the beginning of 1970 in UTC; 0 where the clock is before it.
    static var seconds: Int { max(0, time(nil)) }

    /// The day that it is in UTC; 1970-01-01 where the clock is before it.
    static var day: CalendarDay { day(seconds) }

    /// The day of an instant, in seconds since the beginning of 1970.
    static func day(_ seconds: Int) -> CalendarDay {
        guard let first = CalendarDay(year: 1970, month: 1, day: 1) else { preconditionFailure("no first day") }
        return first.adding(days: max(0, seconds) / 86_400) ?? first
    }
}
