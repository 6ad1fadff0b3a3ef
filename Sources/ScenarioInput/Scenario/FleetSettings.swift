import ScanModel

/// The fleet of a deployment as the scenario gives it: instances listed in place, and inventories to load.
struct FleetSettings {
    /// Most instances and most volumes of a deployment; a fleet counts its volumes with 32 bits.
    static var mostInstances: Int { InputLimits.current[.fleetInstances] }
    static let mostVolumes = 200_000_000

    var field: Field
    var listed: [ListedInstance] = []
    var inventories: [InventoryPath] = []
    var counts: ResourceCounts?
    var generated: GeneratedFleetSettings?

    /// Reads the mapping `fleet`; nil if there is no mapping.
    init?(_ field: Field) {
        var listed: [ListedInstance] = []
        var inventories: [InventoryPath] = []
        var counts: ResourceCounts?
        var generated: GeneratedFleetSettings?
        let isMapping = field.withMapping { reader in
            let instances = reader.optional("instances", "Instances listed in place.")
            let inventory = reader.optional("inventory", "Files that list or count instances.")
            let generate = reader.optional("generate", "A fleet described by shares and distributions.")
            reader.atLeastOne(
                [("instances", instances), ("inventory", inventory), ("generate", generate)],
                problem: "names no instances", expected: "`instances`, `inventory`, `generate` or several of them")
            generated = generate.flatMap { GeneratedFleetSettings($0) }
            let entries = instances?.list(count: 1...1_000_000) { FleetSettings.instance($0) } ?? []
            listed = entries.compactMap { $0 }
            if let inventory { FleetSettings.inventory(inventory, into: &inventories, counts: &counts) }
            if let instances { FleetSettings.checkCounts(listed, instances) }
        }
        guard isMapping else { return nil }
        self.field = field
        self.listed = listed
        self.inventories = inventories
        self.counts = counts
        self.generated = generated
    }

    private static func instance(_ field: Field) -> ListedInstance? {
        field.mapping { reader -> ListedInstance? in
            let account = reader.required("account", "Account that owns the instances.").flatMap { $0.account() }
            let region = reader.required("region", "Region that they run in.").flatMap { $0.region() }
            let platforms = Platform.allCases.map { (word: $0.name, value: $0) }
            let platform =
                reader.optional("platform", "Operating system family; linux if left out.").map { $0.choice(platforms) }
                ?? .linux
            let tags = reader.optional("tags", "Tags of each of them.").map { FleetSettings.tags($0) } ?? []
            let volumes = reader.required("volumes", "Sizes of the volumes of one instance.").flatMap { field in
                field.list(count: 0...1000) { $0.volume() }
            }
            let encryption =
                reader.optional("encryption", "Whose keys encrypt them; a word for all volumes or one for each.").map {
                    $0.encryption(volumes: volumes?.count)
                } ?? []
            let details = InstanceDetails(&reader, volumes: volumes?.count)
            let count =
                reader.optional("count", "How many such instances there are; 1 if left out.").map {
                    $0.integer(1...1_000_000)
                } ?? 1
            guard let account, let region, let platform, let tags, let volumes, let encryption, let count, let details
            else {
                return nil
            }
            return ListedInstance(
                account: account, region: region, platform: platform, tags: tags,
                volumes: volumes.compactMap { $0.map { Int32($0) } }, encryption: encryption, count: count,
                details: details)
        }
    }

    static func tags(_ field: Field) -> [Tag]? {
        let tags = field.entries(count: 0...50) { key, value -> Tag? in
            let keyText = key.tagKey()
            let valueText = value.tagValue()
            guard let keyText, let valueText else { return nil }
            return Tag(key: keyText, value: valueText)
        }
        return tags?.compactMap { $0 }
    }

    private static func inventory(
        _ field: Field, into inventories: inout [InventoryPath], counts: inout ResourceCounts?
    ) {
        field.withMapping { reader in
            let listings = [
                (InventoryPath.Format.awsCli, "Files or folders of what the AWS command line client lists."),
                (.azureCli, "Files or folders of what the Azure command line client lists."),
                (.fleetCsv, "Tables of instances."),
                (.fleetFile, "Compact fleet files."),
            ].map { (format: $0, field: reader.optional($0.rawValue, $1)) }
            let counted = reader.optional(
                InventoryPath.Format.resourceCounts.rawValue, "Tables that count instances by account and region.")
            reader.atLeastOne(
                listings.map { ($0.format.rawValue, $0.field) }
                    + [(InventoryPath.Format.resourceCounts.rawValue, counted)],
                problem: "names no files",
                expected: "`awsCli`, `azureCli`, `fleetCsv`, `fleetFile`, `resourceCounts` or several of them")
            inventories = listings.flatMap { format, list in list.map { paths($0, format: format) } ?? [] }
            counts = counted.flatMap { ResourceCounts($0) }
        }
    }

    static func paths(_ field: Field, format: InventoryPath.Format) -> [InventoryPath] {
        let paths = field.list(count: 1...1000) { field in
            field.text(expected: "a file or folder").map { path in
                InventoryPath(
                    format: format, path: path, file: field.file, place: field.node.place, documentPath: field.path)
            }
        }
        return (paths ?? []).compactMap { $0 }
    }

    /// Keeps what is listed within what a fleet can hold.
    private static func checkCounts(_ listed: [ListedInstance], _ field: Field) {
        let instances = listed.reduce(0) { $0 + $1.count }
        let volumes = listed.reduce(0) { $0 + $1.count * $1.volumes.count }
        if instances > mostInstances {
            field.report("has \(instances) instances", expected: "at most \(mostInstances)")
        }
        if volumes > mostVolumes {
            field.report("has \(volumes) volumes", expected: "at most \(mostVolumes)")
        }
    }
}
