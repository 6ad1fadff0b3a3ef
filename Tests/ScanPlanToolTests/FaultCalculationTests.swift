import Foundation
import Testing

/// Faults in a case that is small enough to be worked out by hand.
///
/// One instance of 10 GiB under `qualys-aws@1.8`; us-east-1 has no capacity for the first 100 s of the cycle.
///
///     0      CreateSnapshot; 60 s + 1 s/GiB * 10 GiB                                             70 s
///     70     share                                                                                1 s
///     71     RunInstances is refused; refused again after waits of 1, 2, 4 and 8 s: at 72, 74, 78 and 86
///     102    after a wait of 16 s it succeeds, the sixth request; the instance lost 102 - 71 = 31 s. Boot 90 s
///     192    createVolume                                                                        10 s
///     202    attach                                                                              10 s
///     212    scan: 60 s + 0.5 s/GiB * 10 GiB                                                     65 s
///     277    detach                                                                              10 s
///     287    the scanner is billed from 102 to 317 (drain 30 s): 215 s
///     287    deleteVolume                                                                         5 s
///     292    deleteSnapshot                                                                       2 s
///     294    done
@Suite struct FaultCalculationTests {
    private func scenario(_ faults: String, region: String = "us-east-1") -> String {
        """
        schemaVersion: 1
        name: hand
        deployments:
          - name: hand
            profile: qualys-aws@1.8
            parameters:
              {Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: 24, Regions: "us-east-1, us-west-2", TagKey: Scan, TagValue: daily}
            serviceAccount: "111122223333"
            targetAccounts: [{account: "111122223333", targetStack: {AWSSourceAccount: "111122223333"}}]
            fleet:
              instances: [{account: "111122223333", region: \(region), tags: {Scan: daily}, volumes: [10GiB]}]
            faults: {\(faults)}
        """
    }

    /// The first region's row, and the metrics by name.
    private func answer(_ text: String) throws -> (region: [String: Any], metrics: [String: Double]) {
        let file = try ScenarioFile(text)
        let result = try ToolProcess.run(["simulate", "--format", "json", file.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let deployment = try #require((answer["deployments"] as? [[String: Any]])?.first)
        let rows = try #require(answer["metrics"] as? [[String: Any]])
        let metrics = rows.compactMap { row in
            (row["value"] as? Double).flatMap { value in (row["name"] as? String).map { ($0, value) } }
        }
        return (
            try #require((deployment["regions"] as? [[String: Any]])?.first),
            Dictionary(metrics) { first, _ in first }
        )
    }

    @Test func anOutageDelaysALaunchAsWorkedOutByHand() throws {
        let (region, metrics) = try answer(
            scenario("zoneOutages: [{region: us-east-1, from: 0s, to: 100s}]"))
        let faults = try #require(region["faults"] as? [String: Any])
        #expect(faults["refusedLaunches"] as? Int == 5)
        #expect(faults["waitingForCapacityInstanceSeconds"] as? Double == 31)
        #expect(metrics["makespan"] == 294)
        #expect(try abs(#require(metrics["scanner.hours"]) - 215.0 / 3600) < 1e-12)
        // Seven requests for the volume, six launches, one termination.
        #expect(metrics["requests"] == 14)
    }

    @Test func anOutageOfAnotherRegionOrAtAnotherTimeChangesNothing() throws {
        for faults in [
            "zoneOutages: [{region: us-west-2, from: 0s, to: 1h}]",
            "zoneOutages: [{region: us-east-1, from: 72s, to: 1h}]",
            "zoneOutages: [{region: us-east-1, from: 0s, to: 71s}]", "scanFailure: 0%",
        ] {
            let (_, metrics) = try answer(scenario(faults))
            // Ready at 71 s, boot 90 s, 95 s on the scanner, 7 s after it.
            #expect(metrics["makespan"] == 263, "\(faults)")
        }
    }
}
