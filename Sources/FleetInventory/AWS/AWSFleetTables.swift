import ScanModel

/// What all files of an inventory list so far, before instances and volumes are joined.
///
/// Files come in any order, so an instance may name a volume that a later file lists. Each volume has one row whichever
/// file names it first.
struct AWSFleetTables {
    /// Fleets address regions with 16 bits.
    static let regionsMax = 65_536

    var intake = FleetIntake()
    private(set) var snapshots = SnapshotCounts()
    /// What each file contributes, if somebody wants to know.
    var trace: ImportTrace?

    private struct Instance {
        var account: Int32
        var region: Int32
        var platform: Platform
        var tagSet: Int
        var volumes: Range<Int>
        var traits: InstanceTraits
        /// An index into `groups`, or -1.
        var group: Int32
        /// An index into `kinds`.
        var kind: Int32
    }

    private var accounts = StringTable()
    private var regions = StringTable()
    private var groups = StringTable()
    private var kinds = InstanceKinds()
    private var tagSets: [[Tag]] = []
    private var tagSetIndices: [[Tag]: Int] = [:]
    private var instanceIDs = ByteTable()
    private var instances: [Instance] = []
    /// Rows of the volumes of all scannable instances, one instance after the other.
    private var references: [Int32] = []

    private var volumeIDs = ByteTable()
    /// GiB of each volume, or 0 while no file has listed it.
    private var volumeSizes: [Int32] = []
    /// The key of each volume among `keys`, or -1 if it is not encrypted or not listed yet.
    private var volumeKeys: [Int32] = []
    /// Index into `tagSets` of each volume that carries tags; most volumes carry none.
    private var volumeTags: [Int32: Int] = [:]
    private var keys: [AWSKeyName] = []
    private var keyIndices: [AWSKeyName: Int32] = [:]
    /// True if a listed instance, in whatever state, names the volume.
    private var volumeIsNamed: [Bool] = []

    /// Adds what one listing says, behind what is there. Of an instance or a volume that is there already the first
    /// listing counts.
    ///
    /// - Returns: issues that only all files together have.
    /// - Complexity: O(rows + length of the distinct texts).
    mutating func add(_ listing: AWSListingRows, of file: String) -> [InputIssue] {
        var map = IndexMap(listing)
        var issues: [InputIssue] = []
        snapshots.add(listing.snapshots)
        trace?.mark(listing)
        var start = 0
        for instance in listing.instances {
            let volumes = start..<instance.volumesEnd
            start = instance.volumesEnd
            let known = instanceIDs.count
            guard instanceIDs.intern(instance.id, of: listing.texts) == Int32(known) else {
                intake.duplicateInstances += 1
                continue
            }
            let first = references.count
            for volume in volumes {
                let row = row(ofVolume: listing.references[volume], listing, &map)
                volumeIsNamed[Int(row)] = true
                if instance.zone >= 0 { references.append(row) }
            }
            guard instance.zone >= 0 else {
                intake.instancesByUnscannableState[listing.texts.text(instance.state), default: 0] += 1
                continue
            }
            let region = listing.zones[Int(instance.zone)].region
            guard regions.count < Self.regionsMax || regions.index(of: region) != nil else {
                references.removeSubrange(first...)
                if issues.isEmpty { issues.append(Wording.tooManyRegions(file: file, limit: Self.regionsMax)) }
                continue
            }
            add(instance, of: listing, volumes: first..<references.count, &map)
        }
        for volume in listing.volumes { add(volume, of: listing, &map) }
        return issues
    }

    private mutating func add(
        _ instance: AWSListingRows.Instance, of listing: AWSListingRows, volumes: Range<Int>, _ map: inout IndexMap
    ) {
        let zone = listing.zones[Int(instance.zone)]
        if zone.isLocal { intake.instancesInLocalZones += 1 }
        trace?.add(AccountRegion(account: listing.texts.text(instance.account), region: zone.region))
        let kind = InstanceKind(
            system: instance.system < 0 ? "" : listing.texts.text(instance.system),
            machineType: instance.machineType < 0 ? "" : listing.texts.text(instance.machineType))
        instances.append(
            Instance(
                account: accounts.intern(listing.texts.text(instance.account)), region: regions.intern(zone.region),
                platform: instance.platform, tagSet: index(ofTagSet: instance.tagSet, listing, &map), volumes: volumes,
                traits: instance.traits,
                group: instance.group < 0 ? -1 : groups.intern(listing.texts.text(instance.group)),
                kind: kinds.intern(kind)))
    }

    private mutating func add(_ volume: AWSListingRows.Volume, of listing: AWSListingRows, _ map: inout IndexMap) {
        let row = Int(row(ofVolume: volume.id, listing, &map))
        guard volumeSizes[row] == 0 else {
            intake.duplicateVolumes += 1
            return
        }
        volumeSizes[row] = volume.size
        if volume.key >= 0 {
            if map.keys[Int(volume.key)] < 0 {
                map.keys[Int(volume.key)] = index(ofKey: AWSKeyName(listing.texts.text(volume.key)))
            }
            volumeKeys[row] = map.keys[Int(volume.key)]
        }
        if volume.tagSet > 0 { volumeTags[Int32(row)] = index(ofTagSet: volume.tagSet, listing, &map) }
    }

