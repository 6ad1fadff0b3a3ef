import Estimation
import ScanModel
import Testing

@Suite("Cost estimator")
struct CostEstimatorTests {
    /// 10 scanner hours, 8 GiB of root volume for each of them, 730 GiB-hours of volumes and 7,300 of snapshots.
    private func ledger(_ region: String = "us-east-1") -> UsageLedger {
        var ledger = UsageLedger()
        ledger.add(36_000, of: .scannerSeconds, in: region)
        ledger.add(36_000 * 8, of: .scannerRootGiBSeconds, in: region)
        ledger.add(730 * 3_600, of: .volumeGiBSeconds, in: region)
        ledger.add(7_300 * 3_600, of: .snapshotGiBSeconds, in: region)
        ledger.add(1_234, of: .requests(action: "CreateSnapshot"), in: region)
        return ledger
    }

    private func estimate(
        _ ledger: UsageLedger, _ pricing: Pricing, makespan: Rational = 3_600, interval: Rational? = 36_000
    ) -> Estimate {
        CostEstimator.estimate(ledger, pricing: pricing, makespan: makespan, interval: interval.map { Seconds($0) })
    }

    private func close(_ found: Double, _ expected: Double) -> Bool {
        abs(found - expected) <= 1e-14 * abs(expected)
    }

