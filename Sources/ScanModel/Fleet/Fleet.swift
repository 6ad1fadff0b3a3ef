/// The operating system family of an instance; a scanner never mixes two.
public enum Platform: UInt8, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    case linux = 0
    case windows = 1

    /// The word used in inputs and outputs.
    public var name: String { self == .linux ? "linux" : "windows" }
}

/// One key and value attached to an instance.
public struct Tag: Hashable, Sendable, Comparable {
    public var key: String
    public var value: String

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    public static func < (left: Tag, right: Tag) -> Bool { (left.key, left.value) < (right.key, right.value) }
}

/// All instances that were listed or imported, as columns.
///
/// Instance `i` owns the volumes `firstVolume[i] ..< firstVolume[i + 1]`. Accounts, regions and tag sets are interned;
/// sizes are integers in units of 1/`sizeUnitsPerGiB` GiB. Resident: 16 bytes an instance and 4 bytes a volume, 5 if any
/// volume is encrypted; ``describeLast(traits:group:kind:volumeTags:)`` adds columns where somebody uses them.
public struct Fleet: Hashable, Sendable {
    /// Account identifiers.
    public internal(set) var accounts = StringTable()
    /// Region names.
    public internal(set) var regions = StringTable()
    /// Distinct tag sets, each sorted; index 0 is the empty set.
    public internal(set) var tagSets: [[Tag]] = [[]]
    /// Size units in a GiB; 1 for cloud volumes, which come in whole GiB.
    public let sizeUnitsPerGiB: Int64

    /// Account of each instance, an index into `accounts`.
    public internal(set) var instanceAccount: [Int32] = []
    /// Region of each instance, an index into `regions`.
    public internal(set) var instanceRegion: [UInt16] = []
    /// Platform of each instance.
    public internal(set) var instancePlatform: [Platform] = []
    /// Attempts that fail before one succeeds; 0 in every imported fleet, set by reference documents.
    public internal(set) var instanceFailures: [UInt8] = []
    /// Tag set of each instance, an index into `tagSets`.
    public internal(set) var instanceTagSet: [Int32] = []
    /// Start of the volumes of each instance; one entry more than there are instances.
    public internal(set) var firstVolume: [Int32] = [0]
    /// Size of each volume in size units.
    public internal(set) var volumeSize: [Int32] = []
    /// Encryption of each volume; empty if none is encrypted, which is how most fleets save a byte a volume.
    public internal(set) var volumeEncryption: [VolumeEncryption] = []

    /// What else is known of instances; it ends with the last instance of which something is.
    public internal(set) var instanceTraits: [InstanceTraits] = []
    /// Group of instances that are alike, an index into `groups`, or -1; it ends with the last instance in one.
    public internal(set) var instanceGroup: [Int32] = []
    /// Names of the groups.
    public internal(set) var groups = StringTable()
    /// Tag set of volumes, an index into `tagSets`; it ends with the last volume that carries tags.
    public internal(set) var volumeTagSet: [Int32] = []
    /// What instances are, an index into `kinds`; it ends with the last instance of which something is known.
    public internal(set) var instanceKind: [Int32] = []
    /// The kinds of instances; index 0 is an instance of which nothing is known.
    public internal(set) var kinds = InstanceKinds()

    /// What an import saw and could not use.
    public var intake = FleetIntake()

    private var tagSetIndex = TagSetIndex()

    /// An empty fleet.
    public init(sizeUnitsPerGiB: Int64 = 1) {
        precondition(sizeUnitsPerGiB >= 1, "size units per GiB \(sizeUnitsPerGiB)")
        self.sizeUnitsPerGiB = sizeUnitsPerGiB
    }

    /// Number of instances.
    public var instanceCount: Int { instanceAccount.count }

    /// Number of volumes.
    public var volumeCount: Int { volumeSize.count }

    /// The indices of the volumes of an instance.
    public func volumes(of instance: Int) -> Range<Int> {
        Int(firstVolume[instance])..<Int(firstVolume[instance + 1])
    }

