public import ScanModel

/// A price as a list shows it.
public struct ShownPrice: Hashable, Sendable {
    public var item: PriceItem
    /// Where it is asked for; ``PriceBook/everywhere`` for a price of all regions.
    public var region: String
    public var price: Price
    /// The region whose price stands in for this one's; nil if the price is the region's own.
    public var standIn: String?
    /// Whole days on the day of the list; nil where the price has no date.
    public var age: Int?

    public init(item: PriceItem, region: String, price: Price, standIn: String? = nil, on day: CalendarDay) {
        self.item = item
        self.region = region
        self.price = price
        self.standIn = standIn
        age = PriceDate.age(of: price.provenance, on: day)
    }

    /// What the user states is what the user pays, however long ago it was written.
    public var isStated: Bool { price.provenance.confidence == .stated }

    /// Whether it is older than so many days, or of an age that nobody knows.
    public func isStale(after days: Rational) -> Bool {
        if isStated { return false }
        return age.map { Rational($0) > days } ?? true
    }
}

extension ShownPrice: Comparable {
    /// By item and region.
    public static func < (left: ShownPrice, right: ShownPrice) -> Bool {
        (left.item, left.region, left.standIn ?? "") < (right.item, right.region, right.standIn ?? "")
    }
}

extension Array where Element == ShownPrice {
    /// Those that are stale, the oldest first; a price without a date counts as older than any other.
    public func stale(after days: Rational) -> [ShownPrice] {
        filter { $0.isStale(after: days) }
            .sorted { ($1.age ?? .max, $0) < ($0.age ?? .max, $1) }
    }
}

extension PriceBook {
    /// Every price of the book, sorted by item and region. Complexity: O(prices log prices).
    public func shown(on day: CalendarDay) -> [ShownPrice] {
        items.flatMap { item in
            regions(of: item).compactMap { region in
                price(of: item, region: region).map {
                    ShownPrice(item: item, region: region, price: $0, on: day)
                }
            }
        }
    }
}
