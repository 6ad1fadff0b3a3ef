import CapacityPlanning
import Rollout
import ScanModel
import ScanSimulation
import ScenarioInput
import Testing

/// A number with so many decimal places, rounded half up.
func rounded(_ value: Rational, places: Int) -> String {
    var scale: Int128 = 1
    for _ in 0..<places { scale *= 10 }
    let digits = (value * Rational(scale) + Rational(1, over: 2)).floor
    let fraction = String(digits % scale)
    let padded = String(repeating: "0", count: places - fraction.count) + fraction
    return places == 0 ? "\(digits)" : "\(digits / scale).\(padded)"
}

/// A region of instances whose volumes are filled at a paid rate and read from end to end, simulated; nothing else takes
/// any time once the volumes are made.
struct FilledVolumes {
    var run: RegionRun
    var scale: TickScale

    init(count: Int, gib: Int, rate: Int) throws {
        let text = """
            schemaVersion: 1
            name: filled
            deployments:
              - name: filled
                profile: qualys-aws@1.19
                serviceAccount: "111122223333"
                targetAccounts: [{account: "222233334444", targetStack: {ServiceAccount: "111122223333"}}]
                parameters: {Regions: us-east-1, SingleRegionConcurrency: 50}
                policies: {volumesPerScanner: 2}
                timings:
                  snapshot: {base: 0s, perGiB: 0s}
                  share: {base: 0s}
                  start: {base: 0s}
                  scan: {base: 0s, perGiB: 0s}
                  deleteSnapshot: {base: 0s}
                limits:
                  apiRates:
                    RunInstances: {rate: 1000/s, burst: 1000}
                    CreateSnapshot: {rate: 1000/s, burst: 1000}
                    ModifySnapshotAttribute: {rate: 1000/s, burst: 1000}
                    DeleteSnapshot: {rate: 1000/s, burst: 1000}
                reads:
                  method: provisioned
                  initialisationRate: \(rate)MiB/s
                  volumeThroughput: 1000MiB/s
                  instanceBandwidth: {baseline: 1000MiB/s}
                  dataFraction: 100%
                  scanBytes: 100%
                fleet:
                  instances: [{account: "222233334444", region: us-east-1, volumes: [\(gib)GiB], count: \(count)}]
            """
        let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "filled.yaml", standardName: "filled")
        let scenario = try ScenarioAssembler.assemble(draft, inventories: [nil])
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { throw NoPlan() }
        let deployment = ScanSimulator.run(scenario, plan: plan, seed: 1).deployments[0]
        run = deployment.regions[0]
        scale = deployment.scale
    }

    struct NoPlan: Error {}

    /// Longest and mean time of a scan, which is the time in which its volume is filled.
    var scan: Rational {
        let stage = run.stages.first { $0.name == "scan" }
        return Rational(stage?.working ?? 0, over: Int128(stage?.completions ?? 1))
            / Rational(Int128(scale.ticksPerSecond))
    }

    var refusals: Int { run.stages.reduce(0) { $0 + $1.refusals } }
    /// Most volumes that were being filled at the same time.
    var most: Int64 { run.peaks.last ?? 0 }
}

extension DocumentedVector {
    private static let initialisation = "https://docs.aws.amazon.com/ebs/latest/userguide/initalize-volume.html"
    private static let restore =
        "https://github.com/awsdocs/amazon-ec2-user-guide @09655643 doc_source/ebs-fast-snapshot-restore.md"

    static let fastRestoreVectors = [
        DocumentedVector(
            given: "Fast restore of a snapshot of 128 GiB: size of its bucket", expected: "8 credits", source: restore,
            test: "fastRestoreCredits", got: { "\(FastRestore(size: GiB(128)).creditsMost) credits" }),
        DocumentedVector(
            given: "The same: rate at which credits fill", expected: "0.1333 credits a minute", source: restore,
            test: "fastRestoreCredits",
            got: { rounded(FastRestore(size: GiB(128)).creditsPerHour / 60, places: 4) + " credits a minute" }),
        DocumentedVector(
            given: "The same: whole minutes until the first volume", expected: "8 min", source: restore,
            test: "fastRestoreFirstVolume",
            got: { "\((FastRestore(size: GiB(128)).firstVolume.value / 60).ceiling) min" }),
    ]

    static let initialisationVectors = [
        DocumentedVector(
            given: "10 GiB filled at 300 MiB/s, 1 volume, simulated", expected: "34.1 s", source: initialisation,
            test: "initialisationTime",
            got: { rounded(try FilledVolumes(count: 1, gib: 10, rate: 300).scan, places: 1) + " s" }),
        DocumentedVector(
            given: "The same, 10 volumes at once, simulated", expected: "34.1 s", source: initialisation,
            test: "initialisationTime",
            got: { rounded(try FilledVolumes(count: 10, gib: 10, rate: 300).scan, places: 1) + " s" }),
        DocumentedVector(
            given: "50 volumes at 100 MiB/s, and one more, simulated", expected: "50 at once, the next is refused",
            source: initialisation, test: "initialisationCap", got: { try capped(50, rate: 100) }),
        DocumentedVector(
            given: "25 volumes at 200 MiB/s, and one more, simulated", expected: "25 at once, the next is refused",
            source: initialisation, test: "initialisationCap", got: { try capped(25, rate: 200) }),
    ]

