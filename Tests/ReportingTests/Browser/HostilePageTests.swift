import Foundation
import ScanModel
import Testing

/// The programs behind these tests.
private enum PageBrowser {
    /// Whether tests with a browser can run here; CI does not skip them.
    static let isThere =
        ProcessInfo.processInfo.environment["CI"] == "true"
        || (FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
            && (try? python(["-c", "import axe_core_python, selenium"]))?.status == 0)

    static func python(_ arguments: [String]) throws -> (status: Int32, output: Data) {
        let file = FileManager.default.temporaryDirectory.appending(path: "scanplan-hostile-\(UUID().uuidString).json")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardOutput = try FileHandle(forWritingTo: file)
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try Data(contentsOf: file))
    }
}

/// Names that would do harm, in a real browser. The scenario reader refuses most of them; the page does not count on it.
@Suite("Hostile names in a browser", .enabled(if: PageBrowser.isThere), .serialized)
struct HostilePageTests {
    private static let program = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Support/Browser/report.py").path(percentEncoded: false)

    @Test(arguments: [0, 3, 5, 7])
    func areShownAndDoNothing(index: Int) throws {
        let name = PageMaterial.hostile[index]
        let tiny = TinyScenario(deadline: Seconds(360), name: name, profile: name, notices: [name])
        let file = FileManager.default.temporaryDirectory.appending(path: "scanplan-hostile-\(UUID().uuidString).html")
        try Data(try PageMaterial(tiny: tiny, name: name).page().utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let result = try PageBrowser.python([
            HostilePageTests.program, file.path(percentEncoded: false), "--quick",
        ])
        try #require(result.status == 0)
        let seen = try #require(try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
        let look = try #require((seen["looks"] as? [[String: Any]])?.first)
        for part in ["overflow", "requests", "complaints", "violations"] {
            let found = try #require(look[part] as? [String])
            #expect(found.isEmpty, "\(part): \(found)")
        }
        let knobs = try #require(seen["knobs"] as? [String: Any])
        #expect(knobs["ran"] as? Bool == false && knobs["strange"] as? Int == 0)
        let title = try #require(knobs["title"] as? String)
        #expect(title != "run" && title.hasSuffix(": scan cycle report") && title.count < 400)
    }
}
