/// An endless sequence of valid, feasible, deterministic documents that covers the space of the specification.
/// Values come from short lists on purpose: equal sizes and coinciding instants are where implementations differ.
struct NaiveDocumentGenerator: Sendable {
    private let seed: UInt64
    private var count = 0
    private var random: NaiveRandom

    private static let regionNames = ["zulu", "alfa", "mike", "echo", "yankee", "bravo", "sierra", "delta"]
    private static let accountNames = ["prod", "dev", "sandbox", "audit"]

    /// What a document is meant to bring out.
    private enum Flavour {
        /// A bit of everything.
        case plain
        /// No limits at all, so that the dispatch is not always hidden behind a bucket.
        case quiet
        /// Work so short and launches so slow that it is over before the last scanners come (T1, T2).
        case brisk
    }

    init(seed: UInt64) {
        self.seed = seed
        random = NaiveRandom(seed: seed)
    }

    /// A document with at least one job. Its id says which draw of which seed it is.
    mutating func next() -> NaiveDocument {
        count += 1
        let flavour = random.pick([Flavour.plain, .plain, .plain, .quiet, .brisk])
        let timing = timing(flavour)
        let scanner = scanner(flavour)
        let names = Array(random.shuffled(Self.regionNames).prefix(random.integer(1...8)))
        var regions: [NaiveDocument.Region] = []
        for name in names {
            if var twin = regions.last, random.chance(percent: 15) {
                // Twins make regions end at the same instant.
                twin.name = name
                regions.append(twin)
            } else {
                regions.append(region(name, scanner: scanner, flavour))
            }
        }
        if regions.allSatisfy(\.jobs.isEmpty) {
            regions[0].jobs = jobs(count: random.integer(1...9), terminate: scanner.terminate)
        }
        return NaiveDocument(
            id: "naive-\(seed)-\(count)",
            policy: policy(names),
            timing: timing,
            scanner: scanner,
            prices: NaiveDocument.Prices(
                volumeGiBMonth: random.decimal("0.08 0.08 0.125 0.1 0"),
                snapshotGiBMonth: random.decimal("0.05 0.05 0.0125 0"),
                hoursPerMonth: random.decimal("730 730 720 744")),
            regions: regions)
    }

    private mutating func policy(_ names: [String]) -> NaiveDocument.Policy {
        var order = random.shuffled(names)
        if order == order.sorted() {
            order.reverse()  // sorting the names must never happen to be right
        }
        return NaiveDocument.Policy(
            mode: random.pick(NaiveDocument.Mode.allCases),
            window: random.integer(1...5),
            regionOrder: order,
            dispatch: random.pick(NaiveDocument.Dispatch.allCases))
    }

    private mutating func timing(_ flavour: Flavour) -> NaiveDocument.Timing {
        if flavour == .brisk {
            return NaiveDocument.Timing(
                snapshot: stage("0 0 0.25 1", "0"), restore: stage("0 0 0.25", "0"),
                scan: stage("0.25 1 2 4", "0 0 0 0.01"), cleanup: stage("0 0 0 0.25", "0"))
        }
        var timing = NaiveDocument.Timing(
            snapshot: stage("0 0.25 3 12.5 20 60", "0 0 0.25 0.5 0.1 1.5"),
            restore: stage("0 0 0.25 3 5 12.5", "0 0 0 0.1"),
            scan: stage("0 1 3 12.5 30", "0 0 0.25 0.5 0.125 0.01"),
            cleanup: stage("0 0 2 0.25 1.5", "0 0 0 0.05"))
        let works = [timing.restore, timing.scan, timing.cleanup]
        if works.allSatisfy({ $0.base == 0 && $0.perGiB == 0 }) {
            // An attempt that takes no time has no specified outcome.
            timing.scan.base = random.decimal("0.25 3 30")
        }
        return timing
    }

    private mutating func stage(_ bases: String, _ perGiB: String) -> NaiveDocument.Stage {
        NaiveDocument.Stage(base: random.decimal(bases), perGiB: random.decimal(perGiB))
    }

