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

    /// The unit of the amount.
    public var unit: String {
        switch self {
        case .scannerSeconds: "s"
        case .scannerRootGiBSeconds, .volumeGiBSeconds, .snapshotGiBSeconds: "GiB s"
        case .requests: "requests"
        }
    }
}

/// Exact amounts by region and kind, written alike by the planner's arithmetic and by the simulator.
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

    /// Every entry, by region and kind.
    public var entries: [(key: Key, amount: Rational)] {
        amounts.sorted { $0.key < $1.key }.map { (key: $0.key, amount: $0.value) }
    }
}
