import Foundation
import Testing

private let repositoryIsThere = FileManager.default.fileExists(
    atPath: ToolProcess.package.appending(path: ".git").path)

/// `scripts/newcomer`, without its build.
@Suite struct NewcomerScriptTests {
    private func run(_ arguments: [String]) throws -> (status: Int32, output: String, diagnostics: String) {
        let script = ToolProcess.package.appending(path: "scripts/newcomer")
        let result = try ToolProcess.run(arguments, binary: script, in: FileManager.default.temporaryDirectory)
        return (result.status, result.output, result.diagnostics)
    }

    @Test(.enabled(if: repositoryIsThere, "this is no clone")) func everyStepWorksAndIsTimed() throws {
        let result = try run(["--without-build", "--tool", ToolProcess.binary.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        let rows = result.output.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        #expect(
            rows.map { $0[0] } == ["step", "clone", "import", "init", "validate", "simulate", "recommend", "**all**"])
        let seconds = try rows.dropFirst().map { try #require(Double($0[1])) }
        #expect(seconds.allSatisfy { $0 >= 0 })
        // Each is rounded to a tenth.
        #expect(abs(seconds.dropLast().reduce(0, +) - seconds[seconds.count - 1]) < 2)
        #expect(result.output.contains("its build is not timed"))
        #expect(result.output.hasSuffix("those that end by the interval.\n"), "\(result.output)")
        #expect(result.output.contains("\n    scenario: stay with Concurrency 1, SingleRegionConcurrency 1."))
    }

    @Test(.enabled(if: repositoryIsThere, "this is no clone")) func aStepThatFailsEndsIt() throws {
        // Succeeds at nothing, and says so.
        let result = try run(["--without-build", "--tool", "/bin/false"])
        #expect(result.status == 1)
        #expect(
            result.diagnostics.hasSuffix("The step 'import' fails: scanplan import \(listings) -o fleet.scanfleet\n"))
        #expect(result.output.isEmpty)
        let nowhere = try run(["--without-build", "--tool", "/bin/false", "--from", "/nowhere/at/all"])
        #expect(nowhere.status == 1 && nowhere.diagnostics.contains("The step 'clone' fails"))
    }

    private let listings = "Scenarios/quickstart/inventory"

    @Test func wrongUsageIsRefused() throws {
        #expect(try run(["--fast"]).status == 2)
        #expect(try run(["--tool"]).status == 1)
        #expect(try run(["--without-build", "--tool", "/nowhere/scanplan"]).diagnostics.hasSuffix("is no program.\n"))
        let help = try run(["--help"])
        #expect(help.status == 0 && help.output.contains("scripts/newcomer --without-build"))
    }
}