    private mutating func scanner(_ flavour: Flavour) -> NaiveDocument.Scanner {
        NaiveDocument.Scanner(
            boot: random.decimal(flavour == .brisk ? "0 0 1 3 40" : "0 0 0.25 3 12.5 40 90"),
            drain: random.decimal("0 0 0.25 5 12.5"),
            slots: random.integer(1...4),
            terminate: random.pick(NaiveDocument.Terminate.allCases),
            priceHour: random.decimal("0.085 0.34 1"),
            minBill: random.decimal("0 60"))
    }

    private mutating func region(
        _ name: String, scanner: NaiveDocument.Scanner, _ flavour: Flavour
    ) -> NaiveDocument.Region {
        let isQuiet = flavour == .quiet
        let isBrisk = flavour == .brisk
        let scanners = random.integer(1...6)
        let jobCount = random.pick([0, random.integer(1...4), random.integer(1...12), random.integer(5...40)])
        return NaiveDocument.Region(
            name: name,
            setup: random.decimal("0 0 0 3 6.75 12.5 30"),
            teardown: random.decimal("0 0 0 3 4.25 12.5 30"),
            scanners: scanners,
            ipLimit: isQuiet || random.chance(percent: 60) ? nil : ipLimit(scanners: scanners),
            vcpuLimit: isQuiet || random.chance(percent: 60) ? nil : vcpuLimit(scanners: scanners),
            buckets: NaiveDocument.Buckets(
                snapshot: isQuiet || isBrisk && random.chance(percent: 50) ? nil : bucket(),
                launch: isQuiet ? nil : isBrisk ? slowBucket() : bucket(),
                attach: isQuiet || isBrisk && random.chance(percent: 50) ? nil : bucket()),
            snapshotConcurrency: isQuiet || random.chance(percent: 40) ? nil : random.integer(1...5),
            jobs: jobs(count: jobCount, terminate: scanner.terminate))
    }

    /// A limit that leaves room for one scanner at least and for one more than is asked for at most, with a remainder
    /// that must be rounded away.
    private mutating func ipLimit(scanners: Int) -> NaiveDocument.IPLimit {
        let perScanner = random.integer(1...3)
        let needed = random.integer(1...(scanners + 1)) * perScanner + random.integer(0...(perScanner - 1))
        var prefix = random.integer(26...30)
        while 1 << (32 - prefix) < needed {
            prefix -= 1
        }
        return NaiveDocument.IPLimit(
            prefix: prefix, reserved: (1 << (32 - prefix)) - needed, perScanner: perScanner)
    }

    private mutating func vcpuLimit(scanners: Int) -> NaiveDocument.VCPULimit {
        let perScanner = random.pick([1, 2, 4])
        let allowed = random.integer(1...(scanners + 1))
        return NaiveDocument.VCPULimit(
            quota: allowed * perScanner + random.integer(0...(perScanner - 1)), perScanner: perScanner)
    }

    private mutating func bucket() -> NaiveDocument.Bucket? {
        if random.chance(percent: 45) {
            return nil
        }
        return NaiveDocument.Bucket(
            rate: random.decimal("3 6 7 0.3 0.7 1 2 5 0.25 1.3 9 11 0.9"),
            burst: random.decimal("1 1 2 3 4 5 6 2.5 1.25"))
    }

    private mutating func slowBucket() -> NaiveDocument.Bucket {
        NaiveDocument.Bucket(rate: random.decimal("0.25 0.25 0.3 0.7 1"), burst: random.decimal("1 1 2 2.5"))
    }

    private mutating func jobs(count: Int, terminate: NaiveDocument.Terminate) -> [NaiveDocument.Job] {
        let sizes = random.pick(["20", "8 16", "8 16 20 40 100 250", "7.5 7.5 12.25 1 30", "0.5 7.5 8 64 1000"])
        let accounts = Array(Self.accountNames.prefix(random.integer(1...4)))
        let takesTurns = random.chance(percent: 40)
        let failPercent = terminate == .idle ? 0 : random.pick([0, 10, 60])
        return (0..<count).map { index in
            NaiveDocument.Job(
                id: "v\(index)",
                gib: random.decimal(sizes),
                account: takesTurns ? accounts[index % accounts.count] : random.pick(accounts),
                fails: random.chance(percent: failPercent) ? random.integer(1...3) : 0)
        }
    }
}
