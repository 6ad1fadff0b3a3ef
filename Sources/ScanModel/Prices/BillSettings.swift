/// A part of the bill beyond scanners and storage that a scenario or a profile switches on.
public enum BillPart: String, Hashable, Sendable, CaseIterable, Codable {
    /// Scanners are bought on the spot market.
    case spot
    /// Encryption keys and requests for them.
    case keys
    /// Volumes are filled at a provisioned rate.
    case initialisation
    /// Snapshots are prepared for fast restore.
    case fastRestore
    /// Gateways, endpoints, public addresses and what goes through them.
    case network
    case stepFunctions
    case lambda
    case queues
    case tables
    /// Copies of the audit log that are not free.
    case cloudTrail
}

/// A number that lines of the bill rest on.
///
/// What each one means, its value, its range and its source are data: see `Prices/aws-bill.csv` in VendorProfiles.
public enum BillQuantity: String, Hashable, Sendable, CaseIterable {
    case spotPriceFactor
    case keysPerRegion, keyRequestsPerEncryptedVolume
    case initialisationRate, initialisationWrittenFraction
    case fastRestoreZones, fastRestoreHours
    case natGatewaysPerRegion, interfaceEndpointsPerRegion, publicAddressesPerScanner
    case uploadGBPerItem, downloadGBPerScanner, interRegionGBPerItem
    case transitionsPerItem, transitionsPerScanner
    case lambdaRequestsPerItem, lambdaGBSecondsPerItem
    case queueRequestsPerItem
    case tableWritesPerItem, tableReadsPerItem
    case paidTrailCopies, otherEventsPerItem

    /// The part that uses it.
    public var part: BillPart {
        switch self {
        case .spotPriceFactor: .spot
        case .keysPerRegion, .keyRequestsPerEncryptedVolume: .keys
        case .initialisationRate, .initialisationWrittenFraction: .initialisation
        case .fastRestoreZones, .fastRestoreHours: .fastRestore
        case .natGatewaysPerRegion, .interfaceEndpointsPerRegion, .publicAddressesPerScanner, .uploadGBPerItem,
            .downloadGBPerScanner, .interRegionGBPerItem:
            .network
        case .transitionsPerItem, .transitionsPerScanner: .stepFunctions
        case .lambdaRequestsPerItem, .lambdaGBSecondsPerItem: .lambda
        case .queueRequestsPerItem: .queues
        case .tableWritesPerItem, .tableReadsPerItem: .tables
        case .paidTrailCopies, .otherEventsPerItem: .cloudTrail
        }
    }
}

/// A value in use and the range in which it may lie.
public struct BillInput: Hashable, Sendable {
    public var value: Rational
    /// nil if the user states the value: then nothing is left open.
    public var range: ClosedRange<Rational>?
    public var provenance: Provenance

    public init(value: Rational, range: ClosedRange<Rational>?, provenance: Provenance) {
        self.value = value
        self.range = range
        self.provenance = provenance
    }
}

/// Which lines the bill has and what they rest on.
public struct BillSettings: Hashable, Sendable {
    /// The parts that are switched on.
    public var parts: Set<BillPart>
    /// Where the service account's state machines, functions, queues and tables run.
    public var homeRegion: String
    /// One for every quantity of a part that is switched on.
    public var inputs: [BillQuantity: BillInput]

    public init(parts: Set<BillPart>, homeRegion: String, inputs: [BillQuantity: BillInput]) {
        self.parts = parts
        self.homeRegion = homeRegion
        self.inputs = inputs
    }

    /// Scanners on demand, volumes and snapshots; nothing else.
    public static let none = BillSettings(parts: [], homeRegion: "", inputs: [:])

    /// The value of a quantity; 0 if its part is switched off.
    public subscript(quantity: BillQuantity) -> Rational {
        parts.contains(quantity.part) ? inputs[quantity]?.value ?? .zero : .zero
    }
}

/// Negotiated shares off the list prices.
public struct Discounts: Hashable, Sendable {
    /// Off every list price that has no discount of its own, 0 ... 1.
    public var overall: Rational
    /// Off single items, in place of the overall one; 0 ... 1.
    public var items: [PriceItem: Rational]

    public init(overall: Rational = .zero, items: [PriceItem: Rational] = [:]) {
        self.overall = overall
        self.items = items
    }

    /// No discount at all.
    public static let none = Discounts()

    /// The share of a price that is paid. A price that the scenario states is what is paid already.
    public func paidShare(of item: PriceItem, price: Price) -> Rational {
        if price.provenance.confidence == .stated { return .one }
        return .one - (items[item] ?? overall)
    }
}
