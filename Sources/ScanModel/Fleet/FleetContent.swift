/// What a fleet holds, as a digest for each pair of an account and a region.
///
/// Two pairs have the same digest if and only if planning and simulating cannot tell their instances apart, short of two
/// contents of one SHA-256. What counts of an instance is its platform, the sizes and the encryption of its volumes in
/// their order, its tags and those of its volumes by their texts, its kind, traits and group, and its failures; the unit
/// of sizes counts too. The order of the instances counts, because plans take equals in their order and draws are keyed
/// by it. The names of account and region do not count, nor does how texts are interned, where the pair stands in the
/// fleet, or what the import counted beside the instances. Texts are hashed as they are spelled.
public struct FleetContent: Hashable, Sendable {
    /// What one pair holds.
    public struct Entry: Hashable, Sendable {
        public var pair: AccountRegion
        public var instances: Int
        public var volumes: Int
        /// Size of the volumes in size units.
        public var sizeUnits: Int64
        /// Most failures of an instance.
        public var failuresMost: UInt8
        public var digest: ContentDigest
    }

    /// Size units in a GiB.
    public let sizeUnitsPerGiB: Int64
    /// The pairs with instances, by account and region.
    public let entries: [Entry]
    /// By region, the digest of the order in which its instances belong to accounts: account by account, or mixed.
    public let orders: [String: ContentDigest]

    /// Hashes everything. Complexity: O(instances + volumes + texts).
    public init(_ fleet: Fleet) {
        let work = FleetHashing(fleet)
        self = work.content(work.parts.indices.map { work.entries($0) })
    }

    init(sizeUnitsPerGiB: Int64, entries: [Entry], orders: [String: ContentDigest]) {
        (self.sizeUnitsPerGiB, self.entries, self.orders) = (sizeUnitsPerGiB, entries, orders)
    }
}

/// The hashing of a fleet in parts that can be taken on side by side.
public struct FleetHashing: Sendable {
    /// Pairs that are hashed together.
    public let parts: [Range<Int>]
    private let fleet: Fleet
    private let pairs: FleetPairs
    /// What is known of a pair, by its place among all.
    private let known: [FleetContent.Entry?]

    /// A part should have enough work to be worth a task.
    private static let instancesOfPart = 16_384

    /// - Parameters:
    ///   - previous: the content of an earlier fleet.
    ///   - touched: the pairs whose instances may differ from it. The others are not read again, and only counts are
    ///     compared: the caller must know that they did not change.
    /// - Complexity: O(instances) for two columns, O(pairs).
    public init(_ fleet: Fleet, reusing previous: FleetContent? = nil, touched: Set<AccountRegion> = []) {
        self.fleet = fleet
        let pairs = FleetPairs(fleet)
        self.pairs = pairs
        var known = [FleetContent.Entry?](repeating: nil, count: pairs.pairs.count)
        if let previous, previous.sizeUnitsPerGiB == fleet.sizeUnitsPerGiB {
            let entries = Dictionary(uniqueKeysWithValues: previous.entries.map { ($0.pair, $0) })
            for (index, pair) in pairs.pairs.enumerated() {
                let name = FleetHashing.name(of: pair, in: fleet)
                guard !touched.contains(name), let entry = entries[name], entry.instances == pair.instances else {
                    continue
                }
                known[index] = entry
            }
        }
        self.known = known
        var parts: [Range<Int>] = []
        var start = 0
        var instances = 0
        for index in pairs.pairs.indices {
            instances += known[index] == nil ? pairs.pairs[index].instances : 0
            guard instances >= FleetHashing.instancesOfPart || index + 1 == pairs.pairs.count else { continue }
            parts.append(start..<(index + 1))
            (start, instances) = (index + 1, 0)
        }
        self.parts = parts
    }

    /// Pairs whose instances are read.
    public var pairsToHash: Int { known.count { $0 == nil } }

    /// What the pairs of a part hold. Complexity: O(their instances + volumes + texts).
    public func entries(_ part: Int) -> [FleetContent.Entry] {
        var texts = TextDigests(fleet)
        return parts[part].map { index in known[index] ?? entry(pairs.pairs[index], &texts) }
    }

    /// The content from the entries of all parts. Complexity: O(pairs + runs of instances).
    public func content(_ parts: [[FleetContent.Entry]]) -> FleetContent {
        FleetContent(sizeUnitsPerGiB: fleet.sizeUnitsPerGiB, entries: parts.flatMap { $0 }, orders: orders())
    }

    private static func name(of pair: FleetPairs.Pair, in fleet: Fleet) -> AccountRegion {
        AccountRegion(account: fleet.accounts[pair.account], region: fleet.regions[Int32(pair.region)])
    }

