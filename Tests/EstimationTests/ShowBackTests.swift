import Estimation
import ScanModel
import TestSupport
import Testing

@Suite("Show-back")
struct ShowBackTests {
    static func holding(_ items: Int, _ volumes: Int, _ size: Int64, encrypted: Int = 0) -> Holding {
        var holding = Holding()
        (holding.items, holding.volumes, holding.sizeUnits, holding.encryptedVolumes) = (
            items, volumes, size, encrypted
        )
        return holding
    }

    @Test("shares are rounded down, and what is left goes to the largest remainders")
    func largestRemainders() {
        #expect(LargestRemainder.shares(of: 100, weights: [1, 1, 1]) == [34, 33, 33])
        #expect(LargestRemainder.shares(of: 10, weights: [1, 2, 4]) == [1, 3, 6])
        #expect(LargestRemainder.shares(of: 7, weights: [0, 5]) == [0, 7])
        #expect(LargestRemainder.shares(of: 0, weights: [3, 4]) == [0, 0])
        #expect(LargestRemainder.shares(of: 5, weights: []) == [])
        // Larger than any product of amount and weight could be.
        let large = Int128.max
        let shares = LargestRemainder.shares(of: large, weights: [1, 1_000_000_000_000, 2])
        #expect(shares.reduce(0, +) == large && shares[1] > large / 1_000_000 * 999_999)
    }

    @Test("shares of any amount add up to it, and none is off by one or more")
    func shareProperty() {
        var dice = Dice(seed: 5)
        for _ in 0..<2000 {
            let amount = Int128(dice.roll(0...1_000_000_000_000_000_000))
            let weights = (0..<dice.roll(1...40)).map { _ in Int128(dice.roll(0...1_000_000_000) >> dice.roll(0...28)) }
            let total = weights.reduce(0, +)
            guard total > 0 else { continue }
            let shares = LargestRemainder.shares(of: amount, weights: weights)
            #expect(shares.reduce(0, +) == amount)
            for (share, weight) in zip(shares, weights) {
                let error = share * total - amount * weight
                #expect(abs(error) < total, "\(amount) \(weights)")
            }
        }
    }

    @Test("scanners go by volumes, storage by size, services by instances, and all of it adds up")
    func bases() throws {
        let values: [BillQuantity: Rational] = [
            .transitionsPerItem: 1, .keyRequestsPerEncryptedVolume: 1, .natGatewaysPerRegion: 1, .spotPriceFactor: 1,
        ]
        var ledger = BillLinesTests.ledger()
        ledger.add(730 * 3600, of: .volumeGiBSeconds, in: BillLinesTests.home)
        var pricing = BillLinesTests.pricing(values)
        pricing.book.set(
            Price(amount: Dollars(1), provenance: .stated(at: "x")), for: TestPricing.volume,
            region: PriceBook.everywhere)
        let estimate = CostEstimator.estimate(ledger, pricing: pricing, makespan: 7200, interval: Seconds(86_400))
        let showBack = ShowBack(
            by: "account", estimate: estimate, usage: ledger,
            holdings: [
                (
                    "b",
                    [
                        BillLinesTests.home: Self.holding(4, 9, 150, encrypted: 1),
                        BillLinesTests.away: Self.holding(4, 4, 100),
                    ]
                ),
                ("a", [BillLinesTests.home: Self.holding(6, 3, 450, encrypted: 4)]),
                (nil, [:]),
            ])
        #expect(showBack.shares.map(\.name) == ["a", "b", nil])
        // a: 1/4 of an hour of scanners and 1/4 of 24 h of gateway and address at home, 3/4 of a GiB-month, 4 of 5 key
        // requests, 6 of 14 transitions.
        let a = 0.25 / 8 + 2 * 0.25 * 24 / 8 + 0.75 + 4.0 / 8 + 6.0 / 8
        let b = 0.75 / 8 + 0.2 / 8 + 2 * 0.75 * 24 / 8 + 2 * 24.0 / 8 + 0.25 + 1.0 / 8 + 8.0 / 8
        let nano = try showBack.shares.map { try #require($0.nanoDollars) }
        #expect(abs(Double(nano[0]) - a * 1e9) <= 8)
        #expect(abs(Double(nano[1]) - b * 1e9) <= 8)
        #expect(nano[2] == 0)
        #expect(nano.reduce(0, +) == showBack.nanoDollars)
        #expect(abs(Double(try #require(showBack.nanoDollars)) / 1e9 - (try #require(estimate.perCycle))) < 1e-7)
        #expect(abs(showBack.shares[0].scannerHours - 0.25) < 1e-12)
        #expect(abs(showBack.shares[1].scannerHours - 0.95) < 1e-12)
        #expect(abs(showBack.shares[0].storedGiBHours - 547.5) < 1e-9)
    }

    @Test("random bills are shared out to the last billionth")
    func randomBills() throws {
        var dice = Dice(seed: 6)
        for _ in 0..<100 {
            func number(_ limit: Int) -> Rational { Rational(Int128(dice.roll(0...limit)), over: 7) }
            var ledger = UsageLedger()
            let regions = [BillLinesTests.home, BillLinesTests.away, "ap-south-1"]
            for region in regions {
                for kind in [
                    UsageKind.scannerSeconds, .items, .volumes, .encryptedVolumes, .volumeGiB, .launches, .regions,
                ] { ledger.add(number(1_000_000), of: kind, in: region) }
            }
            let values = Dictionary(uniqueKeysWithValues: BillQuantity.allCases.map { ($0, number(50)) })
            let estimate = CostEstimator.estimate(
                ledger, pricing: BillLinesTests.pricing(values), makespan: 10, interval: Seconds(86_400))
            // The third region may be one where nobody holds anything.
            let holdings = (0..<dice.roll(1...12)).map { party in
                let held = regions.prefix(dice.roll(0...3)).map {
                    ($0, Self.holding(dice.roll(0...9), dice.roll(0...9), 7))
                }
                return (name: Optional("\(party)"), byRegion: Dictionary(uniqueKeysWithValues: held))
            }
            let showBack = ShowBack(by: "x", estimate: estimate, usage: ledger, holdings: holdings)
            let sum = showBack.shares.reduce(Int128(0)) { $0 + ($1.nanoDollars ?? 0) }
            let lines = estimate.lines.reduce(Int128(0)) { $0 + Int128(($1.amount * 1e9).rounded()) }
            #expect(sum == lines)
            #expect(showBack.nanoDollars == lines)
        }
    }

    @Test("without a total nobody has a share")
    func incomplete() {
        var ledger = BillLinesTests.ledger()
        ledger.add(1, of: .volumeGiBSeconds, in: BillLinesTests.away)
        let estimate = CostEstimator.estimate(
            ledger, pricing: TestPricing.pricing(), makespan: 1, interval: nil)
        let showBack = ShowBack(
            by: "account", estimate: estimate, usage: ledger,
            holdings: [("a", ["us-east-1": Self.holding(1, 1, 1)])])
        #expect(showBack.nanoDollars == nil && showBack.shares.map(\.nanoDollars) == [nil])
    }
}
