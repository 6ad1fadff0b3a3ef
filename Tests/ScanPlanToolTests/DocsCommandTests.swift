import Foundation
import ScanModel
import ScenarioInput
import Testing

/// What the tool writes about itself.
@Suite struct DocsCommandTests {
    private static let groffIsThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/groff")
    private static let bashIsThere = FileManager.default.isExecutableFile(atPath: "/bin/bash")

    /// A folder that is not there yet, in a temporary one that goes with the value.
    private final class Output {
        let parent = FileManager.default.temporaryDirectory.appending(path: "scanplan-docs-\(UUID().uuidString)")
        var path: String { parent.appending(path: "out").path }

        init() throws { try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true) }

        deinit { try? FileManager.default.removeItem(at: parent) }

        /// Texts by path below the folder.
        func files() throws -> [String: String] { try DocsCommandTests.files(in: parent.appending(path: "out")) }
    }

    private static func files(in folder: URL) throws -> [String: String] {
        var files: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let file = folder.appending(path: name)
            if (try? file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true { continue }
            files[name] = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        }
        return files
    }

    private static func written(_ what: String) throws -> [String: String] {
        let output = try Output()
        let result = try ToolProcess.run(["docs", what, "--output", output.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output == "" && result.diagnostics == "")
        return try output.files()
    }

    /// Set UPDATE_DOCS=1 to write what the tool says into the folder.
    @Test func theCommittedReferenceIsWhatTheToolWrites() throws {
        let folder = ToolProcess.package.appending(path: "docs/reference")
        let written = try Self.written("reference")
        #expect(written.count > 40)
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] != nil {
            try? FileManager.default.removeItem(at: folder)
            for (name, text) in written {
                let file = folder.appending(path: name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
        }
        let committed = try Self.files(in: folder)
        #expect(committed.keys.sorted() == written.keys.sorted())
        for (name, text) in written {
            #expect(committed[name] == text, "docs/reference/\(name) is old; UPDATE_DOCS=1 writes it anew")
        }
    }

    @Test func twoRunsWriteTheSameBytes() throws {
        for what in ["reference", "man", "completions"] { #expect(try Self.written(what) == Self.written(what)) }
    }

    @Test func aFolderWithFilesIsLeftAlone() throws {
        let output = try Output()
        try FileManager.default.createDirectory(atPath: output.path, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(filePath: output.path).appending(path: "README.md"))
        let result = try ToolProcess.run(["docs", "reference", "--output", output.path])
        #expect(result.status == 5)
        #expect(result.diagnostics.contains("not empty"))
        #expect(try output.files() == ["README.md": "mine"])
    }

    @Test func everyKeyOfAScenarioIsOnItsPageAndNoOther() throws {
        let text = try #require(try Self.written("reference")["scenario.md"])
        var told: Set<String> = []
        var prefix = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("## ") { prefix = line.hasPrefix("## Keys of a scenario") ? "" : ".deployments" }
            if line.hasPrefix("## Forms of text") { break }
            guard line.hasPrefix("| `") else { continue }
            let key = line.dropFirst(3).prefix { $0 != "`" }
            told.insert("\(prefix).\(key)".replacing("[]", with: "").replacing("<name>", with: "*"))
        }
        var known: Set<String> = []
        SchemaTests.walk(ScenarioShape.scenario, at: "") { path, _ in known.insert(path) }
        #expect(known.count > 100)
        #expect(told.symmetricDifference(known).sorted() == [])
    }

    @Test func defaultsAreThoseThatShowTells() throws {
        let page = try #require(try Self.written("reference")["scenario.md"])
        let file = try ScenarioFile(smallScenario())
        for path in ["timings.scan.base", "limits.apiRates.CreateSnapshot.rate"] {
            let shown = try ToolProcess.run(["show", file.path, path]).output
            let value = try #require(
                shown.split(separator: "\n").first { $0.hasPrefix("  value") }?.dropFirst(11).split(separator: " ")
                    .first)
            let part = try #require(page.components(separatedBy: "## Keys of a deployment of qualys-aws@1.8\n").last)
            let row = try #require(part.split(separator: "\n").first { $0.hasPrefix("| `\(path)` |") })
            #expect(row.components(separatedBy: " | ")[2] == "`\(value)`", "\(row)")
        }
    }

    /// The words after `--`, as help lists them at the start of a line.
    private static func options(inHelp help: String) -> Set<String> {
        var options: Set<String> = []
        for line in help.split(separator: "\n") where line.hasPrefix("  -") {
            // Two spaces part the names from what they mean.
            let names = line.dropFirst(2).components(separatedBy: "  ")[0]
            for word in names.split(whereSeparator: { " ,/".contains($0) }) where word.hasPrefix("--") {
                options.insert(String(word))
            }
        }
        return options
    }

    @Test func everyCommandAndOptionIsOnItsPageAndInItsManual() throws {
        let pages = try Self.written("reference")
        let manuals = try Self.written("man")
        #expect(manuals.count > 50)
        var count = 0
        // Commands are found by asking help, not by reading what is tested.
        var open: [[String]] = [[]]
        while let words = open.popLast() {
            let help = try ToolProcess.run(words + ["--help"])
            #expect(help.status == 0)
            let name = (["scanplan"] + words).joined(separator: "-")
            let manual = try #require(manuals["\(name).1"], "\(name)")
            let page = try #require(pages["commands/\(words.first ?? "README").md"], "\(name)")
            #expect(page.contains("# scanplan\(words.map { " \($0)" }.joined())\n"))
            for option in Self.options(inHelp: help.output) {
                #expect(manual.contains("\\fB\(option.replacing("-", with: "\\-"))\\fR"), "\(name) \(option)")
                #expect(page.contains(option), "\(name) \(option)")
                count += 1
            }
            var isCommands = false
            for line in help.output.split(separator: "\n", omittingEmptySubsequences: false) {
                if line.hasSuffix("SUBCOMMANDS:") { isCommands = true } else if line.isEmpty { isCommands = false }
                guard isCommands, line.hasPrefix("  "), !line.hasPrefix("   ") else { continue }
                let below = line.dropFirst(2).prefix { $0 != " " && $0 != "," }
                #expect(manual.contains("\\fB\(below.replacing("-", with: "\\-"))\\fR"), "\(name) \(below)")
                open.append(words + [String(below)])
            }
        }
        #expect(count > 300)
    }

    @Test(.enabled(if: groffIsThere, "there is no groff")) func manualsAreSoundAndReadable() throws {
        let output = try Output()
        #expect(try ToolProcess.run(["docs", "man", "--output", output.path]).status == 0)
        for name in try output.files().keys.sorted() {
            // Wide lines, so that no word is broken; -c and the pipe leave only text.
            let result = try ToolProcess.run(
                ["-man", "-ww", "-Tascii", "-rLL=2000n", "-P-cbou", "\(output.path)/\(name)"],
                binary: URL(filePath: "/usr/bin/groff"))
            #expect(result.status == 0 && result.diagnostics == "", "\(name): \(result.diagnostics)")
            let words = name.dropLast(2).split(separator: "-")
            let help = try ToolProcess.run(["help"] + Self.command(words))
            for option in Self.options(inHelp: help.output) {
                #expect(
                    result.output.contains("       \(option)") || result.output.contains(", \(option)"),
                    "\(name) \(option)")
            }
            for heading in ["NAME", "SYNOPSIS", "EXIT STATUS", "SEE ALSO"] {
                #expect(result.output.contains("\n\(heading)\n"), "\(name): \(heading)")
            }
        }
    }

    /// The words of a command from the name of its manual, in which words are joined as commands with two words are.
    private static func command(_ words: [Substring]) -> [String] {
        let below = words.dropFirst().map(String.init)
        guard below.count > 2 else { return below }
        return [below[0], below.dropFirst().joined(separator: "-")]
    }

    @Test func completionsAreThoseOfTheParser() throws {
        let files = try Self.written("completions")
        for (name, shell) in [("scanplan.bash", "bash"), ("_scanplan", "zsh"), ("scanplan.fish", "fish")] {
            let script = try ToolProcess.run(["--generate-completion-script", shell])
            #expect(files[name] == script.output)
            let binary = "/usr/bin/\(shell)"
            guard FileManager.default.isExecutableFile(atPath: binary) else { continue }
            let check = try ToolProcess.run(["-n"], input: Data(script.output.utf8), binary: URL(filePath: binary))
            #expect(check.status == 0 && check.diagnostics == "", "\(shell): \(check.diagnostics)")
        }
    }

    /// What a real bash offers for a line.
    @Test(
        .enabled(if: bashIsThere, "there is no bash"),
        arguments: [
            (["si"], ["simulate"]), (["simulate", "--form"], ["--format"]),
            (["simulate", "--format", ""], ["text", "json", "csv", "markdown", "focus"]),
            (["simulate", "--format", "j"], ["json"]),
            (["simulate", "a"], ["a.yaml"]), (["simulate", ""], ["a.yaml", "folder"]),
            (["docs", "re"], ["reference"]), (["profile", "show", "qualys-az"], ["qualys-azure@3.20"]),
        ])
    func bashCompletes(words: [String], offered: [String]) throws {
        let output = try Output()
        #expect(try ToolProcess.run(["docs", "completions", "--output", output.path]).status == 0)
        let folder = output.parent.appending(path: "work")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "folder"), withIntermediateDirectories: true)
        for name in ["a.yaml", "b.txt"] { try Data().write(to: folder.appending(path: name)) }
        let script = """
            . "$1"; shift
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMPREPLY=()
            _scanplan scanplan "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let result = try ToolProcess.run(
            ["-c", script, "bash", "\(output.path)/scanplan.bash", "scanplan"] + words,
            // Some completions ask the tool itself.
            environment: ["PATH": "\(ToolProcess.binary.deletingLastPathComponent().path):/usr/bin:/bin"],
            binary: URL(filePath: "/bin/bash"), in: folder)
        #expect(result.diagnostics == "")
        #expect(result.output.split(separator: "\n").map(String.init).sorted() == offered.sorted())
    }
}
