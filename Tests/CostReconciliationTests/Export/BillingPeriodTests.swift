import Testing

@testable import CostReconciliation

@Suite struct BillingPeriodTests {
    @Test(arguments: [("2026-10", 31, 31), ("2024-02", 29, 29), ("2026-02", 28, 28), ("2026-10-05..2026-10-05", 1, 31)])
    func tellsDays(text: String, days: Int, monthDays: Int) throws {
        let period = try #require(BillingPeriod(text))
        #expect(period.days == days)
        #expect(period.monthDays == monthDays)
        #expect(period.seconds.upperBound - period.seconds.lowerBound == Int64(days) * 86_400)
    }

    @Test(arguments: [
        "", "2026", "2026-13", "2026-10-01", "2026-10-02..2026-10-01", "2026-10-31..2026-11-01", "2026-10..2026-11",
        "2026-02-01..2026-02-29", "2026-10-01...2026-10-02",
    ])
    func refusesOtherTexts(text: String) { #expect(BillingPeriod(text) == nil) }
}

@Suite struct ChargeTimeTests {
    private static func seconds(_ text: String) -> Int64? { ChargeTime.seconds(text.utf8) }

    @Test(arguments: [
        "2026-10-01T00:00:00Z", "2026-10-01 00:00:00", "2026-10-01T00:00:00.000Z", "2026-10-01", "2026-10-01T00:00:00",
        "2026-10-01 00:00:00.000000 UTC", "2026-10-01T00:00:00+00:00",
    ])
    // `date -u -d 2026-10-01 +%s`
    func readsTheSameTime(text: String) { #expect(Self.seconds(text) == 1_790_812_800) }

    @Test(arguments: [
        "", "2026-10-01T", "2026-10-01T24:00:00Z", "2026-10-01T00:60:00Z", "2026-10-01T00:00:00+02:00", "01.10.2026",
        "2026-10-01T00:00:00.Z", "2026-02-30", "1969-12-31", "2026-10-01X00:00:00",
    ])
    func refusesOtherTexts(text: String) { #expect(Self.seconds(text) == nil) }
}
