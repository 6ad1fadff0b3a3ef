internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import StudyStore

struct StudyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "study",
        abstract: "Looks after stores of studies, and puts the shards of a sweep together.",
        discussion: """
            A store is one file with the points of any number of sweeps; see `sweep --store`. It belongs on a local disk, \
            where several processes may work with it at once. Each point has a checksum, and a damaged one is never \
            taken for an answer.

            EXAMPLES
              scanplan study list sweeps.studies
              scanplan study export --format csv sweeps.studies 3f2a
              scanplan study merge --format json part-*.shard > sweep.json
              scanplan study gc --older-than 30 sweeps.studies
            """,
        subcommands: [
            StudyListCommand.self, StudyShowCommand.self, StudyExportCommand.self, StudyMergeCommand.self,
            StudyCheckCommand.self, StudyRemoveCommand.self, StudyCollectCommand.self,
        ])
}

/// A store that a command looks at or changes.
struct StorePath: ParsableArguments {
    @Argument(help: "The store of studies.", completion: .file(extensions: ["studies"]))
    var store: String

    func open(_ mode: StudyStore.Mode) throws(ExitStatus) -> StudyStore {
        do throws(StoreError) {
            return try StudyStore(path: store, mode: mode)
        } catch {
            throw Console.report(error, store)
        }
    }

    func asked<Value>(_ body: () throws(StoreError) -> Value) throws(ExitStatus) -> Value {
        do throws(StoreError) { return try body() } catch { throw Console.report(error, store) }
    }
}

/// One study of a store.
struct StudyPlace: ParsableArguments {
    @OptionGroup var path: StorePath

    @Argument(help: "The study, or the first digits of it that no other one has.")
    var study: String

    func entry(in store: StudyStore) throws(ExitStatus) -> StudyEntry {
        let found = try path.asked { () throws(StoreError) in try store.list() }
            .filter { $0.study.address.text.hasPrefix(study) }
        guard let entry = found.first, found.count == 1 else {
            Console.diagnostic(
                "error: \(path.store): \(found.isEmpty ? "no study" : "\(found.count) studies") begin with \(study)")
            throw found.isEmpty ? .inputOutput : .usage
        }
        return entry
    }
}

struct StudyListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the studies of a store.",
        discussion: """
            EXAMPLES
              scanplan study list sweeps.studies
              scanplan study list --format json sweeps.studies
            """)

    @OptionGroup var path: StorePath

    @Option(help: "How to write the list.")
    var format: OutputFormat = .text

    func run() throws {
        let store = try path.open(.read)
        let entries = try path.asked { () throws(StoreError) in try store.list() }
        let rows = entries.map(StudyRow.init)
        switch format {
        case .text: Console.answer(StudyListText.document(rows, style: Console.style))
        case .json: Console.answer(StudyListJSON.document(rows, version: Version.text).document)
        }
    }
}

extension StudyRow {
    init(_ entry: StudyEntry) {
        self.init(
            study: entry.study.address.text, command: entry.study.command, scenario: entry.study.scenario,
            version: entry.study.version, trials: entry.study.trials, points: entry.study.points, kept: entry.kept,
            bytes: entry.bytes, used: Today.day(entry.study.used).description)
    }
}

struct StudyShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Tells what a study asks, and how far it is.",
        discussion: """
            EXAMPLES
              scanplan study show sweeps.studies 3f2a
            """)

    @OptionGroup var place: StudyPlace

    func run() throws {
        let store = try place.path.open(.read)
        let entry = try place.entry(in: store)
        let header = try StudyContent.header(entry, place)
        Console.answer(
            StudyListText.study(StudyRow(entry), axes: header.axes, baseline: header.baseline, style: Console.style))
    }
}

