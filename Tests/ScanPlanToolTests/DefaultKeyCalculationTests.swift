import Foundation
import Testing

/// `Scenarios/regression/default-key.yaml`, worked out by hand.
///
/// Seven instances of us-east-1 and one of eu-west-1 have a root volume of 8 GiB under the default key, two of us-east-1
/// one under a customer key. Two copies run at once, a refused one asks again after 300 s and three times at most. Times
/// are those of the profile; nothing waits for request tokens.
///
///     0      CreateSnapshot; 60 s + 1 s/GiB * 8 GiB                                              68 s
///     68     customer keys: share                                                                 1 s
///            default keys: one checker for both regions checks twice a second, us-east-1 first:
///            68.0 and 68.5 begin to copy; 69.0, 69.5, 70.0, 70.5 and 71.0 are refused;
///            71.5 is the one of eu-west-1, whose account has no other copy there, and begins
///            a copy lasts 60 s + 2 s/GiB * 8 GiB = 76 s, deleting its original 2 s, sharing 1 s
///     147 147.5 150.5   the first two of us-east-1, and that of eu-west-1, are ready
///     369    the refused ones ask again: 369.0 and 369.5 begin, three are refused
///     448 448.5         ready
///     670    670.0 and 670.5 begin; 671.0 is the third refusal of the last one: it is given up
///     749 749.5         ready
///
/// Batches of two, those with copies apart: {1, 2}, {3, 4}, {5, 6} and {7} with copies, {8, 9} without. The vendor searches
/// every 300 s: {1, 2}, {8, 9} and that of eu-west-1 get a scanner at 300, {3, 4} at 600, {5, 6} at 900, {7} never.
///
///     +0     RunInstances, boot                                                                  90 s
///     +90    start                                                                               10 s
///     +100   scan: 60 s + 0.5 s/GiB * 8 GiB                                                      64 s
///     +164   the scanner is terminated and billed until +194; deleteSnapshot                      2 s
///     +166   done: 466, 766, and 1066, which is the makespan
@Suite struct DefaultKeyCalculationTests {
    @Test func theAnswerIsTheOneWorkedOutByHand() throws {
        let result = try ToolProcess.run(["simulate", "--format", "json", "Scenarios/regression/default-key.yaml"])
        #expect(result.status == 0, "\(result.diagnostics)")
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let metrics = try #require(answer["metrics"] as? [[String: Any]])
        func expect(_ name: String, _ value: Double) throws {
            let row = try #require(metrics.first { $0["name"] as? String == name }, "\(name)")
            let found = try #require(row["value"] as? Double, "\(name)")
            #expect(abs(found - value) <= 1e-12 * abs(value), "\(name) is \(found), by hand \(value)")
        }
        try expect("makespan", 1066)
        try expect("coverage", 0.9)
        try expect("scanners.launched", 5)
        try expect("scanner.hours", 5 * 194.0 / 3600)
        // From the start of `start` to the end of `scan`, nine volumes.
        try expect("volume.gibHours", 9 * 74 * 8.0 / 3600)
        // Originals until they are deleted, that of the one given up until then, and two that were never copied.
        let originals: [Double] = [146, 146.5, 447, 447.5, 748, 748.5, 671, 149.5]
        let others: [Double] = [466, 466]
        try expect("snapshot.gibHours", (originals + others).reduce(0, +) * 8 / 3600)
        let deployment = try #require((answer["deployments"] as? [[String: Any]])?.first)
        let usage = try #require(deployment["usage"] as? [[String: Any]])
        func total(_ kind: String) -> Double {
            usage.filter { $0["kind"] as? String == kind }.reduce(0) { $0 + ($1["amount"] as? Double ?? 0) }
        }
        let copies: [Double] = [398, 397.5, 397, 396.5, 396, 395.5, 394.5]
        #expect(abs(total("copiedSnapshotGiBSeconds") - copies.reduce(0, +) * 8) < 1e-6)
        // Every snapshot; those to copy but the last; what is scanned; the scanners; originals and what is left; looks.
        let requests: [(action: String, count: Double)] = [
            ("CreateSnapshot", 10), ("CopySnapshot", 7), ("ModifySnapshotAttribute", 9), ("RunInstances", 5),
            ("TerminateInstances", 5), ("DeleteSnapshot", 16), ("copyGateCheck", 16),
        ]
        for (action, count) in requests {
            #expect(total("requests:\(action)") == count, "\(action)")
        }
        let regions = try #require(deployment["regions"] as? [[String: Any]])
        let givenUp = regions.compactMap { $0["givenUp"] as? [[String: Any]] }
        #expect(givenUp.count == 1)
        #expect(givenUp.first?.first?["reason"] as? String == "gaveUpAtLimit")
        #expect(givenUp.first?.first?["instances"] as? Int == 1)
        let notices = try #require(deployment["notices"] as? [String])
        #expect(
            notices.contains(
                "1 instance was given up: gave up at a limit that stayed used up (snapshotCopies, which it looked at 3 "
                    + "times, every 300 s)."))
        #expect(notices.contains { $0.hasPrefix("The regions share the request rate of copyGateCheck") })
    }

    /// By the planner's arithmetic all ask at 68 s, and get through at 68, 368 and 668 s: the same searches.
    @Test func thePlanComesToTheSame() throws {
        let result = try ToolProcess.run(["plan", "--format", "json", "Scenarios/regression/default-key.yaml"])
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let deployment = try #require((answer["deployments"] as? [[String: Any]])?.first)
        let regions = try #require(deployment["regions"] as? [[String: Any]])
        #expect(regions.map { $0["plannedSeconds"] as? Double } == [1066, 466])
        let bounds = try #require(regions.first?["bounds"] as? [[String: Any]])
        func bound(_ name: String) -> Double? {
            bounds.first { $0["restsOn"] as? String == name }?["seconds"] as? Double
        }
        // Seven copies of 76 s on two places from 68 s on, then 1 s, a boot, and the stages on the scanner and after it.
        let onward: Double = 1 + 90 + 10 + 64 + 2
        #expect(bound("the limit snapshotCopies") == 68 + 266 + onward)
        // Customer keys are ready at 69 s, found at 300 s and done at 466 s, whatever becomes of the others.
        #expect(bound("the longest single instance") == 466)
    }
}

