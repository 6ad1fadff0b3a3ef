internal import ArgumentParser
internal import FleetInventory
internal import ScanModel
internal import ScenarioInput

struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Writes the fleet that a scenario describes under fleet.generate, as CSV or as a fleet file.",
        discussion: """
            The same description gives the same fleet anywhere. The table can be changed and read back under \
            fleet.inventory.fleetCsv; memory does not grow with it. A fleet file is read under fleet.inventory.fleetFile \
            and opens much faster; while it is made, the fleet is held in memory.

            EXAMPLES
              scanplan generate scenario.yaml > fleet.csv
              scanplan generate --deployment production scenario.yaml
              scanplan generate --output fleet.scanfleet scenario.yaml
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: "The deployment whose fleet is wanted; needed if several describe one.")
    var deployment: String?

    @Option(
        name: .shortAndLong,
        help: "The file to write instead of CSV on standard output; it ends in .csv or .scanfleet.",
        completion: .file(extensions: ["csv", "scanfleet"]))
    var output: String?

    @Flag(help: "Overwrite the output file.")
    var force = false

    @OptionGroup var work: JobsOptions

    func validate() throws {
        guard let output else {
            if force { throw ValidationError("--force overwrites the file of --output, which is missing.") }
            return
        }
        guard let form = FleetOutput(path: output), form != .parquet else {
            throw ValidationError("--output must end in .csv or .scanfleet, not \(output).")
        }
    }

    func run() throws {
        if let output {
            try Console.writing { () throws(UnwritableFile) in try FileWriting.check(output, overwrites: force) }
        }
        let described = try ScenarioLoading.loadDraft(options).deployments.filter { $0.generated != nil }
        let chosen = described.filter { deployment == nil || $0.name == deployment }
        guard let specification = chosen.first?.generated, chosen.count == 1 else {
            let names = described.map { $0.name }.joined(separator: ", ")
            throw ValidationError(
                described.isEmpty
                    ? "No deployment of \(options.scenario) has fleet.generate."
                    : "Choose one deployment with --deployment: \(names).")
        }
        guard let output else {
            FleetCSV.write(generated: specification) { bytes in Console.answer(bytes: bytes) }
            return
        }
        if FleetOutput(path: output) == .scanfleet {
            let fleet = FleetLoading.generated(specification, jobs: work.jobs)
            try FleetOutput.scanfleet.write(fleet, named: options.scenario, to: output, overwrites: force)
            return
        }
        try Console.writing { () throws(UnwritableFile) in
            let file = try PendingFile(output, overwrites: force)
            FleetCSV.write(generated: specification) { file.append($0) }
            try file.commit()
        }
    }
}
