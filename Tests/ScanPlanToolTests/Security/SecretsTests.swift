import Foundation
import Testing

/// A token is planted wherever one can get to the tool, and searched in all that every command says and writes.
@Suite struct SecretsTests {
    /// With characters that HTML, JSON, URLs and shells escape, so that each of these forms is one of its own.
    static let planted = "tok/3f9a+77c1&e5<9d\"b2=="

    /// What a careless writer might make of it.
    static let forms: [String] = {
        let html = planted.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        return [
            planted, html, html.replacing("\"", with: "&quot;"), html.replacing("\"", with: "&#34;"),
            planted.replacing("\"", with: "\\\""), planted.replacing("/", with: "\\/").replacing("\"", with: "\\\""),
            planted.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!,
            planted.replacing("\"", with: "\"\""), Data(planted.utf8).base64EncodedString(),
            planted.utf8.map { String(format: "%02x", $0) }.joined(),
            planted.replacing("<", with: "\\u003c").replacing("\"", with: "\\\""),
            // The longest part without such a character.
            "3f9a+77c1", "9d\"b2",
        ]
    }()

    /// How a command is called: SCENARIO is a scenario, OTHER a second one, FOLDER/ a folder for what is written.
    static let commands: [[String]] = [
        ["validate", "SCENARIO"], ["plan", "SCENARIO"], ["plan", "--format", "json", "SCENARIO"],
        ["plan", "cycle", "SCENARIO"], ["plan", "diff", "SCENARIO", "OTHER"],
        ["plan", "diff", "--format", "json", "SCENARIO", "OTHER"],
        ["simulate", "--trace", "FOLDER/trace.json", "SCENARIO"], ["simulate", "--format", "json", "SCENARIO"],
        ["simulate", "--format", "csv", "SCENARIO"], ["simulate", "--format", "focus", "SCENARIO"],
        ["simulate", "--format", "markdown", "SCENARIO"],
        ["simulate", "--trials", "3", "--junit", "FOLDER/junit.xml", "SCENARIO"],
        ["weeks", "--weeks", "2", "SCENARIO"], ["weeks", "--weeks", "2", "--format", "json", "SCENARIO"],
        ["explain", "SCENARIO"], ["explain", "--format", "json", "SCENARIO"],
        ["report", "--knobs", "planned", "-o", "FOLDER/report.html", "SCENARIO"],
        ["report", "--knobs", "planned", "--format", "json", "SCENARIO"],
        ["trace", "-o", "FOLDER/t.json", "SCENARIO"], ["trace", "-o", "FOLDER/t.json.gz", "SCENARIO"],
        ["show", "SCENARIO"], ["show", "--resolved", "SCENARIO"], ["show", "--format", "json", "SCENARIO"],
        ["show", "--format", "json", "SCENARIO", "deployments[0].parameters"],
        ["show", "SCENARIO", "deployments[0].parameters.QToken"],
        ["generate", "-o", "FOLDER/generated.csv", "SCENARIO"],
        ["recommend", "--over", "SingleRegionConcurrency=1,2", "--over", "Concurrency=1", "SCENARIO"],
        [
            "recommend", "--format", "json", "--over", "SingleRegionConcurrency=1,2", "--over", "Concurrency=1",
            "SCENARIO",
        ], ["optimise", "--quick", "SCENARIO"],
        ["sweep", "--set", "SingleRegionConcurrency=1,2", "SCENARIO"],
        ["sweep", "--format", "json", "--set", "SingleRegionConcurrency=1,2", "SCENARIO"],
        ["sweep", "--format", "csv", "--set", "SingleRegionConcurrency=1,2", "SCENARIO"],
        ["sweep", "--store", "FOLDER/s.studies", "--set", "SingleRegionConcurrency=1,2", "SCENARIO"],
        ["sweep", "--shard", "1/1", "-o", "FOLDER/s.shard", "--set", "SingleRegionConcurrency=1,2", "SCENARIO"],
        ["sweep", "--on", "slurm", "--shards", "1", "--folder", "FOLDER", "--set", "Concurrency=1,2", "SCENARIO"],
        ["study", "list", "FOLDER/s.studies"], ["study", "show", "FOLDER/s.studies", ""],
        ["study", "export", "FOLDER/s.studies", ""], ["study", "merge", "FOLDER/s.shard"],
        ["study", "check", "FOLDER/s.studies"], ["study", "gc", "FOLDER/s.studies"],
        ["compare", "SCENARIO", "--with", "SingleRegionConcurrency=2"],
        ["compare", "--format", "json", "SCENARIO", "OTHER"],
        ["headroom", "--regions", "0", "--resolution", "50%", "--most", "2", "SCENARIO"],
        ["stagger", "--days", "7", "--from", "2026-12-07", "SCENARIO"],
        ["sensitivity", "--input", "timings.scan.perGiB=0.1s..4s", "SCENARIO"],
        [
            "uncertainty", "--input-samples", "3", "--trials", "2", "--input", "timings.scan.perGiB=0.1s..4s",
            "SCENARIO",
        ],
        ["preflight", "--quota-requests", "FOLDER/quotas.json", "SCENARIO"],
        ["preflight", "--format", "json", "SCENARIO"], ["runbook", "SCENARIO"],
        ["runbook", "--format", "json", "SCENARIO"],
        ["export", "cloudformation", "--output", "FOLDER/stacks", "SCENARIO"],
        ["export", "cloudformation", "--form", "map", "--output", "FOLDER/stacks-map", "SCENARIO"],
        ["export", "user-config", "--output", "FOLDER/config", "SCENARIO"],
        ["export", "tfvars", "--output", "FOLDER/tfvars", "SCENARIO"],
        ["export", "arm-parameters", "--output", "FOLDER/arm", "SCENARIO"],
        ["prices", "show", "--scenario", "SCENARIO"],
        ["profile", "diff", "qualys-aws@1.8", "qualys-aws@1.19", "--on", "SCENARIO"],
        [
            "calibrate", "--scenario", "SCENARIO", "--from", "Scenarios/calibration/observed.csv", "--back-test",
            "--resamples", "19",
        ], ["reconcile", "SCENARIO", "--costs", "Scenarios/reconcile/focus.csv"],
        ["anonymise", "--new-key", "FOLDER/key"], ["anonymise", "SCENARIO", "--key-file", "FOLDER/key"],
        // What reads other documents gets the scenario too: it is no document of theirs, and they say so.
        ["sensors", "SCENARIO"], ["connectors", "SCENARIO"], ["appliances", "SCENARIO"], ["conformance", "SCENARIO"],
        ["import", "SCENARIO", "-o", "FOLDER/fleet.csv"], ["fleet", "show", "SCENARIO"],
        ["fleet", "check", "SCENARIO"],
        ["observe", "SCENARIO"], ["init", "--from", "SCENARIO"], ["profile", "show", "SCENARIO"],
        ["profile", "check", "SCENARIO"], ["prices", "show", "SCENARIO"],
        ["prices", "update", "--from", "SCENARIO", "-o", "FOLDER/prices.csv"],
        ["version", "--format", "json"], ["schema", "--list"], ["docs", "man", "FOLDER/man"],
        ["selftest", "--only", "knownAnswers"],
    ]