/// `Scenarios/what-if/default-key.yaml`: an account with more databases under the default key than get through in time.
@Suite struct MegaAccountTests {
    static let scenario = "Scenarios/what-if/default-key.yaml"

    @Test func theAnswerNamesTheLimitAndWhoWasGivenUp() throws {
        let result = try ToolProcess.run(["simulate", Self.scenario])
        #expect(result.status == 0, "\(result.diagnostics)")
        let text = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("binds the limit snapshotCopies in us-east-1"))
        #expect(text.contains("10 instances were given up: gave up at a limit that stayed used up (snapshotCopies"))
        #expect(text.contains("waits on average 1 h 49 min for the limit snapshotCopies"))
        #expect(text.contains("99.3 % of them within the interval of 24 h"))
    }

    /// 20 places for 60 s + 2 s/GiB * 500 GiB = 1060 s: 67.9 an hour at most.
    @Test func noMoreGetThroughThanPlacesAllow() throws {
        let result = try ToolProcess.run(["simulate", "--format", "json", Self.scenario])
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let deployment = try #require((answer["deployments"] as? [[String: Any]])?.first)
        let region = try #require((deployment["regions"] as? [[String: Any]])?.first)
        let stages = try #require(region["stages"] as? [[String: Any]])
        let copies = try #require(stages.first { $0["stage"] as? String == "copySnapshot" })
        let done = try #require(copies["completions"] as? Double)
        #expect(done == 560)
        let completed = try #require(region["completedSeconds"] as? Double)
        #expect(done <= 20 * (completed / 1060 + 1))
    }

    @Test func preflightTellsBeforehand() throws {
        let result = try ToolProcess.run(["preflight", Self.scenario])
        let text = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("snapshotCopies in us-east-1: account 222233334444 has more volumes with a key"))
        #expect(text.contains("at least 60 copies in an hour; at most 67.92 copies in an hour"))
    }
}
