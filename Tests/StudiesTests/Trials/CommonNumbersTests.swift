import Foundation
import ScanModel
import Statistics
import Studies
import Testing

/// Paired comparisons of settings on common random numbers.
///
/// The fleet is that of the published measurement: 4,000 volumes in 30 regions (35 %, 14 %, 10 %, the rest alike), lognormal
/// jobs with cv 1, a lognormal factor with cv 0.15 for each region, and boots with cv 0.3. A setting is (c, s): up to 10 c
/// regions at once, s scanners in a region.
@Suite("Common random numbers")
struct CommonNumbersTests {
    /// SCANPLAN_TRIALS asks for more of them, for release builds.
    private static let trials = ProcessInfo.processInfo.environment["SCANPLAN_TRIALS"].flatMap { Int($0) } ?? 12

    private static let volumes = [1400, 560, 400] + (0..<27).map { $0 < 20 ? 61 : 60 }

    private static func scenario(c: Int, s: Int) -> Scenario {
        var fleet = Fleet(sizeUnitsPerGiB: 1)
        let account = fleet.internAccount("a")
        let names = volumes.indices.map { "region-\($0)" }
        for (name, count) in zip(names, volumes) {
            let region = fleet.internRegion(name)
            for _ in 0..<count {
                fleet.append(account: account, region: region, platform: .linux, volumes: CollectionOfOne(50))
            }
        }
        let stage = ScanStage(
            name: "scan", duration: StageDuration(base: Seconds(600), perGiB: Seconds(0), size: .total),
            scanner: .takesAndGivesBack)
        let nothing = PriceItem(sku: "nothing")
        var deployment = Deployment(
            name: "fleet", profile: "test@1", serviceAccount: nil, interval: nil,
            gate: RegionGate(reading: .window, window: 10 * c, discipline: .sliding), otherGates: [],
            workflow: ScanWorkflow(stages: [stage], resources: [], buckets: []),
            scanner: ScannerModel(
                lifecycle: .persistent, termination: .regionEnd, boot: Seconds(120), drain: Seconds(0), places: 1,
                minimumBilled: Seconds(0), instanceType: nil, vcpus: 0, rootVolume: GiB(0)),
            dispatch: .fifo, itemOrder: .listed, regionOrder: .longestFirst,
            regions: names.map {
                RegionLimits(
                    region: $0, scannersRequested: s, setup: Seconds(0), teardown: Seconds(0), subnet: nil, vcpu: nil,
                    capacities: [], buckets: [])
            }, fleet: fleet,
            eligibility: EligibilityRule(
                targetAccounts: nil, accountsWithoutStack: [], requiredTags: [], volumesMax: 24),
            pricing: Pricing(
                book: PriceBook(), standIn: nil, hoursPerMonth: 730, scanner: nothing, scannerRoot: nil,
                volume: nothing, snapshot: nothing,
                snapshotStoredFraction: Sourced(.one, Provenance(source: "test", date: "", confidence: .stated))),
            assumptions: [], unstatedQuotas: [], notices: [])
        deployment.variations = DurationVariations(
            stages: ["scan": .lognormal(cv: 1)], scannerBoot: .lognormal(cv: 0.3), region: .lognormal(cv: 0.15))
        return Scenario(name: "fleet", seed: 3, objective: Objective(), deployments: [deployment])
    }

    private struct Infeasible: Error {}

    private func makespans(c: Int, s: Int) async throws -> [Double] {
        guard case .planned(let planned) = try PlanningAttempt(Self.scenario(c: c, s: s)) else { throw Infeasible() }
        return await TrialStudy.outcomes(of: planned, trials: 0..<UInt32(Self.trials), width: 2)
            .compactMap { $0.value(.makespan) }
    }

    @Test("pair settings so well that their differences vary much less")
    func varianceRatios() async throws {
        #expect(Self.volumes.reduce(0, +) == 4000 && Self.volumes.count == 30)
        var runs: [String: [Double]] = [:]
        for (c, s) in [(1, 40), (2, 40), (2, 60), (2, 70), (1, 30)] {
            runs["\(c),\(s)"] = try await makespans(c: c, s: s)
        }
        for (first, second, least) in [("1,40", "2,40", 100.0), ("2,60", "2,70", 80), ("1,30", "1,40", 12)] {
            let (left, right) = (try #require(runs[first]), try #require(runs[second]))
            #expect(left.count == Self.trials && right.count == Self.trials)
            var pairs = PairedDifference()
            for (a, b) in zip(left, right) { pairs.add(a, b) }
            let ratio = try #require(pairs.varianceRatio)
            if ProcessInfo.processInfo.environment["SCANPLAN_TRIALS"] != nil {
                print("(\(first)) and (\(second)): variance ratio \(ratio)")
            }
            #expect(ratio >= least, "(\(first)) and (\(second)): \(ratio)")
            // Trials of different numbers have nothing in common.
            var strangers = PairedDifference()
            for (a, b) in zip(left, right.dropFirst()) { strangers.add(a, b) }
            #expect(try #require(strangers.varianceRatio) < 8)
        }
    }
}
