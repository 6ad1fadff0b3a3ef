public import ScanModel

/// What price list files say of the items of bills.
public struct PriceListContent: Hashable, Sendable {
    /// A file that was read.
    public struct File: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable {
            /// A file of the AWS Price List.
            case awsOffer
            /// Pages of the Azure Retail Prices API.
            case azurePages
        }

        public var name: String
        public var kind: Kind
        /// What it is a list of: `AmazonEC2`, or `Retail Prices`.
        public var offer: String
        /// As the file states it; nil where it states none.
        public var version: String?
        /// The day of its prices (ISO 8601), or ``PriceDate/undated``.
        public var date: String
        /// Products or rows in it.
        public var products: Int
        /// Of those, the ones that are items of bills.
        public var matching: Int
        /// Of those that match, the ones in regions that scanplan does not know.
        public var elsewhere: Int
        /// Of those that match, the ones without a price on demand in USD for the expected unit.
        public var unpriced: Int
    }

    public internal(set) var book = PriceBook()
    public internal(set) var files: [File] = []
    /// Sorted.
    public internal(set) var choices: [PriceChoice] = []
    /// What else should be known of the files, one sentence each.
    public internal(set) var notes: [String] = []

    /// Adds the book of a file: what is newer holds, and of equally new prices the higher one.
    mutating func add(_ other: PriceBook) {
        for item in other.items {
            for region in other.regions(of: item) {
                guard let new = other.price(of: item, region: region) else { continue }
                guard book.regions(of: item).contains(region), let old = book.price(of: item, region: region) else {
                    book.set(new, for: item, region: region)
                    continue
                }
                if new.amount == old.amount || new.provenance.date != old.provenance.date {
                    if new.provenance.date > old.provenance.date { book.set(new, for: item, region: region) }
                    continue
                }
                var (price, lower) = new.amount > old.amount ? (new, old) : (old, new)
                price.otherAmount = lower.amount
                price.provenance.confidence = .assumed
                price.provenance.source += "; \(lower.amount.value) in \(lower.provenance.source)"
                book.set(price, for: item, region: region)
                choices.append(
                    PriceChoice(item: item, region: region, taken: price.amount, other: lower.amount, share: nil))
            }
        }
    }
}
