/// What sets one fleet apart from another, pair of account and region by pair.
///
/// Pairs whose digests are equal are the same; see ``FleetContent``.
public struct FleetDifference: Hashable, Sendable {
    /// What there is of something.
    public struct Amount: Hashable, Sendable {
        public var instances = 0
        public var volumes = 0
        /// Size of the volumes in GiB, exact.
        public var gib = Rational.zero

        public init() {}

        mutating func add(_ other: Amount) {
            instances += other.instances
            volumes += other.volumes
            gib = gib + other.gib
        }
    }

    public enum Change: String, Hashable, Sendable, CaseIterable {
        case added, removed, changed
    }

    /// A property in which the instances of a pair can differ.
    public enum Property: String, Hashable, Sendable, CaseIterable {
        case sizes, platform, encryption, tags, volumeTags, kind, traits, group, failures
        /// The same instances, in another order.
        case order
    }

    /// One pair that is not the same.
    public struct Entry: Hashable, Sendable {
        public var pair: AccountRegion
        public var change: Change
        public var before: Amount
        public var after: Amount
        /// Where both fleets list as many instances: the properties in which instances of the same number differ, or
        /// `order` alone if only their order does. Empty if the numbers differ, because nobody can tell then which
        /// instances are the same.
        public var properties: [Property]
    }

    /// By account and region.
    public let entries: [Entry]
    /// Pairs that are the same in both.
    public let unchangedPairs: Int
    /// What there is in all.
    public let before: Amount
    public let after: Amount
    /// Accounts and regions with instances in one fleet only, sorted.
    public let accountsAdded: [String]
    public let accountsRemoved: [String]
    public let regionsAdded: [String]
    public let regionsRemoved: [String]

    /// Whether the fleets are the same.
    public var isEmpty: Bool { entries.isEmpty }

    /// - Complexity: O(instances of both fleets) for two columns, O(pairs), O(instances + volumes of changed pairs).
    public init(
        from first: Fleet, _ firstContent: FleetContent, to second: Fleet, _ secondContent: FleetContent
    ) {
        let rows = (DifferenceRows(first, firstContent), DifferenceRows(second, secondContent))
        var entries: [Entry] = []
        var unchanged = 0
        for (old, new) in FleetContent.merged(firstContent, secondContent) {
            if let old, let new, old.digest == new.digest {
                unchanged += 1
                continue
            }
            guard let pair = (old ?? new)?.pair else { continue }
            let properties = old?.instances == new?.instances ? rows.0.properties(of: pair, against: rows.1) : []
            entries.append(
                Entry(
                    pair: pair, change: old == nil ? .added : new == nil ? .removed : .changed,
                    before: Amount(old, firstContent), after: Amount(new, secondContent), properties: properties))
        }
        self.entries = entries
        unchangedPairs = unchanged
        before = firstContent.total
        after = secondContent.total
        let accounts = (Set(firstContent.entries.map(\.pair.account)), Set(secondContent.entries.map(\.pair.account)))
        accountsAdded = accounts.1.subtracting(accounts.0).sorted()
        accountsRemoved = accounts.0.subtracting(accounts.1).sorted()
        let regions = (Set(firstContent.entries.map(\.pair.region)), Set(secondContent.entries.map(\.pair.region)))
        regionsAdded = regions.1.subtracting(regions.0).sorted()
        regionsRemoved = regions.0.subtracting(regions.1).sorted()
    }
}

extension FleetContent {
    /// The entries of two contents side by side, by pair; nil where only the other one has the pair.
    ///
    /// - Complexity: O(pairs).
    public static func merged(_ first: FleetContent, _ second: FleetContent) -> [(before: Entry?, after: Entry?)] {
        var merged: [(before: Entry?, after: Entry?)] = []
        var (old, new) = (first.entries[...], second.entries[...])
        while true {
            switch (old.first, new.first) {
            case (nil, nil): return merged
            case (let one?, let other) where other == nil || one.pair < other!.pair:
                merged.append((one, nil))
                old.removeFirst()
            case (let one, let other?) where one == nil || other.pair < one!.pair:
                merged.append((nil, other))
                new.removeFirst()
            case (let one, let other):
                merged.append((one, other))
                old.removeFirst()
                new.removeFirst()
            }
        }
    }

