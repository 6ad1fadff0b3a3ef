internal import ArgumentParser
internal import FleetInventory
internal import ObservedRuns
internal import Reporting
internal import ScanModel
internal import VendorProfiles

struct ObserveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe",
        abstract: "Reads logs of runs into observed stage times, which calibrate fits.",
        discussion: """
            Takes files and folders (with all below) of CloudTrail records and EventBridge events, packed or not, histories of \
            Step Functions (`aws stepfunctions get-execution-history`), and the metrics text of the EBS CSI driver. What \
            a file is tells its beginning. Writes a table with a row for each observed time; \
            docs/observed-runs.md tells which times each log can give, and which it cannot.

            CloudTrail tells when requests were granted, not when their work was done: a time lasts until the next request \
            about the same snapshot or volume, unless an event of EventBridge tells the end. Requests that throttles refused are \
            counted by minute, beside what a bucket with the profile's rate would have refused.

            EXAMPLES
              scanplan observe AWSLogs > observed.csv
              scanplan observe --profile qualys-aws@1.19 --format json trail.json.gz notices.ndjson
              scanplan observe --map 'Create snapshot=snapshot' --map Scan=scan history.json > observed.csv
              scanplan observe --throttles throttles.csv AWSLogs > observed.csv
            """)

    /// How to write what was observed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case csv, json
    }

    @Argument(help: "Logs and folders of logs, or - for standard input.", completion: .file())
    var logs: [String]

    @Option(
        help: "The product whose stages were observed: an identifier, or a file with a profile.",
        completion: .list(VendorProfiles.identifiers))
    var profile = "qualys-aws@1.8"

    @Option(
        name: .customLong("map"),
        help: ArgumentHelp(
            "The stage that a state of Step Functions, or a request of the driver, is. Can be repeated; without it only "
                + "equal names count.", valueName: "name=stage"))
    var mappings: [String] = []

    @Option(help: "How to write: csv, a row for each time; json, counts, throttles and notes.")
    var format: Format = .csv

    @Option(
        help: ArgumentHelp("Write the minutes with refused requests to a file, as CSV.", valueName: "file"),
        completion: .file())
    var throttles: String?

    func validate() throws {
        guard !logs.isEmpty else { throw ValidationError("Name at least one log.") }
        guard logs.count(where: { $0 == "-" }) <= 1 else { throw ValidationError("Standard input can be read once.") }
        for mapping in mappings where mapping.firstIndex(of: "=") == nil {
            throw ValidationError("--map must be NAME=STAGE, and \(mapping) is not.")
        }
    }

    func run() throws {
        let stages = LoggedStages(try ProfileCommand.profile(profile))
        var names: [String: String] = [:]
        for mapping in mappings {
            guard let equals = mapping.lastIndex(of: "=") else { continue }
            let stage = String(mapping[mapping.index(after: equals)...])
            guard stages.names.contains(stage) else {
                throw ValidationError(
                    "\(profile) has no stage \(stage); it has \(stages.names.joined(separator: ", ")).")
            }
            names[String(mapping[..<equals])] = stage
        }
        let runs = try LogLoading.read(logs, stages: stages, stateNames: names)
        if let throttles {
            try Console.writing { () throws(UnwritableFile) in
                try FileWriting.write(Array(ThrottleCSV.table(runs.throttles).utf8), to: throttles, overwrites: true)
            }
        }
        switch format {
        case .csv:
            Console.answer(ObservationTable.csv(runs.observations))
            for note in runs.notes { Console.diagnostic("note: \(note)") }
        case .json:
            Console.answer(ObservedJSON.document(runs, profile: profile, version: Version.text).document)
        }
    }
}
