import Estimation
import ScanModel
import Testing

@Suite("Range of the bill")
struct BillRangeTests {
    private func range(_ pricing: Pricing, _ ledger: UsageLedger) -> BillRange {
        BillRange(ledger, pricing: pricing, makespan: 3600, interval: nil)
    }

    /// 10 scanner hours at 0.1, a GiB-month of root volumes and one of volumes at 0.08, 10 of snapshots at 0.05: 1.66.
    private var ledger: UsageLedger {
        var ledger = UsageLedger()
        let month = Rational(730 * 3600)
        ledger.add(36_000, of: .scannerSeconds, in: "us-east-1")
        ledger.add(month, of: .scannerRootGiBSeconds, in: "us-east-1")
        ledger.add(month, of: .volumeGiBSeconds, in: "us-east-1")
        ledger.add(month * 10, of: .snapshotGiBSeconds, in: "us-east-1")
        return ledger
    }

    private func near(_ found: Double?, _ expected: Double) -> Bool {
        found.map { abs($0 - expected) < 1e-12 } ?? false
    }

    @Test("each driver alone, sorted by effect, and all together")
    func tornado() throws {
        var pricing = TestPricing.pricing(stored: Rational(6, over: 10))
        pricing.snapshotStoredRange = Rational(2, over: 10)...1
        pricing.scannerRootRange = Rational(1, over: 2)...4
        pricing.bill = BillSettings(
            parts: [.spot], homeRegion: "us-east-1",
            inputs: [
                .spotPriceFactor: BillInput(
                    value: Rational(1, over: 2), range: Rational(1, over: 4)...Rational(3, over: 4),
                    provenance: .stated(at: "x"))
            ])
        // 0.5 of scanners, 0.08 of root volumes, 0.08 of volumes, 0.3 of snapshots.
        let range = range(pricing, ledger)
        #expect(near(range.mid, 0.96))
        #expect(
            range.drivers.map(\.name) == [
                "bill.quantities.spotPriceFactor", "prices.snapshotStoredFraction", "scanner.rootVolume",
            ])
        let expected = [(0.71, 1.21), (0.76, 1.16), (0.92, 1.2)]
        for (driver, (low, high)) in zip(range.drivers, expected) {
            #expect(near(driver.atLow, low) && near(driver.atHigh, high), "\(driver)")
        }
        #expect(near(range.low, 0.96 - 0.25 - 0.2 - 0.04))
        #expect(near(range.high, 0.96 + 0.25 + 0.2 + 0.24))
        #expect(range.missing.isEmpty)
    }

    @Test("what the user states is not varied, and what has no effect is not listed")
    func stated() {
        var pricing = TestPricing.pricing(root: nil)
        pricing.scannerRootRange = Rational(1, over: 2)...4
        let range = range(pricing, ledger)
        #expect(range.drivers.isEmpty)
        #expect(range.low == range.mid && range.mid == range.high)
    }

    @Test("a price on which sources disagree goes from the lower to the higher figure")
    func disputed() throws {
        var pricing = TestPricing.pricing()
        pricing.book.set(
            Price(
                amount: Dollars(Rational(1, over: 10)), provenance: .stated(at: "x"),
                otherAmount: Dollars(Rational(1, over: 20))),
            for: TestPricing.scanner, region: "us-east-1")
        let range = range(pricing, ledger)
        #expect(range.drivers.map(\.name) == ["price of scanner:hour"])
        #expect(near(range.drivers[0].atLow, 1.16) && near(range.drivers[0].atHigh, 1.66))
        #expect(near(range.low, 1.16) && near(range.high, 1.66))
    }

    @Test("an end without a price leaves that side unknown and names what is missing")
    func missing() {
        var pricing = TestPricing.pricing()
        pricing.bill = BillSettings(
            parts: [.network], homeRegion: "us-east-1",
            inputs: [.natGatewaysPerRegion: BillInput(value: 0, range: 0...1, provenance: .stated(at: "x"))])
        var ledger = ledger
        ledger.add(3600, of: .regionOpenSeconds, in: "us-east-1")
        let range = range(pricing, ledger)
        #expect(near(range.mid, 1.66) && near(range.low, 1.66))
        #expect(range.high == nil)
        #expect(range.drivers.map(\.atHigh) == [nil])
        #expect(range.missing.map(\.item) == [.natGatewayHour, .publicAddressHour])
    }

    @Test("a bill without a total has no range")
    func incomplete() {
        var ledger = ledger
        ledger.add(1, of: .volumeGiBSeconds, in: BillLinesTests.away)
        let range = range(TestPricing.pricing(), ledger)
        #expect(range.mid == nil && range.low == nil && range.high == nil)
    }
}
