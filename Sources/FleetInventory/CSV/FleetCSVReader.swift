import ScanModel

/// Reads one fleet table after the other into a fleet, and collects every issue.
struct FleetCSVReader {
    /// Where a known column stands in the list of columns.
    private enum Column {
        static let account = 0
        static let region = 1
        static let platform = 2
        static let tags = 3
        static let volumes = 4
        static let encryption = 5
        static let count = 6
        static let details = 7
    }

    private static let columns: [CSVTable.Column] =
        [
            .init(name: "account"), .init(name: "region"), .init(name: "platform"), .init(name: "tags"),
            .init(name: "volumes_gib"), .init(name: "encryption", isRequired: false),
            .init(name: "count", isRequired: false),
        ] + DetailCells.columns

    /// The fleet of all files; incomplete if there are issues.
    private(set) var fleet = Fleet()
    private(set) var issues: [InputIssue] = []
    /// How many issues there are, told or not.
    private(set) var issueCount = 0
    /// Whether rows are taken while other rows have issues.
    private let keepsGoing: Bool
    private var limits = FleetLimits()
    private var places = PlaceCells()
    private var tagSets = CellCache()
    private var details = DetailCells(first: Column.details)
    private var sizes: [Int32] = []
    private var encryption: [VolumeEncryption] = []

    init(keepsGoing: Bool = false) { self.keepsGoing = keepsGoing }

    /// Reads one file.
    mutating func read(name: String, bytes: [UInt8]) {
        fleet.intake.files += 1
        var table = CSVTable(bytes: bytes, columns: Self.columns)
        while table.nextRow() { readRow(table) }
        issues += table.log.issues(file: name, bytes: bytes)
        issueCount += table.log.count
    }

    private mutating func readRow(_ table: borrowing CSVTable) {
        let before = table.log.count
        // Every cell is read, so that all its issues are told, even if another cell has some.
        let account = table.cell(Column.account).flatMap { places.account($0, table, &fleet) }
        let region = table.cell(Column.region).flatMap { places.region($0, table, &fleet) }
        let platform = table.cell(Column.platform).flatMap { Self.platform($0, table) }
        let tagSet = table.cell(Column.tags).flatMap { self.tagSet($0, table) }
        let hasVolumes = table.cell(Column.volumes).map { readVolumes($0, table) } ?? false
        let hasEncryption = hasVolumes && readEncryption(table)
        let told = details.read(table, volumes: hasVolumes ? sizes.count : 0, &fleet)
        guard let count = Self.count(table.cell(Column.count), table), hasVolumes, hasEncryption else { return }
        let isAdmitted = limits.admit(
            instances: count, volumes: count * sizes.count,
            at: table.cell(Column.count)?.start ?? table.rowStart,
            table.cell(Column.count) == nil ? "" : "count", table.log)
        guard isAdmitted, let account, let region, let platform, let tagSet, let told,
            keepsGoing ? table.log.count == before : table.log.isEmpty && issues.isEmpty
        else {
            return
        }
        for _ in 0..<count {
            fleet.append(
                account: account, region: region, platform: platform, tagSet: tagSet, volumes: sizes,
                encryption: encryption)
            if !told.isPlain {
                fleet.describeLast(
                    traits: told.traits, group: told.group, kind: told.kind, volumeTags: told.volumeTags)
            }
        }
    }

    private static func platform(_ cell: CSVCell, _ table: borrowing CSVTable) -> Platform? {
        for platform in Platform.allCases where table.bytes[cell.range].elementsEqual(platform.name.utf8) {
            return platform
        }
        let found = String(decoding: table.bytes[cell.range].prefix(40), as: UTF8.self).lowercased()
        table.log.report(
            at: cell.start, "platform", "found \(table.shown(cell))", "linux or windows",
            suggestion: Platform.allCases.first { found.contains($0.name) }?.name)
        return nil
    }

    private mutating func tagSet(_ cell: CSVCell, _ table: borrowing CSVTable) -> Int32? {
        if let known = tagSets.value(of: cell.range, in: table.bytes) { return known }
        do throws(TagText.Fault) {
            let tagSet = fleet.internTags(try TagText.tags(of: cell, in: table.bytes))
            tagSets.remember(tagSet, of: cell.range, in: table.bytes)
            return tagSet
        } catch {
            table.log.report(at: error.offset, "tags", error.problem, error.expected)
            return nil
        }
    }

    /// Takes the sizes of a cell to `sizes`; false if there is something wrong with them.
    private mutating func readVolumes(_ cell: CSVCell, _ table: borrowing CSVTable) -> Bool {
        sizes.removeAll(keepingCapacity: true)
        if cell.isEmpty { return true }
        var start = cell.start
        for position in cell.start...cell.end
        where position == cell.end || table.bytes[position] == UInt8(ascii: "+") {
            guard let size = CSVNumber.value(of: start..<position, in: table.bytes, allowed: 1...65_536) else {
                table.log.report(
                    at: start, "volumes_gib", "found \(table.shown(cell))",
                    "sizes such as 30+100, each a whole number of GiB from 1 to 65536")
                return false
            }
            sizes.append(Int32(size))
            start = position + 1
        }
        if sizes.count <= FleetLimits.volumesPerInstanceMax { return true }
        table.log.report(
            at: cell.start, "volumes_gib", "there are \(sizes.count) volumes",
            "at most \(FleetLimits.volumesPerInstanceMax)")
        return false
    }

    /// Takes the encryption of `sizes` to `encryption`; false if there is something wrong with it.
    private mutating func readEncryption(_ table: borrowing CSVTable) -> Bool {
        guard let cell = table.cell(Column.encryption) else {
            encryption.removeAll(keepingCapacity: true)
            return true
        }
        return EncryptionText.read(cell, volumes: sizes.count, table, into: &encryption)
    }

    private static func count(_ cell: CSVCell?, _ table: borrowing CSVTable) -> Int? {
        guard let cell, !cell.isEmpty else { return 1 }
        // Those of all rows together are limited by the reader.
        let allowed = 1...FleetSpecification.instancesMax
        if let count = CSVNumber.value(of: cell.range, in: table.bytes, allowed: allowed) { return count }
        table.log.report(
            at: cell.start, "count", "found \(table.shown(cell))",
            "a whole number from \(allowed.lowerBound) to \(allowed.upperBound)")
        return nil
    }
}