struct StudyExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes a study that has all its points, as `sweep` writes it.",
        discussion: """
            EXAMPLES
              scanplan study export --format csv sweeps.studies 3f2a > points.csv
            """)

    @OptionGroup var place: StudyPlace
    @OptionGroup var thresholds: ThresholdOptions

    @Option(help: "How to write the points.")
    var format: SweepFormat = .text

    func run() throws {
        let store = try place.path.open(.read)
        let entry = try place.entry(in: store)
        let header = try StudyContent.header(entry, place)
        guard entry.kept == header.points else {
            Console.diagnostic(
                "error: \(place.path.store): the study has \(entry.kept) of \(header.points) points; `sweep --resume` "
                    + "answers the others")
            throw ExitStatus.inputOutput
        }
        let report = try place.path.asked { () throws(StoreError) in
            header.report(
                try store.points(of: entry.study.address).map { (record) throws(StoreError) in
                    try StoreKeeper.point(record.payload, number: record.number + 1, header)
                })
        }
        SweepOutput.write(report, format)
        try StudyFiles.writeJUnit(SweepOutput.suites(report), thresholds)
        try PointOptions.leave(report, strictly: thresholds.strictThresholds)
    }
}

/// What a store says of a study.
enum StudyContent {
    static func header(_ entry: StudyEntry, _ place: StudyPlace) throws(ExitStatus) -> SweepStudyHeader {
        do throws(MisreadRecord) {
            return try RecordCoding.header(Array(entry.study.settings.utf8))
        } catch {
            Console.diagnostic("error: \(place.path.store): \(entry.study.address): \(error.reason)")
            throw .invalidInput
        }
    }
}

struct StudyMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Puts the shards of a sweep together, and writes it as `sweep` writes it.",
        discussion: """
            The shards have to be of one sweep, parted in one way, and none may be missing; their order does not count, \
            and one may be there twice. The answer is that of `sweep` on one machine, byte for byte.

            EXAMPLES
              scanplan study merge part-*.shard
              scanplan study merge --format json part-*.shard > sweep.json
            """)

    @Argument(help: "The shards.", completion: .file(extensions: ["shard"]))
    var shards: [String]

    @OptionGroup var thresholds: ThresholdOptions

    @Option(help: "How to write the points.")
    var format: SweepFormat = .text

    func run() throws {
        let report = try ShardMerging.report(shards)
        SweepOutput.write(report, format)
        try StudyFiles.writeJUnit(SweepOutput.suites(report), thresholds)
        try PointOptions.leave(report, strictly: thresholds.strictThresholds)
    }
}

struct StudyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks every page and every point of a store; leaves with 1 if one is damaged.",
        discussion: """
            EXAMPLES
              scanplan study check sweeps.studies
            """)

    @OptionGroup var path: StorePath

    func run() throws {
        let store = try path.open(.read)
        let faults = try path.asked { () throws(StoreError) in try store.check() }
        for fault in faults { Console.answer("damaged: \(fault)\n") }
        if !faults.isEmpty { throw ExitStatus.checkFailed }
        Console.answer("sound\n")
    }
}

struct StudyRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Removes a study; points that other studies have stay.",
        discussion: """
            EXAMPLES
              scanplan study remove sweeps.studies 3f2a
            """)

    @OptionGroup var place: StudyPlace

    func run() throws {
        let store = try place.path.open(.write)
        let entry = try place.entry(in: store)
        try place.path.asked { () throws(StoreError) in try store.remove(entry.study.address) }
        Console.answer("removed: \(entry.study.address) (\(entry.study.scenario))\n")
    }
}

struct StudyCollectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc", abstract: "Takes away what no study needs, and gives the space back.",
        discussion: """
            Points and trials go that no study names. Studies go only on request, and none that somebody works on.

            EXAMPLES
              scanplan study gc sweeps.studies
              scanplan study gc --older-than 30 --other-versions sweeps.studies
            """)

    @OptionGroup var path: StorePath

    @Option(help: ArgumentHelp("Studies go that were not used for so many days.", valueName: "days"))
    var olderThan: Int?

    @Flag(help: "Studies of other versions of this program go.")
    var otherVersions = false

    func validate() throws {
        if let olderThan, !(0...100_000).contains(olderThan) {
            throw ValidationError("--older-than must be 0 to 100000 days, not \(olderThan).")
        }
    }

    func run() throws {
        let store = try path.open(.write)
        let now = Today.seconds
        let gone = try path.asked { () throws(StoreError) in
            try store.collect(
                olderThan: olderThan.map { now - $0 * 86_400 }, notVersion: otherVersions ? BuildStamp.version : nil,
                now: now)
        }
        Console.answer(
            "removed: \(gone.studies) studies, \(gone.points) points, \(gone.batches) batches of trials, "
                + "\(gone.bytes) bytes\n")
    }
}
