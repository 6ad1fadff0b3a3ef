import Foundation
import Testing

/// `scanplan sensitivity` as a process.
@Suite struct SensitivityCommandTests {
    private struct Answer: Decodable {
        struct Place: Decodable { var path: String, deployment: Int }
        struct End: Decodable { var at: String, value: Double?, failure: String? }
        struct Index: Decodable { var value: Double, low: Double, high: Double }
        struct Input: Decodable {
            var input: Place, low: End?, high: End?, change: Double?, muStar: Double?, sigma: Double?
            var first: Index?, total: Index?
        }
        struct Finding: Decodable { var method: String, inputs: [Input]? }
        var format: String, schemaVersion: Int, result: String, metric: String, unit: String, trials: Int
        var simulations: Int, asItIs: Double, finding: Finding?
    }

    private static let uncertain =
        "uncertainty: {timings.scan.base: {uniform: {low: 60s, high: 600s}}, timings.scannerDrain: {uniform: {low: 0s, high: "
        + "1s}}, timings.snapshot.base: {triangular: {low: 15s, mode: 60s, high: 90s}}}"

    private func run(_ file: ScenarioFile, _ arguments: String...) throws -> ToolProcess.Result {
        try ToolProcess.run(["sensitivity"] + arguments + [file.path])
    }

    private func answer(_ result: ToolProcess.Result) throws -> Answer {
        #expect(result.status == 0, "\(result.diagnostics)")
        return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    }

    @Test func everyMethodFindsTheStrongestInput() throws {
        let file = try ScenarioFile(smallScenario(deployment: [Self.uncertain]))
        let cases: [(arguments: [String], method: String, simulations: Int)] = [
            ([], "oat", 7), (["--method", "morris", "--paths", "3"], "morris", 13),
            (["--method", "sobol", "--samples", "4"], "sobol", 21),
        ]
        for (arguments, method, simulations) in cases {
            let result = try ToolProcess.run(["sensitivity", "--format", "json"] + arguments + [file.path])
            let answer = try answer(result)
            #expect(answer.format == "scanplan-sensitivity/1" && answer.schemaVersion == 1)
            #expect(answer.metric == "makespan" && answer.unit == "s" && answer.trials == 1)
            #expect(answer.finding?.method == method && answer.simulations == simulations)
            #expect(answer.finding?.inputs?.first?.input.path == "timings.scan.base")
            #expect(answer.finding?.inputs?.count == 3)
            #expect(
                result.diagnostics.contains("3 inputs, \(simulations) variants, 1 trial each: \(simulations) simulated")
            )
        }
    }

    @Test func theTornadoIsDrawn() throws {
        let file = try ScenarioFile(smallScenario(deployment: [Self.uncertain]))
        let result = try run(file, "--ends", "range")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("small: timings.scan.base matters most: it moves makespan by "))
        let line = try #require(result.output.split(separator: "\n").first { $0.hasPrefix("  timings.scan.base") })
        #expect(line.contains("60s  600s") && line.contains("|+++"))
        #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test func twoEndsOfOneTimingAreTwoSimulations() throws {
        let file = try ScenarioFile(smallScenario())
        let answer = try answer(
            try run(file, "--ends", "range", "--format", "json", "--input", "timings.scan.base=60s..200s"))
        let bar = try #require(answer.finding?.inputs?.first { $0.input.path == "timings.scan.base" })
        for (end, setting) in [(bar.low, "60s"), (bar.high, "200s")] {
            let single = try ToolProcess.run([
                "simulate", "--format", "json", "--set", "deployments[0].timings.scan.base=\(setting)", file.path,
            ])
            struct Simulated: Decodable {
                struct Metric: Decodable { var name: String, value: Double? }
                var metrics: [Metric]
            }
            let metrics = try JSONDecoder().decode(Simulated.self, from: Data(single.output.utf8)).metrics
            #expect(end?.at == setting && end?.value == metrics.first { $0.name == "makespan" }?.value)
        }
        #expect((answer.finding?.inputs?.count ?? 0) >= 15, "all assumed constants are inputs beside it")
    }

    @Test func otherMetricsCanBeExplained() throws {
        let file = try ScenarioFile(smallScenario())
        let answer = try answer(
            try run(
                file, "--metric", "cost.month", "--format", "json", "--ends", "range", "--set",
                "deployments[0].uncertainty={prices.snapshotStoredFraction: assumed, timings.scannerBoot: assumed}"))
        #expect(answer.metric == "cost.month" && answer.unit == "USD")
        let paths = (answer.finding?.inputs ?? []).map { $0.input.path }
        #expect(paths.sorted() == ["prices.snapshotStoredFraction", "timings.scannerBoot"])
    }

    @Test func anyNumberOfJobsGivesTheSameBytes() throws {
        let file = try ScenarioFile(
            smallScenario(deployment: [Self.uncertain, "faults: {scanFailure: 20%, attempts: 3}"]))
        for method in ["oat", "morris", "sobol"] {
            let arguments = ["--method", method, "--trials", "2"] + (method == "sobol" ? ["--samples", "3"] : [])
            let results = try ["1", "3"].map {
                try ToolProcess.run(["sensitivity", "--jobs", $0] + arguments + [file.path])
            }
            #expect(results[0].status == 0 && results[0].output == results[1].output)
        }
    }

    @Test func inputsOfSeveralDeploymentsNameTheirs() throws {
        let file = try ScenarioFile(smallScenario())
        let named = try run(file, "--format", "json", "--input", "deployments[main].timings.scan.base=60s..200s")
        #expect(try answer(named).finding?.inputs?.contains { $0.input.path == "timings.scan.base" } == true)
        let unknown = try run(file, "--input", "deployments[other].timings.scan.base=60s..200s")
        #expect(unknown.status == 2 && unknown.diagnostics.contains("there are main"))
    }

    @Test func wrongOptionsAreRefused() throws {
        let file = try ScenarioFile(smallScenario(deployment: [Self.uncertain]))
        for arguments in [
            ["--metric", "speed"], ["--paths", "5"], ["--samples", "5"], ["--method", "sobol", "--ends", "range"],
            ["--method", "morris", "--paths", "1"], ["--most", "0"], ["--most", "6"], ["--input", "x=1"],
        ] {
            let result = try ToolProcess.run(["sensitivity"] + arguments + [file.path])
            #expect(result.status == 2 && result.output.isEmpty, "\(arguments)")
        }
        let infeasible = try run(file, "--set", "deployments[0].limits.onDemandVcpu=1")
        #expect(infeasible.status == 4)
    }
}
