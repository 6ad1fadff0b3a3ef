import Foundation
import Testing

/// Every command of the documentation runs, and prints what is shown of it.
///
/// The commands of a page run in their order in one scratch folder with the shipped scenarios, `sh` blocks as scripts and
/// `console` blocks command by command. UPDATE_DOCS=1 writes the present outputs into the pages.
@Suite struct DocumentedCommandsTests {
    static let pages = (try? DocumentedPage.all(below: "docs")) ?? []

    /// The others are written from the help of the commands, whose examples have a test of their own (`HelpExampleTests`).
    private static let written = pages.filter { !$0.hasPrefix("docs/reference/") }

    /// Blocks that need what a test cannot have: an account of a cloud, a clone with a release build, minutes of time.
    private static let notRun = [
        "docs/ci/README.md": 1, "docs/guide/how-to/azure.md": 1, "docs/guide/how-to/long-sweeps.md": 2,
        "docs/guide/how-to/many-accounts.md": 1,
        "docs/import.md": 1,
        "docs/install.md": 9, "docs/outputs.md": 1, "docs/real-validation.md": 1,
    ]

    @Test(arguments: written) func everyCommandOfThePageRuns(path: String) throws {
        let update = ProcessInfo.processInfo.environment["UPDATE_DOCS"] != nil
        let page = try DocumentedPage(path: path)
        let renewed = try page.run(update: update)
        guard update, renewed != page.lines.joined(separator: "\n") else { return }
        try Data(renewed.utf8).write(to: ToolProcess.package.appending(path: path))
    }

    @Test func whatIsNotRunSaysWhy() throws {
        for path in Self.written {
            let page = try DocumentedPage(path: path)
            var count = 0
            for block in page.blocks {
                guard let reason = block.mark("not run:") else { continue }
                count += 1
                #expect(reason.count > 10, "\(path):\(block.range.lowerBound): no reason")
                #expect(["sh", "console"].contains(block.language), "\(path):\(block.range.lowerBound)")
            }
            #expect(count == Self.notRun[path] ?? 0, "\(path)")
        }
    }

    /// A command in any other block, or indented, would be run by nobody.
    @Test func commandsStandInBlocksThatAreRun() throws {
        func isCommand(_ line: String) -> Bool {
            let line = line.trimmingCharacters(in: .whitespaces)
            return line.hasPrefix("scanplan ") || line.hasPrefix("$ ")
        }
        var blocks = 0
        for path in Self.written {
            let page = try DocumentedPage(path: path)
            for (number, line) in page.prose where line.hasPrefix("    ") {
                #expect(!isCommand(line), "\(path):\(number + 1): indented")
            }
            for block in page.blocks {
                if ["sh", "console"].contains(block.language) {
                    blocks += 1
                    #expect(!page.lines[block.range.lowerBound - 1].hasPrefix(" "), "\(path):\(block.range.lowerBound)")
                    continue
                }
                for number in block.range {
                    #expect(!isCommand(page.lines[number]), "\(path):\(number + 1): in a block of `\(block.language)`")
                }
            }
        }
        #expect(blocks >= 50)
    }

    /// Commands in running text name subcommands and options that there are.
    @Test func commandsInTextAreKnown() throws {
        var helps: [[String]: String?] = [:]
        func help(_ words: [String]) throws -> String? {
            if let known = helps[words] { return known }
            let result = try ToolProcess.run(words + ["--help"])
            // The help of something unknown is that of everything.
            let usage = (["USAGE: scanplan"] + words).joined(separator: " ")
            let found = result.output.contains(usage + " ") || result.output.contains(usage + "\n")
            helps[words] = .some(found ? result.output : nil)
            return found ? result.output : nil
        }
        var commands = 0
        for path in Self.written + ["README.md"] {
            let text = try DocumentedPage(path: path).prose.map(\.line).joined(separator: " ")
            for (number, span) in text.components(separatedBy: "`").enumerated()
            where number % 2 == 1 && span.hasPrefix("scanplan ") {
                let words = span.split(separator: " ").dropFirst().map(String.init)
                guard let first = words.first, !first.hasPrefix("-"), first.first?.isLowercase == true else { continue }
                commands += 1
                let names = first == "help" ? Array(words.dropFirst().prefix(1)) : [first]
                guard var options = try help(names) else {
                    Issue.record("\(path): there is no `\(span)`")
                    continue
                }
                for second in [words.dropFirst().first, first == "plan" ? "cycle" : nil].compactMap(\.self)
                where options.contains("SUBCOMMANDS:") && second.allSatisfy({ $0.isLowercase || $0 == "-" })
                    && !second.hasPrefix("-")
                {
                    let more = try help([first, second])
                    if more == nil { Issue.record("\(path): there is no `\(span)`") }
                    options += more ?? ""
                }
                for word in words where word.hasPrefix("--") && word != "--help" {
                    let option = String(word.prefix { $0 != "=" })
                    #expect(options.contains(option), "\(path): no option \(option) in `\(span)`")
                }
            }
        }
        #expect(commands >= 60)
    }
}
