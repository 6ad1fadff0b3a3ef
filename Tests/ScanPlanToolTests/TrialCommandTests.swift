import Foundation
import Testing

/// `scanplan simulate` with trials and thresholds, as a process.
@Suite struct TrialCommandTests {
    static let faults =
        "    faults: {scanFailure: 10%, spotInterruption: {perHour: 30%}}\n    bill: {include: [spot]}\n"

    /// The small scenario with scatter and thresholds.
    static func file(_ thresholds: [String], study: String = "", random: Bool = true) throws -> ScenarioFile {
        let list = thresholds.map { "\"\($0)\"" }.joined(separator: ", ")
        let text = smallScenario().replacing(
            "objective: {deadline: 20h}", with: "objective: {deadline: 20h, thresholds: [\(list)]}\n\(study)")
        return try ScenarioFile(text + (random ? faults : ""))
    }

    struct Answer: Decodable {
        struct Estimate: Decodable { var value: Double, low: Double?, high: Double?, trialsNeeded: Int? }
        struct Quantile: Decodable { var p: Double, value: Double, low: Double?, high: Double? }
        struct Metric: Decodable {
            var name: String, count: Int, mean: Estimate, sd: Estimate, least: Double, greatest: Double
            var quantiles: [Quantile]
        }
        struct InTime: Decodable { var trials: Int, share: Double, wanted: Double, verdict: String }
        struct Precision: Decodable { var wanted: Double, achieved: Double?, reached: Bool }
        struct Trials: Decodable {
            var count: Int, random: Bool, confidence: Double, precision: Precision?, inTime: InTime?, metrics: [Metric]
        }
        struct Threshold: Decodable { var threshold: String, outcome: String, limit: Double, unit: String }
        var trials: Trials?, thresholds: [Threshold]?
    }

    static func answer(_ arguments: [String], status: Int32 = 0) throws -> Answer {
        let result = try ToolProcess.run(["simulate", "--format", "json"] + arguments)
        #expect(result.status == status, "\(result.diagnostics)")
        return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    }

