import Foundation
import Testing

/// Runs the built tool as a process, as a user's shell would.
struct ToolProcess {
    struct Result {
        var status: Int32
        /// By a signal, whose number is then the status.
        var wasKilled = false
        var output: String
        var diagnostics: String
    }

    /// The folder of this package.
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The tool stands beside the test program; SCANPLAN_BINARY names another one.
    static var binary: URL {
        if let path = ProcessInfo.processInfo.environment["SCANPLAN_BINARY"] { return URL(filePath: path) }
        return URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "scanplan")
    }

    /// Waits for the tool to end. Its folder is the package's unless another one is given.
    ///
    /// - Parameter meanwhile: called once the tool has begun.
    static func run(
        _ arguments: [String], input: Data? = nil, environment: [String: String] = [:], binary: URL = binary,
        in workingFolder: URL = package, meanwhile: (Process) -> Void = { _ in }
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files instead of pipes: no amount of output can block the tool.
        let outputFile = folder.appending(path: "out")
        let diagnosticsFile = folder.appending(path: "err")
        let inputFile = folder.appending(path: "in")
        for file in [outputFile, diagnosticsFile] { try Data().write(to: file) }
        try (input ?? Data()).write(to: inputFile)

        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        process.currentDirectoryURL = workingFolder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: diagnosticsFile)
        try process.run()
        meanwhile(process)
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
            output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
            diagnostics: String(decoding: try Data(contentsOf: diagnosticsFile), as: UTF8.self))
    }
}

/// A scenario file in a temporary folder, removed with the value's last use.
final class ScenarioFile {
    let folder: URL
    let path: String

    init(_ text: String, name: String = "scenario.yaml") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-scenario-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        path = file.path(percentEncoded: false)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}

/// A small valid scenario with parts to replace; `parameters` and `deployment` are lines such as `limits: {...}`.
func smallScenario(
    parameters: [String] = [], deployment: [String] = [], regions: String = "us-east-1, eu-west-1",
    instances: String =
        #"{account: "222233334444", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB], count: 20}"#
) -> String {
    let head = [
        "schemaVersion: 1",
        "name: small",
        "objective: {deadline: 20h}",
        "deployments:",
        "  - name: main",
        "    profile: qualys-aws@1.8",
        "    serviceAccount: \"111122223333\"",
        "    parameters:",
        "      Concurrency: 1",
        "      SingleRegionConcurrency: 1",
        "      IntervalHours: 24",
        "      Regions: \"\(regions)\"",
        "      TagKey: Scan",
        "      TagValue: daily",
    ]
    let tail = [
        "    targetAccounts:",
        "      - account: \"222233334444\"",
        "        targetStack: {AWSSourceAccount: \"111122223333\"}",
        "    fleet:",
        "      instances:",
        "        - \(instances)",
    ]
    let lines = head + parameters.map { "      " + $0 } + tail + deployment.map { "    " + $0 }
    return lines.joined(separator: "\n") + "\n"
}