    static let copyVectors = [
        DocumentedVector(
            given: "A copy of 225,000 MiB in 15 minutes", expected: "250 MiB/s",
            source: "https://docs.aws.amazon.com/ebs/latest/userguide/time-based-copies.html", test: "timeBasedCopy",
            got: {
                let copy = TimeBasedCopy(bytes: 225_000 << 20, duration: Seconds(900))
                return "\(try copy.request() / Rational(1 << 20)) MiB/s"
            })
    ]

    static let stackVectors = [
        DocumentedVector(
            given: "A stack set that works on 25 % of 10 accounts at a time", expected: "2 accounts",
            source:
                "https://github.com/awsdocs/aws-cloudformation-user-guide @19dc52cd doc_source/stacksets-concepts.md",
            test: "stackSetShare", got: { "\(StackSetRollout.accounts(.percentage(25), of: 10)) accounts" })
    ]

    private static func capped(_ count: Int, rate: Int) throws -> String {
        let fits = try FilledVolumes(count: count, gib: 100, rate: rate)
        let over = try FilledVolumes(count: count + 1, gib: 100, rate: rate)
        guard fits.most == over.most, fits.refusals == 0 else { return "\(fits.most) and \(over.most) at once" }
        return "\(over.most) at once, the next is \(over.refusals > 0 ? "refused" : "taken")"
    }
}

@Suite("Documented storage arithmetic")
struct StorageVectorsTests {
    @Test func fastRestoreCredits() throws {
        try DocumentedVector.expect()
        let restore = FastRestore(size: GiB(128))
        #expect(restore.creditsPerHour == 8 && restore.creditsMost == 8)
        // From none, until the bucket is full; 8 minutes give 1.066.
        #expect(restore.credits(after: .zero) == .zero)
        #expect(restore.credits(after: Seconds(480)) == Rational(16, over: 15))
        #expect(restore.credits(after: Seconds(3600)) == 8 && restore.credits(after: Seconds(36_000)) == 8)
        // Small snapshots fill 10 an hour and no more; large ones keep one credit at most and wait longer for it.
        #expect(FastRestore(size: GiB(1)).creditsMost == 10)
        #expect(FastRestore(size: GiB(4096)).creditsMost == .one)
        #expect(FastRestore(size: GiB(4096)).firstCredit == Seconds(4 * 3600))
    }

    @Test func fastRestoreFirstVolume() throws {
        try DocumentedVector.expect()
        #expect(FastRestore(size: GiB(128)).firstVolume == Seconds(450))
        #expect(FastRestore(size: GiB(1024)).firstVolume == Seconds(3600))
        #expect(FastRestore(size: GiB(8)).firstVolume == Seconds(360))
        #expect(FastRestore(size: GiB(8)).billed(Seconds(360)) == Seconds(3600))
    }

    @Test func initialisationTime() throws {
        try DocumentedVector.expect()
        let initialisation = ProvisionedInitialisation(rate: ByteRate(mebibytes: 300), cap: ByteRate(mebibytes: 5000))
        #expect(initialisation.duration(bytes: 10 << 30) == Seconds(Rational(512, over: 15)))
        // Reads take whole milliseconds: 34.1333... s are 34.134 s.
        #expect(try FilledVolumes(count: 1, gib: 10, rate: 300).scan == Rational(34_134, over: 1000))
    }

    @Test func initialisationCap() throws {
        try DocumentedVector.expect()
        #expect(
            ProvisionedInitialisation(rate: ByteRate(mebibytes: 300), cap: ByteRate(mebibytes: 5000)).volumesAtOnce
                == 16)
    }

    @Test func timeBasedCopy() throws {
        try DocumentedVector.expect()
        func copy(_ mebibytes: Int64, _ minutes: Int) -> TimeBasedCopy {
            TimeBasedCopy(bytes: mebibytes << 20, duration: Seconds(Rational(minutes * 60)))
        }
        // 500 MiB/s are the most of one copy, and 2,000 of all.
        #expect(try copy(450_000, 15).request() == Rational(500 << 20))
        #expect(throws: TimeBasedCopy.Refusal.rate) { try copy(450_001, 15).request() }
        #expect(try copy(225_000, 15).request(taken: Rational(1750 << 20)) == Rational(250 << 20))
        #expect(throws: TimeBasedCopy.Refusal.cumulativeRate) {
            try copy(225_000, 15).request(taken: Rational(1751 << 20))
        }
        for minutes in [0, 14, 20, 48 * 60 + 15] {
            #expect(throws: TimeBasedCopy.Refusal.duration) { try copy(1, minutes).request() }
        }
        #expect(try copy(1, 48 * 60).request() > .zero)
        #expect(TimeBasedCopy.shortest(bytes: 225_000 << 20) == Seconds(900))
        #expect(TimeBasedCopy.shortest(bytes: 450_001 << 20) == Seconds(1800))
        #expect(TimeBasedCopy.shortest(bytes: 86_400_001 << 20) == nil)
    }

    @Test func stackSetShare() throws {
        try DocumentedVector.expect()
        #expect(StackSetRollout.accounts(.percentage(29), of: 10) == 2)
        #expect(StackSetRollout.accounts(.percentage(30), of: 10) == 3)
    }
}