    /// The encryption of a volume, by its index in ``volumeSize``.
    public func encryption(ofVolume volume: Int) -> VolumeEncryption {
        volumeEncryption.isEmpty ? .none : volumeEncryption[volume]
    }

    /// Interns an account without adding an instance. Complexity: O(length).
    public mutating func internAccount(_ account: String) -> Int32 { accounts.intern(account) }

    /// Interns a region without adding an instance; traps beyond 65,535 regions.
    public mutating func internRegion(_ region: String) -> UInt16 { UInt16(regions.intern(region)) }

    /// Interns a tag set, whatever its order. Complexity: O(n log n).
    public mutating func internTags(_ tags: [Tag]) -> Int32 {
        tagSetIndex.intern(tags.sorted(), in: &tagSets)
    }

    /// Appends one instance with interned coordinates.
    ///
    /// - Parameters:
    ///   - volumes: sizes in size units, each above 0.
    ///   - encryption: one for each volume, or nothing if none of them is encrypted; traps at any other number.
    /// - Complexity: O(volumes), amortised; O(volumes of the fleet) for the first volume that is encrypted.
    public mutating func append(
        account: Int32, region: UInt16, platform: Platform, tagSet: Int32 = 0, failures: UInt8 = 0,
        volumes: some Collection<Int32>,
        encryption: some Collection<VolumeEncryption> = EmptyCollection<VolumeEncryption>()
    ) {
        precondition(Int(account) < accounts.count && Int(region) < regions.count && Int(tagSet) < tagSets.count)
        instanceAccount.append(account)
        instanceRegion.append(region)
        instancePlatform.append(platform)
        instanceFailures.append(failures)
        instanceTagSet.append(tagSet)
        volumeSize.append(contentsOf: volumes)
        firstVolume.append(Int32(volumeSize.count))
        if !encryption.isEmpty || !volumeEncryption.isEmpty { append(encryption) }
    }

    /// Appends instances with interned coordinates, each at its first attempt without failure.
    ///
    /// Traps if the columns do not belong together or a coordinate was not interned.
    /// - Complexity: O(instances + volumes of the block), amortised; O(volumes of the fleet) for the first volume that
    ///   is encrypted.
    public mutating func append(_ block: InstanceBlock) {
        let count = block.account.count
        precondition(
            block.region.count == count && block.platform.count == count && block.tagSet.count == count
                && block.volumeEnd.count == count && Int(block.volumeEnd.last ?? 0) == block.volumeSize.count,
            "columns of \(count) instances")
        precondition(
            block.account.allSatisfy { (0..<Int32(accounts.count)).contains($0) }
                && block.region.allSatisfy { Int($0) < regions.count }
                && block.tagSet.allSatisfy { (0..<Int32(tagSets.count)).contains($0) },
            "a coordinate that was not interned")
        instanceAccount.append(contentsOf: block.account)
        instanceRegion.append(contentsOf: block.region)
        instancePlatform.append(contentsOf: block.platform)
        instanceFailures.append(contentsOf: repeatElement(0, count: count))
        instanceTagSet.append(contentsOf: block.tagSet)
        appendTraits(of: block)
        appendVolumes(ends: block.volumeEnd[...], sizes: block.volumeSize, block.encryption)
    }

    /// Makes room for as many instances and volumes in all, so that appending them moves nothing.
    public mutating func reserveCapacity(instances: Int, volumes: Int) {
        instanceAccount.reserveCapacity(instances)
        instanceRegion.reserveCapacity(instances)
        instancePlatform.reserveCapacity(instances)
        instanceFailures.reserveCapacity(instances)
        instanceTagSet.reserveCapacity(instances)
        firstVolume.reserveCapacity(instances + 1)
        volumeSize.reserveCapacity(volumes)
    }

