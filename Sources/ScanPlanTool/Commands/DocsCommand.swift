internal import ArgumentParser
internal import FoundationEssentials
internal import Reporting
internal import ScanModel
internal import ScenarioInput
internal import VendorProfiles

struct DocsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs",
        abstract: "Writes the reference, manual pages and shell completions of this version.",
        discussion: """
            EXAMPLES
              scanplan docs reference --output docs/reference
              scanplan docs man --output man1
              scanplan docs completions --output completions
            """,
        subcommands: [DocsReferenceCommand.self, DocsManCommand.self, DocsCompletionsCommand.self])
}

struct DocsReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Writes the reference as Markdown: scenario keys, profiles, prices, metrics, exit codes, commands.",
        discussion: """
            Everything in it is what this program runs on, so it fits this version. The same program writes the same \
            bytes on every machine and day.

            EXAMPLES
              scanplan docs reference --output reference
            """)

    @OptionGroup var folder: DocsFolder

    func run() throws { try folder.write(try ReferencePages.all()) }
}

struct DocsManCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "man",
        abstract: "Writes a manual page for each command, for man(1).",
        discussion: """
            The pages belong into a folder man1 below one of MANPATH. `man -l` shows one without installing it.

            EXAMPLES
              scanplan docs man --output man1
              man -l man1/scanplan-simulate.1
            """)

    @OptionGroup var folder: DocsFolder

    func run() throws {
        try folder.write(
            ManualPages.pages(
                try ReferencePages.commands(), exitCodes: ExitStatus.meanings, version: "scanplan \(Version.text)"))
    }
}

struct DocsCompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions",
        abstract: "Writes the completions for bash, zsh and fish, under the names that these shells look for.",
        discussion: """
            One alone goes to standard output by --generate-completion-script and the name of the shell.

            EXAMPLES
              scanplan docs completions --output completions
              scanplan --generate-completion-script bash > scanplan.bash
            """)

    @OptionGroup var folder: DocsFolder

    func run() throws {
        try folder.write([
            ReferencePage(path: "scanplan.bash", text: ScanPlanCommand.completionScript(for: .bash) + "\n"),
            ReferencePage(path: "_scanplan", text: ScanPlanCommand.completionScript(for: .zsh) + "\n"),
            ReferencePage(path: "scanplan.fish", text: ScanPlanCommand.completionScript(for: .fish) + "\n"),
        ])
    }
}

/// Where documentation goes.
struct DocsFolder: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder to write; it must not be there, or be empty.", valueName: "folder"),
        completion: .directory)
    var output: String

    /// All pages, or none.
    func write(_ pages: [ReferencePage]) throws {
        try Console.writing { () throws(UnwritableFile) in
            try FolderWriting.write(pages.map { ($0.path, Array($0.text.utf8)) }, to: output)
        }
    }
}

/// The pages of the reference, from what this program runs on.
enum ReferencePages {
    static func all() throws -> [ReferencePage] {
        let root = try commands()
        let scenario = ScenarioReference.page(
            shape: ScenarioShape.scenario, furtherRules: ScenarioShape.furtherRules, standards: ScenarioShape.defaults)
        let profiles = ProfileReference.pages(VendorProfiles.all)
        let prices = PriceReference.page([
            (cloud: "AWS", book: Cloud.aws.priceBook), (cloud: "Azure", book: Cloud.azure.priceBook),
        ])
        let metrics = MetricReference.page(Metric.all)
        let codes = ExitCodeReference.page(ExitStatus.meanings)
        let manual = CommandReference.pages(root)
        let completions = CompletionReference.page(program: root.commandName)
        let index = ReferencePage.index(
            of: [
                (scenario, "every key of a scenario, with its values, default and meaning.")
            ] + zip(profiles, VendorProfiles.all).map { ($0, $1.title + ": every constant, with its source.") } + [
                (prices, "the prices that ship, by item."), (metrics, "what answers and thresholds are made of."),
                (codes, "what the program ends with."), (manual[0], "every command and option."),
                (completions, "completion in bash, zsh and fish."),
            ], command: "scanplan docs reference --output docs/reference")
        return [index, scenario] + profiles + [prices, metrics, codes] + manual + [completions]
    }

    /// The commands as the parser describes them.
    static func commands() throws -> CommandDescription {
        struct Dump: Decodable { var command: CommandDescription }
        do {
            _ = try ScanPlanCommand.parseAsRoot(["--experimental-dump-help"])
        } catch {
            let dump = ScanPlanCommand.fullMessage(for: error)
            var root = try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
            root.forget(defaultOf: "jobs", saying: "One for each core of the machine unless given.")
            return root
        }
        preconditionFailure("the parser does not describe its commands")
    }
}
