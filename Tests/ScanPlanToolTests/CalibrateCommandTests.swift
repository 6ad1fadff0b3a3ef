import Foundation
import Testing

/// Calibration through the program as a user's shell runs it, on the shipped log, whose laws are known.
@Suite struct CalibrateCommandTests {
    private static let log = "Scenarios/calibration/observed.csv"
    private static let quick = ["calibrate", "--profile", "qualys-aws@1.8", "--from", log, "--resamples", "0"]

    private static func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// The laws of observed.py: seconds, seconds for each GiB, and the shape; `scan` has a factor of 1.25 for Windows.
    @Test func findsTheLawsOfTheLog() throws {
        let result = try ToolProcess.run(Self.quick + ["--format", "json"])
        #expect(result.status == 0, "\(result.diagnostics)")
        let answer = try Self.json(result.output)
        #expect(answer["schema"] as? String == "scanplan.calibration/1")
        let stages = try #require(answer["stages"] as? [[String: Any]])
        func ends(_ stage: [String: Any], _ key: String) throws -> [Double] {
            let timing = try #require(stage[key] as? [String: Any])
            if let numbers = timing["interval"] as? [Double] { return numbers }
            return try #require(timing["interval"] as? [String]).map { Double($0.dropLast()) ?? -1 }
        }
        func holds(_ name: String, _ key: String, _ truth: Double) throws {
            let stage = try #require(stages.first { $0["stage"] as? String == name })
            let found = try ends(stage, key)
            #expect(found[0] <= truth && truth <= found[1], "\(name) \(key): \(found)")
        }
        try holds("snapshot", "base", 50)
        try holds("snapshot", "perGiB", 0.9)
        try holds("snapshot", "shape", 0.35)
        try holds("createVolume", "shape", 2)
        try holds("scannerBoot", "shape", 9)
        let families = stages.map { "\($0["stage"] ?? "") \($0["family"] ?? "")" }
        #expect(families.contains("snapshot lognormal") && families.contains("scannerBoot erlang"), "\(families)")
        let boot = try #require(stages.first { $0["stage"] as? String == "scannerBoot" })
        #expect(try #require(boot["censored"] as? Int) > 5)
        let left = try #require(answer["leftAlone"] as? [[String: Any]]).compactMap { $0["stage"] as? String }
        #expect(left == ["copySnapshot", "deleteOriginal", "share", "deleteSnapshot"])
        let source = try #require((answer["sources"] as? [[String: Any]])?.first)
        #expect(source["file"] as? String == Self.log)
        #expect((source["sha256"] as? String)?.count == 64)
        // Windows is told apart from Linux.
        let scan = try #require(stages.first { $0["stage"] as? String == "scan" })
        for part in try #require(scan["classes"] as? [[String: Any]]) {
            let name = try #require(part["class"] as? String)
            let ratio = try #require(part["ratio"] as? Double)
            #expect(name.hasPrefix("windows") ? ratio > 1.02 : ratio < 1.02, "\(name): \(ratio)")
        }
    }

    @Test func textTellsEveryStage() throws {
        let result = try ToolProcess.run(Self.quick)
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output.hasPrefix("qualys-aws@1.8: 7 of 11 stages calibrated from "))
        for word in ["Fitted stages", "lognormal", "Classes", "Left as the profile says", "throttled requests"] {
            #expect(result.output.contains(word), "\(word)")
        }
    }

    /// A file that is written can be included, and what it says is used with its provenance.
    @Test func theFileIsIncludedByAScenario() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-calibrate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let package = ToolProcess.package
        for name in ["observed.csv", "scenario.yaml"] {
            try FileManager.default.copyItem(
                at: package.appending(path: "Scenarios/calibration/\(name)"), to: folder.appending(path: name))
        }
        let missing = try ToolProcess.run(["validate", "scenario.yaml"], in: folder)
        #expect(missing.status == 5)
        #expect(missing.diagnostics.contains("names calibration.json"))
        let written = try ToolProcess.run(
            [
                "calibrate", "--profile", "qualys-aws@1.8", "--from", "observed.csv", "--resamples", "0", "-o",
                "calibration.json", "--format", "json",
            ], in: folder)
        #expect(written.status == 0, "\(written.diagnostics)")
        let file = try Data(contentsOf: folder.appending(path: "calibration.json"))
        #expect(file == Data(written.output.utf8))
        let answer = try Self.json(
            try ToolProcess.run(["simulate", "--format", "json", "scenario.yaml"], in: folder).output)
        let deployment = try #require((answer["deployments"] as? [[String: Any]])?.first)
        let assumptions = try #require(deployment["assumptions"] as? [[String: Any]])
        let calibrated = assumptions.filter { $0["confidence"] as? String == "calibrated" }
        #expect(calibrated.count == 6 * 3 + 2, "\(calibrated.compactMap { $0["name"] as? String })")
        let shown = try ToolProcess.run(["show", "scenario.yaml", "deployments[0].timings.scan.base"], in: folder)
        #expect(shown.output.contains("calibrated: calibration.json: fit to"), "\(shown.output)")
    }

    /// The shipped file is what the command writes today.
    @Test func theShippedFileIsUpToDate() throws {
        let result = try ToolProcess.run(
            ["calibrate", "--profile", "qualys-aws@1.8", "--from", Self.log, "--format", "json"])
        let shipped = try String(
            contentsOf: ToolProcess.package.appending(path: "Scenarios/calibration/calibration.json"),
            encoding: .utf8)
        #expect(result.output == shipped)
    }

    @Test func backTestForetellsTheSecondHalf() throws {
        let arguments = [
            "calibrate", "--scenario", "Scenarios/calibration/scenario.yaml", "--from", Self.log, "--back-test",
            "--trials", "30", "--format", "json",
        ]
        let result = try ToolProcess.run(arguments)
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(try ToolProcess.run(arguments + ["--jobs", "1"]).output == result.output)
        let answer = try Self.json(result.output)
        #expect(answer["split"] as? String == "2025-03-15T02:00:00Z")
        let stages = try #require(answer["stages"] as? [[String: Any]])
        #expect(stages.count == 7)
        for stage in stages {
            let name = try #require(stage["stage"] as? String)
            let bias = try #require(stage["bias"] as? Double)
            #expect(abs(bias) < 0.2, "\(name)")
            let inside = try #require(stage["inside"] as? [String: Any])
            let interval = try #require(inside["interval"] as? [Double])
            #expect(interval[0] <= 0.93 && interval[1] >= 0.85, "\(name): \(interval)")
        }
        let makespan = try #require(answer["makespan"] as? [String: Any])
        #expect(try #require(makespan["cycles"] as? [Any]).count == 14)
        #expect(try #require(makespan["mape"] as? Double) < 0.35)
        #expect(abs(try #require(makespan["bias"] as? Double)) < 0.15)
    }

    @Test func splitsOnADay() throws {
        let result = try ToolProcess.run(Self.quick + ["--back-test", "--split", "2025-03-22"])
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output.contains("before 2025-03-22T00:00:00Z"))
        #expect(result.output.contains("Without a scenario no makespan is foretold."))
        let empty = try ToolProcess.run(Self.quick + ["--back-test", "--split", "2030-01-01"])
        #expect(empty.status == 3)
        #expect(empty.diagnostics.contains("no observations on one side of the split"))
    }

    @Test(arguments: [
        (["--from", "x.csv"], "Either --profile or --scenario"),
        (["--profile", "a", "--scenario", "b", "--from", "x"], "Either --profile or --scenario"),
        (["--profile", "qualys-aws@1.8"], "--from"),
        (["--profile", "qualys-aws@1.7", "--from", "x"], "there is no profile qualys-aws@1.7"),
        (["--profile", "qualys-aws@1.8", "--from", "x", "--split", "0.5"], "--split goes with --back-test"),
        (["--profile", "qualys-aws@1.8", "--from", "x", "--back-test", "--split", "2"], "--split"),
        (["--profile", "qualys-aws@1.8", "--from", "x", "--back-test", "-o", "y"], "exclude each other"),
    ])
    func wrongUsageIsTold(arguments: [String], words: String) throws {
        let result = try ToolProcess.run(["calibrate"] + arguments)
        #expect(result.status == 2, "\(result.diagnostics)")
        #expect(result.diagnostics.contains(words), "\(result.diagnostics)")
    }

    /// Nothing is written where something is wrong.
    @Test func brokenLogsWriteNoFile() throws {
        let output = FileManager.default.temporaryDirectory.appending(path: "scanplan-none-\(UUID().uuidString).json")
        let result = try ToolProcess.run(
            ["calibrate", "--profile", "qualys-aws@1.8", "--from", "-", "--output", output.path],
            input: Data("stage,durationSeconds\nSnapshot,1\nscan,-3\n".utf8))
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        #expect(result.diagnostics.contains("-:2:1: stage: there is no stage \"Snapshot\""))
        #expect(result.diagnostics.contains("-:3:6: durationSeconds: found \"-3\""))
        #expect(!FileManager.default.fileExists(atPath: output.path))
    }
}
