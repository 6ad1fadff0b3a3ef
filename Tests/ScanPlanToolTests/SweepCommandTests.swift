import Foundation
import Testing

/// `scanplan sweep` and `scanplan compare` as processes.
@Suite struct SweepCommandTests {
    struct Report: Decodable {
        struct Estimate: Decodable { var value: Double, low: Double?, high: Double? }
        struct Metric: Decodable { var name: String, mean: Estimate, difference: Estimate? }
        struct Point: Decodable {
            var point: Int, values: [String], hash: String?, sameAs: Int?, result: String, trials: Int?
            var metrics: [Metric]?

            func makespan() -> Double? { metrics?.first { $0.name == "makespan" }?.mean.value }
        }
        struct Axis: Decodable { var path: String, values: [String] }
        var schema: String, axes: [Axis], points: [Point], baseline: Int
    }

    static func report(_ arguments: [String], status: Int32 = 0) throws -> Report {
        let result = try ToolProcess.run(["sweep", "--format", "json"] + arguments)
        #expect(result.status == status, "\(result.diagnostics)")
        return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    }

    @Test func everyCombinationIsAPointAndEqualPlansAreMarked() throws {
        let file = try ScenarioFile(smallScenario())
        let report = try Self.report([
            "--set", "Concurrency=1..3", "--set", "SingleRegionConcurrency=1,2,8", file.path,
        ])
        #expect(report.schema == "scanplan.sweep/1" && report.baseline == 1)
        #expect(
            report.axes.map(\.path) == [
                "deployments[0].parameters.Concurrency", "deployments[0].parameters.SingleRegionConcurrency",
            ])
        #expect(report.points.map(\.values.first) == ["1", "1", "1", "2", "2", "2", "3", "3", "3"])
        #expect(report.points.map(\.result).filter { $0 == "invalid" }.count == 3)
        #expect(report.points[2].result == "invalid" && report.points[2].hash == nil)
        // All regions are open at once under each Concurrency, so only scanners make a plan.
        let same = report.points.map(\.sameAs)
        #expect(same[3] == 1 && same[6] == 1 && same[0] == nil)
        #expect(Set(report.points.compactMap(\.hash)).count == 6)
        // A point is what `simulate` says of it.
        struct Answer: Decodable {
            struct Metric: Decodable { var name: String, value: Double? }
            var metrics: [Metric]
        }
        let single = try ToolProcess.run([
            "simulate", "--format", "json", "--set", "deployments[0].parameters.SingleRegionConcurrency=2", file.path,
        ])
        let answer = try JSONDecoder().decode(Answer.self, from: Data(single.output.utf8))
        #expect(report.points[1].makespan() == answer.metrics.first { $0.name == "makespan" }?.value)
    }

    @Test func pointsAreTheSameForAnyJobsInEveryFormat() throws {
        let file = try TrialCommandTests.file(["makespan.max <= 20h"])
        for format in ["text", "json", "csv", "markdown"] {
            let arguments = [
                "sweep", "--format", format, "--trials", "3", "--set", "SingleRegionConcurrency=1..2", "--axis",
                "deployments[0].timings.scan.base=60s..90s..30s", file.path,
            ]
            let one = try ToolProcess.run(arguments + ["--jobs", "1"])
            #expect(one.status == 0 && !one.output.isEmpty, "\(one.diagnostics)")
            #expect(try ToolProcess.run(arguments + ["--jobs", "5"]).output == one.output)
            if format == "csv" {
                let rows = one.output.split(separator: "\n")
                #expect(rows.count == 5)
                let columns = rows[0].split(separator: ",", omittingEmptySubsequences: false).count
                #expect(rows.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == columns })
                #expect(rows[4].contains(",2,90s,3,"))
            }
        }
    }

    @Test func theScenarioStatesAxesAndABaselineIsChosen() throws {
        let file = try ScenarioFile(
            smallScenario().replacing(
                "objective:",
                with: "study: {axes: {SingleRegionConcurrency: [1, 2], IntervalHours: [24, 48]}}\nobjective:"))
        let report = try Self.report(["--baseline", "3", file.path])
        #expect(report.points.count == 4 && report.baseline == 3)
        let differences = report.points.map { $0.metrics?.first { $0.name == "makespan" }?.difference?.value }
        #expect(
            differences[2] == 0
                && differences[0]
                    == report.points[0].makespan().flatMap { first in
                        report.points[2].makespan().map { first - $0 }
                    }
        )
        // Axes of the command line stand in place of those.
        #expect(try Self.report(["--set", "SingleRegionConcurrency=1..3", file.path]).points.count == 3)
    }

    @Test func violatedThresholdsOfAPointAreOneAndInTheReport() throws {
        let file = try TrialCommandTests.file(["makespan <= 1s"], random: false)
        let path = file.folder.appending(path: "r.xml").path(percentEncoded: false)
        let result = try ToolProcess.run([
            "sweep", "--set", "SingleRegionConcurrency=1,2,8", "--junit", path, file.path,
        ])
        #expect(result.status == 1)
        #expect(result.output.contains("1 FAIL"))
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        #expect(text.contains("tests=\"3\" failures=\"2\" errors=\"1\" skipped=\"0\""))
    }

    @Test func wrongSweepsAreTwoOrThree() throws {
        let file = try ScenarioFile(smallScenario())
        for arguments in [
            [], ["--set", "Concurrency=4..1"], ["--set", "Concurrency=1..4", "--axis", "Concurrency=7"],
            ["--set", "seed=1..99999"], ["--set", "seed=1..101", "--set", "Concurrency=1..101"],
            ["--set", "Concurrency=1..4", "--baseline", "5"], ["--set", "Concurrency=1..2", "--trials", "0"],
        ] {
            let result = try ToolProcess.run(["sweep", file.path] + arguments)
            #expect(result.status == 2 && result.output.isEmpty, "\(arguments): \(result.diagnostics)")
        }
        let all = try ToolProcess.run(["sweep", "--set", "SingleRegionConcurrency=8,9", file.path])
        #expect(all.status == 3 && all.output.contains("invalid: deployments[0].parameters.SingleRegionConcurrency"))
        let none = try ToolProcess.run(["sweep", "--set", "deployments[0].limits.onDemandVcpu=0,1", file.path])
        #expect(none.status == 4 || none.status == 3)
        let secret = try ScenarioFile(
            smallScenario().replacing("objective:", with: "study: {axes: {QToken: [\"env:A\"]}}\nobjective:"))
        #expect(try ToolProcess.run(["sweep", secret.path]).status == 3)
    }

    @Test func comparisonTellsSettingsAndMetricsThatDiffer() throws {
        let file = try TrialCommandTests.file(["makespan.max <= 20h"])
        let arguments = [
            "compare", file.path, "--with", "SingleRegionConcurrency=2; Concurrency=2", "--trials", "4",
        ]
        let text = try ToolProcess.run(arguments)
        #expect(text.status == 0, "\(text.diagnostics)")
        #expect(text.output.contains("deployments[0].parameters.SingleRegionConcurrency"))
        #expect(text.output.contains("makespan"))
        #expect(!text.output.contains("\n  items "))
        #expect(try ToolProcess.run(arguments + ["--jobs", "1"]).output == text.output)
        #expect(try ToolProcess.run(arguments + ["--all"]).output.contains("\n  items "))
        let markdown = try ToolProcess.run(arguments + ["--format", "markdown"])
        #expect(markdown.output.hasPrefix("### small with SingleRegionConcurrency=2; Concurrency=2 against small\n"))
        #expect(markdown.output.contains("| deployments\\[0\\].parameters.Concurrency | 1 | 2 |"))
        struct Comparison: Decodable {
            struct Scenario: Decodable {
                struct Setting: Decodable { var path: String, before: String?, after: String? }
                var name: String, settings: [Setting], sameAs: Int?, metrics: [Report.Metric]
            }
            var schema: String, scenarios: [Scenario]
        }
        let json = try ToolProcess.run(arguments + ["--format", "json"])
        let comparison = try JSONDecoder().decode(Comparison.self, from: Data(json.output.utf8))
        #expect(comparison.schema == "scanplan.comparison/1" && comparison.scenarios.count == 2)
        #expect(comparison.scenarios[1].settings.map(\.after) == ["2", "2"])
        #expect(comparison.scenarios[0].metrics.allSatisfy { $0.difference?.value == 0 })
    }

    @Test func pathsMayBeginInTheOnlyDeployment() throws {
        let file = try ScenarioFile(smallScenario())
        let short = try Self.report(["--set", "timings.scan.base=60s,90s", file.path])
        let full = try Self.report(["--set", "deployments[0].timings.scan.base=60s,90s", file.path])
        #expect(short.axes.map(\.path) == ["deployments[0].timings.scan.base"])
        #expect(short.points.map(\.hash) == full.points.map(\.hash) && short.points.count == 2)
        let two = try ScenarioFile(Self.twoDeployments())
        for command in [
            ["sweep", "--set", "Concurrency=1,2"], ["compare", "--set", "Concurrency=2", "--with", "seed=1"],
        ] {
            let result = try ToolProcess.run(command + [two.path])
            #expect(result.status == 2, "\(result.diagnostics)")
            #expect(result.diagnostics.contains("There are 2 deployments; say which of them `Concurrency` is in"))
        }
        let named = try Self.report(["--set", "deployments[1].parameters.SingleRegionConcurrency=1,2", two.path])
        #expect(named.points.count == 2)
        // A variant changes every deployment that has the parameter.
        let both = try ToolProcess.run(["compare", two.path, "--with", "SingleRegionConcurrency=2"])
        for index in 0...1 {
            #expect(both.output.contains("deployments[\(index)].parameters.SingleRegionConcurrency"))
        }
    }

    private static func twoDeployments() -> String {
        let text = smallScenario()
        guard let start = text.range(of: "  - name: main") else { return text }
        let second = text[start.lowerBound...].replacing("main", with: "other").replacing(
            "111122223333", with: "111122224444"
        )
        .replacing("222233334444", with: "222233335555")
        return text + second
    }

    @Test func scenariosWithoutAnAnswerEndAComparison() throws {
        let file = try ScenarioFile(
            smallScenario(
                instances:
                    #"{account: "222233334444", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB], count: 888}"#))
        let noPlan = ["--with", "limits.onDemandVcpu=1"]
        // 366 days for each of 888 instances in steps of a nanosecond leave 64 bits.
        let noClock = ["--with", "timings.scan.base=31622399.999999999s"]
        #expect(try ToolProcess.run(["compare", file.path] + noPlan).status == 4)
        let result = try ToolProcess.run(["compare", file.path] + noClock)
        #expect(result.status == 3, "\(result.output)\(result.diagnostics)")
        #expect(try ToolProcess.run(["simulate", file.path, "--set", "deployments[0]." + noClock[1]]).status == 3)
        #expect(try ToolProcess.run(["compare", file.path] + noPlan + noClock).status == 3)
    }

    @Test func theFirstScenarioGivesTheConfidenceOfAll() throws {
        let file = try TrialCommandTests.file(["makespan.max <= 20h"])
        func run(_ variant: String) throws -> ToolProcess.Result {
            try ToolProcess.run([
                "compare", file.path, "--with", variant, "--trials", "5", "--all", "--format", "json",
            ])
        }
        struct Comparison: Decodable {
            struct Scenario: Decodable { var metrics: [Report.Metric] }
            var scenarios: [Scenario]
        }
        func intervals(_ result: ToolProcess.Result) throws -> [[Double?]] {
            let comparison = try JSONDecoder().decode(Comparison.self, from: Data(result.output.utf8))
            return comparison.scenarios.flatMap(\.metrics).flatMap {
                [[$0.mean.low, $0.mean.high], [$0.difference?.low, $0.difference?.high]]
            }
        }
        let alike = try run("SingleRegionConcurrency=2")
        let other = try run("SingleRegionConcurrency=2; study.confidence=60%")
        #expect(try intervals(other) == intervals(alike))
        let text = try ToolProcess.run(["compare", file.path, "--with", "study.confidence=60%", "--trials", "5"])
        #expect(text.output.contains("has intervals of the confidence of small"))
    }

    @Test func onlyThresholdsOfTheFurtherScenariosDecide() throws {
        let strict = try TrialCommandTests.file(["makespan <= 1s"], random: false)
        let loose = try TrialCommandTests.file(["makespan <= 20h"], random: false)
        #expect(try ToolProcess.run(["compare", strict.path, loose.path]).status == 0)
        let violated = try ToolProcess.run(["compare", loose.path, strict.path])
        #expect(violated.status == 1 && violated.output.contains("FAIL"))
        #expect(violated.output.contains("Both are the same plan") == false)
        let same = try ToolProcess.run(["compare", loose.path, loose.path])
        #expect(same.status == 0 && same.output.contains("Both are the same plan: no metric differs."))
        for arguments in [[loose.path], [loose.path, loose.path, "--with", "seed=2"], ["-", "-"]] {
            #expect(try ToolProcess.run(["compare"] + arguments).status == 2)
        }
        #expect(try ToolProcess.run(["compare", loose.path, "--with", "Concurency=2"]).status == 3)
        #expect(try ToolProcess.run(["compare", loose.path, "/nowhere.yaml"]).status == 5)
        let seed = try ToolProcess.run(["compare", loose.path, "--with", "seed=2"])
        #expect(seed.output.contains("is drawn with the seed of small, 1"))
    }
}
