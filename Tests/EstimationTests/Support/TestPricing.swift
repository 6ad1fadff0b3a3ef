import ScanModel

/// Prices for tests: everything in `us-east-1`, scanners in `eu-west-1` too, and nothing else.
enum TestPricing {
    static let scanner = PriceItem(sku: "scanner:hour")
    static let root = PriceItem(sku: "root:GiB-month")
    static let volume = PriceItem(sku: "volume:GiB-month")
    static let snapshot = PriceItem(sku: "snapshot:GiB-month")

    static func provenance(_ item: PriceItem, _ region: String) -> Provenance {
        Provenance(source: "price list, \(item.sku), \(region)", date: "2024-05", confidence: .documented)
    }

    /// - Parameter hoursPerMonth: 730 as in the cloud, unless the test wants rounder numbers.
    static func pricing(
        standIn: String? = nil, stored: Rational = 1, root: PriceItem? = TestPricing.root, hoursPerMonth: Rational = 730
    ) -> Pricing {
        var book = PriceBook()
        func set(_ item: PriceItem, _ region: String, _ dollars: Rational) {
            book.set(Price(amount: Dollars(dollars), provenance: provenance(item, region)), for: item, region: region)
        }
        set(scanner, "us-east-1", Rational(1, over: 10))
        set(scanner, "eu-west-1", Rational(1, over: 5))
        set(TestPricing.root, "us-east-1", Rational(8, over: 100))
        set(volume, "us-east-1", Rational(8, over: 100))
        set(snapshot, "us-east-1", Rational(5, over: 100))
        return Pricing(
            book: book, standIn: standIn, hoursPerMonth: hoursPerMonth, scanner: scanner, scannerRoot: root,
            volume: volume, snapshot: snapshot,
            snapshotStoredFraction: Sourced(stored, .stated(at: "prices.snapshotStoredFraction")))
    }
}
