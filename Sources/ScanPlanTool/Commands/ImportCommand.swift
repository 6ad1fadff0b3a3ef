internal import ArgumentParser
internal import FleetInventory
internal import Reporting
internal import ScanModel

/// The kinds of listings, as they are written on the command line.
enum ListingKindArgument: String, ExpressibleByArgument, CaseIterable {
    case aws, azure, fleetCsv, resourceExplorer

    var kind: ListingKind {
        switch self {
        case .aws: .aws
        case .azure: .azure
        case .fleetCsv: .fleetCsv
        case .resourceExplorer: .resourceExplorer
        }
    }
}

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Reads what clouds list of their machines into one fleet, and says what is in it.",
        discussion: """
            Reads the output of aws ec2 describe-instances, describe-volumes and describe-snapshots; of AWS Config \
            (advanced queries with resourceType, accountId and configuration, and configuration snapshots); of az vm \
            list, az disk list, az account list and Resource Graph; and fleet tables. Files may hold several documents \
            or one record on each line, and may be packed with gzip or zstd. Each file tells its kind by its beginning. \
            A folder stands for its *.json, *.ndjson and *.jsonl files, packed or not.

            Files are read side by side and element by element: memory holds the fleet, not the files. Everything that \
            is wrong is told at once and ends with 3; with --keep-going what is wrong is left out, counted and listed on \
            standard error.

            Listings of AWS Resource Explorer say how many instances and volumes there are, and no more: alone, they \
            become the table of counts that a scenario names under fleet.inventory.resourceCounts.

            Without --output it only says what is there.

            EXAMPLES
              scanplan import Scenarios/quickstart/inventory
              scanplan import listings/ -o fleet.scanfleet
              scanplan import listings/ -o shared.csv --anonymise --key-file private.key --keep-tag Scan
              scanplan import listings/ -o fleet.scanfleet --incremental
              scanplan import --keep-going listings/*.json.gz -o fleet.csv
              aws ec2 describe-volumes | scanplan import -
            """)

    @Argument(help: "Files and folders, or - for standard input.", completion: .file())
    var paths: [String]

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Where to write the fleet; the ending tells the form: \(FleetOutput.endings).", valueName: "file"))
    var output: String?

    @Option(name: .customLong("from"), help: "The kind of all files, where they do not tell it.")
    var kind: ListingKindArgument?

    @Flag(help: "Leave out what is wrong, instead of refusing everything.")
    var keepGoing = false

    @Flag(
        help: ArgumentHelp(
            "Read only the files that changed since --output, a .scanfleet, was written; listings of AWS. Keeps a "
                + "manifest beside it."))
    var incremental = false

    @Option(help: "How to write what was found.")
    var format: OutputFormat = .text

    @OptionGroup var names: AnonymisedOutputOptions

    @OptionGroup var jobs: JobsOptions

    func validate() throws {
        if paths.count > 1, paths.contains("-") {
            throw ValidationError("- stands alone: standard input is one listing.")
        }
        if let output, FleetOutput(path: output) == nil {
            throw ValidationError("--output must end in \(FleetOutput.endings), not \(output).")
        }
        try validateIncremental()
    }

    private func validateIncremental() throws {
        guard incremental else { return }
        guard let output, FleetOutput(path: output) == .scanfleet else {
            throw ValidationError("--incremental needs --output with a file that ends in .scanfleet.")
        }
        if keepGoing { throw ValidationError("--incremental takes listings without faults, so not --keep-going.") }
        if names.anonymise { throw ValidationError("--incremental needs the names of the fleet, so not --anonymise.") }
        if paths.contains("-") { throw ValidationError("--incremental needs files that it can find again, not -.") }
        if let kind, kind != .aws { throw ValidationError("--incremental knows listings of AWS only.") }
    }

    func run() throws {
        // What cannot be written is told before hours of reading.
        if let output {
            try Console.writing { () throws(UnwritableFile) in try FileWriting.check(output, overwrites: true) }
        }
        var anonymiser = try names.anonymiser()
        if var counts = try readCounts() {
            if var names = anonymiser {
                for row in counts.rows.indices { counts.rows[row].account = names.account(counts.rows[row].account) }
                try self.names.names.finish(names)
            }
            try answer(counts)
            return
        }
        if incremental, let output {
            try runIncrementally(IncrementalImport(output: output))
            return
        }
        let reading = try readAll()
        var imported = reading.imported
        if let anonymised = try anonymiser?.named(imported.fleet) { imported.fleet = anonymised }
        if let anonymiser { try names.names.finish(anonymiser) }
        for issue in imported.skipped { Console.diagnostic("skipped: \(issue)") }
        // An answer that may be shown to others does not quote what was wrong, which may be a name.
        if anonymiser != nil { imported.skipped = [] }
        if let output, let form = FleetOutput(path: output) {
            try form.write(imported.fleet, named: output, to: output)
        }
        let files = reading.files.map { (kind: $0.key.rawValue, count: $0.value) }.sorted { $0.kind < $1.kind }
        answer(imported, files: files, bytes: reading.bytes)
    }

    private func runIncrementally(_ work: IncrementalImport) throws {
        let again = try work.read(paths, width: jobs.jobs)
        try FleetOutput.scanfleet.write(again.imported.fleet, named: work.output, to: work.output)
        try work.write(again.manifest, width: jobs.jobs)
        let files = again.manifest.files
        answer(
            again.imported, files: [(kind: ListingKind.aws.rawValue, count: files.count)],
            bytes: files.reduce(0) { $0 + $1.present.bytes },
            again: ImportAnswer.Again(read: again.read, of: files.count, reason: again.reason))
    }

    private func answer(
        _ imported: ImportedFleet, files: [(kind: String, count: Int)], bytes: Int, again: ImportAnswer.Again? = nil
    ) {
        let snapshots = imported.snapshots
        let volumeBytes = Double(snapshots.volumeGiB) * 1_073_741_824
        var answer = ImportAnswer(
            files: files, bytes: bytes, fleet: imported.fleet, output: output, skipped: imported.skipped,
            skippedCount: imported.skippedCount, snapshots: snapshots.sized + snapshots.unsized,
            snapshotsPending: snapshots.pending, snapshotsSized: snapshots.sized,
            storedShare: snapshots.volumeGiB > 0 ? Double(snapshots.storedBytes) / volumeBytes : nil)
        answer.again = again
        switch format {
        case .text: Console.answer(ImportText.document(answer, style: Console.style))
        case .json: Console.answer(ImportJSON.document(answer, version: Version.text).document)
        }
    }

    /// The counts of listings of Resource Explorer; nil for all others.
    private func readCounts() throws -> ResourceExplorer.Counts? {
        do throws(InventoryError) {
            let files = try InventoryImport.files(of: paths)
            let areCounts = if let kind { kind == .resourceExplorer } else { try InventoryImport.areCounts(files) }
            return areCounts ? try ResourceExplorer.read(files, keepsGoing: keepGoing) : nil
        } catch {
            throw Self.report(error)
        }
    }

    private func answer(_ counts: ResourceExplorer.Counts) throws {
        for issue in counts.skipped { Console.diagnostic("skipped: \(issue)") }
        if let output {
            guard FleetOutput(path: output) == .csv else {
                throw ValidationError("Counts are written as CSV: --output must end in .csv, not \(output).")
            }
            let bytes = ResourceExplorer.csv(counts.rows)
            try Console.writing { () throws(UnwritableFile) in
                try FileWriting.write(bytes, to: output, overwrites: true)
            }
        }
        let answer = ResourceCountAnswer(
            output: output, accounts: Set(counts.rows.map(\.account)).count,
            regions: Set(counts.rows.map(\.region)).count, instances: counts.rows.reduce(0) { $0 + $1.instances },
            volumes: counts.rows.reduce(0) { $0 + $1.volumes }, others: counts.others, duplicates: counts.duplicates,
            skipped: counts.skipped, skippedCount: counts.skippedCount)
        switch format {
        case .text: Console.answer(ImportText.document(answer))
        case .json: Console.answer(ImportJSON.document(answer, version: Version.text).document)
        }
    }

    static func report(_ error: InventoryError) -> ExitStatus {
        Console.diagnostic(error.description)
        return switch error {
        case .unreadable: .inputOutput
        case .invalid: .invalidInput
        }
    }

    private func readAll() throws -> InventoryImport.Reading {
        let (paths, kind, keepGoing, width) = (paths, kind?.kind, keepGoing, jobs.jobs)
        let progress = ProgressLine(title: "reading", unit: "files")
        let result: Result<InventoryImport.Reading, InventoryError> = blocking {
            do throws(InventoryError) {
                let files = try InventoryImport.files(of: paths)
                return .success(
                    try await InventoryImport.read(files, as: kind, keepsGoing: keepGoing, width: width) {
                        progress.report($0, files.count)
                    })
            } catch {
                return .failure(error)
            }
        }
        progress.end()
        switch result {
        case .success(let reading): return reading
        case .failure(let error): throw Self.report(error)
        }
    }
}
