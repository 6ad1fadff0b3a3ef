import ParquetWriting
import ScanModel

/// Rows of the table of instances.
struct InstanceRows: FleetRows {
    static let schema = "scanplan.fleet.instances/1"
    static let columns = [
        ParquetColumn("instance", .integer32), ParquetColumn("account", .text), ParquetColumn("region", .text),
        ParquetColumn("platform", .text), ParquetColumn("os", .optionalText),
        ParquetColumn("machine_type", .optionalText), ParquetColumn("instance_group", .optionalText),
        ParquetColumn("tags", .textMap), ParquetColumn("other_state", .boolean),
        ParquetColumn("marketplace", .boolean), ParquetColumn("arm64", .boolean), ParquetColumn("ena", .boolean),
        ParquetColumn("cloud_agent", .boolean), ParquetColumn("api_scanned", .boolean),
        ParquetColumn("failures", .integer32), ParquetColumn("volumes", .integer32), ParquetColumn("gib", .double),
    ]
    private static let platforms = Platform.allCases.map(\.name)

    private let fleet: Fleet
    /// Systems and machine types, each once, and those of every kind; -1 for one that is unknown.
    private let systems: (texts: [String], ofKind: [Int32])
    private let machineTypes: (texts: [String], ofKind: [Int32])

    private var tags: TagRows
    private var instance: [Int32] = []
    private var account: [Int32] = []
    private var region: [Int32] = []
    private var platform: [Int32] = []
    private var system: [Int32] = []
    private var machineType: [Int32] = []
    private var group: [Int32] = []
    private var traits: [InstanceTraits] = []
    private var failures: [Int32] = []
    private var volumes: [Int32] = []
    private var gib: [Double] = []

    init(_ fleet: Fleet, groupRows: Int) {
        self.fleet = fleet
        tags = TagRows(fleet, groupRows: groupRows)
        systems = Self.table(fleet.kinds.all.map(\.system))
        machineTypes = Self.table(fleet.kinds.all.map(\.machineType))
    }

    private static func table(_ texts: [String]) -> (texts: [String], ofKind: [Int32]) {
        var table = ExactTexts()
        let kinds = texts.map { $0.isEmpty ? -1 : table.intern($0) }
        return (table.texts, kinds)
    }

    var count: Int { instance.count }

    mutating func add<Failure: Error>(
        _ index: Int, _ flush: ([ParquetValues]) throws(Failure) -> Void
    ) throws(Failure) {
        if tags.isFull {
            try flush(values)
            removeAll()
        }
        instance.append(Int32(index))
        account.append(fleet.instanceAccount[index])
        region.append(Int32(fleet.instanceRegion[index]))
        platform.append(Int32(fleet.instancePlatform[index].rawValue))
        let kind = Int(fleet.kind(of: index))
        system.append(systems.ofKind[kind])
        machineType.append(machineTypes.ofKind[kind])
        group.append(fleet.group(of: index))
        tags.add(fleet.instanceTagSet[index])
        traits.append(fleet.traits(of: index))
        failures.append(Int32(fleet.instanceFailures[index]))
        let sizes = fleet.volumes(of: index)
        volumes.append(Int32(sizes.count))
        let units = sizes.reduce(into: Int64(0)) { $0 += Int64(fleet.volumeSize[$1]) }
        gib.append(Double(units) / Double(fleet.sizeUnitsPerGiB))
    }

    private mutating func removeAll() {
        instance.removeAll(keepingCapacity: true)
        account.removeAll(keepingCapacity: true)
        region.removeAll(keepingCapacity: true)
        platform.removeAll(keepingCapacity: true)
        system.removeAll(keepingCapacity: true)
        machineType.removeAll(keepingCapacity: true)
        group.removeAll(keepingCapacity: true)
        tags.removeAll()
        traits.removeAll(keepingCapacity: true)
        failures.removeAll(keepingCapacity: true)
        volumes.removeAll(keepingCapacity: true)
        gib.removeAll(keepingCapacity: true)
    }

    var values: [ParquetValues] {
        func flag(_ trait: InstanceTraits, isMissing: Bool = false) -> ParquetValues {
            .boolean(traits.map { $0.contains(trait) != isMissing })
        }
        return [
            .integer32(instance), .text(ParquetTexts(fleet.accounts.texts, indices: account)),
            .text(ParquetTexts(fleet.regions.texts, indices: region)),
            .text(ParquetTexts(Self.platforms, indices: platform)),
            .text(ParquetTexts(systems.texts, indices: system)),
            .text(ParquetTexts(machineTypes.texts, indices: machineType)),
            .text(ParquetTexts(fleet.groups.texts, indices: group)), tags.column, flag(.otherState),
            flag(.marketplace), flag(.arm64), flag(.withoutENA, isMissing: true), flag(.cloudAgent),
            flag(.apiScanned), .integer32(failures), .integer32(volumes), .double(gib),
        ]
    }
}
