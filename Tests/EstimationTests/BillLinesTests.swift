import Estimation
import ScanModel
import Testing

/// Every line beyond scanners and storage, worked out by hand.
///
/// Two regions: us-east-1, the home region, with 10 instances (12 volumes, 5 of them encrypted, 600 GiB) that three
/// scanners scan in 3,600 s, the region being open for 2 h; eu-west-1 with 4 instances (4 volumes, 100 GiB, none
/// encrypted), one scanner for 720 s, open for 1 h. A cycle stands for 24 h, and a month has 730 h. Every price is a
/// power of two, so products are exact.
@Suite("Lines of the bill")
struct BillLinesTests {
    static let home = "us-east-1"
    static let away = "eu-west-1"

    static func ledger() -> UsageLedger {
        var ledger = UsageLedger()
        func add(_ region: String, _ amounts: [(UsageKind, Rational)]) {
            for (kind, amount) in amounts { ledger.add(amount, of: kind, in: region) }
        }
        add(
            home,
            [
                (.scannerSeconds, 3600), (.items, 10), (.volumes, 12), (.encryptedVolumes, 5), (.volumeGiB, 600),
                (.launches, 3), (.regions, 1), (.regionOpenSeconds, 7200), (.requests(action: "CreateSnapshot"), 12),
                (.requests(action: "RunInstances"), 3),
            ])
        add(
            away,
            [
                (.scannerSeconds, 720), (.items, 4), (.volumes, 4), (.volumeGiB, 100), (.launches, 1), (.regions, 1),
                (.regionOpenSeconds, 3600), (.requests(action: "CreateSnapshot"), 4),
            ])
        return ledger
    }

    static func pricing(
        _ values: [BillQuantity: Rational], parts: Set<BillPart> = Set(BillPart.allCases), hoursPerMonth: Rational = 730
    ) -> Pricing {
        var book = PriceBook()
        let provenance = Provenance(source: "list", date: "2024", confidence: .documented)
        for item in [
            PriceItem.initialisation, .fastRestore, .keyMonth, .keyRequest, .natGatewayHour, .natGatewayGB,
            .interfaceEndpointHour, .publicAddressHour, .internetGB, .interRegionGB, .transition, .lambdaRequest,
            .lambdaGBSecond, .queueRequest, .tableWrite, .tableRead, .paidEvent, TestPricing.scanner,
        ] {
            book.set(
                Price(amount: Dollars(Rational(1, over: 8)), provenance: provenance), for: item,
                region: PriceBook.everywhere)
        }
        return Pricing(
            book: book, standIn: nil, hoursPerMonth: hoursPerMonth, scanner: TestPricing.scanner, scannerRoot: nil,
            volume: TestPricing.volume, snapshot: TestPricing.snapshot,
            snapshotStoredFraction: Sourced(1, provenance),
            bill: BillSettings(
                parts: parts, homeRegion: home,
                inputs: values.mapValues { BillInput(value: $0, range: nil, provenance: provenance) }))
    }

    /// Quantity by kind and region, as "home" and "away".
    static func quantities(
        _ values: [BillQuantity: Rational], parts: Set<BillPart> = Set(BillPart.allCases),
        interval: Seconds? = Seconds(86_400)
    ) -> [CostKind: [String: Double]] {
        let estimate = CostEstimator.estimate(
            ledger(), pricing: pricing(values, parts: parts), makespan: 7200, interval: interval)
        #expect(estimate.missing.isEmpty)
        var result: [CostKind: [String: Double]] = [:]
        for line in estimate.lines where line.kind != .scanners {
            #expect(line.amount == line.quantity / 8)
            result[line.kind, default: [:]][line.region] = line.quantity
        }
        return result
    }

