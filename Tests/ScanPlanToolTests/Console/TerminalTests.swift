import Foundation
import Testing

/// What the tool writes on a real pseudo-terminal, and that it writes none of it elsewhere.
@Suite struct TerminalTests {
    struct Session: Decodable { var status: Int32, frames: [String], screen: [String], wrapped: [String] }

    /// Runs the tool with standard output and standard error on a terminal of so many columns.
    static func session(_ columns: Int, _ arguments: [String], environment: [String: String] = [:]) throws -> Session {
        let program = ToolProcess.package.appending(path: "Tests/Support/Terminal/terminal.py")
        let words = [
            "python3", program.path(percentEncoded: false), "\(columns)",
            ToolProcess.binary.path(percentEncoded: false),
        ]
        let standard = ["TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"]
        let result = try ToolProcess.run(
            words + arguments, environment: standard.merging(environment) { $1 }, binary: URL(filePath: "/usr/bin/env"))
        try #require(result.status == 0, "\(result.diagnostics)")
        return try JSONDecoder().decode(Session.self, from: Data(result.output.utf8))
    }

    static let faults =
        "    faults: {scanFailure: 10%, spotInterruption: {perHour: 30%}}\n    bill: {include: [spot]}\n"

    /// Long enough to be watched on any machine.
    static let long = ["simulate", "--trials", "8000", "--jobs", "1"]

    @Test(arguments: [40, 80, 200])
    func progressHasARateKeepsToTheLineAndIsErased(columns: Int) throws {
        let file = try ScenarioFile(smallScenario() + Self.faults)
        let session = try Self.session(columns, Self.long + ["--format", "json", file.path])
        #expect(session.status == 0)
        #expect(session.frames.count >= 2, "\(session.frames)")
        #expect(session.frames.contains { $0.contains("/s, ") || $0.contains(" a second, ") }, "\(session.frames)")
        #expect(session.frames.allSatisfy { $0.count < columns })
        if columns == 200 {
            #expect(session.frames.contains { $0.contains(" of 8,000 trials, ") && $0.hasSuffix(" left") })
        }
        // What is left is the answer alone, from the first sign of the first line on.
        let answer = session.screen.joined(separator: columns == 40 ? "" : "\n")
        #expect(answer.hasPrefix("{"), "\(session.screen.prefix(3))")
        #expect(!session.screen.contains { $0.contains("left") && $0.contains("simulating") })
    }

    @Test func progressIsErasedBeforeAnErrorIsTold() throws {
        let scenario = smallScenario(deployment: ["bill: {include: [lambda], homeRegion: eu-west-1}"])
        let file = try ScenarioFile(scenario + "    faults: {scanFailure: 10%}\n")
        let session = try Self.session(120, Self.long + [file.path])
        #expect(session.status == 6)
        #expect(session.frames.contains { $0.hasPrefix("simulating: ") })
        #expect(session.screen.contains("error: no price for lambda:GB-s in eu-west-1"))
        #expect(!session.screen.contains { $0.hasPrefix("simulating") })
    }

    @Test func nothingOfItGoesIntoFilesOrToTerminalsThatCannotErase() throws {
        let file = try ScenarioFile(smallScenario() + Self.faults)
        let piped = try ToolProcess.run(Self.long + ["--format", "json", file.path])
        #expect(piped.status == 0 && piped.diagnostics.isEmpty && piped.output.hasPrefix("{"))
        let dumb = try Self.session(80, Self.long + ["--format", "json", file.path], environment: ["TERM": "dumb"])
        #expect(dumb.status == 0)
        // Carriage returns come with the line feeds of a terminal; none stands within a line.
        #expect(!dumb.frames.contains { $0.hasPrefix("simulating") })
    }

    @Test(arguments: [60, 80, 120, 160])
    func answersOnATerminalHavePlotsThatFit(columns: Int) throws {
        let file = try ScenarioFile(smallScenario() + Self.faults)
        let session = try Self.session(columns, ["simulate", "--trials", "40", file.path])
        #expect(session.status == 0)
        let text = session.screen.joined(separator: "\n")
        for title in ["Scanners over the cycle", "Makespans of 40 trials"] {
            #expect(text.contains(title) == (columns >= 80), "\(title)")
        }
        #expect(text.contains("█") == (columns >= 80))
        let plain = try Self.session(columns, ["simulate", "--no-plots", "--trials", "40", file.path])
        #expect(!plain.screen.joined().contains("Scanners over the cycle"))
    }

    @Test func plotsArePlainCharactersWhereTheLocaleIsNotUTF8() throws {
        let file = try ScenarioFile(smallScenario() + Self.faults)
        let session = try Self.session(
            100, ["simulate", "--trials", "40", file.path], environment: ["LC_ALL": "POSIX"])
        let text = session.screen.joined(separator: "\n")
        #expect(text.contains("Scanners over the cycle") && text.contains("#") && text.contains("@"))
        #expect(!text.contains { "▁▂▃▄▅▆▇█▏▎▍▌▋▊▉◀".contains($0) })
    }

    @Test func whereNoTerminalIsPlotsAreThereOnRequestAlone() throws {
        let file = try ScenarioFile(smallScenario() + Self.faults)
        let usual = try ToolProcess.run(["simulate", "--trials", "40", file.path])
        #expect(!usual.output.contains("Scanners over the cycle"))
        let wanted = try ToolProcess.run(["simulate", "--plots", "--trials", "40", file.path])
        #expect(wanted.output.contains("Scanners over the cycle") && wanted.output.contains("Makespans of 40 trials"))
    }
}
