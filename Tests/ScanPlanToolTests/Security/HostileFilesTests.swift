import Foundation
import Testing

/// Files that were made to exhaust the machine, or to make the tool read what it should not: each is refused with exit code 3,
/// soon, and within bounded memory.
@Suite struct HostileFilesTests {
    /// Seconds that are far more than any refusal takes, also on a busy machine.
    static let patience = 60.0

    /// Runs the tool with bounded memory.
    ///
    /// - Parameter kibibytes: of its address space, most of which it never touches.
    static func bounded(_ arguments: [String], kibibytes: Int = 1 << 20) throws -> ToolProcess.Result {
        let program = ToolProcess.binary.path(percentEncoded: false)
        return try ToolProcess.run(
            ["-c", "ulimit -v \(kibibytes); exec \"$0\" \"$@\"", program] + arguments, binary: URL(filePath: "/bin/sh"))
    }

    static func expectRefused(
        _ arguments: [String], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let start = ContinuousClock.now
        let result = try bounded(arguments)
        let words = "\(name): \(result.status) \(result.diagnostics.prefix(500))"
        #expect(result.status == 3 && !result.wasKilled, "\(words)", sourceLocation: sourceLocation)
        #expect(
            result.output.isEmpty && result.diagnostics.utf8.count < 20_000, "\(words)", sourceLocation: sourceLocation)
        #expect(start.duration(to: .now) < .seconds(patience), "\(name)", sourceLocation: sourceLocation)
    }

    /// A bound that refuses everything would show nothing.
    @Test func theBoundLetsUsualWorkThrough() throws {
        let result = try Self.bounded(["simulate", "Scenarios/quickstart/scenario.yaml"])
        #expect(result.status == 0, "\(result.diagnostics)")
    }

    @Test func bombsAreRefused() throws {
        let folder = try SweepStoreTests.Folder()
        func write(_ name: String, _ text: String) throws -> String {
            try Data(text.utf8).write(to: URL(filePath: folder.path(name)))
            return folder.path(name)
        }
        let laughs = (1...9).reduce("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n") { text, level in
            text + "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
        }
        let deep = String(repeating: "[", count: 200_000)
        let objects = String(repeating: #"{"a":"#, count: 200_000)
        let wide = "a: [" + String(repeating: "x,", count: 3_000_000) + "x]\n"
        let keys = "a: {" + (0..<1_100_000).lazy.map { "k\($0): 1" }.joined(separator: ", ") + "}\n"
        for (name, text) in [
            ("laughs.yaml", laughs), ("deep.yaml", "a: " + deep), ("deep.json", #"{"a": "# + deep),
            ("objects.json", objects), ("wide.yaml", wide), ("keys.yaml", keys),
            ("self.yaml", "a: &a [*a]\n"), ("merge.yaml", "a: &a {<<: *a}\n"),
            ("huge-number.yaml", "seed: 1e999999999\n"),
            ("long-number.yaml", "seed: \(String(repeating: "9", count: 1 << 20))\n"),
            ("nul.yaml", "name: \"\u{0}\"\n"),
        ] {
            let path = try write(name, text)
            try Self.expectRefused(["validate", path], name)
            if name.hasSuffix("json") {
                try Self.expectRefused(["import", path, "-o", folder.path("fleet.csv")], "import \(name)")
                try Self.expectRefused(["profile", "check", path], "profile \(name)")
                #expect(!FileManager.default.fileExists(atPath: folder.path("fleet.csv")))
            }
            try Self.expectRefused(["sensors", path], "sensors \(name)")
        }
    }

    /// One line of more than a gigabyte for every reader, plain and packed.
    @Test func gigabyteLinesAreRefused() throws {
        let folder = try SweepStoreTests.Folder()
        func line(_ name: String, _ start: String) throws -> String {
            let path = folder.path(name)
            try Data(start.utf8).write(to: URL(filePath: path))
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            try file.seekToEnd()
            let piece = Data(repeating: UInt8(ascii: "x"), count: 1 << 24)
            for _ in 0..<66 { try file.write(contentsOf: piece) }
            try file.close()
            return path
        }
        let quick = "Scenarios/quickstart/scenario.yaml"
        let output = folder.path("out.csv")
        let listing = try line("listing.json", #"{"Reservations": [{"OwnerId": ""#)
        for (name, arguments) in [
            ("yaml", ["validate", try line("a.yaml", "name: ")]),
            ("json", ["validate", try line("a.json", #"{"name": ""#)]),
            ("listing", ["import", listing, "-o", output]),
            ("table", ["import", try line("a.csv", "account,region,tags,volumes_gib,count\n"), "-o", output]),
            (
                "log",
                ["observe", "--profile", "qualys-aws@1.19", try line("trail.json", #"{"Records": [{"eventName": ""#)]
            ),
            ("prices", ["prices", "update", "--from", try line("offer.json", #"{"offerCode": ""#), "-o", output]),
            ("book", ["prices", "show", try line("book.csv", "# ")]),
            ("bill", ["reconcile", quick, "--costs", try line("bill.csv", "BilledCost,")]),
        ] {
            try Self.expectRefused(arguments, name)
            #expect(!FileManager.default.fileExists(atPath: output))
            // Eight of them need not be there at once.
            if let path = arguments.first(where: { $0.hasPrefix(folder.path("")) && $0 != output && $0 != listing }) {
                try FileManager.default.removeItem(atPath: path)
            }
        }
        let packed = try ToolProcess.run(["-1", listing], binary: URL(filePath: "/usr/bin/gzip"))
        #expect(packed.status == 0)
        try Self.expectRefused(["import", listing + ".gz", "-o", output], "packed listing")
        #expect(!FileManager.default.fileExists(atPath: output))
    }

    /// What a scenario names is read below its own folder alone, and only if it is a plain file.
    @Test func pathsLeadNowhereElse() throws {
        let folder = try SweepStoreTests.Folder()
        try FileManager.default.createDirectory(atPath: folder.path("in/sub"), withIntermediateDirectories: true)
        let secret = "root-of-all: 9d2f77"
        try Data(secret.utf8).write(to: URL(filePath: folder.path("outside.yaml")))
        try Data(secret.utf8).write(to: URL(filePath: folder.path("in/plain.yaml")))
        for (link, target) in [("link.yaml", "../outside.yaml"), ("linked", ".."), ("near.yaml", "plain.yaml")] {
            try FileManager.default.createSymbolicLink(atPath: folder.path("in/\(link)"), withDestinationPath: target)
        }
        #expect(mkfifo(folder.path("in/pipe.yaml"), 0o600) == 0)
        let scenario = folder.path("in/scenario.yaml")
        for path in [
            "../outside.yaml", folder.path("outside.yaml"), "sub/../../outside.yaml", "./sub/./../../outside.yaml",
            "link.yaml", "linked/outside.yaml", "near.yaml", "pipe.yaml", "/dev/zero", "/proc/self/environ", "sub",
            "scenario.yaml", "\\0", "~/outside.yaml", "none.yaml", "file:///etc/passwd", "sub//../../outside.yaml",
        ] {
            let texts = [
                "base: \"\(path)\"\nseed: 2\n",
                smallScenario().replacing("profile: qualys-aws@1.8", with: "profileFile: \"\(path)\""),
                smallScenario().replacing(
                    "profile: qualys-aws@1.8", with: "profile: qualys-aws@1.8\n    prices: {book: \"\(path)\"}"),
                smallScenario().replacing(
                    "profile: qualys-aws@1.8", with: "profile: qualys-aws@1.8\n    calibration: \"\(path)\""),
            ]
            for text in texts {
                try Data(text.utf8).write(to: URL(filePath: scenario))
                let result = try Self.bounded(["validate", scenario])
                // What is not there is a matter of the disk.
                #expect([3, 5].contains(result.status), "\(path): \(result.diagnostics)")
                #expect(
                    result.output.isEmpty && !result.diagnostics.contains("9d2f77"), "\(path): \(result.diagnostics)")
            }
        }
        // The same file inside is read, and found wanting.
        try Data("base: plain.yaml\n".utf8).write(to: URL(filePath: scenario))
        let inside = try ToolProcess.run(["validate", scenario])
        #expect(inside.status == 3 && inside.diagnostics.contains("root-of-all"), "\(inside.diagnostics)")
    }
}
