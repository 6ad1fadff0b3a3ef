internal import ArgumentParser
internal import FleetInventory
internal import ScanModel

/// What the rows of a file are, on the command line.
enum FleetRowsArgument: String, ExpressibleByArgument, CaseIterable {
    case instances, volumes

    var table: FleetParquet.Table { self == .instances ? .instances : .volumes }
}

struct FleetExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a fleet as Apache Parquet or CSV for other tools.",
        discussion: """
            The ending of the output file decides: .parquet has a row for each instance, or for each volume with --table \
            volumes; .csv is the table that fleet.inventory.fleetCsv reads; .scanfleet is the same fleet again. The \
            output is written piece by piece and appears whole or not at all.

            EXAMPLES
              scanplan fleet export fleet.scanfleet --output instances.parquet
              scanplan fleet export fleet.scanfleet --table volumes --output volumes.parquet
              scanplan fleet export fleet.scanfleet --output fleet.csv
            """)

    @OptionGroup var source: FleetFileArgument

    @Option(
        name: .shortAndLong, help: "The file to write, which ends in \(FleetOutput.endings).",
        completion: .file(extensions: ["parquet", "csv", "scanfleet"]))
    var output: String

    @Option(help: "What the rows of a Parquet file are: instances or volumes. Instances unless given.")
    var table: FleetRowsArgument?

    @Flag(help: "Overwrite the output file.")
    var force = false

    func validate() throws {
        guard let form = FleetOutput(path: output) else {
            throw ValidationError("--output must end in \(FleetOutput.endings), not \(output).")
        }
        if table != nil, form != .parquet { throw ValidationError("--table is about the rows of a .parquet file.") }
    }

    func run() throws {
        guard let form = FleetOutput(path: output) else { throw ExitStatus.usage }
        try Console.writing { () throws(UnwritableFile) in try FileWriting.check(output, overwrites: force) }
        let fleet = try source.contents().fleet
        try form.write(
            fleet, named: source.file, table: (table ?? .instances).table, to: output, overwrites: force)
    }
}