    /// Appends the volumes of several instances.
    ///
    /// - Parameters:
    ///   - ends: where the volumes of each instance end in `sizes`; rising.
    ///   - encryption: one for each volume, or nothing if none of them is encrypted.
    private mutating func appendVolumes(
        ends: ArraySlice<Int32>, sizes: [Int32], _ encryption: [VolumeEncryption]
    ) {
        let before = volumeSize.count
        precondition(encryption.isEmpty || encryption.count == sizes.count, "encryption of \(encryption.count) volumes")
        precondition(before + sizes.count <= Int(Int32.max), "\(before) + \(sizes.count) volumes")
        firstVolume.append(contentsOf: ends.lazy.map { $0 + Int32(before) })
        volumeSize.append(contentsOf: sizes)
        // Fleets are equal if their columns are, so there is no column that says nothing.
        let isPlain = encryption.allSatisfy { $0 == .none }
        if isPlain, volumeEncryption.isEmpty { return }
        if volumeEncryption.isEmpty { volumeEncryption = [VolumeEncryption](repeating: .none, count: before) }
        if encryption.isEmpty {
            volumeEncryption.append(contentsOf: repeatElement(.none, count: sizes.count))
        } else {
            volumeEncryption.append(contentsOf: encryption)
        }
    }

    /// Appends the encryption of the last instance.
    private mutating func append(_ encryption: some Collection<VolumeEncryption>) {
        let first = Int(firstVolume[instanceCount - 1])
        precondition(
            encryption.isEmpty || encryption.count == volumeCount - first,
            "encryption of \(encryption.count) of \(volumeCount - first) volumes")
        // Fleets are equal if their columns are, so there is no column that says nothing.
        if volumeEncryption.isEmpty {
            if encryption.allSatisfy({ $0 == .none }) { return }
            volumeEncryption = [VolumeEncryption](repeating: .none, count: first)
        }
        if encryption.isEmpty {
            volumeEncryption.append(contentsOf: repeatElement(.none, count: volumeCount - first))
        } else {
            volumeEncryption.append(contentsOf: encryption)
        }
    }

    /// The same accounts, regions and tags with some of the instances, each as often as it is listed.
    ///
    /// What the import counted beside the instances stays with the whole fleet.
    ///
    /// - Parameter instances: indices of instances, in the wanted order; traps at an index that is none, and beyond
    ///   2^31 - 1 volumes.
    /// - Complexity: O(listed instances + their volumes).
    public func rows(_ instances: [Int]) -> Fleet {
        var some = self
        some.intake = FleetIntake()
        some.instanceAccount = instances.map { instanceAccount[$0] }
        some.instanceRegion = instances.map { instanceRegion[$0] }
        some.instancePlatform = instances.map { instancePlatform[$0] }
        some.instanceFailures = instances.map { instanceFailures[$0] }
        some.instanceTagSet = instances.map { instanceTagSet[$0] }
        let count = instances.reduce(0) { $0 + volumes(of: $1).count }
        precondition(count <= Int(Int32.max), "\(count) volumes")
        some.firstVolume = [0]
        some.firstVolume.reserveCapacity(instances.count + 1)
        some.volumeSize = []
        some.volumeSize.reserveCapacity(count)
        var encryption: [VolumeEncryption] = []
        for instance in instances {
            some.volumeSize.append(contentsOf: volumeSize[volumes(of: instance)])
            some.firstVolume.append(Int32(some.volumeSize.count))
            if !volumeEncryption.isEmpty { encryption.append(contentsOf: volumeEncryption[volumes(of: instance)]) }
        }
        // Fleets are equal if their columns are, so there is no column that says nothing.
        some.volumeEncryption = encryption.allSatisfy { $0 == .none } ? [] : encryption
        some.takeDetails(of: self, rows: instances)
        return some
    }

    /// The same fleet whose instances belong to other accounts, which are interned where they are new.
    ///
    /// - Parameter account: the name of the account of an instance.
    /// - Complexity: O(instances * length).
    public func moved(to account: (Int) -> String) -> Fleet {
        var moved = self
        moved.instanceAccount = instanceAccount.indices.map { moved.accounts.intern(account($0)) }
        return moved
    }

