import Foundation
import Testing

/// `scanplan report` as a process, by what it writes as JSON.
@Suite struct ReportCommandTests {
    struct Report: Decodable {
        struct Answer: Decodable {
            struct Metric: Decodable { var name: String, value: Double? }
            var schema: String, metrics: [Metric]

            func value(_ name: String) -> Double? { metrics.first { $0.name == name }?.value }
        }
        struct Trials: Decodable { var count: Int }
        struct Threshold: Decodable { var outcome: String }
        struct Timeline: Decodable {
            struct Region: Decodable {
                struct Limit: Decodable { var limit: String, kind: String, capacity: Double, shares: [Double] }
                var region: String, instances: Int, endedSeconds: Double, scanners: [Double], limits: [Limit]
            }
            var deployment: String, stretchSeconds: Double, stretches: Int, regions: [Region]
        }
        struct Knobs: Decodable {
            struct Axis: Decodable { var name: String, values: [String], present: Int? }
            struct Point: Decodable {
                var makespanSeconds: Double?, boundSeconds: Double?, perCycleUSD: Double?, perMonthUSD: Double?
                var inTime: Double?, binds: String?, reason: String?, sameAs: Int?
            }
            var simulated: Bool, trials: Int, axes: [Axis], points: [Point]
        }
        struct Search: Decodable { var schema: String }
        struct Tornado: Decodable { var metric: String, result: String }
        var schema: String, notes: [String], answer: Answer, trials: Trials, thresholds: [Threshold]
        var timelines: [Timeline], knobs: Knobs?, search: Search?, tornadoes: [Tornado]
    }

    static func report(_ arguments: [String], status: Int32 = 0) throws -> Report {
        let result = try ToolProcess.run(["report", "--format", "json"] + arguments)
        #expect(result.status == status, "\(arguments): \(result.diagnostics)")
        return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
    }

    /// A temporary folder for what is written.
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static let faulty = ["faults: {scanFailure: 20%}"]

