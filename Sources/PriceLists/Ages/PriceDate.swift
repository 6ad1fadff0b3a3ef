public import ScanModel

/// The day that a price is of, and how old it is.
public enum PriceDate {
    /// What stands for a date where a source has none.
    public static let undated = "undated"

    /// The first day that a date may mean: itself, or the first one of a month or year (ISO 8601); nil for anything else.
    ///
    /// So a price is never taken for fresher than it may be.
    public static func firstDay(of date: String) -> CalendarDay? {
        switch date.utf8.count {
        case 4: CalendarDay(date + "-01-01")
        case 7: CalendarDay(date + "-01")
        default: CalendarDay(date)
        }
    }

    /// Whether a text is a day, month, year or ``undated``.
    static func isDate(_ text: String) -> Bool { text == undated || firstDay(of: text) != nil }

    /// Whole days from the price's date to a day, 0 for a date after it; nil for a price without a date.
    public static func age(of provenance: Provenance, on day: CalendarDay) -> Int? {
        firstDay(of: provenance.date).map { max(0, day.daysSince1970 - $0.daysSince1970) }
    }
}
