import Foundation
import Testing

/// Runs the Python programs that open a page in a real browser and look at it: `Tests/Support/Browser`.
enum BrowserProcess {
    static let folder = ToolProcess.package.appending(path: "Tests/Support/Browser")

    /// Whether tests with a browser can run here; CI does not skip them.
    static let isThere =
        ProcessInfo.processInfo.environment["CI"] == "true"
        || (FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
            && (try? SchemaTests.python(["-c", "import axe_core_python, selenium, viztracer"]))?.status == 0)

    /// Runs a program of the folder to its end. Programs print what they saw as JSON and end with 0.
    static func run(_ program: String, _ arguments: [String]) throws -> ToolProcess.Result {
        try SchemaTests.python([folder.appending(path: program).path(percentEncoded: false)] + arguments)
    }
}