    /// Where texts and tag sets of a listing are in the tables, as far as they were looked up; -1 where not.
    private struct IndexMap {
        var volumes: [Int32]
        var keys: [Int32]
        var tagSets: [Int]

        init(_ listing: AWSListingRows) {
            volumes = [Int32](repeating: -1, count: listing.texts.count)
            keys = volumes
            tagSets = [Int](repeating: -1, count: listing.tagSets.count)
        }
    }

    private mutating func row(ofVolume text: Int32, _ listing: AWSListingRows, _ map: inout IndexMap) -> Int32 {
        if map.volumes[Int(text)] >= 0 { return map.volumes[Int(text)] }
        let row = volumeIDs.intern(text, of: listing.texts)
        if Int(row) == volumeSizes.count {
            trace?.mentionVolume()
            volumeSizes.append(0)
            volumeKeys.append(-1)
            volumeIsNamed.append(false)
        }
        map.volumes[Int(text)] = row
        return row
    }

    private mutating func index(ofTagSet set: Int32, _ listing: AWSListingRows, _ map: inout IndexMap) -> Int {
        if map.tagSets[Int(set)] >= 0 { return map.tagSets[Int(set)] }
        let index = index(ofTags: listing.tagSets[Int(set)])
        map.tagSets[Int(set)] = index
        return index
    }

    /// The instances by account, region and order of listing, each with the sizes of its volumes.
    func fleet() -> Fleet {
        var fleet = Fleet()
        let order = ListingOrder(accounts: accounts, regions: regions, into: &fleet)
        let rows = order.rows(instances.count) { (Int(instances[$0].account), Int(instances[$0].region)) }
        for index in rows {
            let instance = instances[index]
            let listed = references[instance.volumes].map { Int($0) }.filter { volumeSizes[$0] > 0 }
            fleet.append(
                account: Int32(order.account[Int(instance.account)]),
                region: UInt16(order.region[Int(instance.region)]),
                platform: instance.platform, tagSet: fleet.internTags(tagSets[instance.tagSet]),
                volumes: listed.map { volumeSizes[$0] },
                encryption: listed.map { encryption(ofVolume: $0, account: accounts[instance.account]) })
            // The processor and the adapter matter for images of the marketplace alone.
            let traits = instance.traits.contains(.marketplace) ? instance.traits : []
            let group = instance.group < 0 ? -1 : fleet.internGroup(groups.texts[Int(instance.group)])
            let kind = fleet.internKind(kinds[instance.kind])
            let tagSets = volumeTags.isEmpty ? [] : listed.map { tagSet(ofVolume: $0, &fleet) }
            fleet.describeLast(traits: traits, group: group, kind: kind, volumeTags: tagSets)
        }
        fleet.intake = finishedIntake()
        return fleet
    }

    private func tagSet(ofVolume row: Int, _ fleet: inout Fleet) -> Int32 {
        volumeTags[Int32(row)].map { fleet.internTags(tagSets[$0]) } ?? 0
    }

    /// What each file contributed, in their order; nothing if nobody wanted to know.
    func fileTraces() -> [FileTrace] {
        guard var trace else { return [] }
        trace.end(intake)
        for row in volumeSizes.indices where volumeSizes[row] > 0 && !volumeIsNamed[row] { trace.addUnattached(row) }
        for row in Set(references) where volumeSizes[Int(row)] == 0 { trace.addMissing(Int(row)) }
        return trace.files
    }

    /// The counts, with those that only the join of instances and volumes can tell.
    private func finishedIntake() -> FleetIntake {
        var intake = intake
        intake.unattachedVolumes = volumeSizes.indices.count { volumeSizes[$0] > 0 && !volumeIsNamed[$0] }
        intake.missingVolumes = Set(references.lazy.filter { volumeSizes[Int($0)] == 0 }).count
        return intake
    }

    /// A default key works in its own account only, so the key of another one is a customer's.
    private func encryption(ofVolume row: Int, account: String) -> VolumeEncryption {
        if volumeKeys[row] < 0 { return .none }
        let key = keys[Int(volumeKeys[row])]
        guard key.encryption == .unknownKey, let owner = key.account, owner != account else { return key.encryption }
        return .customerKey
    }

    private mutating func index(ofKey key: AWSKeyName) -> Int32 {
        if let known = keyIndices[key] { return known }
        let index = Int32(keys.count)
        keyIndices[key] = index
        keys.append(key)
        return index
    }

    private mutating func index(ofTags tags: [Tag]) -> Int {
        let sorted = tags.sorted()
        if let known = tagSetIndices[sorted] { return known }
        tagSetIndices[sorted] = tagSets.count
        tagSets.append(sorted)
        return tagSets.count - 1
    }
}