    @Test("prices each kind of usage in its unit; requests cost nothing")
    func lines() throws {
        let estimate = estimate(ledger(), TestPricing.pricing())
        #expect(estimate.lines.map(\.kind) == [.scanners, .scannerRootVolumes, .volumes, .snapshots])
        #expect(estimate.lines.map(\.unit) == ["h", "GiB-month", "GiB-month", "GiB-month"])
        #expect(
            estimate.lines.map(\.item.sku) == [
                "scanner:hour", "root:GiB-month", "volume:GiB-month", "snapshot:GiB-month",
            ])
        #expect(estimate.lines.map(\.unitPrice) == [0.1, 0.08, 0.08, 0.05])
        // 10 h; 80 GiB h of 730 h; 730 GiB h of 730 h; 7,300 GiB h of 730 h.
        let quantities = [10, 80.0 / 730, 1, 10]
        let amounts = [1, 0.08 * 80 / 730, 0.08, 0.5]
        try #require(estimate.lines.count == 4)
        for (line, (quantity, amount)) in zip(estimate.lines, zip(quantities, amounts)) {
            #expect(close(line.quantity, quantity), "\(line.kind)")
            #expect(close(line.amount, amount), "\(line.kind)")
            #expect(line.region == "us-east-1")
            #expect(line.provenance == TestPricing.provenance(line.item, "us-east-1"))
            #expect(line.standIn == nil)
        }
        #expect(estimate.missing.isEmpty)
        #expect(close(try #require(estimate.perCycle), 1.58 + 0.08 * 80 / 730))
    }

    @Test("lists lines by kind, then region")
    func lineOrder() {
        var both = ledger("us-west-2")
        both.add(ledger("eu-west-1"))
        let estimate = estimate(both, TestPricing.pricing(standIn: "us-east-1"))
        #expect(
            estimate.lines.map(\.kind) == [
                .scanners, .scanners, .scannerRootVolumes, .scannerRootVolumes, .volumes, .volumes, .snapshots,
                .snapshots,
            ])
        #expect(estimate.lines.map(\.region) == Array(repeating: ["eu-west-1", "us-west-2"], count: 4).flatMap(\.self))
    }

    @Test("leaves out what was not used and what is not billed")
    func unused() {
        var zero = UsageLedger()
        zero.add(.zero, of: .scannerSeconds, in: "nowhere")
        zero.add(9, of: .requests(action: "CreateSnapshot"), in: "nowhere")
        let nothing = estimate(zero, TestPricing.pricing())
        #expect(nothing.lines.isEmpty)
        #expect(nothing.missing.isEmpty)
        #expect(nothing.perCycle == 0)
        let rootless = estimate(ledger(), TestPricing.pricing(root: nil))
        #expect(rootless.lines.map(\.kind) == [.scanners, .volumes, .snapshots])
    }

    @Test("names every missing price and gives no total")
    func missing() {
        var both = ledger("us-west-2")
        both.add(ledger("eu-west-1"))
        let estimate = estimate(both, TestPricing.pricing())
        #expect(
            estimate.missing.map { "\($0.item) in \($0.region)" } == [
                "root:GiB-month in eu-west-1",
                "root:GiB-month in us-west-2",
                "scanner:hour in us-west-2",
                "snapshot:GiB-month in eu-west-1",
                "snapshot:GiB-month in us-west-2",
                "volume:GiB-month in eu-west-1",
                "volume:GiB-month in us-west-2",
            ])
        #expect(estimate.lines.map(\.region) == ["eu-west-1"])
        #expect(estimate.perCycle == nil)
        #expect(estimate.perMonth == nil)
        #expect(estimate.perCycle(.scanners) == nil)
    }

    @Test("labels the lines whose price is that of another region")
    func standIn() {
        var both = ledger("eu-west-1")
        both.add(ledger("us-east-1"))
        let estimate = estimate(both, TestPricing.pricing(standIn: "us-east-1"))
        #expect(estimate.missing.isEmpty)
        #expect(estimate.perCycle != nil)
        #expect(estimate.standIns == ["us-east-1"])
        for line in estimate.lines {
            let isOwn = line.region == "us-east-1" || line.kind == .scanners
            #expect(line.standIn == (isOwn ? nil : "us-east-1"), "\(line.kind) in \(line.region)")
            #expect(
                line.provenance == TestPricing.provenance(line.item, isOwn ? line.region : "us-east-1"),
                "\(line.kind) in \(line.region)")
        }
        #expect(estimate.lines[0].unitPrice == 0.2)
        #expect(estimate.lines[1].unitPrice == 0.1)
    }

    @Test("takes a price that holds everywhere as the region's own")
    func everywhere() {
        var pricing = TestPricing.pricing(standIn: "us-east-1", root: nil)
        pricing.book.set(
            Price(amount: Dollars(1), provenance: .stated(at: "prices")), for: TestPricing.volume,
            region: PriceBook.everywhere)
        let estimate = estimate(ledger("eu-west-1"), pricing)
        #expect(estimate.lines.map(\.standIn) == [nil, nil, "us-east-1"])
        #expect(estimate.lines[1].unitPrice == 1)
    }

    @Test("still misses a price that the stand-in does not have either")
    func standInWithoutPrice() {
        let estimate = estimate(ledger("us-west-2"), TestPricing.pricing(standIn: "eu-west-1", root: nil))
        #expect(estimate.lines.map(\.standIn) == ["eu-west-1"])
        #expect(
            estimate.missing.map { "\($0.item) in \($0.region)" } == [
                "snapshot:GiB-month in us-west-2",
                "volume:GiB-month in us-west-2",
            ])
    }

    @Test("bills the stored part of snapshots only, and nothing else by it")
    func storedFraction() throws {
        let whole = estimate(ledger(), TestPricing.pricing(stored: 1))
        let part = estimate(ledger(), TestPricing.pricing(stored: Rational(2, over: 5)))
        #expect(close(try #require(part.perCycle(.snapshots)), 0.2))
        #expect(close(part.lines[3].quantity, 4))
        #expect(Array(part.lines[..<3]) == Array(whole.lines[..<3]))
    }

    @Test("makes a month of cycles, one an interval")
    func month() throws {
        // A cycle of 1 h every 10 h: 73 cycles in 730 h.
        let usual = estimate(ledger(), TestPricing.pricing(root: nil))
        #expect(usual.hoursPerCycle == 10)
        #expect(usual.hoursPerMonth == 730)
        #expect(close(try #require(usual.perMonth), 1.58 * 73))
        let short = estimate(ledger(), TestPricing.pricing(root: nil, hoursPerMonth: 365))
        // A shorter month holds half the cycles, while each GiB-hour is twice the share of a GiB-month.
        #expect(close(try #require(short.perMonth), (1 + 2 * 0.58) * 36.5))
    }

    @Test(
        "delays the next cycle to a multiple of the interval where one overruns it",
        arguments: [
            (0, 20), (1, 20), (72_000, 20), (72_001, 40), (144_000, 40), (144_001, 60), (720_000, 200),
        ] as [(Int, Double)])
    func overrun(makespan: Int, hoursPerCycle: Double) throws {
        let estimate = estimate(
            ledger(), TestPricing.pricing(root: nil), makespan: Rational(makespan), interval: 72_000)
        #expect(estimate.hoursPerCycle == hoursPerCycle)
        #expect(close(try #require(estimate.perMonth), 1.58 * 730 / hoursPerCycle))
    }

    @Test("gives no month where there is no interval")
    func noInterval() {
        let estimate = estimate(ledger(), TestPricing.pricing(), interval: nil)
        #expect(estimate.hoursPerCycle == nil)
        #expect(estimate.perCycle != nil)
        #expect(estimate.perMonth == nil)
    }

    @Test("splits the bill by kind without a rest")
    func byKind() throws {
        var both = ledger("us-east-1")
        both.add(ledger("eu-west-1"))
        let estimate = estimate(both, TestPricing.pricing(standIn: "us-east-1"))
        let kinds = try CostKind.allCases.map { try #require(estimate.perCycle($0)) }
        #expect(close(kinds[0], 1 + 2))
        #expect(close(kinds[2], 0.16))
        #expect(close(kinds[3], 1))
        #expect(close(kinds.reduce(0, +), try #require(estimate.perCycle)))
        #expect(Set(CostKind.allCases.map(\.title)).count == CostKind.allCases.count)
    }
}
