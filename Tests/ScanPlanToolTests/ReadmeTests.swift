import Foundation
import Testing

/// What the README files show is what the tool prints.
///
/// Their `console` blocks are those of the other pages, see `DocumentedPage`; `sh` blocks need a clone or an account and are
/// not run. Set UPDATE_README=1 to write the present outputs into the file.
@Suite struct ReadmeTests {
    @Test(arguments: [(file: "README.md", blocks: 3), (file: "Scenarios/azure/README.md", blocks: 3)])
    func everyConsoleBlockShowsRealOutput(file: String, blocks: Int) throws {
        let update = ProcessInfo.processInfo.environment["UPDATE_README"] != nil
        let page = try DocumentedPage(path: file)
        #expect(page.blocks.count { $0.language == "console" } >= blocks)
        let renewed = try page.run(languages: ["console"], update: update)
        guard update, renewed != page.lines.joined(separator: "\n") else { return }
        try Data(renewed.utf8).write(to: ToolProcess.package.appending(path: file))
    }
}
