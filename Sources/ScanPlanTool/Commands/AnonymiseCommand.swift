internal import ArgumentParser
internal import FleetInventory
internal import ScanModel
internal import ScenarioInput

/// What every command takes that replaces names.
struct AnonymisingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The secret key: a file of at least \(AnonymisingKey.bytesMin) bytes. Keep it; the same key gives the same "
                + "pseudonyms.", valueName: "file"))
    var keyFile: String?

    @Option(
        name: .customLong("keep-tag"),
        help: ArgumentHelp(
            "Leave this key of tags and its values as they are, such as the tag to scan by. Can be repeated.",
            valueName: "key"))
    var keptTags: [String] = []

    @Option(
        help: ArgumentHelp(
            "Write which pseudonym stands for which name, readable for you alone. Keep it where the key is.",
            valueName: "file"))
    var mapping: String?

    /// Tells early what would keep the mapping from being written.
    func check() throws(ExitStatus) {
        guard let mapping else { return }
        try Console.writing { () throws(UnwritableFile) in try FileWriting.check(mapping, overwrites: false) }
    }

    /// The anonymiser with the key of the file. What is wrong with it is told without a byte of it.
    func anonymiser(_ keyFile: String) throws(ExitStatus) -> Anonymiser {
        let bytes: [UInt8]
        do throws(UnreadableFile) {
            bytes = try FileAccess.read(keyFile, limit: AnonymisingKey.bytesMax)
        } catch {
            throw ScenarioLoading.report(error)
        }
        guard let key = AnonymisingKey(bytes) else {
            let problem =
                bytes.count < AnonymisingKey.bytesMin
                ? "the key has \(bytes.count) bytes"
                : bytes.count > AnonymisingKey.bytesMax ? "the key is too long" : "all bytes of the key are the same"
            throw ScenarioLoading.report(
                InvalidInput([
                    InputIssue(
                        file: keyFile, line: 0, column: 0, path: "", problem: problem,
                        expected:
                            "\(AnonymisingKey.bytesMin) to \(AnonymisingKey.bytesMax) random bytes; `scanplan anonymise "
                            + "--new-key FILE` writes some")
                ]))
        }
        return Anonymiser(key: key, keepingTags: Set(keptTags))
    }

    /// Writes the mapping if one is wanted.
    func finish(_ anonymiser: Anonymiser) throws(ExitStatus) {
        guard let mapping else { return }
        try Console.writing { () throws(UnwritableFile) in
            try FileWriting.write(anonymiser.mapping, to: mapping, overwrites: false, isPrivate: true)
        }
    }

    /// Says that two names would become one.
    static func report(_ collision: PseudonymCollision) -> ExitStatus {
        Console.diagnostic(
            "error: two names of the kind \(collision.kind.title) would have the same pseudonym; use another key")
        return .invalidInput
    }
}

extension Anonymiser {
    /// The fleet under pseudonyms, or the end of the command.
    mutating func named(_ fleet: Fleet) throws(ExitStatus) -> Fleet {
        do throws(PseudonymCollision) {
            return try anonymised(fleet)
        } catch {
            throw AnonymisingOptions.report(error)
        }
    }
}

/// What commands take that write a fleet under its own names unless they are asked not to.
struct AnonymisedOutputOptions: ParsableArguments {
    @Flag(help: "Replace names of accounts, groups and tags by keyed pseudonyms; see `scanplan anonymise --help`.")
    var anonymise = false

    @OptionGroup var names: AnonymisingOptions

    func validate() throws {
        if anonymise, names.keyFile == nil { throw ValidationError("--anonymise needs --key-file.") }
        if !anonymise, names.keyFile != nil || names.mapping != nil || !names.keptTags.isEmpty {
            throw ValidationError("--key-file, --keep-tag and --mapping are for --anonymise.")
        }
    }

    /// The anonymiser, whose mapping can be written; nil if names stay.
    func anonymiser() throws(ExitStatus) -> Anonymiser? {
        guard anonymise, let keyFile = names.keyFile else { return nil }
        try names.check()
        return try names.anonymiser(keyFile)
    }
}

