import ScanModel

/// The fleet of a deployment as the scenario gives it: instances listed in place, and inventories to load.
struct FleetSettings {
    /// Most instances and most volumes of a deployment; a fleet counts its volumes with 32 bits.
    static let mostInstances = 20_000_000
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
            let instances = reader.optional("instances")
            let inventory = reader.optional("inventory")
            let generate = reader.optional("generate")
            if instances == nil, inventory == nil, generate == nil {
                field.report("names no instances", expected: "`instances`, `inventory`, `generate` or several of them")
            }
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
            let account = reader.required("account").flatMap { $0.account() }
            let region = reader.required("region").flatMap { $0.region() }
            let platforms = Platform.allCases.map { (word: $0.name, value: $0) }
            let platform = reader.optional("platform").map { $0.choice(platforms) } ?? .linux
            let tags = reader.optional("tags").map { FleetSettings.tags($0) } ?? []
            let volumes = reader.required("volumes").flatMap { field in
                field.list(count: 0...1000) { $0.volume() }
            }
            let count = reader.optional("count").map { $0.integer(1...1_000_000) } ?? 1
            guard let account, let region, let platform, let tags, let volumes, let count else { return nil }
            return ListedInstance(
                account: account, region: region, platform: platform, tags: tags,
                volumes: volumes.compactMap { $0.map { Int32($0) } }, count: count)
        }
    }

    static func tags(_ field: Field) -> [Tag]? {
        guard let entries = field.entries(count: 0...50) else { return nil }
        return entries.compactMap { key, value in
            if case .scalar("", _) = key.node.content {
                key.report("the key of a tag is empty")
                return nil
            }
            guard case .scalar(let keyText, _) = key.node.content, case .scalar(let text, _) = value.node.content,
                !value.node.isNull
            else {
                value.report(value.shown, expected: "a text, in quotes if it is empty")
                return nil
            }
            let (keyFault, valueFault) = (Tag.fault(inKey: keyText), Tag.fault(inValue: text))
            if let keyFault { key.report(keyFault.problem, expected: keyFault.expected) }
            if let valueFault { value.report(valueFault.problem, expected: valueFault.expected) }
            return Tag(key: keyText, value: text)
        }
    }

    private static func inventory(
        _ field: Field, into inventories: inout [InventoryPath], counts: inout ResourceCounts?
    ) {
        field.withMapping { reader in
            let listings = [InventoryPath.Format.awsCli, .fleetCsv].map { ($0, reader.optional($0.rawValue)) }
            let counted = reader.optional(InventoryPath.Format.resourceCounts.rawValue)
            if listings.allSatisfy({ $0.1 == nil }), counted == nil {
                field.report("names no files", expected: "`awsCli`, `fleetCsv`, `resourceCounts` or several of them")
            }
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
