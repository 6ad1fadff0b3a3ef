internal import ScanModel

/// A product of an AWS price list file, as far as the rules look at it.
struct OfferProduct {
    /// `productFamily`; empty where a product has none.
    var family: String
    /// `attributes`, by name; the rules ask for those of ``OfferRules/attributes`` alone.
    var attributes: [String: String]

    subscript(name: String) -> String? { attributes[name] }
}

/// A way to sell a product on demand.
struct OfferTerm: Equatable {
    /// When it begins to hold (ISO 8601).
    var effectiveDate: String
    /// One for each tier of use.
    var tiers: [OfferTier]
}

/// A price from some use on.
struct OfferTier: Equatable {
    /// What the price is for one of, such as `Hrs`.
    var unit: String
    /// The use in a month from which it holds.
    var beginRange: Rational
    /// nil where it is priced in another currency.
    var usd: Rational?
}

extension Array where Element == OfferTerm {
    /// The tiers of the term that began last. Where several began at once all of them count.
    var newestTiers: [OfferTier] {
        let newest = map(\.effectiveDate).max()
        return filter { $0.effectiveDate == newest }.flatMap(\.tiers)
    }
}

extension Array where Element == OfferTier {
    /// The prices of the first tier that costs anything: bills are made without free tiers and without those of large use.
    ///
    /// Several, if terms that began at once contradict each other; empty if all is free or sold in another currency.
    var firstPaid: [OfferTier] {
        let paid = filter { $0.usd.map { $0 > .zero } ?? false }
        let first = paid.map(\.beginRange).min()
        return paid.filter { $0.beginRange == first }
    }
}
