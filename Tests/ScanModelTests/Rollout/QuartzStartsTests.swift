import ScanModel
import Testing

@Suite struct QuartzStartsTests {
    private func days(_ schedule: String, from first: String = "2026-01-05", count: Int = 35) throws -> [Int] {
        let day = try #require(CalendarDay(first))
        return try QuartzSchedule(schedule).starts(from: day, days: count).map { Int($0 / 86_400) }
    }

    @Test func weekdays() throws {
        // Known days: the epoch, a leap day, and a century that is no leap year.
        #expect(CalendarDay("1970-01-01")?.weekday == 5)
        #expect(CalendarDay("2024-02-29")?.weekday == 5)
        #expect(CalendarDay("2100-03-01")?.weekday == 2)
        #expect(CalendarDay.standardFirst.weekday == 2)
    }

    @Test func timesOfADay() throws {
        let day = CalendarDay.standardFirst
        #expect(try QuartzSchedule("0 0 2 ? * * *").starts(from: day, days: 2) == [7200, 93_600])
        #expect(try QuartzSchedule("30 15,45 0/12 ? * *").starts(from: day, days: 1) == [930, 2730, 44_130, 45_930])
        #expect(try QuartzSchedule("0 0 22-1 ? * *").starts(from: day, days: 1) == [0, 3600, 79_200, 82_800])
    }

    /// The first day is a Monday, the 5th of January 2026.
    @Test func daysOfTheWeek() throws {
        #expect(try days("0 0 2 ? * MON,THU *", count: 14) == [0, 3, 7, 10])
        #expect(try days("0 0 2 ? * 2-4 *", count: 9) == [0, 1, 2, 7, 8])
        #expect(try days("0 0 2 ? * FRI-SUN *", count: 7) == [4, 5, 6])
        #expect(try days("0 0 2 ? * L *", count: 14) == [5, 12])
        // Last Friday of January: the 30th. Third Wednesday: the 21st.
        #expect(try days("0 0 2 ? 1 6L *") == [25])
        #expect(try days("0 0 2 ? 1 4#3 *") == [16])
    }

    @Test func daysOfTheMonth() throws {
        #expect(try days("0 0 2 10,20/5 JAN ? *") == [5, 15, 20, 25])
        // The 31st of January 2026 is a Saturday.
        #expect(try days("0 0 2 L 1 ? *") == [26])
        #expect(try days("0 0 2 LW 1 ? *") == [25])
        #expect(try days("0 0 2 L-3 1 ? *") == [23])
        // The 17th is a Saturday, the 18th a Sunday, the 1st of February a Sunday.
        #expect(try days("0 0 2 17W 1 ? *") == [11])
        #expect(try days("0 0 2 18W 1 ? *") == [14])
        #expect(try days("0 0 2 1W 2 ? *") == [28])
        #expect(try days("0 0 2 ? * * 2027") == [])
    }
}
