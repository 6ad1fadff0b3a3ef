import Foundation
import Testing

private let pythonIsThere = (try? SchemaTests.python(["-c", "import multiprocessing"]))?.status == 0

/// What scripts/validate-real recorded on a real machine, and the script itself.
@Suite struct RealValidationTests {
    private static let results = ToolProcess.package.appending(path: "results/calibration/real")
    private static let script = ToolProcess.package.appending(path: "scripts/validate-real").path

    private struct Answer: Decodable {
        var trials: Int
        var sameConfiguration: Part
        var otherConfiguration: Part
    }

    private struct Part: Decodable {
        var summary: Summary?
        var predictions: [Prediction]
    }

    private struct Summary: Decodable, Equatable {
        var predictions: Int
        var meanAbsoluteError: Double
        var largestAbsoluteError: Double
        var meanError: Double
        var covered: Int
    }

    private struct Prediction: Decodable, Equatable {
        var configuration: String
        var run: String
        var calibratedFrom: String
        var jobs: Int
        var measuredSeconds: Double
        var predictedSeconds: Double
        var error: Double
        var lowSeconds: Double?
        var highSeconds: Double?
        var covered: Bool?

        /// Without its interval, which takes ten times as long to make.
        var point: Prediction {
            var point = self
            (point.lowSeconds, point.highSeconds, point.covered) = (nil, nil, nil)
            return point
        }
    }

    private static func answer(in folder: URL) throws -> Answer {
        try JSONDecoder().decode(
            Answer.self, from: try Data(contentsOf: folder.appending(path: "predictions.json")))
    }

    private struct Row {
        var stage: String
        var start: Double
        var end: Double
    }

