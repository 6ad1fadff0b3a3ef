import ScanModel

/// What all files of an inventory list so far, before instances and volumes are joined.
///
/// Files come in any order, so an instance may name a volume that a later file lists. Each volume has one row whichever
/// file names it first.
struct AWSFleetTables {
    /// Fleets address regions with 16 bits.
    static let regionsMax = 65_536

    var intake = FleetIntake()

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
    private var instanceIDs: Set<String> = []
    private var instances: [Instance] = []
    /// Rows of the volumes of all scannable instances, one instance after the other.
    private var references: [Int32] = []

    private var volumeIDs = StringTable()
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

    /// Takes note of an instance, or counts it as a duplicate and gives false.
    mutating func isFirst(instance: String) -> Bool {
        if instanceIDs.insert(instance).inserted { return true }
        intake.duplicateInstances += 1
        return false
    }

    /// True if a region is known or one more still fits.
    func hasRoom(forRegion region: String) -> Bool {
        regions.count < Self.regionsMax || regions.index(of: region) != nil
    }

    /// Counts an instance that no scan covers.
    mutating func add(unscannableState state: String, volumes: [String]) {
        intake.instancesByUnscannableState[state, default: 0] += 1
        for volume in volumes { volumeIsNamed[Int(row(ofVolume: volume))] = true }
    }

    /// Adds an instance that scans cover. A volume it names twice counts once.
    mutating func add(
        account: String, zone: AvailabilityZone, platform: Platform, tags: [Tag], volumes: [String],
        traits: InstanceTraits = [], kind: InstanceKind = .unknown, group: String? = nil
    ) {
        let start = references.count
        for volume in volumes {
            let row = row(ofVolume: volume)
            volumeIsNamed[Int(row)] = true
            if !references[start...].contains(row) { references.append(row) }
        }
        if zone.isLocal { intake.instancesInLocalZones += 1 }
        instances.append(
            Instance(
                account: accounts.intern(account), region: regions.intern(zone.region), platform: platform,
                tagSet: index(ofTags: tags), volumes: start..<references.count, traits: traits,
                group: group.map { groups.intern($0) } ?? -1, kind: kinds.intern(kind)))
    }

    /// Adds a volume of 1 or more GiB; the first listing counts.
    ///
    /// - Parameter key: what encrypts it; nil if nothing does.
    mutating func add(volume: String, size: Int32, key: AWSKeyName?, tags: [Tag] = []) {
        let row = Int(row(ofVolume: volume))
        if volumeSizes[row] == 0 {
            volumeSizes[row] = size
            if let key { volumeKeys[row] = index(ofKey: key) }
            if !tags.isEmpty { volumeTags[Int32(row)] = index(ofTags: tags) }
        } else {
            intake.duplicateVolumes += 1
        }
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

    private mutating func row(ofVolume volume: String) -> Int32 {
        let row = volumeIDs.intern(volume)
        if Int(row) == volumeSizes.count {
            volumeSizes.append(0)
            volumeKeys.append(-1)
            volumeIsNamed.append(false)
        }
        return row
    }

    private mutating func index(ofTags tags: [Tag]) -> Int {
        let sorted = tags.sorted()
        if let known = tagSetIndices[sorted] { return known }
        tagSetIndices[sorted] = tagSets.count
        tagSets.append(sorted)
        return tagSets.count - 1
    }
}
