/// What is used and may be billed.
public enum UsageKind: Hashable, Sendable, Comparable {
    /// Scanner seconds, after the shortest billed time.
    case scannerSeconds
    /// Root volumes of scanners, in GiB-seconds.
    case scannerRootGiBSeconds
    /// Volumes made from snapshots, in GiB-seconds.
    case volumeGiBSeconds
    /// Snapshots, in GiB-seconds of the size of their volumes.
    case snapshotGiBSeconds
    /// Requests of an action, refused ones included.
    case requests(action: String)
    /// Snapshots that were copied with another key, in GiB-seconds of the size of their volumes.
    case copiedSnapshotGiBSeconds
    /// Volumes that failures left behind until a sweep removed them, in GiB-seconds.
    case leftoverVolumeGiBSeconds
    /// Snapshots that failures left behind until a sweep removed them, in GiB-seconds of the size of their volumes.
    case leftoverSnapshotGiBSeconds
    /// Regions of the deployment, with work or without: 1 in each.
    case regions
    /// Seconds that a region was open.
    case regionOpenSeconds
    /// Instances to scan.
    case items
    /// Volumes to scan.
    case volumes
    /// Those of them that are encrypted.
    case encryptedVolumes
    /// Size of the volumes to scan, in GiB.
    case volumeGiB
    /// Scanners launched.
    case launches

    /// The unit of the amount.
    public var unit: String {
        switch self {
        case .scannerSeconds, .regionOpenSeconds: "s"
        case .scannerRootGiBSeconds, .volumeGiBSeconds, .snapshotGiBSeconds, .copiedSnapshotGiBSeconds,
            .leftoverVolumeGiBSeconds, .leftoverSnapshotGiBSeconds:
            "GiB s"
        case .requests: "requests"
        case .regions: "regions"
        case .items: "instances"
        case .volumes, .encryptedVolumes: "volumes"
        case .volumeGiB: "GiB"
        case .launches: "scanners"
        }
    }
}

/// Exact amounts by region and kind, written alike by the planner's arithmetic and by the simulator.
///
/// What only the bill asks for (from ``UsageKind/regions`` on) is added for deployments whose bill has such lines.
public struct UsageLedger: Hashable, Sendable {
    /// Region, then kind.
    public struct Key: Hashable, Sendable, Comparable {
        public var region: String
        public var kind: UsageKind

        public init(region: String, kind: UsageKind) {
            self.region = region
            self.kind = kind
        }

        public static func < (left: Key, right: Key) -> Bool {
            left.region != right.region ? left.region < right.region : left.kind < right.kind
        }
    }

    private var amounts: [Key: Rational] = [:]

    public init() {}

    /// Adds an amount in the unit of its kind.
    public mutating func add(_ amount: Rational, of kind: UsageKind, in region: String) {
        amounts[Key(region: region, kind: kind), default: .zero] = self[kind, region] + amount
    }

    /// Adds every entry of another ledger.
    public mutating func add(_ other: UsageLedger) {
        for (key, amount) in other.amounts { add(amount, of: key.kind, in: key.region) }
    }

    /// The amount of a kind in a region; zero if nothing was used.
    public subscript(kind: UsageKind, region: String) -> Rational {
        amounts[Key(region: region, kind: kind)] ?? .zero
    }

    /// The amount of a kind over all regions.
    public func total(_ kind: UsageKind) -> Rational {
        amounts.reduce(.zero) { $1.key.kind == kind ? $0 + $1.value : $0 }
    }

    /// The requests of all actions in a region.
    public func requests(in region: String) -> Rational {
        amounts.reduce(.zero) { sum, entry in
            guard case .requests = entry.key.kind, entry.key.region == region else { return sum }
            return sum + entry.value
        }
    }

    /// The regions with an entry, sorted.
    public var regions: [String] { Set(amounts.keys.map(\.region)).sorted() }

    /// Every entry, by region and kind.
    public var entries: [(key: Key, amount: Rational)] {
        amounts.sorted { $0.key < $1.key }.map { (key: $0.key, amount: $0.value) }
    }
}

extension UsageKind {
    /// What a storage meter counts.
    public init(_ meter: StorageMeter) {
        switch meter {
        case .volume: self = .volumeGiBSeconds
        case .snapshot: self = .snapshotGiBSeconds
        case .copy: self = .copiedSnapshotGiBSeconds
        }
    }
}
