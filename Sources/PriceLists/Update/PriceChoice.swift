public import ScanModel

/// A price on which lists contradict themselves or one another, or that stands for several.
public struct PriceChoice: Hashable, Sendable {
    /// How often the price was found.
    public struct Share: Hashable, Sendable {
        public var taken: Int
        public var all: Int
    }

    public var item: PriceItem
    public var region: String
    public var taken: Dollars
    /// The one farthest from it.
    public var other: Dollars
    /// nil: a contradiction, of which the higher price was taken. Else the price is the most frequent one of several.
    public var share: Share?
}

extension PriceChoice: Comparable {
    /// By item and region.
    public static func < (left: PriceChoice, right: PriceChoice) -> Bool {
        (left.item, left.region, left.taken, left.other) < (right.item, right.region, right.taken, right.other)
    }
}
