/// What a vendor asks of an instance beside its account, region, tags and volumes.
public struct InstanceTraits: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Neither running nor stopped.
    public static let otherState = InstanceTraits(rawValue: 1 << 0)
    /// Its image is a product of the cloud's marketplace.
    public static let marketplace = InstanceTraits(rawValue: 1 << 1)
    /// Its processor is of the ARM family.
    public static let arm64 = InstanceTraits(rawValue: 1 << 2)
    /// It lacks the enhanced network adapter that newer machine types need.
    public static let withoutENA = InstanceTraits(rawValue: 1 << 3)
    /// The vendor's agent runs on it.
    public static let cloudAgent = InstanceTraits(rawValue: 1 << 4)
    /// The vendor's scan by the cloud's own interfaces covers it.
    public static let apiScanned = InstanceTraits(rawValue: 1 << 5)
    /// Every trait there is.
    public static let all: InstanceTraits = [
        .otherState, .marketplace, .arm64, .withoutENA, .cloudAgent, .apiScanned,
    ]
}

/// Columns that few fleets need. A column ends where nothing more is said, so most fleets have none.
extension Fleet {
    /// What else is known of an instance.
    public func traits(of instance: Int) -> InstanceTraits {
        instance < instanceTraits.count ? instanceTraits[instance] : []
    }

    /// The group of an instance, an index into ``groups``; -1 if it is in none.
    public func group(of instance: Int) -> Int32 {
        instance < instanceGroup.count ? instanceGroup[instance] : -1
    }

    /// What an instance is, an index into ``kinds``.
    public func kind(of instance: Int) -> Int32 { instance < instanceKind.count ? instanceKind[instance] : 0 }

    /// Interns what an instance is. Complexity: O(length).
    public mutating func internKind(_ kind: InstanceKind) -> Int32 { kinds.intern(kind) }

    /// The tag set of a volume, an index into ``tagSets``.
    public func tagSet(ofVolume volume: Int) -> Int32 { volume < volumeTagSet.count ? volumeTagSet[volume] : 0 }

    /// Interns the name of a group. Complexity: O(length).
    public mutating func internGroup(_ name: String) -> Int32 { groups.intern(name) }

    /// Says more of the instance that was appended last.
    ///
    /// - Parameters:
    ///   - group: an index into ``groups``, or -1.
    ///   - kind: an index into ``kinds``.
    ///   - volumeTags: an index into ``tagSets`` for each of its volumes, or nothing; traps at any other number.
    /// - Complexity: O(volumes), amortised; O(fleet) for the first instance of which something is said.
    public mutating func describeLast(
        traits: InstanceTraits = [], group: Int32 = -1, kind: Int32 = 0, volumeTags: [Int32] = []
    ) {
        let instance = instanceCount - 1
        let volumes = volumes(of: instance)
        precondition(volumeTags.isEmpty || volumeTags.count == volumes.count, "tags of \(volumeTags.count) volumes")
        precondition(volumeTags.allSatisfy { (0..<Int32(tagSets.count)).contains($0) }, "tags that were not interned")
        precondition((-1..<Int32(groups.count)).contains(group), "a group that was not interned")
        precondition((0..<Int32(kinds.all.count)).contains(kind), "a kind that was not interned")
        if kind > 0 { Fleet.put(kind, at: instance, in: &instanceKind, else: 0) }
        if !traits.isEmpty { Fleet.put(traits, at: instance, in: &instanceTraits, else: []) }
        if group >= 0 { Fleet.put(group, at: instance, in: &instanceGroup, else: -1) }
        for (volume, tags) in zip(volumes, volumeTags) where tags > 0 {
            Fleet.put(tags, at: volume, in: &volumeTagSet, else: 0)
        }
    }

    /// Appends what another fleet says of its instances, before these are appended.
    mutating func appendDetails(of other: Fleet, tagMap: [Int32]) {
        let (instances, volumes) = (instanceCount, volumeCount)
        if let last = other.instanceTraits.indices.last {
            Fleet.put(other.instanceTraits[last], at: instances + last, in: &instanceTraits, else: [])
            instanceTraits.replaceSubrange(instances..., with: other.instanceTraits)
        }
        if let last = other.instanceGroup.indices.last {
            let map = other.groups.texts.map { groups.intern($0) }
            Fleet.put(0, at: instances + last, in: &instanceGroup, else: -1)
            instanceGroup.replaceSubrange(instances..., with: other.instanceGroup.map { $0 < 0 ? -1 : map[Int($0)] })
        }
        if let last = other.instanceKind.indices.last {
            let map = other.kinds.all.map { kinds.intern($0) }
            Fleet.put(0, at: instances + last, in: &instanceKind, else: 0)
            instanceKind.replaceSubrange(instances..., with: other.instanceKind.map { map[Int($0)] })
        }
        if let last = other.volumeTagSet.indices.last {
            Fleet.put(0, at: volumes + last, in: &volumeTagSet, else: 0)
            volumeTagSet.replaceSubrange(volumes..., with: other.volumeTagSet.map { tagMap[Int($0)] })
        }
    }

    /// Appends the traits of a block whose instances were appended.
    mutating func appendTraits(of block: InstanceBlock) {
        guard let last = block.traits.lastIndex(where: { !$0.isEmpty }) else { return }
        let first = instanceCount - block.account.count
        if instanceTraits.count < first {
            instanceTraits.append(contentsOf: repeatElement([], count: first - instanceTraits.count))
        }
        instanceTraits.append(contentsOf: block.traits[...last])
    }

    /// Takes over what a fleet says of some of its instances, which are the rows of this one.
    mutating func takeDetails(of other: Fleet, rows: [Int]) {
        func column<Value: Equatable>(
            _ own: [Value], _ indices: some Sequence<Int>, else standard: Value
        ) -> [Value] {
            guard !own.isEmpty else { return [] }
            var taken = indices.map { $0 < own.count ? own[$0] : standard }
            while taken.last == standard { taken.removeLast() }
            return taken
        }
        instanceTraits = column(other.instanceTraits, rows, else: [])
        instanceGroup = column(other.instanceGroup, rows, else: -1)
        instanceKind = column(other.instanceKind, rows, else: 0)
        volumeTagSet = column(other.volumeTagSet, rows.lazy.flatMap { other.volumes(of: $0) }, else: 0)
    }

    private static func put<Value>(_ value: Value, at index: Int, in column: inout [Value], else standard: Value) {
        if column.count <= index {
            column.append(contentsOf: repeatElement(standard, count: index + 1 - column.count))
        }
        column[index] = value
    }
}
