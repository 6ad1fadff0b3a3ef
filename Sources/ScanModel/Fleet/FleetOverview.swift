/// What a fleet holds, in counts.
public struct FleetOverview: Hashable, Sendable {
    /// Instances that have something in common, and their volumes.
    public struct Part: Hashable, Sendable {
        public var name: String
        public var instances = 0
        public var volumes = 0
        /// Size of the volumes in size units.
        public var sizeUnits: Int64 = 0

        public init(name: String) { self.name = name }
    }

    /// Volumes that are alike.
    public struct VolumePart: Hashable, Sendable {
        public var name: String
        public var volumes = 0
        /// In size units.
        public var sizeUnits: Int64 = 0

        public init(name: String) { self.name = name }
    }

    /// Volumes above the size of the class before, and up to this one.
    public struct SizeClass: Hashable, Sendable {
        /// In GiB; a power of two.
        public var mostGiB: Int64
        public var volumes = 0

        public init(mostGiB: Int64) { self.mostGiB = mostGiB }
    }

    /// The whole fleet, without a name.
    public private(set) var total = Part(name: "")
    /// Size units in a GiB.
    public let sizeUnitsPerGiB: Int64
    /// Those with instances, in the order of their names.
    public private(set) var regions: [Part] = []
    /// Those with instances, in the order of their names.
    public private(set) var accounts: [Part] = []
    /// All, in their order.
    public private(set) var platforms: [Part] = []
    /// Operating systems with instances, in the order of their names; those that are unknown under no name.
    public private(set) var systems: [Part] = []
    /// All kinds of encryption, in their order.
    public private(set) var encryptions: [VolumePart] = []
    /// From the least to the greatest size there is.
    public private(set) var sizes: [SizeClass] = []
    /// The smallest volume in size units; 0 without volumes.
    public private(set) var leastSizeUnits: Int32 = 0
    /// The largest volume in size units; 0 without volumes.
    public private(set) var mostSizeUnits: Int32 = 0
    /// Distinct sets of tags that some instance or volume may carry, without the empty one.
    public let tagSets: Int
    /// Names of groups.
    public let groups: Int
    /// Instances with tags.
    public private(set) var taggedInstances = 0
    /// What an import counted beside the instances.
    public let intake: FleetIntake

    /// Complexity: O(instances + volumes).
    public init(_ fleet: Fleet) {
        sizeUnitsPerGiB = fleet.sizeUnitsPerGiB
        tagSets = fleet.tagSets.count - 1
        groups = fleet.groups.count
        intake = fleet.intake
        platforms = Platform.allCases.map { Part(name: $0.name) }
        encryptions = VolumeEncryption.allCases.map { VolumePart(name: $0.name) }
        countInstances(fleet)
        countVolumes(fleet)
    }

    /// A number of size units in GiB.
    public func gib(_ sizeUnits: Int64) -> Double { Double(sizeUnits) / Double(sizeUnitsPerGiB) }

    private mutating func countInstances(_ fleet: Fleet) {
        var regions = fleet.regions.texts.map { Part(name: $0) }
        var accounts = fleet.accounts.texts.map { Part(name: $0) }
        var systemTable = StringTable()
        let systemOfKind = fleet.kinds.all.map { systemTable.intern($0.system) }
        var systems = systemTable.texts.map { Part(name: $0) }
        for instance in 0..<fleet.instanceCount {
            let volumes = fleet.volumes(of: instance)
            var sizeUnits: Int64 = 0
            for volume in volumes { sizeUnits += Int64(fleet.volumeSize[volume]) }
            func add(to part: inout Part) {
                part.instances += 1
                part.volumes += volumes.count
                part.sizeUnits += sizeUnits
            }
            add(to: &total)
            add(to: &regions[Int(fleet.instanceRegion[instance])])
            add(to: &accounts[Int(fleet.instanceAccount[instance])])
            add(to: &platforms[Int(fleet.instancePlatform[instance].rawValue)])
            add(to: &systems[Int(systemOfKind[Int(fleet.kind(of: instance))])])
            if fleet.instanceTagSet[instance] > 0 { taggedInstances += 1 }
        }
        func used(_ parts: [Part]) -> [Part] { parts.filter { $0.instances > 0 }.sorted { $0.name < $1.name } }
        self.regions = used(regions)
        self.accounts = used(accounts)
        self.systems = used(systems)
    }

    private mutating func countVolumes(_ fleet: Fleet) {
        guard let first = fleet.volumeSize.first else { return }
        (leastSizeUnits, mostSizeUnits) = (first, first)
        // By the bits of a size in whole GiB, rounded up, less one: 0 for 1 GiB, 3 for 5 ... 8 GiB.
        var classes = [Int](repeating: 0, count: Int64.bitWidth)
        for (volume, size) in fleet.volumeSize.enumerated() {
            leastSizeUnits = min(leastSizeUnits, size)
            mostSizeUnits = max(mostSizeUnits, size)
            let beyond = (Int64(size) - 1) / sizeUnitsPerGiB
            classes[Int64.bitWidth - beyond.leadingZeroBitCount] += 1
            let encryption = Int(fleet.encryption(ofVolume: volume).rawValue)
            encryptions[encryption].volumes += 1
            encryptions[encryption].sizeUnits += Int64(size)
        }
        guard let least = classes.firstIndex(where: { $0 > 0 }), let most = classes.lastIndex(where: { $0 > 0 }) else {
            return
        }
        sizes = (least...most).map { index in
            var sizes = SizeClass(mostGiB: 1 << Int64(index))
            sizes.volumes = classes[index]
            return sizes
        }
    }
}
