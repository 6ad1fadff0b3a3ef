import Foundation
import Testing

/// The profile commands as a user's shell runs them.
@Suite struct ProfileCommandTests {
    private static let profiles = ["qualys-aws@1.8", "qualys-aws@1.19"]

    private static func figures(_ arguments: [String]) throws -> [String: [String: Any]] {
        let result = try ToolProcess.run(["profile", "diff"] + arguments + ["--format", "json"])
        #expect(result.status == 0, "\(result.diagnostics)")
        let read = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let effect = try #require(read["effect"] as? [String: Any])
        let deployments = try #require(effect["deployments"] as? [[String: Any]])
        let figures = try #require(deployments.first?["figures"] as? [[String: Any]])
        return Dictionary(figures.map { ($0["name"] as? String ?? "", $0) }) { first, _ in first }
    }

    @Test func theDifferenceIsListedTheSameEachTime() throws {
        let result = try ToolProcess.run(["profile", "diff"] + Self.profiles)
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("From qualys-aws@1.8 to qualys-aws@1.19\n"))
        for line in ["  removed TagKey: ", "  added   PollRetryInterval: ", "  removed CreateVolume: "] {
            #expect(result.output.contains("\n\(line)"), "\(line)")
        }
        #expect(try ToolProcess.run(["profile", "diff"] + Self.profiles).output == result.output)
    }

    /// Both sides are what `simulate` answers: the scenario itself, and the same one written for the other version.
    @Test func bothSidesAreTheAnswersOfSimulate() throws {
        let scenario = "Scenarios/quickstart/scenario.yaml"
        let figures = try Self.figures(Self.profiles + ["--on", scenario])
        let answer = try ToolProcess.run(["simulate", "--format", "json", scenario])
        let read = try #require(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
        let deployment = try #require((read["deployments"] as? [[String: Any]])?.first)
        let metrics = try #require(deployment["metrics"] as? [[String: Any]])
        let makespan = metrics.first { $0["name"] as? String == "makespan" }?["value"] as? Double
        #expect(makespan != nil && figures["makespan"]?["before"] as? Double == makespan)
        #expect(figures["requests CreateVolume"]?["after"] as? Double == 0)
        let before = try #require(figures["cost per cycle"]?["before"] as? Double)
        let after = try #require(figures["cost per cycle"]?["after"] as? Double)
        // Both readers of the decimals may round by themselves.
        let change = try #require(figures["cost per cycle"]?["change"] as? Double)
        #expect(abs(change - (after - before)) < 1e-9 && change < 0)
        // The other way round it is the same comparison with its sides exchanged.
        let back = try Self.figures(Self.profiles.reversed() + ["--on", scenario])
        #expect(back["makespan"]?["after"] as? Double == makespan)
        #expect(back["makespan"]?["before"] as? Double == figures["makespan"]?["after"] as? Double)
    }

    @Test func aSettingChangesTheScenarioFirst() throws {
        let scenario = "Scenarios/quickstart/scenario.yaml"
        let figures = try Self.figures(
            Self.profiles + ["--on", scenario, "--set", "deployments[0].timings.scan.base=600s"])
        let plain = try Self.figures(Self.profiles + ["--on", scenario])
        let slow = try #require(figures["makespan"]?["before"] as? Double)
        let fast = try #require(plain["makespan"]?["before"] as? Double)
        #expect(slow > fast)
    }

    @Test func wrongUsageIsRefused() throws {
        #expect(try ToolProcess.run(["profile", "diff", "qualys-aws@1.8", "nothing@1"]).status == 2)
        #expect(try ToolProcess.run(["profile", "diff"] + Self.profiles + ["--set", "a=b"]).status == 2)
        let scenario = "Scenarios/quickstart/scenario.yaml"
        #expect(
            try ToolProcess.run(["profile", "diff", "reference", "qualys-aws@1.8", "--on", scenario]).status == 2)
    }
}
