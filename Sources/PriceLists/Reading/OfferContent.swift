internal import ScanModel

/// What stands before the products of an AWS price list file.
struct OfferHeader {
    /// `offerCode`, such as `AmazonEC2`.
    var offer: String?
    /// `version`, such as `20230322145651`.
    var version: String?
    /// `publicationDate` (ISO 8601).
    var date: String?
}

/// What the products and terms of an AWS price list file say of the items of bills.
///
/// Memory: the products that match, not those of the file.
struct OfferContent {
    /// By SKU.
    var matches: [String: OfferRules.Match] = [:]
    var gathering = PriceGathering()
    private(set) var products = 0
    private(set) var matching = 0
    private(set) var elsewhere = 0
    /// SKUs that had a price, of those that match.
    private(set) var priced = 0
    var terms = 0
    /// Whether a product that matches came after terms, among which its own may have been.
    private(set) var isOutOfOrder = false

    mutating func countProduct() { products += 1 }

    mutating func add(_ product: OfferProduct, sku: String, offer: String) {
        switch OfferRules.verdict(product, offer: offer) {
        case .nothing: return
        case .elsewhere:
            matching += 1
            elsewhere += 1
        case .match(let match):
            matching += 1
            if terms > 0 { isOutOfOrder = true }
            matches[sku] = match
        }
    }

    /// Takes what a product is sold for.
    mutating func price(_ sku: String, _ terms: [OfferTerm]) {
        guard let match = matches[sku] else { return }
        let tiers = terms.newestTiers.firstPaid.filter { tier in
            match.unit.map { $0.lowercased() == tier.unit.lowercased() } ?? true
        }
        let amounts = tiers.compactMap(\.usd).map { Dollars($0) }
        guard let highest = amounts.max() else { return }
        priced += 1
        if match.isUsualOfMany {
            gathering.addOneOfMany(highest, for: match.item, region: match.region)
        } else {
            for amount in amounts { gathering.add(amount, for: match.item, region: match.region, since: "") }
        }
    }

    /// The products alone, for reading their terms once more.
    var withoutTerms: OfferContent {
        var content = self
        content.gathering = PriceGathering()
        (content.terms, content.priced, content.isOutOfOrder) = (0, 0, false)
        return content
    }

    /// Products that match, are in a known region and have no price on demand in USD for the expected unit.
    var unpriced: Int { matching - elsewhere - priced }
}

/// What pages of the Azure Retail Prices API say of the items of bills.
struct RetailPages {
    var gathering = PriceGathering()
    var rows = 0
    /// Pages, and those of them that no other page follows.
    var documents = 0
    var lastPages = 0
    private(set) var matching = 0
    private(set) var elsewhere = 0
    /// The newest day on which a price of any row began; empty if no row has one.
    var newest = ""
    /// Rows that begin later are left out; empty: none.
    var latest = ""

    mutating func add(_ row: RetailRow) {
        if !latest.isEmpty, row.start > latest { return }
        switch RetailRules.verdict(row) {
        case .nothing: return
        case .elsewhere:
            matching += 1
            elsewhere += 1
        case .match(let item, let region, let usd):
            matching += 1
            gathering.add(Dollars(usd), for: item, region: region, since: row.start)
        }
    }
}