struct AnonymiseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anonymise",
        abstract: "Replaces names of accounts, groups and tags by keyed pseudonyms and writes the fleet as CSV.",
        discussion: """
            Reads whatever inventory a scenario can name, or the fleet of a scenario's deployment. A pseudonym is the \
            beginning of the HMAC-SHA-256 of a name under your key, so the same key gives the same pseudonyms for every \
            file, and nobody without the key can try names out. Accounts keep their form, 12 digits or a GUID. Regions, \
            sizes, platforms, machine types and names of operating systems stay; names of instances, volumes and images \
            are never in a fleet. A plan of the result is the same but for the names; put the pseudonyms of the scenario's \
            own accounts into it (--mapping tells them), or name them with --account.

            EXAMPLES
              scanplan anonymise --new-key private.key
              scanplan anonymise --from inventory --key-file private.key --keep-tag Scan > fleet.csv
              scanplan anonymise --from fleet.csv --key-file private.key --mapping names.csv > shared.csv
              scanplan anonymise scenario.yaml --key-file private.key --deployment production > fleet.csv
              scanplan anonymise --account 111122223333 --tag Scan=daily --key-file private.key
            """)

    @Argument(help: "Scenario whose fleet is wanted, or - for standard input.", completion: .file(extensions: ["yaml"]))
    var scenario: String?

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "Inventory: a folder or file of a cloud client's JSON, or a CSV file. Can be repeated.", valueName: "path"))
    var inventories: [String] = []

    @Option(help: "The deployment whose fleet is wanted; needed if several have one.")
    var deployment: String?

    @Option(
        help: ArgumentHelp("Tell the pseudonym of this account instead. Can be repeated.", valueName: "account"))
    var account: [String] = []

    @Option(help: ArgumentHelp("Tell the pseudonym of this tag instead. Can be repeated.", valueName: "key=value"))
    var tag: [String] = []

    @OptionGroup var names: AnonymisingOptions

    @Option(
        help: ArgumentHelp("Write a new random key, readable for you alone, and do nothing else.", valueName: "file"))
    var newKey: String?

    func validate() throws {
        let sources = [newKey != nil, scenario != nil, !inventories.isEmpty, !account.isEmpty || !tag.isEmpty].count {
            $0
        }
        guard sources == 1 else {
            throw ValidationError("Name one of a scenario, --from, --account or --tag, and --new-key.")
        }
        if newKey == nil, names.keyFile == nil { throw ValidationError("--key-file is missing.") }
        if let wrong = tag.first(where: { !$0.contains("=") }) {
            throw ValidationError("--tag must be key=value, not \(wrong).")
        }
        if let wrong = account.first(where: { AccountName.normalized($0.utf8) == nil }) {
            throw ValidationError("--account must be \(AccountName.expected), not \(wrong).")
        }
    }

    func run() throws {
        if let newKey {
            try Console.writing { () throws(UnwritableFile) in
                try FileWriting.write(AnonymisingKey.random().bytes, to: newKey, overwrites: false, isPrivate: true)
            }
            Console.diagnostic(
                "wrote a key of \(AnonymisingKey.bytesMin) bytes to \(newKey); keep it, and keep it private")
            return
        }
        guard let keyFile = names.keyFile else { return }
        try names.check()
        var anonymiser = try names.anonymiser(keyFile)
        if !account.isEmpty || !tag.isEmpty {
            for account in account { Console.answer("\(anonymiser.account(account))\n") }
            for text in tag {
                let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                let tag = anonymiser.tag(Tag(key: parts[0], value: parts[1]))
                Console.answer("\(tag.key)=\(tag.value)\n")
            }
            return try names.finish(anonymiser)
        }
        let fleet = try self.fleet()
        let anonymised = try anonymiser.named(fleet)
        try names.finish(anonymiser)
        FleetCSV.write(anonymised) { bytes in Console.answer(bytes: bytes) }
    }

    private func fleet() throws -> Fleet {
        if let scenario {
            let loaded = try ScenarioLoading.load(try ScenarioOptions.parse([scenario]), jobs: 1)
            let chosen = loaded.deployments.filter { deployment == nil || $0.name == deployment }
            guard let only = chosen.first, chosen.count == 1 else {
                let known = loaded.deployments.map(\.name).joined(separator: ", ")
                throw ValidationError("Choose one deployment with --deployment: \(known).")
            }
            return only.fleet
        }
        let inventory = try StarterInventory(paths: inventories, format: nil, folder: ".")
        var fleet = inventory.fleet
        if inventory.counted.instanceCount > 0 {
            Console.diagnostic(
                "note: counts tell no volumes; each of their instances gets \(StarterRequest.countedVolumesPerInstance) of "
                    + "\(StarterRequest.countedVolumeGiB) GiB")
            fleet.append(contentsOf: inventory.counted)
        }
        return fleet
    }
}