    @Test(
        "each quantity makes its lines and no others",
        arguments: [
            ([.keysPerRegion: 2], [.keys: [home: 48.0 / 730, away: 48.0 / 730]]),
            ([.keyRequestsPerEncryptedVolume: 8], [.keyRequests: [home: 40]]),
            (
                [.initialisationRate: 100, .initialisationWrittenFraction: Rational(1, over: 2)],
                [.initialisation: [home: 30_000, away: 5_000]]
            ),
            ([.fastRestoreZones: 2, .fastRestoreHours: 3], [.fastRestore: [home: 72, away: 24]]),
            // A gateway that stands all day, its address, and nothing through it yet.
            (
                [.natGatewaysPerRegion: 1],
                [.natGateways: [home: 24, away: 24], .publicAddresses: [home: 24, away: 24]]
            ),
            (
                [.natGatewaysPerRegion: 1, .uploadGBPerItem: 2, .downloadGBPerScanner: 5],
                [
                    .natGateways: [home: 24, away: 24], .publicAddresses: [home: 24, away: 24],
                    .natTraffic: [home: 35, away: 13], .uploads: [home: 20, away: 8],
                ]
            ),
            // Without a gateway nothing goes through one.
            ([.uploadGBPerItem: 2, .downloadGBPerScanner: 5], [.uploads: [home: 20, away: 8]]),
            ([.interfaceEndpointsPerRegion: 3], [.interfaceEndpoints: [home: 72, away: 72]]),
            ([.publicAddressesPerScanner: 2], [.publicAddresses: [home: 2, away: 0.4]]),
            ([.interRegionGBPerItem: 3], [.interRegionTraffic: [away: 12]]),
            ([.transitionsPerItem: 30], [.transitions: [home: 420]]),
            ([.transitionsPerItem: 30, .transitionsPerScanner: 40], [.transitions: [home: 580]]),
            ([.lambdaRequestsPerItem: 12], [.functionCalls: [home: 168]]),
            ([.lambdaGBSecondsPerItem: 6], [.functionTime: [home: 84]]),
            ([.queueRequestsPerItem: 12], [.queueRequests: [home: 168]]),
            ([.tableWritesPerItem: 5], [.tableWrites: [home: 70]]),
            ([.tableReadsPerItem: 7], [.tableReads: [home: 98]]),
            // 15 + 10 * 20 and 4 + 4 * 20 events, twice.
            ([.paidTrailCopies: 2, .otherEventsPerItem: 20], [.trailEvents: [home: 430, away: 168]]),
            ([.otherEventsPerItem: 20], [:]),
        ] as [([BillQuantity: Rational], [CostKind: [String: Double]])])
    func lines(values: [BillQuantity: Rational], expected: [CostKind: [String: Double]]) {
        let found = Self.quantities(values)
        #expect(Set(found.keys) == Set(expected.keys))
        for (kind, byRegion) in expected {
            #expect(Set((found[kind] ?? [:]).keys) == Set(byRegion.keys), "\(kind)")
            for (region, quantity) in byRegion {
                #expect(abs((found[kind]?[region] ?? 0) - quantity) <= 1e-12 * quantity, "\(kind) in \(region)")
            }
        }
    }

    @Test("a part that is switched off has no line, whatever its quantities", arguments: BillPart.allCases)
    func parts(part: BillPart) {
        let all = Dictionary(uniqueKeysWithValues: BillQuantity.allCases.map { ($0, Rational.one) })
        let without = Self.quantities(all, parts: Set(BillPart.allCases).subtracting([part]))
        let alone = Self.quantities(all, parts: [part])
        let together = Self.quantities(all)
        #expect(Set(alone.keys).isDisjoint(with: without.keys))
        #expect(Set(alone.keys).union(without.keys) == Set(together.keys))
        #expect(alone.isEmpty == (part == .spot))
    }

    @Test("without an interval what stands is billed while its region is open")
    func open() {
        let found = Self.quantities([.natGatewaysPerRegion: 1, .interfaceEndpointsPerRegion: 2], interval: nil)
        #expect(found[.natGateways] == [Self.home: 2, Self.away: 1])
        #expect(found[.interfaceEndpoints] == [Self.home: 4, Self.away: 2])
    }

    @Test("a cycle that overruns its interval pays for the standing hours of two")
    func overrun() {
        let estimate = CostEstimator.estimate(
            Self.ledger(), pricing: Self.pricing([.natGatewaysPerRegion: 1]), makespan: 86_401,
            interval: Seconds(86_400))
        #expect(estimate.lines.filter { $0.kind == .natGateways }.map(\.quantity) == [48, 48])
    }

    @Test("spot scanners cost their share of the on-demand price")
    func spot() throws {
        let third = Rational(3, over: 10)
        let estimate = CostEstimator.estimate(
            Self.ledger(), pricing: Self.pricing([.spotPriceFactor: third]), makespan: 7200, interval: nil)
        let scanners = estimate.lines.filter { $0.kind == .scanners }
        #expect(scanners.map(\.quantity) == [0.2, 1])
        for line in scanners {
            #expect(abs(line.unitPrice - 0.0375) < 1e-15)
            #expect(line.listPrice == 0.125)
            #expect(line.amount == line.quantity * line.unitPrice)
        }
        #expect(estimate.hasReductions)
        let onDemand = CostEstimator.estimate(
            Self.ledger(), pricing: Self.pricing([.spotPriceFactor: third], parts: []), makespan: 7200, interval: nil)
        #expect(onDemand.lines.map(\.unitPrice) == [0.125, 0.125])
        #expect(!onDemand.hasReductions)
    }

