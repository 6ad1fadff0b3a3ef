import ScanModel
import Testing

@Suite struct CalendarDayTests {
    @Test(arguments: [
        ("2026-11-21", 347, "2027-11-03"), ("2024-02-28", 1, "2024-02-29"), ("2023-02-28", 1, "2023-03-01"),
        ("2026-12-31", 1, "2027-01-01"), ("2000-01-01", 366, "2001-01-01"), ("2100-02-28", 1, "2100-03-01"),
        ("2026-11-21", 0, "2026-11-21"), ("1970-01-01", 20_778, "2026-11-21"),
    ])
    func daysAreAdded(from: String, count: Int, to: String) {
        #expect(CalendarDay(from)?.adding(days: count)?.description == to)
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-01", "1969-12-31", "20261121", "", "2026-11-2x",
    ])
    func othersAreNoDays(text: String) { #expect(CalendarDay(text) == nil) }

    @Test func theCalendarEndsWithFourDigits() { #expect(CalendarDay("9999-12-31")?.adding(days: 1) == nil) }
}
