internal import ArgumentParser
internal import FleetInventory
internal import Reporting
internal import ScanModel

struct FleetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet", abstract: "Looks into fleet files and writes them for other tools.",
        subcommands: [FleetShowCommand.self, FleetCheckCommand.self, FleetExportCommand.self])
}

/// The file that a command reads.
struct FleetFileArgument: ParsableArguments {
    @Argument(
        help: "Fleet file, as `scanplan import --output` and `scanplan generate --output` write it.",
        completion: .file(extensions: ["scanfleet"]))
    var file: String

    /// - Throws: after everything that is wrong was told.
    func contents() throws(ExitStatus) -> (fleet: Fleet, sections: [FleetFileSection]) {
        do throws(InventoryError) {
            return try ProgressLine.during("reading the fleet") { () throws(InventoryError) in
                try FleetFile.contents(path: file, relativeTo: ".")
            }
        } catch {
            switch error {
            case .invalid(let invalid): throw ScenarioLoading.report(invalid)
            case .unreadable(let path, let reason):
                throw ScenarioLoading.report(UnreadableFile(path: path, reason: reason))
            }
        }
    }
}

struct FleetShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Counts a fleet by region, account, platform, system, encryption and size.",
        discussion: """
            EXAMPLES
              scanplan fleet show fleet.scanfleet
              scanplan fleet show --format json fleet.scanfleet
            """)

    @OptionGroup var source: FleetFileArgument

    @Option(help: "How to write the answer.")
    var format: OutputFormat = .text

    func run() throws {
        let overview = FleetOverview(try source.contents().fleet)
        switch format {
        case .text:
            Console.answer(
                FleetText.document(overview, name: source.file, format: FleetFile.version, style: Console.style))
        case .json:
            Console.answer(
                FleetJSON.document(overview, format: FleetFile.version, version: Version.text).document)
        }
    }
}

struct FleetCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks every checksum of a fleet file and everything that its columns say of one another.",
        discussion: """
            Every command that reads a fleet file checks as much. Ends with 3 if something is wrong, and names the section \
            and the byte.

            EXAMPLES
              scanplan fleet check fleet.scanfleet
              scanplan fleet check --format json fleet.scanfleet
            """)

    @OptionGroup var source: FleetFileArgument

    @Option(help: "How to write the answer.")
    var format: OutputFormat = .text

    func run() throws {
        let sections = try source.contents().sections.map {
            (name: $0.name, values: $0.count, width: $0.width, bytes: $0.length)
        }
        switch format {
        case .text:
            Console.answer(
                FleetText.check(sections, name: source.file, format: FleetFile.version, style: Console.style))
        case .json:
            Console.answer(FleetJSON.check(sections, format: FleetFile.version, version: Version.text).document)
        }
    }
}
