import ScanModel
import Testing

@testable import PriceLists

@Suite("Ages of prices")
struct PriceAgeTests {
    private let day = CalendarDay("2026-11-29")!

    private func shown(_ date: String, _ confidence: Confidence = .documented) -> ShownPrice {
        ShownPrice(
            item: .gp3, region: "us-east-1",
            price: Price(
                amount: Dollars(Rational(8, over: 100)),
                provenance: Provenance(source: "a list", date: date, confidence: confidence)), on: day)
    }

    @Test(
        "A date counts from the first day that it may mean",
        arguments: [
            ("2026-11-29", 0), ("2026-11-28", 1), ("2026-11", 28), ("2026", 332), ("2025-11-29", 365),
            ("2024-02-29", 1004),
            ("2026-12-05", 0),
        ])
    func ages(date: String, age: Int) {
        #expect(shown(date).age == age)
    }

    @Test("What is no date has no age", arguments: ["undated", "", "2026-13", "26-11-29", "2026-11-31", "yesterday"])
    func undated(date: String) {
        #expect(shown(date).age == nil)
        #expect(shown(date).isStale(after: 100_000))
        #expect(PriceDate.isDate(date) == (date == "undated"))
    }

    @Test("The limit itself is not stale, and shares of a day count")
    func limit() {
        let old = shown("2026-08-31")
        #expect(old.age == 90)
        #expect(!old.isStale(after: 90))
        #expect(old.isStale(after: Rational(179, over: 2)))
    }

    @Test("What the user states is never stale")
    func stated() {
        #expect(!shown("", .stated).isStale(after: 1))
        #expect(!shown("2001-01-01", .stated).isStale(after: 1))
    }

    @Test("Those without a date come first, then the oldest")
    func order() {
        let prices = ["2026-11-01", "undated", "2020", "2026-11-28"].map { shown($0) }
        #expect(prices.stale(after: 5).map(\.price.provenance.date) == ["undated", "2020", "2026-11-01"])
    }
}
