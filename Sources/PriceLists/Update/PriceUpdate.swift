public import ScanModel
internal import VendorProfiles

/// A book of prices brought up to date, and what that changed.
public struct PriceUpdate: Hashable, Sendable {
    /// A price that is another one now.
    public struct Change: Hashable, Sendable {
        public var item: PriceItem
        public var region: String
        public var before: Price
        public var after: Price

        /// How much more is asked now, in tenths of a per cent of the price before, rounded half away from zero; at most
        /// 10^12.
        public var tenthsOfPercent: Int {
            let change = (after.amount.value - before.amount.value) / before.amount.value * Rational(1000)
            let half = Rational(1, over: 2)
            let rounded = change < .zero ? -(Rational(0) - change + half).floor : (change + half).floor
            return Int(min(rounded, 1_000_000_000_000))
        }
    }

    /// An item of bills that the lists price nowhere, or not in some of their regions.
    public struct Gap: Hashable, Sendable {
        public var item: PriceItem
        /// Sorted; empty: in no region at all.
        public var regions: [String]
        /// The price list in which the item should stand; nil if that is not known.
        public var offer: String?
    }

    /// The book before with the prices of the lists over it.
    public var book: PriceBook
    /// How many prices the lists gave.
    public var taken: Int
    /// How many of them had no price before.
    public var added: Int
    /// How many of them are the same as before.
    public var unchanged: Int
    /// Sorted by how much they changed, the largest first, then by item and region.
    public var changes: [Change]
    /// Sorted by item.
    public var gaps: [Gap]

    /// - Parameters:
    ///   - lists: what was read.
    ///   - onto: the book that is brought up to date; what it lacks is compared with the prices that ship.
    /// - Complexity: O(prices log prices).
    public init(_ lists: PriceListContent, onto: PriceBook) {
        var shipped = Cloud.aws.priceBook
        shipped.lay(Cloud.azure.priceBook)
        var before = shipped
        before.lay(onto)
        (taken, added, unchanged) = (0, 0, 0)
        changes = []
        var listed: Set<String> = []
        for item in lists.book.items {
            for region in lists.book.regions(of: item) {
                guard let new = lists.book.price(of: item, region: region) else { continue }
                taken += 1
                listed.insert(region)
                guard let old = before.price(of: item, region: region) else {
                    added += 1
                    continue
                }
                if old.amount == new.amount {
                    unchanged += 1
                } else {
                    changes.append(Change(item: item, region: region, before: old, after: new))
                }
            }
        }
        changes.sort {
            (-abs($0.tenthsOfPercent), $0.item, $0.region) < (-abs($1.tenthsOfPercent), $1.item, $1.region)
        }
        gaps = PriceUpdate.gaps(lists, regions: listed, wanted: shipped.items)
        book = onto
        book.lay(lists.book)
    }

    /// Items that ship with a price and have none in the lists, of the clouds that the lists are about.
    private static func gaps(
        _ lists: PriceListContent, regions listed: Set<String>, wanted: [PriceItem]
    ) -> [Gap] {
        let kinds = Set(lists.files.map(\.kind))
        return wanted.compactMap { item in
            let isAzure = item.sku.hasPrefix("vm:") || item.sku.hasPrefix("disk:")
            let cloud = isAzure ? Cloud.azure : .aws
            guard kinds.contains(isAzure ? .azurePages : .awsOffer) else { return nil }
            let priced = Set(lists.book.regions(of: item))
            let here = listed.filter { cloud.isKnownRegion($0) }
            let missing = here.subtracting(priced).sorted()
            if missing.isEmpty { return nil }
            return Gap(item: item, regions: priced.isEmpty ? [] : missing, offer: isAzure ? "Azure" : offer(of: item))
        }
    }

    /// The price list of AWS that an item stands in.
    private static func offer(of item: PriceItem) -> String? {
        if item.sku.hasPrefix("ec2:") { return "AmazonEC2" }
        return OfferRules.fixed.first { $0.item == item }?.service
    }
}
