import Foundation
import Testing

/// `scanplan observe` as a process.
@Suite struct ObserveCommandTests {
    private static let fixtures = ToolProcess.package.appending(path: "Tests/ObservedRunsTests/Fixtures")

    private func fixture(_ name: String) -> String { Self.fixtures.appending(path: name).path }

    /// A folder that is laid out as a trail is, removed at the end.
    private func withTrail<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-observe-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let day = folder.appending(path: "AWSLogs/222233334444/CloudTrail/us-east-1/2025/03/01")
        let digests = folder.appending(path: "AWSLogs/222233334444/CloudTrail-Digest/us-east-1")
        for place in [day, digests] {
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        }
        let trail = try Data(contentsOf: Self.fixtures.appending(path: "trail.json"))
        try trail.write(to: day.appending(path: "222233334444_CloudTrail_us-east-1_20250301T0410Z_abc.json"))
        try Data("{\"awsAccountId\": \"1\"}".utf8).write(to: digests.appending(path: "digest.json"))
        return try body(folder)
    }

    @Test func readsTheFolderOfATrail() throws {
        let direct = try ToolProcess.run(["observe", fixture("trail.json")])
        #expect(direct.status == 0, "\(direct.diagnostics)")
        try withTrail { folder in
            let result = try ToolProcess.run(["observe", folder.path])
            #expect(result.status == 0, "\(result.diagnostics)")
            #expect(result.output == direct.output)
            #expect(result.diagnostics.contains("note: 7 times last until the next request of their way"))
        }
        let lines = direct.output.split(separator: "\n")
        #expect(lines.count == 10)
        #expect(
            lines[0]
                == "stage,platform,sizeGiB,start,durationSeconds,region,account,outcome,cycle,count,resolutionSeconds")
        #expect(lines.contains("snapshot,,40,1740801600,91,us-east-1,222233334444,finished,,,2"))
    }

    /// As CloudTrail delivers it: packed.
    @Test func readsPackedFiles() throws {
        try withTrail { folder in
            let packed = try ToolProcess.run(
                ["-c", "gzip -r \(folder.path)/AWSLogs"], binary: URL(filePath: "/bin/sh"))
            #expect(packed.status == 0, "\(packed.diagnostics)")
            let result = try ToolProcess.run(["observe", folder.path])
            #expect(result.status == 0, "\(result.diagnostics)")
            #expect(result.output == (try ToolProcess.run(["observe", fixture("trail.json")])).output)
        }
    }

    @Test func mapsStatesAndCountsAsJSON() throws {
        let arguments = [
            "observe", "--map", "Scan disk=scan", "--format", "json", fixture("history.json"), fixture("metrics.txt"),
        ]
        let result = try ToolProcess.run(arguments)
        #expect(result.status == 0, "\(result.diagnostics)")
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(answer["schema"] as? String == "scanplan.observed/1")
        let stages = try #require(answer["stages"] as? [[String: Any]])
        #expect(stages.map { $0["stage"] as? String } == ["deleteSnapshot", "scan", "snapshot"])
        #expect(stages.map { $0["finished"] as? Int } == [49, 1, 1])
        #expect(stages.map { $0["censored"] as? Int } == [1, 1, 0])
        #expect(stages.map { $0["throttled"] as? Int } == [7, 1, 0])
    }

    @Test func writesThrottles() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "throttles-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        let result = try ToolProcess.run(["observe", "--throttles", file.path, fixture("trail.json")])
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(
            try String(contentsOf: file, encoding: .utf8)
                == "action,account,region,minute,asked,refused,refused_by_profile\n"
                + "CreateSnapshot,222233334444,us-east-1,2025-03-01T04:00Z,3,1,0\n")
    }

    @Test func refusesWithAPlace() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-observe-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "broken.json")
        try Data("{\"Records\": [\n  {\"eventName\": 5}\n]}".utf8).write(to: file)
        let result = try ToolProcess.run(["observe", file.path])
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        #expect(result.diagnostics.contains("broken.json:2:17"), "\(result.diagnostics)")
        let empty = folder.appending(path: "empty")
        try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
        #expect(try ToolProcess.run(["observe", empty.path]).status == 3)
        #expect(try ToolProcess.run(["observe", folder.path + "/missing.json"]).status == 5)
        #expect(try ToolProcess.run(["observe", "--map", "a=b", fixture("history.json")]).status == 2)
        #expect(try ToolProcess.run(["observe", "--map", "a", fixture("history.json")]).status == 2)
        #expect(try ToolProcess.run(["observe", "-"], input: Data("x".utf8)).status == 3)
    }

    @Test func readsStandardInput() throws {
        let trail = try Data(contentsOf: Self.fixtures.appending(path: "trail.json"))
        let result = try ToolProcess.run(["observe", "-"], input: trail)
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output == (try ToolProcess.run(["observe", fixture("trail.json")])).output)
    }
}