    @Test func trialsGiveTheSameBytesForAnyJobsAndATraceOfEachTrial() throws {
        let file = try Self.file([])
        let trace = file.folder.appending(path: "trace.ndjson")
        let arguments = ["simulate", "--trials", "8", "--format", "json", file.path]
        let one = try ToolProcess.run(arguments + ["--jobs", "1", "--trace", trace.path(percentEncoded: false)])
        #expect(one.status == 0 && one.diagnostics.isEmpty, "\(one.diagnostics)")
        let bytes = try Data(contentsOf: trace)
        for jobs in ["3", "16"] {
            let other = try ToolProcess.run(
                arguments + ["--jobs", jobs, "--trace", trace.path(percentEncoded: false)])
            #expect(other.output == one.output)
            #expect(try Data(contentsOf: trace) == bytes)
        }
        struct Line: Decodable { var trial: Int, inTime: Bool?, metrics: [String: Double?] }
        let lines = try String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
            try JSONDecoder().decode(Line.self, from: Data($0.utf8))
        }
        #expect(lines.map(\.trial) == Array(0..<8))
        let trials = try #require(try JSONDecoder().decode(Answer.self, from: Data(one.output.utf8)).trials)
        let makespan = try #require(trials.metrics.first { $0.name == "makespan" })
        let values = lines.compactMap { $0.metrics["makespan"] ?? nil }
        #expect(values.count == 8 && makespan.count == 8 && trials.count == 8 && trials.random)
        #expect(values.min() == makespan.least && values.max() == makespan.greatest)
        let mean = values.reduce(0, +) / 8
        #expect(abs(makespan.mean.value - mean) < 1e-9 * mean)
        #expect(makespan.quantiles.map(\.p) == [0.5, 0.9, 0.95, 0.99])
        #expect(makespan.quantiles[3].high == nil)
        #expect(trials.inTime?.verdict == "undecided" && trials.inTime?.wanted == 0.95)
        let leftovers = try FileManager.default.contentsOfDirectory(atPath: file.folder.path(percentEncoded: false))
        #expect(leftovers.sorted() == ["scenario.yaml", "trace.ndjson"])
    }

    @Test func textTellsIntervalsAndWhatIsMissing() throws {
        let file = try Self.file(["makespan.p99 <= 20h"])
        let result = try ToolProcess.run(["simulate", "--trials", "12", file.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output.hasPrefix("12 trials, intervals of 95 % confidence\n"))
        #expect(result.output.contains("needs 368 trials"))
        #expect(result.output.contains("undecided"))
        #expect(result.output.contains("Trial 0 in detail\nmain: fits."))
    }

    @Test func whereNothingIsRandomOneTrialTellsAll() throws {
        let file = try Self.file(["makespan.p99 <= 20h", "makespan.sd <= 0s"], random: false)
        let result = try ToolProcess.run(["simulate", "--trials", "1000000", file.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output.contains("nothing is random in this scenario: one trial tells all"))
        let answer = try Self.answer(["--trials", "1000000", file.path])
        #expect(answer.trials?.count == 1 && answer.trials?.random == false)
        #expect(answer.thresholds?.map(\.outcome) == ["pass", "pass"])
    }

    @Test func theScenarioStatesHowManyTrials() throws {
        let plain = try Self.answer([try Self.file([]).path])
        #expect(plain.trials == nil)
        let stated = try Self.file([], study: "study: {trials: 3, confidence: 90%}")
        let answer = try Self.answer([stated.path])
        #expect(answer.trials?.count == 3 && answer.trials?.confidence == 0.9)
        #expect(try Self.answer(["--trials", "2", stated.path]).trials?.count == 2)
        let precise = try Self.file([], study: "study: {trials: 25, precision: 50%}")
        let reached = try Self.answer([precise.path])
        #expect(reached.trials?.count == 20 && reached.trials?.precision?.reached == true)
        let most = try Self.answer(["--precision", "0.0001%", "--trials", "24", precise.path])
        #expect(most.trials?.count == 24 && most.trials?.precision?.reached == false)
        #expect(try Self.answer(["--trials", "2", precise.path]).trials?.precision == nil)
    }

    @Test func violatedThresholdsAreOneAndTheAnswerIsGiven() throws {
        let thresholds = ["makespan.max <= 20h", "makespan.max <= 1s", "makespan.p99 <= 20h"]
        let file = try Self.file(thresholds)
        let report = file.folder.appending(path: "<&>.xml").path(percentEncoded: false)
        let answer = try Self.answer(["--trials", "4", "--junit", report, file.path], status: 1)
        #expect(answer.thresholds?.map(\.outcome) == ["pass", "fail", "undecided"])
        #expect(answer.thresholds?.map(\.threshold) == thresholds)
        let script = """
            import sys, xml.etree.ElementTree as e
            root = e.parse(sys.argv[1]).getroot()
            for s in root:
                print(s.tag, s.get('name'), s.get('tests'), s.get('failures'), s.get('errors'), s.get('skipped'))
                for c in s: print(c.get('name'), *[x.tag for x in c])
            """
        if let read = try? SchemaTests.python(["-c", script, report]), read.status == 0 {
            #expect(
                read.output == """
                    testsuite small 3 1 0 1
                    makespan.max <= 20h
                    makespan.max <= 1s failure
                    makespan.p99 <= 20h skipped

                    """)
        }
        let kept = try Self.file(["makespan.max <= 20h", "makespan.p99 <= 20h"])
        #expect(try ToolProcess.run(["simulate", kept.path]).status == 0)
        let strict = try ToolProcess.run(["simulate", "--strict-thresholds", kept.path])
        #expect(strict.status == 1)
        #expect(strict.output.contains("main: fits."))
    }

    @Test func wrongOptionsAreTwoAndUnwritableFilesFive() throws {
        let file = try Self.file([])
        for arguments in [
            ["--trials", "0"], ["--trials", "1000001"], ["--precision", "0%"], ["--precision", "100%"],
            ["--precision", "x"], ["--precision", "2%", "--trials", "19"], ["--precision", "-2%"],
        ] {
            #expect(try ToolProcess.run(["simulate", file.path] + arguments).status == 2, "\(arguments)")
        }
        for option in ["--trace", "--junit"] {
            let result = try ToolProcess.run(["simulate", option, "/nowhere/file", file.path])
            #expect(result.status == 5 && result.output.isEmpty)
            #expect(result.diagnostics.contains("/nowhere/file: cannot be written"))
        }
    }

    @Test func anInfeasibleScenarioIsAnErrorOfTheReport() throws {
        let file = try ScenarioFile(smallScenario(deployment: ["limits: {onDemandVcpu: 1}"]))
        let report = file.folder.appending(path: "report.xml")
        let result = try ToolProcess.run(
            ["simulate", "--junit", report.path(percentEncoded: false), file.path])
        #expect(result.status == 4)
        #expect(String(decoding: try Data(contentsOf: report), as: UTF8.self).contains("<error message=\"infeasible"))
    }

    @Test func theShippedThresholdsPass() throws {
        let answer = try Self.answer(["--trials", "3", "Scenarios/what-if/thresholds.yaml"])
        #expect(answer.thresholds?.map(\.outcome) == ["undecided", "undecided", "pass", "pass", "pass"])
    }
}
