import Foundation
import Testing

/// Listings that the real AWS CLI printed, all the way to an answer that was worked out by hand.
///
/// The fleet (Tests/Support/MockCloud): in eu-west-1, three instances carry Scan=weekly: two of account 111122223333
/// with volumes of 50 and 250 GiB, one of 222233334444 with 40 and 250 GiB. Everything else is left out by tag.
///
/// One instance's way, with the profile's timings (the largest volume counts, volumes go side by side):
///
///     0      CreateSnapshot: 2 tokens each, burst 100, so at once; 60 s + 1 s/GiB * 250 GiB  = 310 s
///     310    share                                                                               1 s
///     311    all three are ready: 6 volumes fit one scanner of 8; RunInstances at once,
///            boot                                                                               90 s
///     401    createVolume                                                                       10 s
///     411    attach                                                                             10 s
///     421    scan: 60 s + 0.5 s/GiB * 250 GiB                                                  185 s
///     606    detach                                                                             10 s
///     616    the scanner is terminated and billed until 646 (drain 30 s): 646 - 311 = 335 s
///     616    deleteVolume                                                                        5 s
///     621    deleteSnapshot                                                                      2 s
///     623    done: the makespan
///
/// Storage: 300 + 300 + 290 = 890 GiB. Volumes live from 401 to 621: 890 * 220 = 195,800 GiB s. Snapshots live from 0
/// to 623: 890 * 623 = 554,470 GiB s. The scanner's own 8 GiB live 335 s: 2,680 GiB s.
///
/// Prices in eu-west-1: c5.large 0.096 USD/h, gp3 0.088 and snapshots 0.05 USD per GiB-month of 730 h = 2,628,000 s.
@Suite struct HandCalculationTests {
    static let committed = ToolProcess.package.appending(path: "Scenarios/quickstart/inventory")
        .path(percentEncoded: false)
    static let captured = ProcessInfo.processInfo.environment["SCANPLAN_CAPTURE_DIR"]

    @Test func theCommittedListingGivesTheNumbersWorkedOutByHand() throws {
        try check(inventory: Self.committed)
    }

    @Test(.enabled(if: captured != nil, "SCANPLAN_CAPTURE_DIR names no fresh listing"))
    func aFreshListingOfTheMockCloudGivesThem() throws {
        try check(inventory: try #require(Self.captured) + "/inventory")
    }

    private func check(inventory: String) throws {
        let text = """
            schemaVersion: 1
            name: hand
            deployments:
              - name: hand
                profile: qualys-aws@1.8
                parameters:
                  Concurrency: 1
                  SingleRegionConcurrency: 1
                  IntervalHours: 24
                  Regions: eu-west-1
                  TagKey: Scan
                  TagValue: weekly
                serviceAccount: "111122223333"
                targetAccounts:
                  - accounts: ["111122223333", "222233334444", "333344445555"]
                    targetStack: {AWSSourceAccount: "111122223333"}
                fleet:
                  inventory: {awsCli: ["\(inventory)"]}
            """
        let file = try ScenarioFile(text)
        let result = try ToolProcess.run(["simulate", "--format", "json", file.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let metrics = try #require(answer["metrics"] as? [[String: Any]])
        func metric(_ name: String) throws -> Double {
            let row = try #require(metrics.first { $0["name"] as? String == name }, "\(name)")
            return try #require(row["value"] as? Double, "\(name)")
        }
        func expect(_ name: String, _ value: Double) throws {
            let found = try metric(name)
            #expect(abs(found - value) <= 1e-12 * abs(value), "\(name) is \(found), by hand \(value)")
        }
        try expect("items", 3)
        try expect("volumes", 6)
        try expect("makespan", 623)
        try expect("scanners.launched", 1)
        try expect("scanners.peak", 1)
        try expect("coverage", 1)
        try expect("scanner.hours", 335.0 / 3600)
        try expect("volume.gibHours", 195_800.0 / 3600)
        try expect("snapshot.gibHours", 554_470.0 / 3600)
        // Per volume: CreateSnapshot, ModifySnapshotAttribute, CreateVolume, AttachVolume, DetachVolume, DeleteVolume
        // and DeleteSnapshot; per scanner: RunInstances and TerminateInstances.
        try expect("requests", 6 * 7 + 2)
        let month = 2_628_000.0
        let scanner = 335.0 / 3600 * 0.096
        let root = 2680 / month * 0.088
        let volumes = 195_800 / month * 0.088
        let snapshots = 554_470 / month * 0.05
        try expect("cost.cycle", scanner + root + volumes + snapshots)
        try expect("cost.month", (scanner + root + volumes + snapshots) * 730 / 24)
        // One instance's own way is all there is, so the plan proves it: no gap.
        try expect("makespan.bound", 623)
        try expect("makespan.planned", 623)
    }
}
