import ScanModel
import Studies
import Testing

@Suite struct StaggerCalendarTests {
    @Test func slotsFollowOneAnother() throws {
        let first = try #require(CalendarDay("2026-12-30"))
        let calendar = StaggerCalendar(days: 3, slotMinutes: 720, first: first, blackouts: [])
        #expect(calendar.slots.map(\.number) == [1, 2, 3, 4, 5, 6])
        #expect(calendar.slots.map(\.day) == [0, 0, 1, 1, 2, 2])
        #expect(calendar.slots.map(\.minute) == [0, 720, 0, 720, 0, 720])
        #expect(calendar.slots[4].date == CalendarDay("2027-01-01"))
        // 2026-12-30 is a Wednesday.
        #expect(calendar.slots.map(\.weekday) == [4, 4, 5, 5, 6, 6])
        #expect(calendar.open == Array(0..<6) && calendar.repeats)
    }

    @Test func withoutADayARoundOfWeeksBeginsOnAMonday() throws {
        let weekend = try #require(BlackoutWindow("Sat 00:00-Sun 24:00"))
        let dated = try #require(BlackoutWindow("2026-12-24/2026-12-26"))
        let calendar = StaggerCalendar(days: 14, slotMinutes: 1440, first: nil, blackouts: [weekend, dated])
        #expect(calendar.slots.map(\.weekday).prefix(8) == [2, 3, 4, 5, 6, 7, 1, 2])
        #expect(calendar.open == [0, 1, 2, 3, 4, 7, 8, 9, 10, 11])
        #expect(calendar.windowsNotLookedAt == 1 && calendar.repeats)
        // Five days do not fall on the same weekdays again.
        #expect(!StaggerCalendar(days: 5, slotMinutes: 1440, first: nil, blackouts: [weekend]).repeats)
        #expect(StaggerCalendar(days: 5, slotMinutes: 1440, first: nil, blackouts: []).slots[0].weekday == nil)
    }

    @Test func windowsWithDatesHoldForOneRound() throws {
        let dated = try #require(BlackoutWindow("2026-12-24T18:00Z/2026-12-26T06:00Z"))
        let first = try #require(CalendarDay("2026-12-21"))
        let calendar = StaggerCalendar(days: 7, slotMinutes: 360, first: first, blackouts: [dated])
        #expect(calendar.slots.filter { $0.blackout != nil }.map(\.number) == [16, 17, 18, 19, 20, 21])
        #expect(!calendar.repeats && calendar.windowsNotLookedAt == 0)
    }
}
