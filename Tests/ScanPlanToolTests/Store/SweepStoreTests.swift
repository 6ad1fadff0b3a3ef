import Foundation
import Testing

/// `scanplan sweep` with a store, in shards and beside itself, as processes: every way ends with the bytes of the plain one.
@Suite struct SweepStoreTests {
    /// A folder that is removed with the value's last use.
    final class Folder {
        let url: URL

        init() throws {
            url = FileManager.default.temporaryDirectory.appending(path: "scanplan-store-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: url) }

        func path(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }
    }

    /// Sweeps in which something is random or not, with points that are the same plan, infeasible and invalid.
    static let sweeps = [
        ["--set", "Concurrency=1,2,9", "--set", "SingleRegionConcurrency=1..4", "Scenarios/quickstart/scenario.yaml"],
        [
            "--trials", "6", "--set", "Concurrency=1,2", "--set", "SingleRegionConcurrency=1,2,5", "--baseline", "2",
            "Scenarios/regression/faults.yaml",
        ],
        [
            "--set", "SingleRegionConcurrency=1,2", "--set", "limits.onDemandVcpu=1,64",
            "Scenarios/quickstart/scenario.yaml",
        ],
    ]

    static func plain(_ sweep: [String], format: String = "json") throws -> String {
        try ToolProcess.run(["sweep", "--format", format] + sweep).output
    }

    @Test(arguments: sweeps) func aStoreChangesNoByte(sweep: [String]) throws {
        let folder = try Folder()
        let plain = try Self.plain(sweep)
        #expect(plain.count > 1000)
        let kept = ["--store", folder.path("a.studies")]
        let first = try ToolProcess.run(["sweep", "--format", "json"] + kept + sweep)
        #expect(first.output == plain)
        // The file alone has all of it.
        #expect(!FileManager.default.fileExists(atPath: folder.path("a.studies-wal")))
        let refused = try ToolProcess.run(["sweep", "--format", "json"] + kept + sweep)
        #expect(refused.status == 2 && refused.output.isEmpty && refused.diagnostics.contains("--resume goes on"))
        let again = try ToolProcess.run(["sweep", "--format", "json", "--resume", "--jobs", "3"] + kept + sweep)
        #expect(again.output == plain && again.status == first.status)
        let exported = try ToolProcess.run(["study", "export", "--format", "json", folder.path("a.studies"), ""])
        #expect(exported.output == plain && exported.status == first.status)
        for format in ["csv", "text", "markdown"] {
            let exported = try ToolProcess.run(["study", "export", "--format", format, folder.path("a.studies"), ""])
            #expect(try exported.output == Self.plain(sweep, format: format))
        }
        #expect(try ToolProcess.run(["study", "check", folder.path("a.studies")]).output == "sound\n")
    }

    /// What one sweep has answered another one need not.
    @Test func sweepsShareTheirPoints() throws {
        let folder = try Folder()
        let scenario = "Scenarios/quickstart/scenario.yaml"
        let kept = ["--store", folder.path("a.studies")]
        _ = try ToolProcess.run(["sweep", "--set", "SingleRegionConcurrency=1..3"] + kept + [scenario])
        let wider = ["--set", "SingleRegionConcurrency=1,3,2,4"]
        let second = try ToolProcess.run(["sweep", "--format", "json"] + wider + kept + [scenario])
        #expect(try second.output == Self.plain(wider + [scenario]))
        let list = try ToolProcess.run(["study", "list", "--format", "json", folder.path("a.studies")])
        let told = try JSONDecoder().decode(List.self, from: Data(list.output.utf8))
        #expect(told.studies.map(\.kept).sorted() == [3, 4] && told.studies.allSatisfy { $0.kept == $0.points })
        let shown = try ToolProcess.run(["study", "show", folder.path("a.studies"), told.studies[0].study])
        #expect(shown.status == 0 && shown.output.contains("SingleRegionConcurrency: 1,"))
        for study in told.studies {
            let removed = try ToolProcess.run(["study", "remove", folder.path("a.studies"), study.study])
            #expect(removed.status == 0)
        }
        let collected = try ToolProcess.run(["study", "gc", folder.path("a.studies")])
        #expect(collected.status == 0 && collected.output.contains(" 4 points"), "\(collected.output)")
        let none = try ToolProcess.run(["study", "list", folder.path("a.studies")])
        #expect(none.output == "The store has no studies.\n")
    }

    struct List: Decodable {
        struct Study: Decodable { var study: String, points: Int, kept: Int }
        var studies: [Study]
    }

    @Test(arguments: sweeps) func shardsComeToTheSame(sweep: [String]) throws {
        let folder = try Folder()
        let plain = try Self.plain(sweep)
        for count in [1, 2, 5] {
            var paths: [String] = []
            for index in 1...count {
                paths.append(folder.path("\(index)-of-\(count).shard"))
                let result = try ToolProcess.run(
                    ["sweep", "--jobs", "1", "--shard", "\(index)/\(count)", "-o", paths[index - 1]] + sweep)
                #expect(result.status == 0 && result.output.isEmpty, "\(result.diagnostics)")
            }
            for order in [paths, paths.reversed(), paths + [paths[0]]] {
                let merged = try ToolProcess.run(["study", "merge", "--format", "json"] + order)
                #expect(merged.output == plain, "\(count)")
            }
            guard count > 1 else { continue }
            let missing = try ToolProcess.run(["study", "merge"] + paths.dropLast())
            #expect(missing.status == 3 && missing.output.isEmpty)
            #expect(missing.diagnostics.contains("1 of \(count) shards are missing: \(count)"))
        }
        let mixed = try ToolProcess.run(["study", "merge", folder.path("1-of-2.shard"), folder.path("2-of-5.shard")])
        #expect(mixed.status == 3 && mixed.diagnostics.contains("parted into"))
    }

    @Test func shardsOfOtherSweepsAreRefused() throws {
        let folder = try Folder()
        let scenario = "Scenarios/quickstart/scenario.yaml"
        func shard(_ name: String, _ index: Int, _ options: [String]) throws -> String {
            let path = folder.path(name)
            let result = try ToolProcess.run(["sweep", "--shard", "\(index)/2", "-o", path] + options + [scenario])
            #expect(result.status == 0, "\(result.diagnostics)")
            return path
        }
        let axis = ["--set", "SingleRegionConcurrency=1..4"]
        let first = try shard("first", 1, axis)
        for (name, options) in [
            ("axes", ["--set", "SingleRegionConcurrency=1..5"]), ("settings", axis + ["--set", "IntervalHours=48"]),
            ("trials", axis + ["--trials", "2"]), ("baseline", axis + ["--baseline", "2"]),
            ("seed", axis + ["--set", "seed=5"]),
        ] {
            let result = try ToolProcess.run(["study", "merge", first, try shard(name, 2, options)])
            #expect(result.status == 3 && result.diagnostics.contains("of different sweeps"), "\(name)")
        }
        var bytes = try Data(contentsOf: URL(filePath: try shard("second", 2, axis)))
        bytes[bytes.count / 2] ^= 4
        try bytes.write(to: URL(filePath: folder.path("damaged")))
        let damaged = try ToolProcess.run(["study", "merge", first, folder.path("damaged")])
        #expect(damaged.status == 3 && damaged.diagnostics.contains("damaged at byte"))
        try bytes.prefix(bytes.count / 2).write(to: URL(filePath: folder.path("short")))
        let short = try ToolProcess.run(["study", "merge", first, folder.path("short")])
        #expect(short.status == 3 && short.diagnostics.contains("cut off at byte"))
        let none = try ToolProcess.run(["study", "merge", folder.path("none")])
        #expect(none.status == 5)
    }

    @Test func arrayJobsTellTheirIndex() throws {
        let folder = try Folder()
        let sweep = ["--set", "SingleRegionConcurrency=1..4", "Scenarios/quickstart/scenario.yaml"]
        let stated = folder.path("stated")
        _ = try ToolProcess.run(["sweep", "--shard", "2/3", "-o", stated] + sweep)
        let bytes = try Data(contentsOf: URL(filePath: stated))
        for (name, value) in [
            ("SLURM_ARRAY_TASK_ID", "2"), ("JOB_COMPLETION_INDEX", "1"), ("AWS_BATCH_JOB_ARRAY_INDEX", "1"),
        ] {
            let result = try ToolProcess.run(
                ["sweep", "--shard", "auto/3", "-o", folder.path(name)] + sweep, environment: [name: value])
            #expect(result.status == 0, "\(result.diagnostics)")
            #expect(try Data(contentsOf: URL(filePath: folder.path(name))) == bytes)
            for wrong in ["3", "-1", "x", ""] where wrong != "3" || name != "SLURM_ARRAY_TASK_ID" {
                let result = try ToolProcess.run(
                    ["sweep", "--shard", "auto/3", "-o", folder.path("wrong")] + sweep, environment: [name: wrong])
                #expect(result.status == 2 && result.diagnostics.contains(name), "\(wrong)")
                #expect(!FileManager.default.fileExists(atPath: folder.path("wrong")))
            }
        }
        let none = try ToolProcess.run(["sweep", "--shard", "auto/3", "-o", folder.path("none")] + sweep)
        #expect(none.status == 2 && none.diagnostics.contains("SLURM_ARRAY_TASK_ID"))
    }

    @Test func severalProcessesWorkOnOneSweep() async throws {
        let folder = try Folder()
        let sweep = Self.sweeps[1]
        let plain = try Self.plain(sweep)
        let store = folder.path("a.studies")
        let outputs = try await withThrowingTaskGroup(of: ToolProcess.Result.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try ToolProcess.run(
                        ["sweep", "--format", "json", "--jobs", "1", "--store", store, "--resume"] + sweep)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outputs.map(\.output) == [plain, plain, plain], "\(outputs.map(\.diagnostics))")
        #expect(try ToolProcess.run(["study", "check", store]).output == "sound\n")
    }

    /// Runs the tool with signals that do what they do by default: whoever runs the tests in the background may have them
    /// ignore an interruption, which programs inherit.
    static func interruptible(_ arguments: [String], meanwhile: (Process) -> Void) throws -> ToolProcess.Result {
        try ToolProcess.run(
            ["--default-signal=INT", "--default-signal=TERM", ToolProcess.binary.path(percentEncoded: false)]
                + arguments,
            binary: URL(filePath: "/usr/bin/env"), meanwhile: meanwhile)
    }

    /// However busy the machine is, the sweep has begun and is far from done when it is interrupted.
    @Test(arguments: [SIGINT, SIGTERM]) func anInterruptionKeepsWhatIsDone(signal: Int32) throws {
        let folder = try Folder()
        let store = folder.path("a.studies")
        func kept() throws -> List.Study? {
            let list = try ToolProcess.run(["study", "list", "--format", "json", store])
            return list.status == 0
                ? try JSONDecoder().decode(List.self, from: Data(list.output.utf8)).studies.first : nil
        }
        let result = try Self.interruptible([
            "sweep", "--jobs", "1", "--trials", "400", "--store", store, "--set", "Concurrency=1,2", "--set",
            "SingleRegionConcurrency=1..4", "Scenarios/regression/faults.yaml",
        ]) { process in
            while process.isRunning {
                if let study = try? kept(), study.kept > 0 { break }
                Thread.sleep(forTimeInterval: 0.02)
            }
            kill(process.processIdentifier, signal)
        }
        #expect(result.status == 130 && !result.wasKilled && result.output.isEmpty, "\(result)")
        #expect(result.diagnostics.contains("interrupted: "), "\(result.diagnostics)")
        #expect(result.diagnostics.contains("--resume goes on"), "\(result.diagnostics)")
        let study = try #require(try kept())
        #expect(study.kept > 0 && study.kept < study.points && study.points == 8, "\(study)")
        #expect(try ToolProcess.run(["study", "check", store]).output == "sound\n")
    }

    @Test(arguments: [SIGKILL, SIGINT, SIGTERM]) func whatWasKilledGoesOn(signal: Int32) throws {
        let folder = try Folder()
        let sweep = [
            "--jobs", "1", "--trials", "30", "--set", "Concurrency=1,2", "--set", "SingleRegionConcurrency=1..4",
            "Scenarios/regression/faults.yaml",
        ]
        let plain = try Self.plain(sweep)
        let arguments = ["sweep", "--format", "json", "--resume", "--store", folder.path("a.studies")] + sweep
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<6 {
            let result = try Self.interruptible(arguments) { process in
                Thread.sleep(forTimeInterval: Double(UInt32.random(in: 50...1500, using: &dice)) / 1000)
                kill(process.processIdentifier, signal)
            }
            // It is killed, or was done before; never anything between.
            if !result.wasKilled, result.status != 130 {
                #expect(result.status == 0 && result.output == plain, "\(result.diagnostics)")
                continue
            }
            #expect(result.output.isEmpty)
            if signal != SIGKILL, !result.wasKilled {
                #expect(result.diagnostics.contains("interrupted: "), "\(result.diagnostics)")
                #expect(result.diagnostics.contains("--resume goes on"), "\(result.diagnostics)")
            }
        }
        let last = try ToolProcess.run(arguments)
        #expect(last.status == 0 && last.output == plain, "\(last.diagnostics)")
    }

    @Test func wrongStoresAndOptionsAreTold() throws {
        let folder = try Folder()
        let sweep = ["--set", "SingleRegionConcurrency=1..2", "Scenarios/quickstart/scenario.yaml"]
        let file = folder.path("note.txt")
        try Data("Not a store, and to be left alone.".utf8).write(to: URL(filePath: file))
        let foreign = try ToolProcess.run(["sweep", "--store", file] + sweep)
        #expect(foreign.status == 3 && foreign.diagnostics.contains("no store of studies"))
        #expect(try Data(contentsOf: URL(filePath: file)) == Data("Not a store, and to be left alone.".utf8))
        for (arguments, status, words) in [
            (["sweep", "--resume"] + sweep, 2, "--store"), (["sweep", "--shard", "1/2"] + sweep, 2, "--output"),
            (["sweep", "--shard", "3/2", "-o", "x"] + sweep, 2, "--shard"),
            (["sweep", "-o", "x"] + sweep, 2, "--shard"),
            (["sweep", "--shard", "1/2", "-o", "x", "--junit", "y"] + sweep, 2, "merge"),
            (["sweep", "--on", "slurm"] + sweep, 2, "--folder"), (["sweep", "--shards", "4"] + sweep, 2, "--on"),
            (["sweep", "--store", folder.path("none/a")] + sweep, 5, "none"),
            (["study", "list", folder.path("none")], 5, "no file"), (["study", "list", file], 3, "no store"),
            (["study", "merge", file], 3, "no shard"),
            (["study", "gc", "--older-than", "-1", file], 2, "--older-than"),
        ] {
            let result = try ToolProcess.run(arguments)
            #expect(result.status == Int32(status), "\(arguments): \(result.diagnostics)")
            #expect(result.diagnostics.contains(words) && result.output.isEmpty, "\(arguments): \(result.diagnostics)")
        }
    }
}
