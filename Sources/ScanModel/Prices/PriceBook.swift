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
}

/// Price of an item in a region.
public struct Price: Hashable, Sendable {
    /// USD per the unit that the item's name ends with.
    public var amount: Dollars
    public var provenance: Provenance

    public init(amount: Dollars, provenance: Provenance) {
        self.amount = amount
        self.provenance = provenance
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

    public init(
        book: PriceBook, standIn: String?, hoursPerMonth: Rational, scanner: PriceItem, scannerRoot: PriceItem?,
        volume: PriceItem, snapshot: PriceItem, snapshotStoredFraction: Sourced<Rational>
    ) {
        self.book = book
        self.standIn = standIn
        self.hoursPerMonth = hoursPerMonth
        self.scanner = scanner
        self.scannerRoot = scannerRoot
        self.volume = volume
        self.snapshot = snapshot
        self.snapshotStoredFraction = snapshotStoredFraction
    }
}
