import ScanModel

/// Writes the cells of the columns that few tables have; only those that some instance needs.
struct DetailText {
    private let columns: [DetailCells.Column]
    private let groups: [[UInt8]]
    private let systems: [[UInt8]]
    private let types: [[UInt8]]
    /// The tags of a volume by tag set.
    private let volumeTags: [[UInt8]]

    /// The columns of a fleet.
    init(_ fleet: Fleet) {
        let kinds = fleet.instanceKind.isEmpty ? [] : fleet.kinds.all
        let traits = fleet.instanceTraits.reduce(into: InstanceTraits()) { $0.formUnion($1) }
        columns = DetailCells.Column.allCases.filter { column in
            switch column {
            case .os: kinds.contains { !$0.system.isEmpty }
            case .machineType: kinds.contains { !$0.machineType.isEmpty }
            case .volumeTags: !fleet.volumeTagSet.isEmpty
            case .group: !fleet.instanceGroup.isEmpty
            default: DetailText.isNeeded(column, traits)
            }
        }
        groups = fleet.groups.texts.map { TagText.plainCell($0) }
        systems = fleet.kinds.all.map { TagText.plainCell($0.system) }
        types = fleet.kinds.all.map { TagText.plainCell($0.machineType) }
        volumeTags = fleet.volumeTagSet.isEmpty ? [] : fleet.tagSets.map { DetailText.volumeCell($0) }
    }

    /// The columns of a fleet of which nothing else than traits is known.
    ///
    /// - Parameter traits: those of all instances together.
    init(traits: InstanceTraits) {
        columns = DetailCells.Column.allCases.filter { DetailText.isNeeded($0, traits) }
        (groups, systems, types, volumeTags) = ([], [], [], [])
    }

    private static func isNeeded(_ column: DetailCells.Column, _ traits: InstanceTraits) -> Bool {
        trait(column).map { traits.contains($0) } ?? false
    }

    /// The trait that a column tells, if it tells one.
    private static func trait(_ column: DetailCells.Column) -> InstanceTraits? {
        switch column {
        case .state: .otherState
        case .architecture: .arm64
        case .ena: .withoutENA
        case .marketplace: .marketplace
        case .cloudAgent: .cloudAgent
        case .apiScanned: .apiScanned
        case .os, .machineType, .volumeTags, .group: nil
        }
    }

    /// The names of the columns, each with a comma behind it.
    var header: String { columns.map { "\($0.rawValue)," }.joined() }

    /// Whether there is nothing to write.
    var isEmpty: Bool { columns.isEmpty }

    /// Appends the cells of an instance, each with a comma behind it.
    func append(_ details: InstanceDetailCells, to bytes: inout [UInt8]) {
        for column in columns {
            switch column {
            case .os: bytes += systems[Int(details.kind)]
            case .machineType: bytes += types[Int(details.kind)]
            case .group: if details.group >= 0 { bytes += groups[Int(details.group)] }
            case .volumeTags: appendVolumeTags(details.volumeTags, to: &bytes)
            default:
                if let trait = Self.trait(column), details.traits.contains(trait) { bytes += Self.word(column) }
            }
            bytes.append(CSVMark.comma)
        }
    }

    private func appendVolumeTags(_ sets: [Int32], to bytes: inout [UInt8]) {
        if sets.allSatisfy({ $0 == 0 }) { return }
        for (index, set) in sets.enumerated() {
            if index > 0 { bytes.append(DetailCells.volumeSeparator) }
            bytes += volumeTags[Int(set)]
        }
    }

    /// What stands for a trait.
    private static func word(_ column: DetailCells.Column) -> [UInt8] {
        switch column {
        case .state: Array(DetailCells.otherState.utf8)
        case .architecture: Array("arm64".utf8)
        case .ena: Array("false".utf8)
        default: Array("true".utf8)
        }
    }

    /// The tags of a volume, in which what parts volumes is encoded.
    private static func volumeCell(_ tags: [Tag]) -> [UInt8] {
        TagText.cell(tags).flatMap { $0 == DetailCells.volumeSeparator ? Array("%7C".utf8) : [$0] }
    }
}