    /// The same fleet under other names of accounts, groups and tags. Instances, sizes and counts stay as they are, and
    /// so do regions, platforms and kinds.
    ///
    /// - Parameters:
    ///   - account: the new name of an account; different ones for different accounts, otherwise this traps.
    ///   - group: likewise of a group.
    ///   - tags: the new tags for a set of tags; different ones for different sets, otherwise this traps.
    /// - Complexity: O(accounts + groups + tag sets * tags), beside a copy of the columns when one of the two fleets is
    ///   changed.
    public func renamed(
        account: (String) -> String, group: (String) -> String, tags: ([Tag]) -> [Tag]
    ) -> Fleet {
        var renamed = self
        func table(_ old: StringTable, _ name: (String) -> String) -> StringTable {
            var table = StringTable()
            for text in old.texts { _ = table.intern(name(text)) }
            precondition(table.count == old.count, "two of \(old.count) names became one")
            return table
        }
        renamed.accounts = table(accounts, account)
        renamed.groups = table(groups, group)
        renamed.tagSets = tagSets.map { tags($0).sorted() }
        renamed.tagSetIndex = TagSetIndex()
        precondition(Set(renamed.tagSets).count == tagSets.count, "two of \(tagSets.count) tag sets became one")
        return renamed
    }

    /// Appends every instance of another fleet of the same size unit, in its order. Complexity: O(size of `other`).
    public mutating func append(contentsOf other: Fleet) {
        precondition(other.sizeUnitsPerGiB == sizeUnitsPerGiB, "fleets of different size units")
        if instanceCount == 0, accounts.count == 0, regions.count == 0, tagSets.count == 1 {
            // Nothing of this fleet could come before anything of the other one, so its columns can be taken as they are.
            let before = intake
            self = other
            intake.add(before)
            return
        }
        let accountMap = other.accounts.texts.map { accounts.intern($0) }
        let regionMap = other.regions.texts.map { UInt16(regions.intern($0)) }
        let tagMap = other.tagSets.map { internTags($0) }
        appendDetails(of: other, tagMap: tagMap)
        instanceAccount.append(contentsOf: other.instanceAccount.lazy.map { accountMap[Int($0)] })
        instanceRegion.append(contentsOf: other.instanceRegion.lazy.map { regionMap[Int($0)] })
        instancePlatform.append(contentsOf: other.instancePlatform)
        instanceFailures.append(contentsOf: other.instanceFailures)
        instanceTagSet.append(contentsOf: other.instanceTagSet.lazy.map { tagMap[Int($0)] })
        appendVolumes(ends: other.firstVolume.dropFirst(), sizes: other.volumeSize, other.volumeEncryption)
        intake.add(other.intake)
    }
}

/// What an import counted beside the instances it could use.
public struct FleetIntake: Hashable, Sendable {
    /// Files read.
    public var files = 0
    /// Instances in a state that no scan covers (terminated, shutting down, pending), by state name.
    public var instancesByUnscannableState: [String: Int] = [:]
    /// Instances listed more than once; the first listing counts.
    public var duplicateInstances = 0
    /// Volumes that no listed instance uses.
    public var unattachedVolumes = 0
    /// Volumes an instance names and no volume file lists; they are left out of its sizes.
    public var missingVolumes = 0
    /// Volumes listed more than once; the first listing counts.
    public var duplicateVolumes = 0
    /// Instances placed in a Local Zone or Wavelength Zone; they count for the parent region.
    public var instancesInLocalZones = 0

    public init() {}

    /// Sums another count into this one.
    public mutating func add(_ other: FleetIntake) {
        files += other.files
        instancesByUnscannableState.merge(other.instancesByUnscannableState, uniquingKeysWith: +)
        duplicateInstances += other.duplicateInstances
        unattachedVolumes += other.unattachedVolumes
        missingVolumes += other.missingVolumes
        duplicateVolumes += other.duplicateVolumes
        instancesInLocalZones += other.instancesInLocalZones
    }
}
