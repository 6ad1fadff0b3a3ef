import Foundation
import Testing

/// `scanplan trace` as a process, held against `scanplan simulate` by a Python program that knows nothing of it.
@Suite struct TraceCommandTests {
    struct Verdict: Decodable { var faults: [String], counts: [String: Int] }

    /// The trace of a scenario as a file that is removed with the value's last use.
    final class TraceFile {
        let path: String
        let result: ToolProcess.Result

        init(_ arguments: [String], ending: String = ".json.gz") throws {
            let name = "scanplan-trace-\(UUID().uuidString)\(ending)"
            path = FileManager.default.temporaryDirectory.appending(path: name).path(percentEncoded: false)
            result = try ToolProcess.run(["trace", "-o", path] + arguments)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        var bytes: Data { (try? Data(contentsOf: URL(filePath: path))) ?? Data() }
    }

    static func verdict(_ arguments: [String], _ scenario: String) throws -> Verdict {
        let trace = try TraceFile(arguments + [scenario])
        #expect(trace.result.status == 0, "\(trace.result.diagnostics)")
        let settings = arguments.filter { $0.contains("=") }.flatMap { ["--set", $0] }
        let answer = try ToolProcess.run(["simulate", "--format", "json"] + settings + [scenario])
        let file = try ScenarioFile(answer.output, name: "answer.json")
        let check = ToolProcess.package.appending(path: "Tests/Support/Trace/check.py").path(percentEncoded: false)
        let result = try SchemaTests.python([check, trace.path, file.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        return try JSONDecoder().decode(Verdict.self, from: Data(result.output.utf8))
    }

    static let scenarios =
        try! FileManager.default.contentsOfDirectory(
            atPath: ToolProcess.package.appending(path: "Scenarios/regression").path(percentEncoded: false)
        ).filter { $0.hasSuffix(".yaml") }.sorted().map { "Scenarios/regression/\($0)" } + [
            "Scenarios/quickstart/scenario.yaml"
        ]

    @Test(arguments: scenarios) func aWholeTraceIsSoundAndAddsUpToTheAnswer(scenario: String) throws {
        let verdict = try Self.verdict(["--all"], scenario)
        #expect(verdict.faults == [])
        #expect(verdict.counts["X", default: 0] > 20 && verdict.counts["cut regions"] == nil)
        #expect(verdict.counts["scanner seconds", default: 0] > 0)
    }

    @Test func aPartIsSoundTooAndSaysWhatItIs() throws {
        let scenario = "Scenarios/quickstart/scenario.yaml"
        let verdict = try Self.verdict(["--instances", "3"], scenario)
        #expect(verdict.faults == [] && verdict.counts["cut regions", default: 0] > 0)
        let trace = try TraceFile(["--instances", "3", scenario], ending: ".json")
        let text = String(decoding: trace.bytes, as: UTF8.self)
        #expect(trace.result.diagnostics.contains("the ways of 3 of"))
        #expect(text.contains("\"labels\":\"the first 3 of ") && text.contains("the ways of 3 of"))
    }

    @Test func theCheckFindsWhatIsWrong() throws {
        let trace = try TraceFile(["Scenarios/quickstart/scenario.yaml"], ending: ".json")
        let answer = try ScenarioFile(
            try ToolProcess.run(["simulate", "--format", "json", "Scenarios/quickstart/scenario.yaml"]).output,
            name: "answer.json")
        let text = String(decoding: trace.bytes, as: UTF8.self)
        let check = ToolProcess.package.appending(path: "Tests/Support/Trace/check.py").path(percentEncoded: false)
        for (before, after) in [("\"cat\":\"stage\"", "\"cat\":\"wait\""), ("\"dur\":1", "\"dur\":91")] {
            let changed = try ScenarioFile(text.replacing(before, with: after), name: "trace.json")
            let result = try SchemaTests.python([check, changed.path, answer.path])
            let verdict = try JSONDecoder().decode(Verdict.self, from: Data(result.output.utf8))
            #expect(!verdict.faults.isEmpty, "\(before)")
        }
    }

    @Test func jobsDoNotChangeAByte() throws {
        for scenario in ["Scenarios/quickstart/scenario.yaml", "Scenarios/regression/faults.yaml"] {
            let one = try TraceFile(["--jobs", "1", scenario])
            let many = try TraceFile(["--jobs", "8", scenario])
            #expect(one.bytes.count > 1000 && one.bytes == many.bytes)
        }
    }

    @Test func theNameTellsWhetherItIsPacked() throws {
        let scenario = "Scenarios/quickstart/scenario.yaml"
        let packed = try TraceFile([scenario])
        #expect(packed.bytes.prefix(10) == Data([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]))
        let plain = try TraceFile([scenario], ending: ".json")
        let unpacked = try SchemaTests.python([
            "-c", "import gzip,sys; sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())", packed.path,
        ])
        #expect(unpacked.output == String(decoding: plain.bytes, as: UTF8.self))
        for arguments in [[scenario], ["-o", "-", scenario]] {
            #expect(try ToolProcess.run(["trace"] + arguments).output == unpacked.output)
        }
    }

    @Test func regionsAndTrialsAreChosen() throws {
        let file = try ScenarioFile(
            smallScenario(
                instances:
                    #"{account: "222233334444", region: eu-west-1, tags: {Scan: daily}, volumes: [8GiB], count: 9}"#))
        let one = try ToolProcess.run(["trace", "--region", "eu-west-1", file.path])
        #expect(one.status == 0 && one.output.contains("main/eu-west-1"))
        let wrong = try ToolProcess.run(["trace", "--region", "mars", file.path])
        #expect(wrong.status == 2 && wrong.diagnostics.contains("regions are eu-west-1"))
        let faults = "Scenarios/regression/faults.yaml"
        let west = try ToolProcess.run(["trace", "--region", "us-west-2", faults])
        #expect(west.output.contains("faults/us-west-2") && !west.output.contains("faults/us-east-1"))
        let first = try TraceFile(["--trial", "0", faults])
        let second = try TraceFile(["--trial", "1", faults])
        #expect(try first.bytes == TraceFile([faults]).bytes && first.bytes != second.bytes)
    }

    @Test func filesAreKeptUnlessForced() throws {
        let file = try ScenarioFile(smallScenario())
        let trace = file.folder.appending(path: "trace.json").path(percentEncoded: false)
        try Data("mine".utf8).write(to: URL(filePath: trace))
        let refused = try ToolProcess.run(["trace", "-o", trace, file.path])
        #expect(refused.status == 5 && refused.diagnostics.contains("--force"))
        #expect(try Data(contentsOf: URL(filePath: trace)) == Data("mine".utf8))
        #expect(try ToolProcess.run(["trace", "--force", "-o", trace, file.path]).status == 0)
        #expect(try Data(contentsOf: URL(filePath: trace)).count > 1000)
        #expect(try ToolProcess.run(["trace", "-o", "/nowhere/trace.json", file.path]).status == 5)
        #expect(try ToolProcess.run(["trace", "missing.yaml"]).status == 5)
        for arguments in [["--all", "--instances", "1"], ["--instances", "-1"], ["--force"]] {
            #expect(try ToolProcess.run(["trace"] + arguments + [file.path]).status == 2, "\(arguments)")
        }
    }

    @Test func anInfeasibleScenarioLeavesNoFile() throws {
        let file = try ScenarioFile(smallScenario(deployment: ["limits: {onDemandVcpu: 1}"]))
        let trace = try TraceFile([file.path])
        #expect(trace.result.status == 4 && trace.bytes.isEmpty)
    }
}
