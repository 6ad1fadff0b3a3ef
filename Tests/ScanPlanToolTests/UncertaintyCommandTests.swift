import Foundation
import Testing

/// `scanplan uncertainty` as a process.
@Suite struct UncertaintyCommandTests {
    private struct Answer: Decodable {
        struct Quantile: Decodable { var probability: Double, value: Double, low: Double?, high: Double? }
        struct Chance: Decodable {
            var probability: Double, low: Double, high: Double, wanted: Double, verdict: String
            var samplesAlways: Int, samplesNever: Int, quantiles: [Quantile]
        }
        struct Variance: Decodable { var notKnown: Double, random: Double, notKnownShare: Double? }
        struct Metric: Decodable {
            var name: String, unit: String, asItIs: Double?, samples: Int, mean: Double?, quantiles: [Quantile]
            var variance: Variance?
        }
        struct Input: Decodable { var path: String, unit: String, distribution: String, isAssumedRange: Bool }
        var format: String, schemaVersion: Int, inputSamples: Int, trials: Int, inTime: Chance?, metrics: [Metric]
        var inputs: [Input], assumedWithoutKey: [String]
    }

    private static let uncertain =
        "uncertainty: {timings.scan.base: {uniform: {low: 60s, high: 600s}}, policies.volumesPerScanner: {choice: [4, 8]}}"

    private func run(_ file: ScenarioFile, _ arguments: String...) throws -> ToolProcess.Result {
        try ToolProcess.run(["uncertainty"] + arguments + [file.path])
    }

    @Test func samplesAreSpreadAndJudged() throws {
        let file = try ScenarioFile(smallScenario(deployment: [Self.uncertain]))
        let result = try run(file, "--input-samples", "20", "--trials", "2", "--format", "json")
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(
            result.diagnostics.hasPrefix(
                "20 input samples and the scenario as it is, 2 trials each: 42 simulated cycles"))
        let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
        #expect(answer.format == "scanplan-uncertainty/1" && answer.schemaVersion == 1)
        #expect(answer.inputSamples == 20 && answer.trials == 2)
        #expect(answer.inputs.map(\.path) == ["timings.scan.base", "policies.volumesPerScanner"])
        let chance = try #require(answer.inTime)
        #expect(chance.probability == 1 && chance.samplesAlways == 20 && chance.low < 1 && chance.wanted == 0.95)
        let makespan = try #require(answer.metrics.first { $0.name == "makespan" })
        #expect(makespan.samples == 20 && makespan.quantiles.map(\.probability) == [0.05, 0.5, 0.95])
        #expect(makespan.quantiles[0].value < makespan.quantiles[1].value)
        #expect(makespan.quantiles[1].value < makespan.quantiles[2].value)
        let variance = try #require(makespan.variance)
        #expect(variance.random == 0 && variance.notKnown > 0 && variance.notKnownShare == 1)
    }

    @Test func theTextTellsTheSame() throws {
        let file = try ScenarioFile(smallScenario(deployment: [Self.uncertain]))
        let result = try run(file, "--input-samples", "10", "--trials", "1")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("small: undecided. The cycle is in time with a probability of 100 % ("))
        for part in ["makespan", "cost.month", "in time", "timings.scan.base", "60s to 600s", "one of 4, 8"] {
            #expect(result.output.contains(part), "\(part)\n\(result.output)")
        }
        #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
        #expect(!result.output.contains("…"))
    }

    @Test func withoutUncertaintyAllAssumedConstantsAreDrawn() throws {
        let file = try ScenarioFile(smallScenario())
        let result = try run(file, "--input-samples", "3", "--format", "json")
        #expect(result.status == 0, "\(result.diagnostics)")
        let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
        #expect(answer.inputs.count >= 15 && answer.inputs.allSatisfy { $0.isAssumedRange })
        #expect(answer.trials == 1, "a cycle that draws nothing needs one")
        #expect(answer.assumedWithoutKey == [])
        let more = try run(file, "--input-samples", "3", "--format", "json", "--input", "timings.scan.base=1s..2s")
        let other = try JSONDecoder().decode(Answer.self, from: Data(more.output.utf8))
        #expect(other.inputs.count == answer.inputs.count)
        #expect(other.inputs.first { $0.path == "timings.scan.base" }?.distribution == "uniform")
    }

    @Test func anyNumberOfJobsGivesTheSameBytes() throws {
        let file = try ScenarioFile(
            smallScenario(deployment: [Self.uncertain, "faults: {scanFailure: 20%, attempts: 3}"]))
        let results = try ["1", "4"].map {
            try run(file, "--input-samples", "5", "--trials", "3", "--format", "json", "--jobs", $0)
        }
        #expect(results[0].status == 0 && results[0].output == results[1].output)
        let other = try run(
            file, "--input-samples", "5", "--trials", "3", "--format", "json", "--set", "seed=2")
        #expect(other.output != results[0].output)
    }

    @Test func workIsBounded() throws {
        let file = try ScenarioFile(smallScenario(deployment: [Self.uncertain]))
        let much = try run(file, "--input-samples", "9", "--trials", "5", "--most", "49")
        #expect(much.status == 2 && much.output.isEmpty)
        #expect(much.diagnostics.contains("50 simulated cycles, more than 49; allow them with --most 50"))
        #expect(try run(file, "--input-samples", "1").status == 2)
        #expect(try run(file, "--input", "timings.scan.base").status == 2)
    }

    @Test func wrongInputsAreDiagnosed() throws {
        let file = try ScenarioFile(smallScenario(deployment: ["uncertainty: {timings.scan.bass: assumed}"]))
        let result = try run(file)
        #expect(result.status == 3)
        #expect(result.diagnostics.contains("there is no key `bass`"))
        let other = try run(ScenarioFile(smallScenario()), "--input", "timings.scan.base=1s..1GiB")
        #expect(other.status == 3 && other.diagnostics.contains("expected a duration"))
        let crossed = try run(
            ScenarioFile(smallScenario()), "--input", "policies.backoff.first=100s..200s", "--input-samples", "3")
        #expect(crossed.status == 3 && crossed.diagnostics.contains("error: input sample 1, deployments[0]."))
        #expect(crossed.diagnostics.contains("is shorter than the first"))
    }
}
