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
    /// The day that it is in UTC; 1970-01-01 where the clock is before it.
    static var day: CalendarDay {
        guard let first = CalendarDay(year: 1970, month: 1, day: 1) else { preconditionFailure("no first day") }
        return first.adding(days: max(0, time(nil) / 86_400)) ?? first
    }
}
