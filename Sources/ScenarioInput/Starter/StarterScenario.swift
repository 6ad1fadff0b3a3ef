public import ScanModel
import VendorProfiles

/// Writes a complete scenario with explanations, for somebody who starts.
public enum StarterScenario {
    /// The scenario as YAML. The same request gives the same text.
    ///
    /// - Parameter request: without ``StarterRequest/faults``; traps otherwise.
    /// - Throws: why no valid scenario can be written, such as more accounts than a scenario may list.
    /// - Complexity: O(instances + volumes + tags).
    public static func text(_ request: StarterRequest) throws(InvalidInput) -> String {
        let faults = request.faults
        precondition(faults.isEmpty, "\(faults)")
        var writer = StarterWriter(request)
        let text = writer.document()
        // Whatever was found in an inventory, nothing is handed out that this program would refuse.
        _ = try ScenarioReader.read(bytes: Array(text.utf8), file: "init.yaml", standardName: "init")
        return text
    }
}

/// Writes one starter scenario from its head to its foot.
struct StarterWriter {
    /// What stands for an account that nobody knows yet.
    static let placeholderAccount = "000000000000"
    /// The deployment's name.
    static let deployment = "main"
    /// Columns of a key of a deployment, and of a key in a mapping there.
    static let key = 4
    static let inner = 6

    /// A list of more accounts than that says nothing of each of them.
    private static let describedAccountsMax = 1000
    /// Regions of a generated fleet with their shares; chosen by size, and because their prices are known.
    var generatedRegions: [(String, Int)] {
        profile.cloud == .azure
            ? [("eastus", 50), ("westeurope", 30), ("westus2", 20)]
            : [("us-east-1", 50), ("eu-west-1", 30), ("us-west-2", 20)]
    }

    let request: StarterRequest
    let summary: FleetSummary
    let choice: TagChoice
    var out = StarterText()

    init(_ request: StarterRequest) {
        self.request = request
        var fleet = request.fleet
        choice = TagChoice(fleet, stated: request.tag, inList: request.profile.parameter(.mustHave) != nil)
        fleet.append(contentsOf: request.countedFleet)
        summary = FleetSummary(fleet)
    }

    var profile: VendorProfile { request.profile }
    var isGenerated: Bool { request.inventories.isEmpty }
    var hasListings: Bool { request.inventories.contains { $0.format != .resourceCounts } }
    var counts: [StarterRequest.Inventory] { request.inventories.filter { $0.format == .resourceCounts } }
    var serviceAccount: String { StarterText.quoted(request.serviceAccount ?? Self.placeholderAccount) }

    /// The regions of the fleet that a scenario may name.
    var regions: [FleetSummary.Part] { summary.regions.filter { isUsable(region: $0.name) } }

    /// Whether a scenario of this profile may name a region.
    func isUsable(region: String) -> Bool {
        profile.cloud.isKnownRegion(region) && profile.parameter(.regions)?.allowedValues?.contains(region) ?? true
    }

    /// The first region of the scenario, for examples.
    var firstRegion: String { regions.first?.name ?? generatedRegions[0].0 }

