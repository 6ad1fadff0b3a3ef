public import ScanModel

/// What a line of the bill is for.
public enum CostKind: String, Hashable, Sendable, CaseIterable {
    case scanners
    case scannerRootVolumes
    case volumes
    case snapshots
    case copiedSnapshots
    case leftoverVolumes
    case leftoverSnapshots
    case initialisation
    case fastRestore
    case keys
    case keyRequests
    case natGateways
    case natTraffic
    case interfaceEndpoints
    case publicAddresses
    case uploads
    case interRegionTraffic
    case transitions
    case functionCalls
    case functionTime
    case queueRequests
    case tableWrites
    case tableReads
    case trailEvents

    /// The line in words.
    public var title: String {
        switch self {
        case .scanners: "scanners"
        case .scannerRootVolumes: "scanner root volumes"
        case .volumes: "volumes made from snapshots"
        case .snapshots: "snapshots"
        case .copiedSnapshots: "copied snapshots"
        case .leftoverVolumes: "volumes left behind"
        case .leftoverSnapshots: "snapshots left behind"
        case .initialisation: "provisioned initialisation"
        case .fastRestore: "fast snapshot restore"
        case .keys: "encryption keys"
        case .keyRequests: "requests for keys"
        case .natGateways: "NAT gateways"
        case .natTraffic: "through NAT gateways"
        case .interfaceEndpoints: "interface endpoints"
        case .publicAddresses: "public IPv4 addresses"
        case .uploads: "to the vendor's platform"
        case .interRegionTraffic: "to the home region"
        case .transitions: "Step Functions"
        case .functionCalls: "Lambda requests"
        case .functionTime: "Lambda time"
        case .queueRequests: "SQS"
        case .tableWrites: "DynamoDB writes"
        case .tableReads: "DynamoDB reads"
        case .trailEvents: "CloudTrail copies"
        }
    }

    /// What a line is shared out by among those whose instances are scanned.
    public var basis: ShareBasis {
        switch self {
        case .scanners, .scannerRootVolumes, .publicAddresses, .natGateways, .natTraffic, .interfaceEndpoints: .volumes
        case .volumes, .snapshots, .copiedSnapshots, .leftoverVolumes, .leftoverSnapshots, .initialisation: .size
        case .keys, .keyRequests: .encryptedVolumes
        case .fastRestore: .volumes
        case .uploads, .interRegionTraffic, .transitions, .functionCalls, .functionTime, .queueRequests, .tableWrites,
            .tableReads, .trailEvents:
            .items
        }
    }
}

/// What a line of the bill is shared out by.
public enum ShareBasis: Hashable, Sendable {
    /// Volumes to scan: scanners are filled by their number.
    case volumes
    /// GiB to scan.
    case size
    /// Volumes to scan that are encrypted; volumes if none is.
    case encryptedVolumes
    /// Instances to scan.
    case items
}

/// One priced line: what, where, how much, at which price from which source.
public struct CostLine: Hashable, Sendable {
    public var kind: CostKind
    public var region: String
    /// In `unit`.
    public var quantity: Double
    /// "h", "GiB-month", "requests" and so on; the same in all lines of a kind.
    public var unit: String
    public var item: PriceItem
    /// USD per `unit`, after the spot market and discounts.
    public var unitPrice: Double
    /// USD per `unit` by the price list.
    public var listPrice: Double
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

    /// Whether any line costs something else than its list price.
    public var hasReductions: Bool { lines.contains { $0.unitPrice != $0.listPrice } }

    /// Regions whose price stands in for another's, sorted.
    public var standIns: [String] { Set(lines.compactMap(\.standIn)).sorted() }
}
