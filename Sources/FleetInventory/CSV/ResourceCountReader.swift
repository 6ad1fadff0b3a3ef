import ScanModel

/// Reads one table of counts after the other into a fleet, and collects every issue.
struct ResourceCountReader {
    /// Where a known column stands in the list of columns.
    private enum Column {
        static let account = 0
        static let region = 1
        static let instances = 2
        static let volumes = 3
    }

    private struct Place: Hashable {
        var account: Int32
        var region: UInt16
    }

    private static let columns: [CSVTable.Column] = [
        .init(name: "account"), .init(name: "region"), .init(name: "instances"),
        .init(name: "volumes", isRequired: false),
    ]

    private let assumptions: ResourceCountCSV.Assumptions
    /// The fleet of all files; incomplete if there are issues.
    private(set) var fleet = Fleet()
    private(set) var issues: [InputIssue] = []
    private var limits = FleetLimits()
    private var places = PlaceCells()
    private var seen: Set<Place> = []
    private let tagSet: Int32
    private var encryption: EncryptionDealing

    init(_ assumptions: ResourceCountCSV.Assumptions) {
        precondition((1...65_536).contains(assumptions.volumeGiB), "volumes of \(assumptions.volumeGiB) GiB")
        precondition(
            (0...FleetLimits.volumesPerInstanceMax).contains(assumptions.volumesPerInstance),
            "\(assumptions.volumesPerInstance) volumes per instance")
        precondition(assumptions.encryption.faults.isEmpty, "shares \(assumptions.encryption)")
        self.assumptions = assumptions
        encryption = EncryptionDealing(assumptions.encryption)
        tagSet = fleet.internTags(assumptions.tags)
    }

    /// Reads one file.
    mutating func read(name: String, bytes: [UInt8]) {
        fleet.intake.files += 1
        var table = CSVTable(bytes: bytes, columns: Self.columns)
        while table.nextRow() { readRow(table) }
        issues += table.log.issues(file: name, bytes: bytes)
    }

    private mutating func readRow(_ table: borrowing CSVTable) {
        let account = table.cell(Column.account).flatMap { places.account($0, table, &fleet) }
        let region = table.cell(Column.region).flatMap { places.region($0, table, &fleet) }
        if let account, let region, !seen.insert(Place(account: account, region: region)).inserted {
            table.log.report(
                at: table.rowStart, "",
                "\(fleet.accounts[account]) and \(fleet.regions[Int32(region)]) have a row already",
                "one row for an account and region")
        }
        let instances = table.cell(Column.instances).flatMap {
            Self.number($0, "instances", FleetLimits.instancesMax, table)
        }
        let volumesCell = table.cell(Column.volumes)
        let stated = volumesCell.flatMap { Self.number($0, "volumes", FleetLimits.volumesMax, table) }
        guard let instances, let instancesCell = table.cell(Column.instances) else { return }
        guard let volumes = volumesCell == nil ? instances * assumptions.volumesPerInstance : stated else { return }
        if instances > 0, volumes > instances * FleetLimits.volumesPerInstanceMax {
            table.log.report(
                at: volumesCell?.start ?? table.rowStart, "volumes",
                "there are \(volumes) volumes for \(instances) \(instances == 1 ? "instance" : "instances")",
                "at most \(FleetLimits.volumesPerInstanceMax) for each")
            return
        }
        let isAdmitted = limits.admit(
            instances: instances, volumes: instances > 0 ? volumes : 0, at: instancesCell.start, "instances", table.log)
        guard isAdmitted, let account, let region, table.log.isEmpty, issues.isEmpty else { return }
        add(instances, volumes, account, region)
    }

    /// Deals the volumes round the instances.
    private mutating func add(_ instances: Int, _ volumes: Int, _ account: Int32, _ region: UInt16) {
        if instances == 0 {
            fleet.intake.unattachedVolumes += volumes
            return
        }
        let (each, more) = volumes.quotientAndRemainder(dividingBy: instances)
        let few = [Int32](repeating: Int32(assumptions.volumeGiB), count: each)
        let many = few + [Int32(assumptions.volumeGiB)]
        var dealt: [VolumeEncryption] = []
        for instance in 0..<instances {
            let sizes = instance < more ? many : few
            dealt.removeAll(keepingCapacity: true)
            if !assumptions.encryption.isZero { for _ in sizes { dealt.append(encryption.next()) } }
            fleet.append(
                account: account, region: region, platform: .linux, tagSet: tagSet, volumes: sizes, encryption: dealt)
        }
    }

    private static func number(
        _ cell: CSVCell, _ column: String, _ most: Int, _ table: borrowing CSVTable
    ) -> Int? {
        if let number = CSVNumber.value(of: cell.range, in: table.bytes, allowed: 0...most) { return number }
        table.log.report(
            at: cell.start, column, "found \(table.shown(cell))", "a whole number from 0 to \(most)")
        return nil
    }
}