    private static func rows(_ file: URL) throws -> [Row] {
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.first == "stage,platform,sizeGiB,start,durationSeconds,cycle")
        return try lines.dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let start = try #require(Double(cells[3]))
            return Row(stage: String(cells[0]), start: start, end: start + (try #require(Double(cells[4]))))
        }
    }

    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-real-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try body(folder)
    }

    /// The program of today predicts what is recorded, to the last digit.
    @Test(.enabled(if: pythonIsThere, "python3 is missing")) func predictionsFollowFromTheLogs() throws {
        try withFolder { folder in
            try FileManager.default.copyItem(
                at: Self.results.appending(path: "logs"), to: folder.appending(path: "logs"))
            let chosen = ["4-slots", "8-slots-bucket"]
            let result = try SchemaTests.python(
                [
                    Self.script, "--predict", "--points", "--tool", ToolProcess.binary.path, "--output", folder.path,
                    "--only",
                ]
                    + chosen)
            #expect(result.status == 0, "\(result.diagnostics)")
            let (recorded, found) = (try Self.answer(in: Self.results), try Self.answer(in: folder))
            #expect(found.trials == recorded.trials)
            for part in [\Answer.sameConfiguration, \.otherConfiguration] {
                let expected = recorded[keyPath: part].predictions.filter { chosen.contains($0.configuration) }
                #expect(!expected.isEmpty)
                #expect(found[keyPath: part].predictions == expected.map(\.point))
            }
        }
    }

    /// The measured makespans are those of the logs, and the errors and their mean follow from them.
    @Test func measurementsFollowFromTheLogs() throws {
        let answer = try Self.answer(in: Self.results)
        for part in [answer.sameConfiguration, answer.otherConfiguration] {
            for found in part.predictions {
                let file = "logs/\(found.configuration)-\(found.run).csv"
                let rows = try Self.rows(Self.results.appending(path: file))
                let measured = rows.map(\.end).max()! - rows.map(\.start).min()!
                #expect(abs(measured - found.measuredSeconds) < 0.002)
                #expect(abs(found.predictedSeconds / measured - 1 - found.error) < 0.001)
                let (low, high) = (try #require(found.lowSeconds), try #require(found.highSeconds))
                #expect(found.covered == (low...high).contains(measured))
                #expect(rows.count == 3 * found.jobs)
                #expect(found.calibratedFrom != "\(found.configuration)-\(found.run)", "predicts what it was fitted to")
            }
            let summary = try #require(part.summary)
            let errors = part.predictions.map { abs($0.error) }
            #expect(abs(errors.reduce(0, +) / Double(errors.count) - summary.meanAbsoluteError) < 0.0001)
            #expect(errors.max() == summary.largestAbsoluteError)
            #expect(part.predictions.count { $0.covered == true } == summary.covered)
        }
    }

    /// Texts that tell the errors tell those of the record.
    @Test func textsTellTheRecordedErrors() throws {
        let table = try String(contentsOf: Self.results.appending(path: "table.md"), encoding: .utf8)
        let answer = try Self.answer(in: Self.results)
        for part in [answer.sameConfiguration, answer.otherConfiguration] {
            let error = try #require(part.summary).meanAbsoluteError * 100
            let words = "Mean absolute error \(String(format: "%.1f", error)) %"
            #expect(table.contains(words))
        }
        let docs = try String(
            contentsOf: ToolProcess.package.appending(path: "docs/real-validation.md"), encoding: .utf8)
        #expect(docs.contains(table.trimmingCharacters(in: .newlines)), "run scripts/validate-real --predict")
        let readme = try String(contentsOf: ToolProcess.package.appending(path: "README.md"), encoding: .utf8)
        if readme.contains("scripts/validate-real") {
            let error = try #require(answer.sameConfiguration.summary).meanAbsoluteError * 100
            #expect(readme.contains("\(String(format: "%.1f", error)) %"))
        }
    }

    /// The recorded runs kept to their limits: no more scans than slots, no more snapshots than places, no more starts than
    /// the bucket gives.
    @Test func recordedRunsKeptToTheirLimits() throws {
        struct Plan: Decodable { var configurations: [Configuration] }
        let file = ToolProcess.package.appending(path: "Tests/Support/RealValidation/configurations.json")
        let plan = try JSONDecoder().decode(Plan.self, from: try Data(contentsOf: file))
        for configuration in plan.configurations {
            for run in ["first", "second"] {
                let rows = try Self.rows(Self.results.appending(path: "logs/\(configuration.name)-\(run).csv"))
                check(rows, configuration)
            }
        }
    }

    private struct Configuration: Decodable {
        var name: String
        var slots: Int
        var rate: Double
        var burst: Double
        var pending: Int
        var jobs: Int
    }

    private func check(_ rows: [Row], _ configuration: Configuration) {
        #expect(rows.count == 3 * configuration.jobs)
        func most(_ stage: String) -> Int {
            let changes = rows.filter { $0.stage == stage }.flatMap { [($0.start, 1), ($0.end, -1)] }
            var (now, most) = (0, 0)
            for change in changes.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
                now += change.1
                most = max(most, now)
            }
            return most
        }
        #expect(most("scan") <= configuration.slots, "\(configuration.name)")
        #expect(most("snapshot") <= configuration.pending, "\(configuration.name)")
        let starts = rows.filter { $0.stage == "snapshot" }.map(\.start).sorted()
        for first in starts.indices {
            for last in first..<starts.count {
                // A start is written a little after its token was there, so a window may look shorter than it was.
                let window = starts[last] - starts[first] + 0.25
                #expect(Double(last - first + 1) <= configuration.burst + configuration.rate * window + 1)
                if Double(last - first + 1) > configuration.burst + configuration.rate * window + 1 { return }
            }
        }
    }

    /// A small queue, run now: the script works from the first process to the last prediction, and the prediction is no
    /// nonsense. How good it is, a machine that also runs other tests cannot tell.
    @Test(.enabled(if: pythonIsThere, "python3 is missing")) func aSmallQueueRunsNow() throws {
        try withFolder { folder in
            let result = try SchemaTests.python(
                [Self.script, "--quick", "--tool", ToolProcess.binary.path, "--output", folder.path])
            #expect(result.status == 0, "\(result.diagnostics)")
            let answer = try Self.answer(in: folder)
            #expect(answer.sameConfiguration.predictions.count == 2)
            for found in answer.sameConfiguration.predictions {
                #expect(abs(found.error) < 0.6, "\(found)")
                let (low, high) = (try #require(found.lowSeconds), try #require(found.highSeconds))
                #expect(low < found.predictedSeconds && found.predictedSeconds < high)
                let rows = try Self.rows(folder.appending(path: "logs/quick-\(found.run).csv"))
                check(
                    rows, Configuration(name: "quick", slots: 3, rate: 20, burst: 10, pending: 10, jobs: 40))
            }
        }
    }
}