    /// A file name that needs no quotes in a shell.
    var fileName: String {
        let standard = "scenario.yaml"
        guard let name = request.fileName, !name.isEmpty, !name.hasPrefix("-") else { return standard }
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95: true
            default: false
            }
        }
        return isPlain ? name : standard
    }

    mutating func document() -> String {
        head()
        out.line("deployments:", indent: 0)
        out.line("- name: \(Self.deployment)", indent: 2)
        out.blank()
        out.explain("Product and version: \(profile.title). Every constant of it and its source:", indent: Self.key)
        out.example("scanplan profile show \(profile.id)", indent: Self.key)
        out.line("profile: \(YAMLWriter.scalar(profile.id, .plain))", indent: Self.key)
        out.blank()
        parameters()
        accounts()
        fleet()
        switchedOffParts()
        foot()
        return out.text
    }

    private mutating func head() {
        out.explain(
            "A scenario to start from, written by `scanplan init`. It is complete and gives an answer:", indent: 0)
        out.example("scanplan simulate \(fileName)", indent: 0)
        out.explain("", indent: 0)
        out.explain(
            """
            A line that begins with `#` and a blank explains. A line with nothing between the `#` and the text is a part \
            that is switched off: delete its `#`, and that of the line it stands under, to switch it on. The word \
            PLACEHOLDER marks what nobody could know and you have to replace.
            """, indent: 0)
        out.blank()
        out.line("schemaVersion: 1", indent: 0, note: "of this file format")
        out.line("name: \(StarterText.quoted(request.name))", indent: 0, note: "appears in reports")
        out.line("seed: 1", indent: 0, note: "of every random draw: the same seed gives the same answer")
        out.blank()
        out.explain("What you want of a scan cycle. Without a deadline the interval is the deadline.", indent: 0)
        out.off("objective:", indent: 0)
        out.off("deadline: 20h", indent: 2, note: "from the start of a scan cycle to its end")
        out.off("monthlyBudget: 500USD", indent: 2, note: "a cycle that costs more is reported")
        out.blank()
        out.explain(
            """
            A deployment is one installation of a scan product: one service account that runs the scanners, and the \
            target accounts whose instances they scan. A scenario may have several; they share nothing.
            """, indent: 0)
    }

    private mutating func accounts() {
        let words = "The one account in which the scanners run. It may be a target of its own scanners."
        let placeholder = "PLACEHOLDER: only you know which account it will be. Its number stands here and again below."
        out.explain(words, indent: Self.key)
        if request.serviceAccount == nil { out.explain(placeholder, indent: Self.key) }
        out.line("serviceAccount: \(serviceAccount)", indent: Self.key)
        out.blank()
        out.explain(
            """
            The accounts whose instances are scanned, those in which the target stack is deployed. The stack tells an \
            account which service account may take snapshots.
            """, indent: Self.key)
        if !isGenerated {
            out.explain(
                """
                An inventory does not say where the stack is deployed: all accounts that it lists stand here. Put those \
                without a stack into an entry of their own that has no targetStack; they are then not scanned, and the \
                answer says so.
                """, indent: Self.key)
        }
        out.line("targetAccounts:", indent: Self.key)
        targets()
        let stack = profile.targetParameters.filter(\.required)
        let values = stack.map { "\($0.name): \(serviceAccount)" }.joined(separator: ", ")
        for parameter in stack { out.explain("\(parameter.name): \(parameter.meaning)", indent: 8) }
        out.line("targetStack: \(values.isEmpty ? "{}" : "{ \(values) }")", indent: 8)
        out.blank()
    }

    private mutating func targets() {
        if isGenerated {
            out.line("- accounts: generated", indent: Self.inner, note: "the accounts of the generated fleet")
            return
        }
        out.line("- accounts:", indent: Self.inner)
        if summary.accounts.isEmpty {
            out.explain("PLACEHOLDER: the inventory lists no instance, and so no account.", indent: 10)
            out.line("- \(StarterText.quoted(Self.placeholderAccount))", indent: 10)
        }
        let isDescribed = summary.accounts.count <= Self.describedAccountsMax
        for account in summary.accounts {
            out.line(
                "- \(StarterText.quoted(account.name))", indent: 10, note: isDescribed ? account.counts.words : nil)
        }
    }

    private mutating func fleet() {
        if isGenerated {
            generatedFleet()
        } else {
            inventoryFleet()
        }
        out.blank()
    }

    private mutating func generatedFleet() {
        out.explain(
            """
            What there is to scan. This fleet is made up from a description; the same description and seed give the \
            same fleet anywhere. To start from your own fleet instead:
            """, indent: Self.key)
        out.example("scanplan init --from FOLDER", indent: Self.key)
        out.line("fleet:", indent: Self.key)
        out.line("generate:", indent: Self.inner)
        let tag = choice.tag
        let shares = generatedRegions.map { "\($0): \($1)%" }.joined(separator: ", ")
        let key = StarterText.quoted(tag.key)
        let value = StarterText.quoted(tag.value)
        for (yaml, note) in [
            ("seed: 1", nil),
            ("instances: 400", nil),
            ("accounts: 6", nil),
            ("accountSkew: { shape: 1.1, ratio: 20 }", "few accounts own much of the fleet"),
            ("regions: { \(shares) }", nil),
            ("volumesPerInstance: [6, 3, 1]", "weights of having 1, 2 and 3 volumes"),
            ("rootSize: { median: 30GiB, sigma: 0.4, least: 8GiB, most: 200GiB }", "of the first volume"),
            ("dataSize: { median: 100GiB, sigma: 1.0, least: 10GiB, most: 2TiB }", "of the others"),
            ("windowsShare: 20%", nil),
            ("tag: { key: \(key), value: \(value), share: 90% }", "what part of the fleet carries the tag"),
        ] as [(String, String?)] { out.line(yaml, indent: 8, note: note) }
    }

    private mutating func inventoryFleet() {
        out.explain("What there is to scan: \(summary.total.words), read from the inventory below.", indent: Self.key)
        intake()
        if request.inventories.contains(where: \.isOutside) {
            out.explain(
                """
                A path below leads out of the folder of this file, so both have to stay where they are. Better put the \
                inventory into that folder and name it here.
                """, indent: Self.key)
        }
        out.line("fleet:", indent: Self.key)
        out.line("inventory:", indent: Self.inner)
        for format in [InventoryPath.Format.awsCli, .azureCli, .fleetCsv, .fleetFile] {
            let inventories = request.inventories.filter { $0.format == format }
            if inventories.isEmpty { continue }
            out.line("\(format.rawValue):", indent: 8)
            paths(inventories, indent: 10)
        }
        if counts.isEmpty { return }
        out.line("\(InventoryPath.Format.resourceCounts.rawValue):", indent: 8)
        out.line("files:", indent: 10)
        paths(counts, indent: 12)
        out.explain("Counts leave this open, so it is assumed of every instance that they count:", indent: 10)
        out.line("volumeSize: \(StarterRequest.countedVolumeGiB)GiB", indent: 10)
        out.line(
            "volumesPerInstance: \(StarterRequest.countedVolumesPerInstance)", indent: 10,
            note: "where a file does not count volumes")
        out.line(
            "tags: { \(StarterText.quoted(choice.tag.key)): \(StarterText.quoted(choice.tag.value)) }", indent: 10,
            note: "the tag of the parameters above")
    }

    private mutating func paths(_ inventories: [StarterRequest.Inventory], indent: Int) {
        for inventory in inventories {
            out.line(
                "- \(StarterText.quoted(inventory.path))", indent: indent,
                note: inventory.isOutside ? "outside of the folder of this file" : nil)
        }
    }

    /// What the inventories hold and no fleet takes in.
    private mutating func intake() {
        var intake = request.fleet.intake
        intake.add(request.countedFleet.intake)
        let parts = [
            (intake.instancesByUnscannableState.values.reduce(0, +), "instances that are neither running nor stopped"),
            (intake.duplicateInstances, "instances listed again"),
            (intake.missingVolumes, "volumes that instances name and no file lists"),
            (intake.unattachedVolumes, "volumes attached to no listed instance"),
        ].filter { $0.0 > 0 }.map { "\($0) \($1)" }
        if !parts.isEmpty {
            out.explain("Not among them: \(parts.joined(separator: "; ")).", indent: Self.key)
        }
    }

    private mutating func foot() {
        let scanners = profile.parameter(.scannersPerRegion)?.name ?? "SingleRegionConcurrency"
        out.explain("What if? `--set` changes one value for one answer and leaves this file as it is:", indent: 0)
        out.example(
            "scanplan simulate --set deployments[\(Self.deployment)].parameters.\(scanners)=2 \(fileName)",
            indent: 0)
        out.explain(
            "A file beside this one that names it under `base` keeps a change, and states nothing else:", indent: 0)
        out.example("base: \(fileName)", indent: 0)
        out.example("name: more-scanners", indent: 0)
        out.example("deployments:", indent: 0)
        out.example("  \(Self.deployment): { parameters: { \(scanners): 2 } }", indent: 0)
    }
}
