/// Takes instances of other fleets into a fleet, and with them only the texts that they need.
///
/// ``Fleet/append(contentsOf:)`` takes all texts of the other fleet, so what it costs grows with that fleet. Here the cost
/// grows with the instances taken, and texts are interned in the order in which those instances first need them: tags,
/// then group, kind and the tags of volumes. An import interns them in this order too, so that a fleet put together from
/// parts of imports is the fleet of one import of everything.
public struct FleetTaker: Sendable {
    /// The fleet that is put together.
    public private(set) var fleet: Fleet
    private var sources: [Source] = []

    /// Indices of another fleet's texts in this one, as far as they were needed.
    private struct Source {
        var accounts: [Int32: Int32] = [:]
        var regions: [UInt16: UInt16] = [:]
        var tagSets: [Int32: Int32] = [:]
        var groups: [Int32: Int32] = [:]
        var kinds: [Int32: Int32] = [:]
    }

    /// - Parameter fleet: what the fleet begins with.
    public init(_ fleet: Fleet = Fleet()) { self.fleet = fleet }

    /// Appends some instances of another fleet of the same size unit, in the given order. What its import counted beside
    /// the instances stays with it.
    ///
    /// - Parameter source: a small number, from 0, that always stands for the same other fleet.
    /// - Complexity: O(instances + their volumes and texts).
    public mutating func take(_ instances: some Sequence<Int>, of other: Fleet, source: Int = 0) {
        precondition(other.sizeUnitsPerGiB == fleet.sizeUnitsPerGiB, "fleets of different size units")
        while sources.count <= source { sources.append(Source()) }
        for instance in instances { take(instance, of: other, source) }
    }

    /// Says what the imports of the parts counted together.
    public mutating func set(intake: FleetIntake) { fleet.intake = intake }

    private mutating func take(_ instance: Int, of other: Fleet, _ source: Int) {
        let volumes = other.volumes(of: instance)
        let account = FleetTaker.index(other.instanceAccount[instance], &sources[source].accounts) {
            fleet.internAccount(other.accounts[$0])
        }
        let region = FleetTaker.index(other.instanceRegion[instance], &sources[source].regions) {
            fleet.internRegion(other.regions[Int32($0)])
        }
        let tagSet = tagSet(other.instanceTagSet[instance], of: other, source)
        fleet.append(
            account: account, region: region, platform: other.instancePlatform[instance], tagSet: tagSet,
            failures: other.instanceFailures[instance], volumes: other.volumeSize[volumes],
            encryption: other.volumeEncryption.isEmpty ? [] : other.volumeEncryption[volumes])
        var group = other.group(of: instance)
        if group >= 0 {
            group = FleetTaker.index(group, &sources[source].groups) { fleet.internGroup(other.groups[$0]) }
        }
        let kind = FleetTaker.index(other.kind(of: instance), &sources[source].kinds) {
            fleet.internKind(other.kinds[$0])
        }
        var volumeTags: [Int32] = []
        if !other.volumeTagSet.isEmpty {
            for volume in volumes { volumeTags.append(self.tagSet(other.tagSet(ofVolume: volume), of: other, source)) }
        }
        fleet.describeLast(traits: other.traits(of: instance), group: group, kind: kind, volumeTags: volumeTags)
    }

    private mutating func tagSet(_ index: Int32, of other: Fleet, _ source: Int) -> Int32 {
        FleetTaker.index(index, &sources[source].tagSets) { fleet.internTags(other.tagSets[Int($0)]) }
    }

    /// What an index of the other fleet is here, interned when it is first asked for.
    private static func index<Index: Hashable>(
        _ index: Index, _ known: inout [Index: Index], _ intern: (Index) -> Index
    ) -> Index {
        if let own = known[index] { return own }
        let own = intern(index)
        known[index] = own
        return own
    }
}