    fileprivate var total: FleetDifference.Amount {
        var total = FleetDifference.Amount()
        for entry in entries { total.add(FleetDifference.Amount(entry, self)) }
        return total
    }
}

extension FleetDifference.Amount {
    fileprivate init(_ entry: FleetContent.Entry?, _ content: FleetContent) {
        guard let entry else { return }
        instances = entry.instances
        volumes = entry.volumes
        gib = Rational(Int128(entry.sizeUnits), over: Int128(content.sizeUnitsPerGiB))
    }
}

/// A fleet with the instances of each of its pairs.
private struct DifferenceRows {
    let fleet: Fleet
    private let pairs: FleetPairs
    private let places: [AccountRegion: Int]

    init(_ fleet: Fleet, _ content: FleetContent) {
        self.fleet = fleet
        pairs = FleetPairs(fleet)
        precondition(pairs.pairs.count == content.entries.count, "the content of another fleet")
        places = Dictionary(uniqueKeysWithValues: content.entries.enumerated().map { ($1.pair, $0) })
    }

    /// In what instances of the same number differ; `order` if they are the same as a multiset.
    func properties(of pair: AccountRegion, against other: DifferenceRows) -> [FleetDifference.Property] {
        guard let own = places[pair], let theirs = other.places[pair] else { return [] }
        var differing: Set<FleetDifference.Property> = []
        var counts: [RowKey: Int] = [:]
        let mine = Array(pairs.instances(of: pairs.pairs[own]))
        let rest = Array(other.pairs.instances(of: other.pairs.pairs[theirs]))
        for (left, right) in zip(mine, rest) {
            let (one, another) = (RowKey(left, of: fleet), RowKey(right, of: other.fleet))
            one.differences(to: another, &differing)
            counts[one, default: 0] += 1
            counts[another, default: 0] -= 1
        }
        if !differing.isEmpty, counts.values.allSatisfy({ $0 == 0 }) { return [.order] }
        return FleetDifference.Property.allCases.filter(differing.contains)
    }
}

/// What counts of an instance, by its texts.
private struct RowKey: Hashable {
    var sizes: [Int64]
    var platform: Platform
    var encryption: [VolumeEncryption]
    var tags: [Tag]
    var volumeTags: [[Tag]]
    var kind: InstanceKind
    var traits: UInt8
    var group: String?
    var failures: UInt8

    init(_ instance: Int, of fleet: Fleet) {
        let volumes = fleet.volumes(of: instance)
        // Fleets of different units have no common sizes, so the unit stands with them.
        sizes = [fleet.sizeUnitsPerGiB] + fleet.volumeSize[volumes].map(Int64.init)
        platform = fleet.instancePlatform[instance]
        encryption = volumes.map { fleet.encryption(ofVolume: $0) }
        tags = fleet.tagSets[Int(fleet.instanceTagSet[instance])]
        volumeTags = volumes.map { fleet.tagSets[Int(fleet.tagSet(ofVolume: $0))] }
        kind = fleet.kinds[fleet.kind(of: instance)]
        traits = fleet.traits(of: instance).rawValue
        let group = fleet.group(of: instance)
        self.group = group < 0 ? nil : fleet.groups[group]
        failures = fleet.instanceFailures[instance]
    }

    func differences(to other: RowKey, _ found: inout Set<FleetDifference.Property>) {
        if sizes != other.sizes { found.insert(.sizes) }
        if platform != other.platform { found.insert(.platform) }
        if encryption != other.encryption, sizes.count == other.sizes.count { found.insert(.encryption) }
        if tags != other.tags { found.insert(.tags) }
        if volumeTags != other.volumeTags, sizes.count == other.sizes.count { found.insert(.volumeTags) }
        if kind != other.kind { found.insert(.kind) }
        if traits != other.traits { found.insert(.traits) }
        if group != other.group { found.insert(.group) }
        if failures != other.failures { found.insert(.failures) }
    }
}
