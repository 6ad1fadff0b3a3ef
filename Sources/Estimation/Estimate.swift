public import ScanModel

/// What a line of the bill is for.
public enum CostKind: String, Hashable, Sendable, CaseIterable {
    case scanners
    case scannerRootVolumes
    case volumes
    case snapshots

    /// The line in words.
    public var title: String {
        switch self {
        case .scanners: "scanners"
        case .scannerRootVolumes: "scanner root volumes"
        case .volumes: "volumes made from snapshots"
        case .snapshots: "snapshots"
        }
    }
}

/// One priced line: what, where, how much, at which price from which source.
public struct CostLine: Hashable, Sendable {
    public var kind: CostKind
    public var region: String
    /// In `unit`.
    public var quantity: Double
    /// "h" or "GiB-month".
    public var unit: String
    public var item: PriceItem
    /// USD per `unit`.
    public var unitPrice: Double
    /// USD per cycle.
    public var amount: Double
    public var provenance: Provenance
    /// The region whose price stands in for this one's; nil if the price is the region's own.
    public var standIn: String?
}

/// A price that the book does not have.
public struct MissingPrice: Hashable, Sendable, Comparable {
    public var item: PriceItem
    public var region: String

    public static func < (left: MissingPrice, right: MissingPrice) -> Bool {
        (left.item, left.region) < (right.item, right.region)
    }
}

/// The bill of one deployment's cycle.
public struct Estimate: Hashable, Sendable {
    /// By kind, then region in the order of the ledger.
    public var lines: [CostLine]
    /// Sorted; if any is missing there is no total.
    public var missing: [MissingPrice]
    /// Hours from one cycle to the next that the month is made of; nil if the deployment has no interval.
    public var hoursPerCycle: Double?
    /// Hours of the billing month.
    public var hoursPerMonth: Double

    /// USD per cycle, or nil if a price is missing.
    public var perCycle: Double? {
        missing.isEmpty ? lines.reduce(0) { $0 + $1.amount } : nil
    }

    /// USD per month, or nil if a price is missing or the deployment has no interval.
    public var perMonth: Double? {
        guard let perCycle, let hoursPerCycle else { return nil }
        return perCycle * hoursPerMonth / hoursPerCycle
    }

    /// USD per cycle of one kind, or nil if one of its prices is missing.
    public func perCycle(_ kind: CostKind) -> Double? {
        let own = lines.filter { $0.kind == kind }
        return missing.isEmpty ? own.reduce(0) { $0 + $1.amount } : nil
    }

    /// Regions whose price stands in for another's, sorted.
    public var standIns: [String] { Set(lines.compactMap(\.standIn)).sorted() }
}
