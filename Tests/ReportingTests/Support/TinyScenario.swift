import ScanModel
import Studies

/// Two regions and four instances to scan, small enough to follow by hand.
///
/// Each instance is snapshotted (10 s and 1 s a GiB, one request a second and account), then scanned (60 s and 2 s a
/// GiB) on a scanner of two places that boots in 30 s and drains in 5 s. One scanner a region works at a time.
///
/// us-east-1, seconds since it opened: the snapshots of 10, 20 and 30 GiB begin at 0, 1 and 2 and end at 20, 31 and 42.
/// The two Linux instances share a scanner that is launched at 31, ready at 61 and gone at 166; their scans end at 141
/// and 161. The Windows instance needs one of its own, launched at 166, ready at 196, scanned until 316, gone at 321.
///
/// eu-west-1: the snapshot of 40 GiB ends at 50, the scanner is launched at 50, ready at 80, done at 220, gone at 225.
///
/// Setup and teardown add 20 s and 10 s, so the regions last 346 s and 250 s.
struct TinyScenario {
    var deadline: Seconds?
    var budget: Dollars?
    var interval: Seconds? = Seconds(3_600)
    /// Whether eu-west-1 has a price for snapshots of its own.
    var snapshotPricedInEurope = true
    var standIn: String?
    var name = "classic"
    var profile = "tiny@1"
    var notices: [String] = []

    var scenario: Scenario {
        Scenario(
            name: "tiny", seed: 7, objective: Objective(deadline: deadline, monthlyBudget: budget),
            deployments: [deployment])
    }

    func answer(_ depth: StudyDepth = .simulate) throws -> StudyAnswer {
        switch try ScanStudy.answer(scenario, depth: depth) {
        case .answered(let answer): return answer
        case .infeasible(_, let bottlenecks): throw Refused(bottlenecks: bottlenecks)
        }
    }

    struct Refused: Error {
        var bottlenecks: [Bottleneck]
    }

    var deployment: Deployment {
        Deployment(
            name: name, profile: profile, serviceAccount: "999900001111", interval: interval,
            gate: RegionGate(reading: .parallelGroups, window: 10, discipline: .sliding),
            otherGates: [RegionGate(reading: .literal, window: 1, discipline: .sliding)],
            workflow: workflow, scanner: scanner, dispatch: .fifo, itemOrder: .listed, regionOrder: .listed,
            regions: ["us-east-1", "eu-west-1", "sa-east-1"].map(limits), fleet: fleet,
            eligibility: EligibilityRule(
                targetAccounts: nil, accountsWithoutStack: ["444455556666"], requiredTags: [], volumesMax: 20),
            pricing: pricing, assumptions: assumptions,
            unstatedQuotas: [
                UnstatedQuota(
                    name: "onDemandVcpu", title: "on-demand standard vCPU", freshAccountValue: 5, unit: "vCPU",
                    provenance: source)
            ],
            notices: notices)
    }

    private var source: Provenance { Provenance(source: "a made-up sheet", date: "2024-05", confidence: .documented) }

    private var workflow: ScanWorkflow {
        ScanWorkflow(
            stages: [
                ScanStage(
                    name: "snapshot", acquires: [0], spends: [0],
                    duration: StageDuration(base: Seconds(10), perGiB: Seconds(1), size: .largest), releases: [0],
                    opens: [.snapshot]),
                ScanStage(
                    name: "scan", duration: StageDuration(base: Seconds(60), perGiB: Seconds(2), size: .total),
                    opens: [.volume], closes: [.volume, .snapshot], scanner: .takesAndGivesBack),
            ],
            resources: [ResourceKind(name: "pendingSnapshots", scope: .targetAccountRegion, per: .volume)],
            buckets: [BucketKind(action: "CreateSnapshot", scope: .targetAccountRegion, per: .volume)])
    }

    private var scanner: ScannerModel {
        ScannerModel(
            lifecycle: .perBatch, termination: .regionEnd, boot: Seconds(30), drain: Seconds(5), places: 2,
            minimumBilled: Seconds(60), instanceType: "tiny.large", vcpus: 2, rootVolume: GiB(0), launchBuckets: [],
            terminateBuckets: [])
    }

    private func limits(_ region: String) -> RegionLimits {
        RegionLimits(
            region: region, scannersRequested: 1, setup: Seconds(20), teardown: Seconds(10), subnet: nil, vcpu: nil,
            capacities: [100], buckets: [TokenBucketLimit(rate: TokenRate(perSecond: 1), burst: 1)])
    }

    private var fleet: Fleet {
        var fleet = Fleet()
        let first = fleet.internAccount("111122223333")
        let second = fleet.internAccount("222233334444")
        let unready = fleet.internAccount("444455556666")
        let east = fleet.internRegion("us-east-1")
        let west = fleet.internRegion("eu-west-1")
        let elsewhere = fleet.internRegion("ap-south-1")
        fleet.append(account: first, region: east, platform: .linux, volumes: [10])
        fleet.append(account: first, region: east, platform: .linux, volumes: [20])
        fleet.append(account: first, region: east, platform: .windows, volumes: [30])
        fleet.append(account: second, region: west, platform: .linux, volumes: [40])
        fleet.append(account: second, region: west, platform: .linux, volumes: [])
        fleet.append(account: second, region: elsewhere, platform: .linux, volumes: [8])
        fleet.append(account: unready, region: west, platform: .linux, volumes: [8])
        fleet.intake.instancesByUnscannableState = ["terminated": 3]
        return fleet
    }

    /// A scanner hour costs 0.36 USD, so a second 0.0001 USD; GiB-months cost 7.3 and 73 cents.
    private var pricing: Pricing {
        var book = PriceBook()
        let volume = PriceItem(sku: "volume:GiB-month")
        let snapshot = PriceItem(sku: "snapshot:GiB-month")
        let scanner = PriceItem(sku: "tiny.large:hour")
        func set(_ item: PriceItem, _ region: String, _ dollars: Rational) {
            book.set(Price(amount: Dollars(dollars), provenance: source), for: item, region: region)
        }
        set(scanner, PriceBook.everywhere, Rational(36, over: 100))
        set(volume, PriceBook.everywhere, Rational(73, over: 1_000))
        set(snapshot, "us-east-1", Rational(73, over: 100))
        if snapshotPricedInEurope { set(snapshot, "eu-west-1", Rational(73, over: 100)) }
        return Pricing(
            book: book, standIn: standIn, hoursPerMonth: 730, scanner: scanner, scannerRoot: nil, volume: volume,
            snapshot: snapshot, snapshotStoredFraction: Sourced(1, source))
    }

    private var assumptions: [Assumption] {
        [
            Assumption(
                name: "timings.scan.base", value: "60s", range: "30s to 90s",
                provenance: Provenance(source: "nobody", date: "2024", confidence: .assumed)),
            Assumption(name: "scanner.boot", value: "30s", range: nil, provenance: source),
        ]
    }
}

extension StudyAnswer {
    /// The value of a metric that the test cannot do without.
    func number(_ metric: Metric) throws -> Double {
        guard let value = value(metric) else { throw MetricMissing(name: metric.name.text) }
        return value
    }

    struct MetricMissing: Error {
        var name: String
    }
}