    static func scenario(_ token: String, more: String = "") -> String {
        smallScenario(parameters: ["QToken: \(token)"]) + more
    }

    /// All that is below a folder, packed files unpacked, with the names.
    static func written(_ folder: URL) throws -> String {
        let names = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var text = ""
        while let url = names?.nextObject() as? URL {
            text += url.path(percentEncoded: false) + "\n"
            guard let bytes = try? Data(contentsOf: url) else { continue }
            text += String(decoding: url.pathExtension == "gz" ? try Gzip.unpacked(url) : bytes, as: UTF8.self)
        }
        return text
    }

    enum Gzip {
        static func unpacked(_ url: URL) throws -> Data {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["gzip", "-dc", url.path(percentEncoded: false)]
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let data = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return data
        }
    }

    /// Runs all commands on a scenario and its twin; what was said and written, and the commands that gave an answer.
    static func everything(
        _ texts: [String], further: [String], where isWanted: ([String]) -> Bool = { _ in true }
    ) throws -> (String, [String]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-secrets-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let outputs = folder.appending(path: "out")
        try FileManager.default.createDirectory(at: outputs, withIntermediateDirectories: true)
        let names = ["SCENARIO", "OTHER"]
        for (name, text) in zip(names, texts) {
            try Data(text.utf8).write(to: folder.appending(path: "\(name.lowercased()).yaml"))
        }
        try Data(planted.utf8).write(to: folder.appending(path: "token.txt"))
        var told = ""
        var answered: [String] = []
        for command in commands where isWanted(command) {
            var arguments = command.map { word in
                names.contains(word)
                    ? folder.appending(path: "\(word.lowercased()).yaml").path(percentEncoded: false)
                    : word.replacing("FOLDER", with: outputs.path(percentEncoded: false))
            }
            if command.contains("SCENARIO") { arguments += further }
            let result = try ToolProcess.run(
                arguments, environment: ["SCAN_TOKEN": planted, "QUALYS_TOKEN": planted, "PATH": "/usr/bin:/bin"])
            #expect(result.status < 128, "\(command): \(result.diagnostics)")
            if result.status == 0 || result.status == 1 { answered.append(command.joined(separator: " ")) }
            told += "\(command)\n\(result.output)\(result.diagnostics)"
        }
        return (try told + written(outputs), answered)
    }

