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
              scanplan generate --anonymise --key-file private.key scenario.yaml > fleet.csv
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
    @OptionGroup var names: AnonymisedOutputOptions

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
        var anonymiser = try names.anonymiser()
        if let output, FleetOutput(path: output) == .scanfleet {
            var fleet = FleetLoading.generated(specification, jobs: work.jobs)
            if let anonymised = try anonymiser?.named(fleet) { fleet = anonymised }
            if let anonymiser { try names.names.finish(anonymiser) }
            try FleetOutput.scanfleet.write(fleet, named: options.scenario, to: output, overwrites: force)
            return
        }
        if anonymiser != nil { try learn(specification, &anonymiser!) }
        guard let output else {
            write(specification, anonymiser) { Console.answer(bytes: $0) }
            return
        }
        try Console.writing { () throws(UnwritableFile) in
            let line = ProgressLine(title: "generating the fleet")
            defer { line.end() }
            let file = try PendingFile(output, overwrites: force)
            write(specification, anonymiser) { file.append($0) }
            try file.commit()
        }
    }

    /// Makes all pseudonyms first: nothing is written if two names became one.
    private func learn(_ specification: FleetSpecification, _ anonymiser: inout Anonymiser) throws {
        for account in 0..<specification.accounts { _ = anonymiser.account(specification.accountID(account)) }
        for tags in FleetCSV.tagSets(generated: specification) { _ = anonymiser.tags(tags) }
        do throws(PseudonymCollision) {
            try anonymiser.check()
        } catch {
            throw AnonymisingOptions.report(error)
        }
        try names.names.finish(anonymiser)
    }

    private func write(
        _ specification: FleetSpecification, _ anonymiser: Anonymiser?, to sink: ([UInt8]) -> Void
    ) {
        guard var anonymiser else {
            FleetCSV.write(generated: specification, to: sink)
            return
        }
        FleetCSV.write(
            generated: specification, account: { anonymiser.account($0) }, tags: { anonymiser.tags($0) }, to: sink)
    }
}
