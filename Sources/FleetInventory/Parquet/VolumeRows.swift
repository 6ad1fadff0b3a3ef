import ParquetWriting
import ScanModel

/// Rows of the table of volumes.
struct VolumeRows: FleetRows {
    static let schema = "scanplan.fleet.volumes/1"
    static let columns = [
        ParquetColumn("volume", .integer32), ParquetColumn("instance", .integer32), ParquetColumn("account", .text),
        ParquetColumn("region", .text), ParquetColumn("gib", .double), ParquetColumn("encryption", .text),
        ParquetColumn("tags", .textMap),
    ]
    private static let encryptions = VolumeEncryption.allCases.map(\.name)

    private let fleet: Fleet
    private var tags: TagRows
    private var volume: [Int32] = []
    private var instance: [Int32] = []
    private var account: [Int32] = []
    private var region: [Int32] = []
    private var gib: [Double] = []
    private var encryption: [Int32] = []

    init(_ fleet: Fleet, groupRows: Int) {
        self.fleet = fleet
        tags = TagRows(fleet, groupRows: groupRows)
    }

    var count: Int { volume.count }

    mutating func add<Failure: Error>(
        _ index: Int, _ flush: ([ParquetValues]) throws(Failure) -> Void
    ) throws(Failure) {
        for place in fleet.volumes(of: index) {
            if tags.isFull {
                try flush(values)
                removeAll()
            }
            volume.append(Int32(place))
            instance.append(Int32(index))
            account.append(fleet.instanceAccount[index])
            region.append(Int32(fleet.instanceRegion[index]))
            gib.append(Double(fleet.volumeSize[place]) / Double(fleet.sizeUnitsPerGiB))
            encryption.append(Int32(fleet.encryption(ofVolume: place).rawValue))
            tags.add(fleet.tagSet(ofVolume: place))
        }
    }

    private mutating func removeAll() {
        volume.removeAll(keepingCapacity: true)
        instance.removeAll(keepingCapacity: true)
        account.removeAll(keepingCapacity: true)
        region.removeAll(keepingCapacity: true)
        gib.removeAll(keepingCapacity: true)
        encryption.removeAll(keepingCapacity: true)
        tags.removeAll()
    }

    var values: [ParquetValues] {
        [
            .integer32(volume), .integer32(instance), .text(ParquetTexts(fleet.accounts.texts, indices: account)),
            .text(ParquetTexts(fleet.regions.texts, indices: region)), .double(gib),
            .text(ParquetTexts(Self.encryptions, indices: encryption)), tags.column,
        ]
    }
}