    static func found(_ text: String) -> [String] { forms.filter { text.contains($0) } }

    @Test func noReferenceIsFollowedIntoAnOutput() throws {
        let reference = "\"env:SCAN_TOKEN\""
        let (text, answered) = try Self.everything(
            [Self.scenario(reference), Self.scenario(reference, more: "# A second one.\n")], further: [])
        #expect(Self.found(text).isEmpty)
        // The commands did their work, and what they wrote was looked at.
        #expect(answered.count > 55, "\(answered)")
        #expect(text.contains("SCAN_TOKEN"))
        // Those that deploy would be the first to open the file.
        let file = Self.scenario("\"file:token.txt\"")
        let (opened, _) = try Self.everything([file, file], further: []) {
            ["export", "runbook", "show"].contains($0[0])
        }
        #expect(Self.found(opened).isEmpty && opened.contains("token.txt"))
    }

    @Test func noTokenInAScenarioIsEchoed() throws {
        let literal = "'\(Self.planted)'"
        let (text, answered) = try Self.everything([Self.scenario(literal), Self.scenario(literal)], further: [])
        #expect(Self.found(text).isEmpty)
        // Nothing is answered that reads the scenario.
        #expect(!answered.contains { $0.contains("SCENARIO") && !$0.hasPrefix("import") }, "\(answered)")
        #expect(text.contains("is no reference to a secret"))
    }

    @Test(arguments: ["QToken", "deployments[0].parameters.QToken"]) func noTokenOfASettingIsEchoed(path: String) throws
    {
        let reference = "\"env:SCAN_TOKEN\""
        if path != "QToken" {
            let (text, _) = try Self.everything(
                [Self.scenario(reference), Self.scenario(reference)], further: ["--set", "\(path)='\(Self.planted)'"])
            #expect(Self.found(text).isEmpty)
        }
        let file = try ScenarioFile(Self.scenario(reference))
        for further in [
            ["compare", "--with", "\(path)='\(Self.planted)'"], ["sweep", "--axis", "\(path)='\(Self.planted)'"],
            ["sweep", "--set", "\(path)='\(Self.planted)','\(Self.planted)'"],
            ["recommend", "--over", "\(path)='\(Self.planted)','env:A'"],
            ["recommend", "--world", "\(path)='\(Self.planted)'"],
            ["report", "--format", "json", "--knob", "\(path)='\(Self.planted)','env:A'"],
            ["uncertainty", "--input", "\(path)='\(Self.planted)'..'\(Self.planted)'"],
        ] {
            let result = try ToolProcess.run(further + [file.path])
            #expect(result.status != 0, "\(further)")
            #expect(Self.found(result.output + result.diagnostics).isEmpty, "\(further[0]): \(result.diagnostics)")
        }
    }

    /// What is searched for would be found: the same text in a place that is no secret gets into outputs in several forms.
    @Test func aPlantedNameIsFound() throws {
        let name = "name: '\(Self.planted)'"
        let text = smallScenario().replacing("name: small", with: name)
        #expect(text.contains(name))
        let (told, _) = try Self.everything([text, text], further: [])
        #expect(Self.found(told).count >= 4, "\(Self.found(told))")
    }

    /// Every command that there is is among those that are searched.
    @Test func noCommandIsLeftOut() throws {
        let reference = ToolProcess.package.appending(path: "docs/reference/commands")
        let pages = try FileManager.default.contentsOfDirectory(atPath: reference.path(percentEncoded: false))
        let there = Set(pages.filter { $0 != "README.md" }.map { String($0.dropLast(3)) })
        #expect(there.count > 30)
        #expect(Set(Self.commands.map { $0[0] }) == there)
    }
}