    @Test(arguments: RegressionTests.names.map { "Scenarios/regression/\($0).yaml" })
    func everyRegressionScenarioHasOne(path: String) throws {
        let report = try Self.report(["--trials", "2", "--knobs", "planned", "--without", "search,tornado", path])
        #expect(report.schema == "scanplan.report/1" && report.answer.schema == "scanplan.answer/1")
        #expect(report.search == nil && report.tornadoes.isEmpty)
        let ends = report.timelines.flatMap(\.regions).map(\.endedSeconds)
        #expect(ends.max() == report.answer.value("makespan"))
        for timeline in report.timelines {
            #expect(
                timeline.stretchSeconds * Double(timeline.stretches) >= ends.max() ?? 0 || report.timelines.count > 1)
            for region in timeline.regions {
                #expect(region.scanners.count == timeline.stretches)
                #expect(region.limits.allSatisfy { $0.shares.count == timeline.stretches && $0.capacity > 0 })
                // Units at once stay within their limit, except for one that is larger than the limit by itself.
                #expect(region.limits.allSatisfy { $0.kind == "rate" || $0.shares.contains { $0 > 0 } })
            }
        }
        let knobs = try #require(report.knobs)
        #expect(knobs.points.count == knobs.axes.reduce(1) { $0 * $1.values.count })
        #expect(knobs.points.contains { $0.makespanSeconds != nil })
    }

    @Test(arguments: ["Scenarios/mixed/aws-and-azure.yaml", "Scenarios/azure/default.yaml"])
    func deploymentsOnAzureAndOnBothClouds(path: String) throws {
        let report = try Self.report(["--knobs", "planned", "--without", "search,tornado", path])
        #expect(report.timelines.contains { $0.regions.contains { !$0.limits.isEmpty } })
        #expect(report.knobs?.simulated == false)
    }

    @Test func theQuickstartHasEveryPart() throws {
        let report = try Self.report(["Scenarios/quickstart/scenario.yaml"])
        #expect(report.knobs?.axes.map(\.name).prefix(2) == ["Concurrency", "SingleRegionConcurrency"])
        #expect(report.knobs?.axes.last?.name == "scanner.instanceType")
        #expect(report.search?.schema == "scanplan.recommendation/1")
        #expect(report.tornadoes.map(\.metric) == ["makespan", "cost.month"])
        #expect(report.tornadoes.allSatisfy { $0.result == "answered" })
        let present = try #require(report.knobs).axes.map(\.present)
        #expect(!present.contains(nil))
    }

    @Test func positionsAreThePointsOfASweep() throws {
        let file = try ScenarioFile(smallScenario(deployment: Self.faulty))
        let report = try Self.report([
            "--trials", "5", "--without", "search,tornado", "--knob", "Concurrency=1..2", "--knob",
            "SingleRegionConcurrency=1,2,8", "--knob", "scanner.instanceType=c5.large,m5.large", file.path,
        ])
        let knobs = try #require(report.knobs)
        let swept = try SweepCommandTests.report([
            "--trials", "5", "--set", "Concurrency=1..2", "--set", "SingleRegionConcurrency=1,2,8", "--set",
            "scanner.instanceType=c5.large,m5.large", file.path,
        ])
        #expect(report.trials.count == 5 && knobs.trials == 5 && knobs.points.count == 12)
        #expect(swept.points.count == 12)
        func mean(_ point: SweepCommandTests.Report.Point, _ metric: String) -> Double? {
            point.metrics?.first { $0.name == metric }?.mean.value
        }
        for (point, other) in zip(knobs.points, swept.points) {
            #expect(point.makespanSeconds == mean(other, "makespan"))
            #expect(point.perCycleUSD == mean(other, "cost.cycle") && point.perMonthUSD == mean(other, "cost.month"))
            #expect(point.sameAs == other.sameAs.map { $0 - 1 })
            #expect((point.reason == nil) == (other.result == "answered"))
        }
        #expect(knobs.axes.map(\.present) == [0, 0, 0])
        #expect(knobs.points[0].makespanSeconds == mean(swept.points[0], "makespan"))
    }

    @Test func jobsDoNotChangeAByte() throws {
        let file = try ScenarioFile(smallScenario(deployment: Self.faulty))
        let arguments = ["report", "--format", "json", "--trials", "4"]
        let one = try ToolProcess.run(arguments + ["--jobs", "1", file.path])
        let four = try ToolProcess.run(arguments + ["--jobs", "4", file.path])
        #expect(one.status == 0 && one.output.count > 10_000)
        #expect(one.output == four.output)
    }

    @Test func partsCanBeLeftOut() throws {
        let file = try ScenarioFile(smallScenario())
        let bare = try Self.report(["--without", "knobs,search", "--without", "tornado", file.path])
        #expect(bare.knobs == nil && bare.search == nil && bare.tornadoes.isEmpty && bare.timelines.count == 1)
        let none = try Self.report(["--knobs", "none", "--without", "search,tornado", file.path])
        #expect(none.knobs == nil)
        let planned = try Self.report(["--knobs", "planned", "--without", "search,tornado", file.path])
        let simulated = try Self.report(["--without", "search,tornado", file.path])
        #expect(planned.knobs?.simulated == false && simulated.knobs?.simulated == true)
        #expect(planned.knobs?.points.map(\.boundSeconds) == simulated.knobs?.points.map(\.boundSeconds))
    }

    @Test func wrongUsageIsTwo() throws {
        let file = try ScenarioFile(smallScenario())
        for (arguments, words) in [
            (["--force"], "--force"), (["--without", "everything"], "--without"), (["--knobs", "all"], "--knobs"),
            (["--knob", "SingleRegionConcurrency"], "no axis"),
            (["--knob", "IntervalHours=1..401"], "400"),
            (["--knob", "IntervalHours=1..100", "--knob", "policies.volumesPerScanner=1..5"], "400"),
            (["--knob", "seed=1,2"], "seed"), (["--knobs", "none", "--knob", "Concurrency=1,2"], "--knob"),
        ] {
            let result = try ToolProcess.run(["report", "--format", "json"] + arguments + [file.path])
            #expect(result.status == 2, "\(arguments): \(result.diagnostics)")
            #expect(result.output.isEmpty && result.diagnostics.contains(words), "\(arguments): \(result.diagnostics)")
        }
    }

    @Test func theFileIsWrittenOnceUnlessForced() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try ScenarioFile(smallScenario())
        let output = folder.appending(path: "report.json")
        let arguments = [
            "report", "--format", "json", "--without", "knobs,search,tornado", "-o", output.path, file.path,
        ]
        let first = try ToolProcess.run(arguments)
        #expect(first.status == 0 && first.output.isEmpty, "\(first.diagnostics)")
        let bytes = try Data(contentsOf: output)
        #expect(try JSONDecoder().decode(Report.self, from: bytes).schema == "scanplan.report/1")
        let again = try ToolProcess.run(arguments)
        #expect(again.status == 5 && again.diagnostics.contains("--force"))
        try Data("old".utf8).write(to: output)
        let forced = try ToolProcess.run(arguments + ["--force"])
        #expect(forced.status == 0)
        #expect(try Data(contentsOf: output) == bytes)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["report.json"])
    }

    @Test func theExitCodesAreThoseOfSimulate() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        func run(_ text: String, _ name: String) throws -> (result: ToolProcess.Result, file: URL) {
            let output = folder.appending(path: name)
            let file = try ScenarioFile(text)
            let result = try ToolProcess.run([
                "report", "--format", "json", "--without", "search,tornado", "--knobs", "planned", "-o", output.path,
                file.path,
            ])
            return (result, output)
        }
        let violated = try run(
            smallScenario().replacing("{deadline: 20h}", with: "{deadline: 20h, thresholds: [\"makespan.max <= 1s\"]}"),
            "violated.json")
        #expect(violated.result.status == 1, "\(violated.result.diagnostics)")
        #expect(
            try JSONDecoder().decode(Report.self, from: Data(contentsOf: violated.file)).thresholds.map(\.outcome)
                == ["fail"])
        let unpriced = try run(
            smallScenario(deployment: ["scanner: {instanceType: x9.huge, vcpus: 2}"]), "unpriced.json")
        #expect(unpriced.result.status == 6, "\(unpriced.result.diagnostics)")
        #expect(FileManager.default.fileExists(atPath: unpriced.file.path))
        let infeasible = try run(smallScenario(deployment: ["limits: {onDemandVcpu: 1}"]), "infeasible.json")
        #expect(infeasible.result.status == 4)
        #expect(infeasible.result.output.contains("\"bottlenecks\""))
        #expect(!FileManager.default.fileExists(atPath: infeasible.file.path))
        // Where a page is expected, nothing else is written into its place.
        let page = try ToolProcess.run(
            ["report", "-"], input: Data(smallScenario(deployment: ["limits: {onDemandVcpu: 1}"]).utf8))
        #expect(page.status == 4 && page.output.isEmpty && page.diagnostics.contains("vCPU"))
        let invalid = try run(smallScenario(parameters: ["SubnetCIDR: 10.0.0.0/8"]), "invalid.json")
        #expect(invalid.result.status == 3)
    }

    @Test func whatIsLessThanAskedForIsSaid() throws {
        let file = try ScenarioFile(smallScenario(deployment: Self.faulty))
        let trials = try Self.report(["--trials", "25", "--without", "search,tornado", file.path])
        #expect(trials.knobs?.trials == 20 && trials.trials.count == 25)
        #expect(trials.notes.contains { $0.contains("20 of the 25 trials") }, "\(trials.notes)")
        // Sixty stated positions leave room for few of the others, and none for machine types.
        let many = try Self.report([
            "--knobs", "planned", "--without", "search,tornado", "--knob", "IntervalHours=1..60", file.path,
        ])
        let knobs = try #require(many.knobs)
        #expect(knobs.points.count <= 400 && knobs.axes.map(\.name).contains("IntervalHours"))
        #expect(!knobs.axes.map(\.name).contains("scanner.instanceType"))
        #expect(knobs.axes.first { $0.name == "IntervalHours" }?.values.count == 60)
        #expect(many.notes.count == 2, "\(many.notes)")
    }
}
