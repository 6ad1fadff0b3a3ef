import ScanModel
import Studies
import Testing

@Suite struct GrowthForecastTests {
    private let monthly = GrowthRate(share: 0.03, period: .month)

    @Test func monthsAreCountedBySize() {
        // 1.03^15 = 1.558, 1.03^16 = 1.605
        let forecast = GrowthForecast(1.6, rate: monthly, from: CalendarDay("2027-01-31"))
        #expect(forecast.periodsKept == 15)
        // The sixteenth month begins when fifteen are over, in a month of 30 days.
        #expect(forecast.reached == CalendarDay("2028-04-30"))
        #expect(GrowthForecast(1.6, rate: monthly, from: nil).reached == nil)
    }

    @Test func theSizeItselfIsKept() {
        let double = GrowthRate(share: 1, period: .week)
        #expect(GrowthForecast(8, rate: double, from: nil).periodsKept == 3)
        #expect(GrowthForecast(7.99, rate: double, from: nil).periodsKept == 2)
        #expect(GrowthForecast(1, rate: double, from: nil).periodsKept == 0)
        #expect(GrowthForecast(8, rate: double, from: CalendarDay("2026-12-07")).reached == CalendarDay("2026-12-28"))
    }

    @Test func aFleetThatIsTooLargeIsSoNow() {
        let day = CalendarDay("2026-12-07")
        for factor in [nil, 0.9] {
            let forecast = GrowthForecast(factor, rate: monthly, from: day)
            #expect(forecast.periodsKept == nil && forecast.reached == day)
        }
    }

    @Test func nobodyPlansAHundredYears() {
        let slow = GrowthRate(share: 1e-9, period: .week)
        let forecast = GrowthForecast(2, rate: slow, from: CalendarDay("2026-12-07"))
        #expect(forecast.isEndless && forecast.reached == nil)
    }
}
