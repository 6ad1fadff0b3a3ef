import Foundation
import Testing

/// What the README files show is what the tool prints.
///
/// In its `console` blocks, a line `$ command` is followed by the command's whole output. Set UPDATE_README=1 to write
/// the present outputs into the file.
@Suite struct ReadmeTests {
    @Test(arguments: [(file: "README.md", blocks: 3), (file: "Scenarios/azure/README.md", blocks: 3)])
    func everyConsoleBlockShowsRealOutput(file: String, blocks: Int) throws {
        let readme = ToolProcess.package.appending(path: file)
        let text = String(decoding: try Data(contentsOf: readme), as: UTF8.self)
        let parts = text.components(separatedBy: "```console\n")
        var rebuilt = parts[0]
        #expect(parts.count > blocks)
        for part in parts.dropFirst() {
            let block = try #require(part.range(of: "```\n"))
            let lines = part[..<block.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
            let command = try #require(lines.first)
            let shown = lines.dropFirst().joined(separator: "\n")
            let printed = try output(of: String(command))
            if ProcessInfo.processInfo.environment["UPDATE_README"] == nil {
                #expect(shown == printed, "\(command)")
            }
            rebuilt += "```console\n\(command)\n\(printed)" + part[block.lowerBound...]
        }
        guard ProcessInfo.processInfo.environment["UPDATE_README"] != nil else { return }
        try Data(rebuilt.utf8).write(to: readme)
    }

    /// Runs `$ scanplan ...`, alone, behind another one, or as `$ sed 's/a/b/' FILE | scanplan ...` with the
    /// replacement done here.
    private func output(of line: String) throws -> String {
        #expect(line.hasPrefix("$ "))
        let pipeline = line.dropFirst(2).components(separatedBy: " | ")
        var input: Data?
        if pipeline.count == 2, pipeline[0].hasPrefix("scanplan ") {
            input = Data(try output(of: "$ " + pipeline[0]).utf8)
        } else if pipeline.count == 2 {
            let words = pipeline[0].components(separatedBy: "'")
            let rule = words[1].components(separatedBy: "/")
            let file = ToolProcess.package.appending(path: words[2].trimmingCharacters(in: .whitespaces))
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            #expect(rule.count == 4 && text.contains(rule[1]))
            input = Data(text.replacing(rule[1], with: rule[2]).utf8)
        }
        let words = try #require(pipeline.last).components(separatedBy: " ")
        #expect(words.first == "scanplan")
        return try ToolProcess.run(Array(words.dropFirst()), input: input).output
    }
}
