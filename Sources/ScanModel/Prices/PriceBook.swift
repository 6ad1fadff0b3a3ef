/// What is sold: a name that is the same in every region.
public struct PriceItem: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Such as `ec2:c5.large:linux:on-demand` or `ebs:gp3:GiB-month`.
    public var sku: String

    public init(sku: String) { self.sku = sku }

    public var description: String { sku }

    public static func < (left: PriceItem, right: PriceItem) -> Bool { left.sku < right.sku }

    /// An on-demand Linux machine, per hour.
    public static func machineHour(_ type: String) -> PriceItem { PriceItem(sku: "ec2:\(type):linux:on-demand") }
    /// General purpose storage, per GiB-month.
    public static let gp3 = PriceItem(sku: "ebs:gp3:GiB-month")
    /// Standard snapshot storage, per GiB-month.
    public static let snapshotStandard = PriceItem(sku: "ebs:snapshot-standard:GiB-month")
    /// Initialisation of a volume at a provisioned rate, per GiB and MiB/s.
    public static let initialisation = PriceItem(sku: "ebs:initialisation:GiB-MiBps")
    /// Fast restore of a snapshot in a zone, per hour.
    public static let fastRestore = PriceItem(sku: "ebs:fast-restore:h")
    public static let keyMonth = PriceItem(sku: "kms:key:month")
    public static let keyRequest = PriceItem(sku: "kms:request")
    public static let natGatewayHour = PriceItem(sku: "vpc:nat-gateway:h")
    public static let natGatewayGB = PriceItem(sku: "vpc:nat-gateway:GB")
    public static let interfaceEndpointHour = PriceItem(sku: "vpc:interface-endpoint:h")
    public static let publicAddressHour = PriceItem(sku: "vpc:public-ipv4:h")
    /// From a region to the internet, per GB, first tier.
    public static let internetGB = PriceItem(sku: "transfer:internet:GB")
    /// From a region to another one, per GB.
    public static let interRegionGB = PriceItem(sku: "transfer:inter-region:GB")
    /// A transition of a standard state machine.
    public static let transition = PriceItem(sku: "states:standard:transition")
    public static let lambdaRequest = PriceItem(sku: "lambda:request")
    /// First tier, x86.
    public static let lambdaGBSecond = PriceItem(sku: "lambda:GB-s")
    public static let queueRequest = PriceItem(sku: "sqs:standard:request")
    public static let tableWrite = PriceItem(sku: "dynamodb:on-demand:write-unit")
    public static let tableRead = PriceItem(sku: "dynamodb:on-demand:read-unit")
    /// A management event in a copy of the audit log beyond the first, free one.
    public static let paidEvent = PriceItem(sku: "cloudtrail:management-event")
}

/// Price of an item in a region.
public struct Price: Hashable, Sendable {
    /// USD per the unit that the item's name ends with.
    public var amount: Dollars
    public var provenance: Provenance
    /// Another figure that a public copy states for the same thing; nil if all copies agree.
    public var otherAmount: Dollars?

    public init(amount: Dollars, provenance: Provenance, otherAmount: Dollars? = nil) {
        self.amount = amount
        self.provenance = provenance
        self.otherAmount = otherAmount
    }
}

/// Prices by item and region.
public struct PriceBook: Hashable, Sendable {
    /// The region under which a price holds everywhere.
    public static let everywhere = "*"

    private var prices: [PriceItem: [String: Price]] = [:]

    public init() {}

    /// Number of prices.
    public var count: Int { prices.values.reduce(0) { $0 + $1.count } }

    /// Sets or replaces a price. `region` may be ``everywhere``.
    public mutating func set(_ price: Price, for item: PriceItem, region: String) {
        prices[item, default: [:]][region] = price
    }

    /// Lays another book over this one: each of its prices replaces the one of the same item and region.
    ///
    /// Its price for ``everywhere`` replaces all prices of the item but those that the other book states itself.
    /// Complexity: O(prices of the other book).
    public mutating func lay(_ other: PriceBook) {
        for (item, regions) in other.prices {
            if regions[PriceBook.everywhere] == nil {
                prices[item, default: [:]].merge(regions) { _, new in new }
            } else {
                prices[item] = regions
            }
        }
    }

    /// The price in a region, else the price that holds everywhere, else nil. Complexity: O(1).
    public func price(of item: PriceItem, region: String) -> Price? {
        prices[item]?[region] ?? prices[item]?[PriceBook.everywhere]
    }

    /// Every item, sorted.
    public var items: [PriceItem] { prices.keys.sorted() }

    /// The regions in which an item has a price, sorted.
    public func regions(of item: PriceItem) -> [String] { (prices[item] ?? [:]).keys.sorted() }
}

/// How a deployment is priced.
public struct Pricing: Hashable, Sendable {
    public var book: PriceBook
    /// Region whose price stands in where a region has none; nil: a missing price stays missing.
    public var standIn: String?
    /// Hours of a billing month; 730 unless a reference document says otherwise.
    public var hoursPerMonth: Rational
    /// What a scanner hour is sold as.
    public var scanner: PriceItem
    /// What the scanner's own root volume is sold as; nil: it is not billed.
    public var scannerRoot: PriceItem?
    /// What volumes made from snapshots are sold as.
    public var volume: PriceItem
    /// What snapshots are sold as.
    public var snapshot: PriceItem
    /// Share of a volume's size that its snapshot stores, 0 ... 1.
    public var snapshotStoredFraction: Sourced<Rational>
    /// Range of that share; nil if the user states it.
    public var snapshotStoredRange: ClosedRange<Rational>?
    /// Range of the scanners' root volumes, as multiples of the size in use; nil if the user states it.
    public var scannerRootRange: ClosedRange<Rational>?
    public var bill: BillSettings
    public var discounts: Discounts

    public init(
        book: PriceBook, standIn: String?, hoursPerMonth: Rational, scanner: PriceItem, scannerRoot: PriceItem?,
        volume: PriceItem, snapshot: PriceItem, snapshotStoredFraction: Sourced<Rational>,
        snapshotStoredRange: ClosedRange<Rational>? = nil, scannerRootRange: ClosedRange<Rational>? = nil,
        bill: BillSettings = .none, discounts: Discounts = .none
    ) {
        self.book = book
        self.standIn = standIn
        self.hoursPerMonth = hoursPerMonth
        self.scanner = scanner
        self.scannerRoot = scannerRoot
        self.volume = volume
        self.snapshot = snapshot
        self.snapshotStoredFraction = snapshotStoredFraction
        self.snapshotStoredRange = snapshotStoredRange
        self.scannerRootRange = scannerRootRange
        self.bill = bill
        self.discounts = discounts
    }
}