    /// The bytes of an instance say by their first one what follows, and every list has its length before it, so that
    /// different instances have different bytes.
    private func entry(_ pair: FleetPairs.Pair, _ texts: inout TextDigests) -> FleetContent.Entry {
        var hash = SHA256()
        hash.update("scanplan-pair/1")
        hash.update(fleet.sizeUnitsPerGiB)
        hash.update(Int64(pair.instances))
        var entry = FleetContent.Entry(
            pair: FleetHashing.name(of: pair, in: fleet), instances: pair.instances, volumes: 0, sizeUnits: 0,
            failuresMost: 0, digest: ContentDigest(hash))
        var bytes: [UInt8] = []
        for instance in pairs.instances(of: pair) {
            let volumes = fleet.volumes(of: instance)
            entry.volumes += volumes.count
            for volume in volumes { entry.sizeUnits += Int64(fleet.volumeSize[volume]) }
            entry.failuresMost = max(entry.failuresMost, fleet.instanceFailures[instance])
            add(instance, volumes, &texts, to: &bytes)
            guard bytes.count >= 4_096 else { continue }
            hash.update(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
        hash.update(bytes)
        entry.digest = ContentDigest(hash)
        return entry
    }

    private func add(_ instance: Int, _ volumes: Range<Int>, _ texts: inout TextDigests, to bytes: inout [UInt8]) {
        let failures = fleet.instanceFailures[instance]
        let traits = fleet.traits(of: instance)
        let tags = fleet.instanceTagSet[instance]
        let kind = fleet.kind(of: instance)
        let group = fleet.group(of: instance)
        let isEncrypted =
            !fleet.volumeEncryption.isEmpty && volumes.contains { fleet.volumeEncryption[$0] != .none }
        let hasVolumeTags = !fleet.volumeTagSet.isEmpty && volumes.contains { fleet.tagSet(ofVolume: $0) > 0 }
        var flags: UInt8 = 0
        if fleet.instancePlatform[instance] == .windows { flags |= 1 }
        if failures > 0 { flags |= 2 }
        if !traits.isEmpty { flags |= 4 }
        if tags > 0 { flags |= 8 }
        if kind > 0 { flags |= 16 }
        if group >= 0 { flags |= 32 }
        if isEncrypted { flags |= 64 }
        if hasVolumeTags { flags |= 128 }
        bytes.append(flags)
        bytes.append(UInt32(volumes.count))
        for volume in volumes { bytes.append(UInt32(bitPattern: fleet.volumeSize[volume])) }
        if failures > 0 { bytes.append(failures) }
        if !traits.isEmpty { bytes.append(traits.rawValue) }
        if tags > 0 { bytes += texts.tagSet(tags) }
        if kind > 0 { bytes += texts.kind(kind) }
        if group >= 0 { bytes += texts.group(group) }
        if isEncrypted { for volume in volumes { bytes.append(fleet.volumeEncryption[volume].rawValue) } }
        if hasVolumeTags { for volume in volumes { bytes += texts.tagSet(fleet.tagSet(ofVolume: volume)) } }
    }

    /// Of each region: whose instances follow on whose, and how many.
    private func orders() -> [String: ContentDigest] {
        var hashes: [UInt16: SHA256] = [:]
        var open: [UInt16: (account: Int32, count: Int)] = [:]
        func close(_ region: UInt16) {
            guard let run = open[region] else { return }
            hashes[region, default: SHA256()].update(fleet.accounts[run.account])
            hashes[region]?.update(Int64(run.count))
        }
        for run in FleetPairs.runs(of: fleet) {
            if let last = open[run.region], last.account == run.account {
                open[run.region] = (run.account, last.count + run.instances.count)
            } else {
                close(run.region)
                open[run.region] = (run.account, run.instances.count)
            }
        }
        for region in open.keys { close(region) }
        return Dictionary(
            uniqueKeysWithValues: hashes.map { (fleet.regions[Int32($0.key)], ContentDigest($0.value)) })
    }
}

/// The digests of a fleet's texts, each made when it is first asked for.
private struct TextDigests {
    private let fleet: Fleet
    private var tagSets: [Int32: [UInt8]] = [:]
    private var kinds: [Int32: [UInt8]] = [:]
    private var groups: [Int32: [UInt8]] = [:]

    init(_ fleet: Fleet) { self.fleet = fleet }

    mutating func tagSet(_ index: Int32) -> [UInt8] {
        if let known = tagSets[index] { return known }
        let tags = fleet.tagSets[Int(index)]
        let digest = TextDigests.digest(of: tags.flatMap { [$0.key, $0.value] })
        tagSets[index] = digest
        return digest
    }

    mutating func kind(_ index: Int32) -> [UInt8] {
        if let known = kinds[index] { return known }
        let kind = fleet.kinds[index]
        let digest = TextDigests.digest(of: [kind.system, kind.machineType])
        kinds[index] = digest
        return digest
    }

    mutating func group(_ index: Int32) -> [UInt8] {
        if let known = groups[index] { return known }
        let digest = TextDigests.digest(of: [fleet.groups[index]])
        groups[index] = digest
        return digest
    }

    private static func digest(of texts: [String]) -> [UInt8] {
        var hash = SHA256()
        hash.update(Int64(texts.count))
        for text in texts { hash.update(text) }
        return hash.digest()
    }
}

extension [UInt8] {
    /// Appends a number as four bytes, the least first.
    fileprivate mutating func append(_ number: UInt32) {
        for shift in [0, 8, 16, 24] as [UInt32] { append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
}
