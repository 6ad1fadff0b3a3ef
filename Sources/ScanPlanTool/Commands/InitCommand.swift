internal import ArgumentParser
internal import ScanModel
internal import ScenarioInput
internal import VendorProfiles

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes a commented scenario to start from, from nothing or from an inventory.",
        discussion: """
            The scenario is complete: it gives an answer as it stands. Its optional parts are written out and switched \
            off. What no inventory tells, such as the service account, is marked as a PLACEHOLDER.

            EXAMPLES
              scanplan init > scenario.yaml
              scanplan init | scanplan simulate -
              scanplan init --from inventory --output scenario.yaml
              scanplan init --from fleet.csv --service-account 111122223333 --tag Scan=daily
            """)

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "Inventory to name in the scenario: a folder or file of the AWS client's JSON, a CSV file or a fleet file. Can be repeated.",
            valueName: "path"),
        completion: .file(extensions: ["json", "csv", "scanfleet"]))
    var first: [String] = []

    @Argument(
        help: ArgumentHelp("More of the inventory, so that --from takes folder/*.json.", valueName: "path"),
        completion: .file(extensions: ["json", "csv", "scanfleet"]))
    var more: [String] = []

    @Option(
        help: ArgumentHelp(
            "What the inventory holds: \(formats.joined(separator: ", ")). Without it each file's name and start decide.",
            valueName: "format"),
        completion: .list(formats),
        transform: { text in
            guard let format = InventoryPath.Format(rawValue: text) else {
                throw ValidationError("must be one of \(formats.joined(separator: ", ")).")
            }
            return format
        })
    var format: InventoryPath.Format?

    @Option(help: "Name of the scenario; without it that of the output file.")
    var name: String?

    @Option(help: "Vendor profile, such as qualys-aws@1.8.", completion: .list(VendorProfiles.identifiers))
    var profile: String = StarterRequest.standardProfile

    @Option(help: ArgumentHelp("The account that runs the scanners; without it a placeholder.", valueName: "id"))
    var serviceAccount: String?

    @Option(
        help: ArgumentHelp(
            "The tag to scan by. Without it the one that most instances carry, keys that speak of scans first.",
            valueName: "key=value"))
    var tag: String?

    @Option(name: .shortAndLong, help: "The file to write instead of standard output.", completion: .file())
    var output: String?

    @Flag(help: "Overwrite the output file.")
    var force = false

    func validate() throws {
        if !more.isEmpty, first.isEmpty { throw ValidationError("An inventory is named with --from.") }
        if format != nil, first.isEmpty { throw ValidationError("--format says what --from holds, which is missing.") }
        if force, file == nil { throw ValidationError("--force overwrites the file of --output, which is missing.") }
        if let tag, tag.firstIndex(of: "=") == nil { throw ValidationError("--tag must be KEY=VALUE.") }
        let faults = try request(named: []).faults
        guard faults.isEmpty else { throw ValidationError(faults.joined(separator: "\n")) }
    }

    func run() throws {
        if let file {
            try Console.writing { () throws(UnwritableFile) in try FileWriting.check(file, overwrites: force) }
        }
        let inventory = try StarterInventory(paths: first + more, format: format, folder: folder)
        var request = try request(named: inventory.named)
        request.fleet = inventory.fleet
        request.countedFleet = inventory.counted
        let faults = request.faults
        guard faults.isEmpty else { throw ValidationError(faults.joined(separator: "\n")) }

        let text: String
        do {
            text = try StarterScenario.text(request)
        } catch {
            throw ScenarioLoading.report(error)
        }
        if let file {
            try Console.writing { () throws(UnwritableFile) in
                try FileWriting.write(Array(text.utf8), to: file, overwrites: force)
            }
        } else {
            Console.answer(text)
        }
        for inventory in request.inventories where inventory.isOutside {
            Console.diagnostic(
                "note: \(inventory.path) leads out of the folder of the scenario, so both have to stay where they are")
        }
    }

    private static let formats = InventoryPath.Format.allCases.map(\.rawValue)

    /// Nil for standard output.
    private var file: String? { output == "-" ? nil : output }

    /// Where the scenario will lie, from which its paths start.
    private var folder: String { file.map { FileAccess.folder(of: $0) } ?? "." }

    private func request(named inventories: [StarterRequest.Inventory]) throws -> StarterRequest {
        guard let profile = VendorProfiles.profile(profile), StarterRequest.isForScenarios(profile.id) else {
            let known = VendorProfiles.identifiers.filter { StarterRequest.isForScenarios($0) }
            throw ValidationError(
                "There is no profile \(profile) for scenarios. Known: \(known.joined(separator: ", ")).")
        }
        let pair = tag.flatMap { text in
            text.firstIndex(of: "=").map {
                Tag(key: String(text[..<$0]), value: String(text[text.index(after: $0)...]))
            }
        }
        return StarterRequest(
            name: name ?? file.map { FileAccess.standardName(of: $0) } ?? "starter", profile: profile,
            serviceAccount: serviceAccount, tag: pair, inventories: inventories,
            fileName: file.flatMap { $0.split(separator: "/").last.map(String.init) })
    }
}
