import ScanModel

/// What all files of an inventory list so far, before machines and disks are joined.
///
/// Files come in any order, so a machine may name a disk that a later file lists. Each disk has one row whichever file
/// names it first.
struct AzureFleetTables {
    /// Fleets address regions with 16 bits.
    static let regionsMax = 65_536

    private struct Machine {
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
    private var machineIDs = ByteTable()
    private var machines: [Machine] = []
    /// Rows of the disks of all machines, one machine after the other.
    private var references: [Int32] = []
    private var diskIDs = ByteTable()
    private var disks: [Disk] = []
    /// What only the end of all files can answer.
    private var sizes = AzureSizeQuestions()
    private var pages = AzurePageCounts()

    /// Adds what one listing says, behind what is there. Of a machine or a disk that is there already the first listing
    /// counts.
    ///
    /// - Returns: issues that only all files together have.
    /// - Complexity: O(rows + length of the distinct texts).
    mutating func add(_ listing: AzureListingRows, of file: String) -> [InputIssue] {
        var map = IndexMap(listing)
        var issues: [InputIssue] = []
        var open: [(disk: Int32, place: ListingPlace)] = []
        for account in listing.accounts { _ = accounts.intern(listing.texts.text(account)) }
        var start = 0
        for machine in listing.machines {
            let named = start..<machine.disksEnd
            start = machine.disksEnd
            let first = references.count
            add(listing.references[named], listing, &map)
            let known = machineIDs.count
            guard machineIDs.intern(machine.id, of: listing.texts) == Int32(known) else {
                references.removeSubrange(first...)
                intake.duplicateInstances += 1
                continue
            }
            for row in references[first...] { disks[Int(row)].isNamed = true }
            guard machine.state < 0 else {
                references.removeSubrange(first...)
                intake.instancesByUnscannableState[listing.texts.text(machine.state), default: 0] += 1
                continue
            }
            let region = listing.texts.text(machine.region)
            guard regions.count < Self.regionsMax || regions.index(of: region) != nil else {
                references.removeSubrange(first...)
                if issues.isEmpty { issues.append(Wording.tooManyRegions(file: file, limit: Self.regionsMax)) }
                continue
            }
            for reference in listing.references[named] where reference.place >= 0 {
                open.append((row(ofDisk: reference.disk, listing, &map), listing.unsized[Int(reference.place)]))
            }
            add(machine, in: region, of: listing, disks: first..<references.count, &map)
        }
        for disk in listing.disks { add(disk, of: listing, &map) }
        for page in listing.pages { pages.add(page, of: file) }
        sizes.add(open.filter { disks[Int($0.disk)].size == 0 }, of: file)
        return issues
    }

    /// Takes note of what a machine says of its disks, and adds their rows. A disk that it names twice counts once.
    private mutating func add(
        _ named: ArraySlice<AzureListingRows.Reference>, _ listing: AzureListingRows, _ map: inout IndexMap
    ) {
        let start = references.count
        // Machines have few disks; only hostile ones have so many that a search of the list takes long.
        var seen = named.count > 100 ? Set<Int32>() : nil
        for reference in named {
            let row = row(ofDisk: reference.disk, listing, &map)
            if disks[Int(row)].statedSize == 0 { disks[Int(row)].statedSize = reference.size }
            if disks[Int(row)].statedEncryption == .none { disks[Int(row)].statedEncryption = reference.encryption }
            let isNew = seen?.insert(row).inserted ?? !references[start...].contains(row)
            if isNew { references.append(row) }
        }
    }

    private mutating func add(
        _ machine: AzureListingRows.Machine, in region: String, of listing: AzureListingRows, disks: Range<Int>,
        _ map: inout IndexMap
    ) {
        if machine.isAtEdge { intake.instancesInLocalZones += 1 }
        let kind = InstanceKind(
            system: machine.system < 0 ? "" : listing.texts.text(machine.system),
            machineType: machine.machineType < 0 ? "" : listing.texts.text(machine.machineType))
        machines.append(
            Machine(
                account: accounts.intern(listing.texts.text(machine.account)), region: regions.intern(region),
                platform: machine.platform, tagSet: index(ofTagSet: machine.tagSet, listing, &map), disks: disks,
                isMarketplace: machine.isMarketplace,
                group: machine.group < 0 ? -1 : groups.intern(listing.texts.text(machine.group)),
                kind: kinds.intern(kind)))
    }

    private mutating func add(_ disk: AzureListingRows.Disk, of listing: AzureListingRows, _ map: inout IndexMap) {
        let row = Int(row(ofDisk: disk.id, listing, &map))
        if disks[row].isListed {
            intake.duplicateVolumes += 1
            return
        }
        disks[row].isListed = true
        disks[row].listedSize = disk.size
        disks[row].listedEncryption = disk.encryption
        disks[row].tagSet = index(ofTagSet: disk.tagSet, listing, &map)
        disks[row].isARM = disk.isARM
    }

    /// Where texts and tag sets of a listing are in the tables, as far as they were looked up; -1 where not.
    private struct IndexMap {
        var disks: [Int32]
        var tagSets: [Int]

        init(_ listing: AzureListingRows) {
            disks = [Int32](repeating: -1, count: listing.texts.count)
            tagSets = [Int](repeating: -1, count: listing.tagSets.count)
        }
    }

    /// The row of a disk, which gets one if it has none.
    private mutating func row(ofDisk text: Int32, _ listing: AzureListingRows, _ map: inout IndexMap) -> Int32 {
        if map.disks[Int(text)] >= 0 { return map.disks[Int(text)] }
        let row = diskIDs.intern(text, of: listing.texts)
        if Int(row) == disks.count { disks.append(Disk()) }
        map.disks[Int(text)] = row
        return row
    }

    private mutating func index(ofTagSet set: Int32, _ listing: AzureListingRows, _ map: inout IndexMap) -> Int {
        if map.tagSets[Int(set)] >= 0 { return map.tagSets[Int(set)] }
        let index = index(ofTags: listing.tagSets[Int(set)])
        map.tagSets[Int(set)] = index
        return index
    }

    /// What is missing now that all files are there: pages, and sizes of disks.
    func issues() -> (told: [InputIssue], count: Int) {
        let pages = pages.issues()
        let sizes = sizes.issues { disks[Int($0)].size > 0 }
        return (pages + sizes.told, pages.count + sizes.count)
    }

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