    @Test("an item's own discount goes before the overall one, and stated prices are what is paid")
    func discounts() throws {
        var pricing = TestPricing.pricing(standIn: "us-east-1")
        pricing.discounts = Discounts(overall: Rational(1, over: 10), items: [TestPricing.volume: Rational(1, over: 4)])
        pricing.book.set(
            Price(amount: Dollars(Rational(3, over: 100)), provenance: .stated(at: "prices")),
            for: TestPricing.snapshot,
            region: "us-east-1")
        var ledger = UsageLedger()
        ledger.add(3600, of: .scannerSeconds, in: "us-east-1")
        ledger.add(730 * 3600, of: .volumeGiBSeconds, in: "us-east-1")
        ledger.add(730 * 3600, of: .snapshotGiBSeconds, in: "us-east-1")
        let estimate = CostEstimator.estimate(ledger, pricing: pricing, makespan: 1, interval: nil)
        #expect(estimate.lines.map(\.kind) == [.scanners, .volumes, .snapshots])
        for (line, paid) in zip(estimate.lines, [0.09, 0.06, 0.03]) { #expect(abs(line.unitPrice - paid) < 1e-15) }
        #expect(estimate.lines.map(\.listPrice) == [0.1, 0.08, 0.03])
    }

    @Test("copied snapshots are full, what is left behind is priced like what it is")
    func copiesAndLeftovers() {
        var ledger = UsageLedger()
        for kind in [UsageKind.copiedSnapshotGiBSeconds, .leftoverVolumeGiBSeconds, .leftoverSnapshotGiBSeconds] {
            ledger.add(730 * 3600, of: kind, in: "us-east-1")
        }
        let estimate = CostEstimator.estimate(
            ledger, pricing: TestPricing.pricing(stored: Rational(1, over: 2)), makespan: 1, interval: nil)
        #expect(estimate.lines.map(\.kind) == [.copiedSnapshots, .leftoverVolumes, .leftoverSnapshots])
        #expect(estimate.lines.map(\.quantity) == [1, 1, 0.5])
        #expect(estimate.lines.map(\.unitPrice) == [0.05, 0.08, 0.05])
    }

    @Test("a price that is missing is named for every part", arguments: BillPart.allCases)
    func missing(part: BillPart) {
        let all = Dictionary(uniqueKeysWithValues: BillQuantity.allCases.map { ($0, Rational.one) })
        var pricing = Self.pricing(all, parts: [part])
        pricing.book = PriceBook()
        let estimate = CostEstimator.estimate(Self.ledger(), pricing: pricing, makespan: 1, interval: nil)
        #expect(estimate.lines.isEmpty && estimate.perCycle == nil)
        let skus = Set(estimate.missing.map(\.item)).subtracting([TestPricing.scanner])
        #expect(skus.isEmpty == (part == .spot))
    }

    @Test("VMClarity's worked example: 97 s on a t2.large, 15 of 30 GB scanned, 0.002697 USD")
    func vmClarity() throws {
        // provider/aws/estimator of openclarity/vmclarity @25f1d3cb: 37 s of scans and 60 s of job creation; machine
        // 0.0928 an hour, gp2 0.10 and snapshots 0.05 a GB-month of 30 days; root 30 GB, scanned volume 15 GB.
        var book = PriceBook()
        let source = Provenance(source: "VMClarity", date: "2024", confidence: .documented)
        for (item, cents) in [
            (TestPricing.scanner, Rational(928, over: 100)), (TestPricing.root, 10), (TestPricing.volume, 10),
            (TestPricing.snapshot, 5),
        ] {
            book.set(
                Price(amount: Dollars(cents / Rational(100)), provenance: source), for: item,
                region: PriceBook.everywhere)
        }
        let pricing = Pricing(
            book: book, standIn: nil, hoursPerMonth: 720, scanner: TestPricing.scanner, scannerRoot: TestPricing.root,
            volume: TestPricing.volume, snapshot: TestPricing.snapshot, snapshotStoredFraction: Sourced(1, source))
        var ledger = UsageLedger()
        ledger.add(97, of: .scannerSeconds, in: "us-east-1")
        ledger.add(97 * 30, of: .scannerRootGiBSeconds, in: "us-east-1")
        ledger.add(97 * 15, of: .volumeGiBSeconds, in: "us-east-1")
        ledger.add(97 * 15, of: .snapshotGiBSeconds, in: "us-east-1")
        let estimate = CostEstimator.estimate(ledger, pricing: pricing, makespan: 97, interval: nil)
        func expect(_ kind: CostKind, _ usd: Double) throws {
            let found = try #require(estimate.perCycle(kind))
            #expect(abs(found - usd) < 5e-8, "\(kind) \(found)")
        }
        try expect(.scanners, 0.0025004)
        try expect(.snapshots, 0.0000281)
        try expect(.volumes, 0.0000561)
        try expect(.scannerRootVolumes, 0.0001123)
        let total = try #require(estimate.perCycle)
        #expect(abs(total - 0.002697) < 5e-7)
    }
}
