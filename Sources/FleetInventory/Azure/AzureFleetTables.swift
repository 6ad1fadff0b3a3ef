import ScanModel

/// What all files of an inventory list so far, before machines and disks are joined.
///
/// Files come in any order, so a machine may name a disk that a later file lists. Each disk has one row whichever file
/// names it first.
struct AzureFleetTables {
    /// Fleets address regions with 16 bits.
    static let regionsMax = 65_536

    /// A machine that scans cover.
    struct Machine {
        var account: String
        var region: String
        var platform = Platform.linux
        var tags: [Tag] = []
        /// Rows of its disks, the one that it starts from first.
        var disks: [Int32] = []
        var isMarketplace = false
        /// Name of its scale set.
        var group: String?
        var kind = InstanceKind.unknown
        /// Whether it stands in a zone at the edge of a region.
        var isAtEdge = false
    }

    private struct Row {
        var account: Int32
        var region: Int32
        var platform: Platform
        var tagSet: Int
        var disks: Range<Int>
        var isMarketplace: Bool
        /// An index into `groups`, or -1.
        var group: Int32
        /// An index into `kinds`.
        var kind: Int32
    }

    private struct Disk {
        /// GiB by the listing of disks, 0 if that says nothing.
        var listedSize: Int32 = 0
        /// GiB by the machine, 0 if that says nothing.
        var statedSize: Int32 = 0
        var listedEncryption = VolumeEncryption.none
        var statedEncryption = VolumeEncryption.none
        var tagSet = 0
        var isListed = false
        var isNamed = false
        var isARM = false

        var size: Int32 { listedSize > 0 ? listedSize : statedSize }
        var encryption: VolumeEncryption {
            isListed && listedEncryption != .none ? listedEncryption : statedEncryption
        }
    }

    var intake = FleetIntake()
    private var accounts = StringTable()
    private var regions = StringTable()
    private var groups = StringTable()
    private var kinds = InstanceKinds()
    private var tagSets: [[Tag]] = [[]]
    private var tagSetIndices: [[Tag]: Int] = [[]: 0]
    private var machineIDs: Set<String> = []
    private var machines: [Row] = []
    /// Rows of the disks of all machines, one machine after the other.
    private var references: [Int32] = []
    private var diskIDs = StringTable()
    private var disks: [Disk] = []

    /// Takes note of a machine, or counts it as a duplicate and gives false.
    mutating func isFirst(machine: String) -> Bool {
        if machineIDs.insert(machine).inserted { return true }
        intake.duplicateInstances += 1
        return false
    }

    /// True if a region is known or one more still fits.
    func hasRoom(forRegion region: String) -> Bool {
        regions.count < Self.regionsMax || regions.index(of: region) != nil
    }

    /// Adds an account, with or without machines.
    mutating func add(account: String) { _ = accounts.intern(account) }

    /// Counts a machine that no scan covers.
    mutating func add(unscannableState state: String, disks: [Int32]) {
        intake.instancesByUnscannableState[state, default: 0] += 1
        for disk in disks { self.disks[Int(disk)].isNamed = true }
    }

    /// Adds a machine that scans cover. A disk it names twice counts once.
    mutating func add(_ machine: Machine) {
        let start = references.count
        for disk in machine.disks {
            disks[Int(disk)].isNamed = true
            if !references[start...].contains(disk) { references.append(disk) }
        }
        if machine.isAtEdge { intake.instancesInLocalZones += 1 }
        machines.append(
            Row(
                account: accounts.intern(machine.account), region: regions.intern(machine.region),
                platform: machine.platform, tagSet: index(ofTags: machine.tags), disks: start..<references.count,
                isMarketplace: machine.isMarketplace, group: machine.group.map { groups.intern($0) } ?? -1,
                kind: kinds.intern(machine.kind)))
    }

    /// The row of a disk, which gets one if it has none.
    mutating func row(ofDisk disk: String) -> Int32 {
        let row = diskIDs.intern(disk)
        if Int(row) == disks.count { disks.append(Disk()) }
        return row
    }

    /// Takes note of what a machine says of a disk.
    ///
    /// - Parameter size: GiB; nil if the machine does not say.
    mutating func state(disk row: Int32, size: Int32?, encryption: VolumeEncryption) {
        if let size, disks[Int(row)].statedSize == 0 { disks[Int(row)].statedSize = size }
        if disks[Int(row)].statedEncryption == .none { disks[Int(row)].statedEncryption = encryption }
    }

    /// Adds a disk; the first listing counts.
    ///
    /// - Parameter size: GiB; nil if the listing does not say.
    mutating func add(disk: String, size: Int32?, encryption: VolumeEncryption, tags: [Tag], isARM: Bool) {
        let row = Int(row(ofDisk: disk))
        if disks[row].isListed {
            intake.duplicateVolumes += 1
            return
        }
        disks[row].isListed = true
        disks[row].listedSize = size ?? 0
        disks[row].listedEncryption = encryption
        disks[row].tagSet = index(ofTags: tags)
        disks[row].isARM = isARM
    }

    /// Whether any file so far tells the size of a disk.
    func hasSize(disk row: Int32) -> Bool { disks[Int(row)].size > 0 }

    /// The machines by account, region and order of listing, each with the sizes of its disks.
    ///
    /// Disks without a size are left out; the reader has told each of them.
    func fleet() -> Fleet {
        var fleet = Fleet()
        let order = ListingOrder(accounts: accounts, regions: regions, into: &fleet)
        let rows = order.rows(machines.count) { (Int(machines[$0].account), Int(machines[$0].region)) }
        for index in rows {
            let machine = machines[index]
            let known = references[machine.disks].map { disks[Int($0)] }.filter { $0.size > 0 }
            fleet.append(
                account: Int32(order.account[Int(machine.account)]),
                region: UInt16(order.region[Int(machine.region)]),
                platform: machine.platform, tagSet: fleet.internTags(tagSets[machine.tagSet]),
                volumes: known.map(\.size), encryption: known.map(\.encryption))
            // The processor matters for images of the marketplace alone.
            var traits: InstanceTraits = machine.isMarketplace ? .marketplace : []
            if machine.isMarketplace, known.contains(where: \.isARM) { traits.insert(.arm64) }
            let group = machine.group < 0 ? -1 : fleet.internGroup(groups.texts[Int(machine.group)])
            let volumeTags = known.contains { $0.tagSet > 0 } ? known.map { fleet.internTags(tagSets[$0.tagSet]) } : []
            fleet.describeLast(
                traits: traits, group: group, kind: fleet.internKind(kinds[machine.kind]), volumeTags: volumeTags)
        }
        fleet.intake = intake
        fleet.intake.unattachedVolumes = disks.count { $0.isListed && !$0.isNamed }
        return fleet
    }

    private mutating func index(ofTags tags: [Tag]) -> Int {
        let sorted = tags.sorted()
        if let known = tagSetIndices[sorted] { return known }
        tagSetIndices[sorted] = tagSets.count
        tagSets.append(sorted)
        return tagSets.count - 1
    }
}
