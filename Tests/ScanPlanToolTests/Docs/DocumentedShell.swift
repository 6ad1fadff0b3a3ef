import Foundation
import Testing

/// A scratch folder in which the commands of one page run one after another, with the built tool on the path.
///
/// It holds copies of the shipped scenarios and sample logs, so that what a page writes stays out of the package.
final class DocumentedShell {
    let folder: URL

    init() throws {
        let manager = FileManager.default
        folder = manager.temporaryDirectory.appending(path: "scanplan-docs-\(UUID().uuidString)")
        try manager.createDirectory(at: folder.appending(path: "bin"), withIntermediateDirectories: true)
        try manager.createSymbolicLink(
            at: folder.appending(path: "bin/scanplan"), withDestinationURL: ToolProcess.binary)
        let work = folder.appending(path: "work")
        for path in ["Scenarios", "Tests/ObservedRunsTests/Fixtures"] {
            let copy = work.appending(path: path)
            try manager.createDirectory(at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
            try manager.copyItem(at: ToolProcess.package.appending(path: path), to: copy)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: "work/\(name)"))
    }

    /// What a terminal shows of a script, and how the script ends: with its first command that fails, as each has to work.
    func run(_ script: String) throws -> (status: Int32, output: String) {
        let output = folder.appending(path: "output")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        // Whoever writes to `head` may be cut off, which is no failure.
        let pipes = script.contains("| head") ? [] : ["-o", "pipefail"]
        process.arguments = ["-e", "-u"] + pipes + ["-c", script]
        process.currentDirectoryURL = folder.appending(path: "work")
        process.environment = [
            "PATH": folder.appending(path: "bin").path + ":/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8",
        ]
        // One open file for both, so that lines come in the order in which they were written.
        let handle = try FileHandle(forWritingTo: output)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }
}

extension DocumentedPage {
    /// A command of a `console` block and the lines below it.
    struct Command {
        var line: String
        /// Its number in the page, from 1.
        var number: Int
        var script: String
        var shown: [String]
        var status: Int32
    }

    /// In a `console` block, `$ command` is followed by its whole output; a command goes on behind a backslash.
    func commands(of block: Block) -> [Command] {
        var commands: [Command] = []
        var goesOn = false
        for number in block.range {
            let line = lines[number]
            if line.hasPrefix("$ ") {
                commands.append(
                    Command(line: line, number: number + 1, script: String(line.dropFirst(2)), shown: [], status: 0))
                goesOn = line.hasSuffix("\\")
            } else if commands.isEmpty {
                Issue.record("\(path):\(number + 1): shown without a command")
            } else if goesOn {
                commands[commands.count - 1].script += "\n" + line
                commands[commands.count - 1].line += "\n" + line
                goesOn = line.hasSuffix("\\")
            } else {
                commands[commands.count - 1].shown.append(line)
            }
        }
        if !commands.isEmpty, let status = block.mark("exit").flatMap(Int32.init) {
            commands[commands.count - 1].status = status
        }
        return commands
    }

    /// Runs every block in its order, and tells where the page is wrong. The page with the present outputs is the result.
    func run(languages: Set<String> = ["sh", "console"], update: Bool) throws -> String {
        let shell = try DocumentedShell()
        var (renewed, next): ([String], Int) = ([], 0)
        for block in blocks {
            renewed += lines[next..<block.range.lowerBound]
            next = block.range.upperBound
            if let name = block.mark("file:") { try shell.write(text(of: block), to: name) }
            guard languages.contains(block.language), block.mark("not run:") == nil else {
                renewed += lines[block.range]
                continue
            }
            if block.language == "sh" {
                let expected = block.mark("exit").flatMap(Int32.init) ?? 0
                let (status, output) = try shell.run(text(of: block))
                #expect(status == expected, "\(path):\(block.range.lowerBound + 1): ends with \(status)\n\(output)")
                renewed += lines[block.range]
            } else {
                for command in commands(of: block) { renewed += try run(command, in: shell, update: update) }
            }
        }
        return (renewed + lines[next...]).joined(separator: "\n")
    }

    private func run(_ command: Command, in shell: DocumentedShell, update: Bool) throws -> [String] {
        let place = "\(path):\(command.number): \(command.line)"
        let (status, output) = try shell.run(command.script)
        #expect(status == command.status, "\(place) ends with \(status)\n\(output)")
        var printed = output.components(separatedBy: "\n")
        if printed.last == "" { printed.removeLast() }
        let shown = ShownOutput(command.shown)
        if !update {
            let line = zip(command.shown, printed).first { $0 != $1 }.map { "\nshown:   \($0)\nprinted: \($1)" }
            #expect(shown.fits(printed), "\(place) prints something else; UPDATE_DOCS=1 writes it.\(line ?? "")")
        }
        let lines = shown.renewed(by: printed)
        if lines == nil { Issue.record("\(place): a part that is shown is no longer printed") }
        return command.line.components(separatedBy: "\n") + (lines ?? command.shown)
    }
}
