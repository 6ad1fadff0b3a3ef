import ScanModel

/// What a table says of instances in columns that few tables have.
struct InstanceDetailCells {
    var traits: InstanceTraits = []
    /// An index into the fleet's groups, or -1.
    var group: Int32 = -1
    /// An index into the fleet's kinds.
    var kind: Int32 = 0
    /// An index into the fleet's tag sets for each volume, or nothing.
    var volumeTags: [Int32] = []

    var isPlain: Bool { traits.isEmpty && group < 0 && kind == 0 && volumeTags.isEmpty }
}

/// Reads the cells of those columns.
struct DetailCells {
    /// The columns, in the order in which they are written.
    enum Column: String, CaseIterable {
        case os
        case machineType = "machine_type"
        case volumeTags = "volume_tags"
        case state, architecture, ena, marketplace
        case cloudAgent = "cloud_agent"
        case apiScanned = "api_scanned"
        case group
    }

    /// Between the tags of two volumes; in them it is percent-encoded.
    static let volumeSeparator = UInt8(ascii: "|")
    /// The word for a state in which no instance is scanned, whichever it is.
    static let otherState = "other"

    /// States of EC2 (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html).
    private static let scannedStates = ["running", "stopped"]
    private static let otherStates = ["pending", "stopping", "shutting-down", "terminated", otherState]
    private static let architectures = ["x86_64", "arm64", "i386"]

    /// Where the first of the columns stands in the list of all.
    let first: Int

    private var groups = CellCache()
    private var systems = CellCache()
    private var types = CellCache()
    private var systemNames: [String] = [""]
    private var typeNames: [String] = [""]
    private var kinds: [Int64: Int32] = [:]
    private var tagSets = CellCache()

    init(first: Int) { self.first = first }

    /// The columns as a table knows them.
    static var columns: [CSVTable.Column] {
        Column.allCases.map { CSVTable.Column(name: $0.rawValue, isRequired: false) }
    }

    /// What a row says; nil if something is wrong with it, which is reported.
    ///
    /// - Parameter volumes: how many volumes its instances have.
    mutating func read(_ table: borrowing CSVTable, volumes: Int, _ fleet: inout Fleet) -> InstanceDetailCells? {
        var details = InstanceDetailCells()
        var isFine = true
        for (index, column) in Column.allCases.enumerated() {
            guard let cell = table.cell(first + index), !cell.isEmpty else { continue }
            switch column {
            case .os, .machineType: break
            case .group:
                if let group = group(cell, table, &fleet) { details.group = group } else { isFine = false }
            case .volumeTags:
                if let sets = volumeTags(cell, volumes, table, &fleet) {
                    details.volumeTags = sets
                } else {
                    isFine = false
                }
            default:
                if let traits = Self.traits(column, cell, table) {
                    details.traits.formUnion(traits)
                } else {
                    isFine = false
                }
            }
        }
        guard let kind = kind(table, &fleet), isFine else { return nil }
        details.kind = kind
        return details
    }

    private static func traits(_ column: Column, _ cell: CSVCell, _ table: borrowing CSVTable) -> InstanceTraits? {
        let word = String(decoding: table.bytes[cell.range], as: UTF8.self)
        switch column {
        case .state:
            if scannedStates.contains(word) { return [] }
            if otherStates.contains(word) { return .otherState }
            report(column, cell, table, scannedStates + otherStates)
        case .architecture:
            if architectures.contains(word) { return word == "arm64" ? .arm64 : [] }
            report(column, cell, table, architectures)
        default:
            let trait: InstanceTraits
            switch column {
            case .ena: trait = .withoutENA
            case .marketplace: trait = .marketplace
            case .cloudAgent: trait = .cloudAgent
            default: trait = .apiScanned
            }
            // Of all these only the adapter is there unless somebody says otherwise.
            let means = column == .ena ? "false" : "true"
            if ["true", "false"].contains(word) { return word == means ? trait : [] }
            report(column, cell, table, ["true", "false"])
        }
        return nil
    }

    private static func report(_ column: Column, _ cell: CSVCell, _ table: borrowing CSVTable, _ words: [String]) {
        table.log.report(
            at: cell.start, column.rawValue, "found \(table.shown(cell))",
            words.dropLast().joined(separator: ", ") + " or \(words[words.count - 1])")
    }

    /// A text that is percent-encoded as tags are; nil if it is not.
    private static func text(_ column: Column, _ cell: CSVCell, _ table: borrowing CSVTable) -> String? {
        do throws(TagText.Fault) {
            return try TagText.plainText(of: cell, in: table.bytes)
        } catch {
            table.log.report(at: error.offset, column.rawValue, error.problem, error.expected)
            return nil
        }
    }

    private mutating func group(_ cell: CSVCell, _ table: borrowing CSVTable, _ fleet: inout Fleet) -> Int32? {
        if let known = groups.value(of: cell.range, in: table.bytes) { return known }
        guard let name = Self.text(.group, cell, table) else { return nil }
        let group = fleet.internGroup(name)
        groups.remember(group, of: cell.range, in: table.bytes)
        return group
    }

    private mutating func kind(_ table: borrowing CSVTable, _ fleet: inout Fleet) -> Int32? {
        let system = Self.index(.os, table.cell(first), table, &systems, &systemNames)
        let type = Self.index(.machineType, table.cell(first + 1), table, &types, &typeNames)
        guard let system, let type else { return nil }
        if system == 0, type == 0 { return 0 }
        let pair = Int64(system) << 32 | Int64(type)
        if let known = kinds[pair] { return known }
        let kind = fleet.internKind(InstanceKind(system: systemNames[Int(system)], machineType: typeNames[Int(type)]))
        kinds[pair] = kind
        return kind
    }

    /// The number of a name; 0 for none.
    private static func index(
        _ column: Column, _ cell: CSVCell?, _ table: borrowing CSVTable, _ cache: inout CellCache,
        _ names: inout [String]
    ) -> Int32? {
        guard let cell, !cell.isEmpty else { return 0 }
        if let known = cache.value(of: cell.range, in: table.bytes) { return known }
        guard let name = text(column, cell, table) else { return nil }
        let index = Int32(names.count)
        names.append(name)
        cache.remember(index, of: cell.range, in: table.bytes)
        return index
    }

    private mutating func volumeTags(
        _ cell: CSVCell, _ volumes: Int, _ table: borrowing CSVTable, _ fleet: inout Fleet
    ) -> [Int32]? {
        var sets: [Int32] = []
        var start = cell.start
        for position in cell.start...cell.end
        where position == cell.end || table.bytes[position] == Self.volumeSeparator {
            let part = CSVCell(start: start, end: position, isQuoted: cell.isQuoted)
            start = position + 1
            if let known = tagSets.value(of: part.range, in: table.bytes) {
                sets.append(known)
                continue
            }
            do throws(TagText.Fault) {
                let set = fleet.internTags(try TagText.tags(of: part, in: table.bytes))
                tagSets.remember(set, of: part.range, in: table.bytes)
                sets.append(set)
            } catch {
                table.log.report(at: error.offset, Column.volumeTags.rawValue, error.problem, error.expected)
                return nil
            }
        }
        if sets.count == volumes { return sets }
        table.log.report(
            at: cell.start, Column.volumeTags.rawValue,
            "there are tags of \(sets.count) volumes for \(volumes) \(volumes == 1 ? "volume" : "volumes")",
            "the tags of each volume, joined by |")
        return nil
    }
}
