import ScanModel
import VendorProfiles

/// Prices that the scenario states or lets stand in.
struct PriceSettings {
    /// The key that names a price book file.
    static let bookKey = "book"

    /// Prices of a file, over those that ship; nil if none is named.
    var book: PriceBook?
    /// Region whose prices stand in where a region has none.
    var standIn: Setting<String>?
    var snapshotStoredFraction: Setting<Rational>?
    /// Prices by item and region; the region may be ``PriceBook/everywhere``.
    var items: [(item: PriceItem, region: String, price: Price)] = []
    /// Off every list price without a discount of its own.
    var discount: Setting<Rational>?
    /// Off single items.
    var itemDiscounts: [(item: PriceItem, share: Setting<Rational>)] = []

    init() {}

    /// Reads the mapping `prices`.
    ///
    /// - Parameters:
    ///   - scannerType: the machine type of the scanner, which may be one without a list price.
    ///   - own: the files that the scenario names.
    init(_ field: Field, scannerType: String?, own: OwnProfiles) {
        var prices = PriceSettings()
        field.withMapping { reader in
            prices.book = reader.optional(
                PriceSettings.bookKey, "Path of a price book, as `scanplan prices update` writes it."
            ).flatMap { field -> PriceBook? in
                guard let recorder = field.recorder else { return own.priceBook(field) }
                recorder.note(.text(.any))
                return nil
            }
            prices.standIn = reader.optional("standIn", "Region whose prices stand in where one has none.").flatMap {
                $0.setting($0.region())
            }
            prices.snapshotStoredFraction = reader.optional(
                "snapshotStoredFraction", "Share of a volume that its snapshot stores."
            ).flatMap {
                $0.setting($0.fraction())
            }
            if let items = reader.optional("items", "Prices by item, and by region or `*`.") {
                prices.readItems(items, scannerType: scannerType)
            }
            if let discounts = reader.optional("discounts", "Negotiated shares off the list prices.") {
                prices.readDiscounts(discounts, scannerType: scannerType)
            }
        }
        self = prices
    }

    /// The discounts in use.
    var discounts: Discounts {
        Discounts(
            overall: discount?.value ?? .zero,
            items: Dictionary(itemDiscounts.map { ($0.item, $0.share.value) }) { first, _ in first })
    }

    /// What the scenario states of discounts.
    var discountAssumptions: [Assumption] {
        let stated =
            (discount.map { [("prices.discounts.overall", $0)] } ?? [])
            + itemDiscounts.map { ("prices.discounts.items.\($0.item)", $0.share) }
        return stated.map { Assumption(name: $0, value: $1.text, range: nil, provenance: $1.provenance) }
    }

    private mutating func readDiscounts(_ field: Field, scannerType: String?) {
        let known = PriceSettings.items(field.cloud, scannerType: scannerType)
        var prices = self
        field.withMapping { reader in
            prices.discount = reader.optional("overall", "Off every list price that has none of its own.").flatMap {
                $0.setting($0.fraction())
            }
            let items = reader.optional("items", "Off single items, in place of the overall one.")?
                .entries(count: 1...10_000) { key, value in
                    let item = key.pricedItem(among: known)
                    let share = value.setting(value.fraction())
                    return item.flatMap { item in share.map { (item: item, share: $0) } }
                }
            prices.itemDiscounts = (items ?? []).compactMap(\.self)
        }
        self = prices
    }

    /// Everything that is priced.
    private static func items(_ cloud: Cloud, scannerType: String?) -> Set<String> {
        var known = Set(cloud.priceBook.items.map(\.sku))
        known.formUnion([cloud.volume.sku, cloud.snapshot.sku])
        if let scannerType { known.insert(cloud.machineHour(scannerType).sku) }
        return known
    }

    private mutating func readItems(_ field: Field, scannerType: String?) {
        let known = PriceSettings.items(field.cloud, scannerType: scannerType)
        let items = field.entries(count: 1...10_000) { key, value in
            let item = key.pricedItem(among: known)
            let prices = value.entries(count: 1...1000) { key, value in
                let region = key.pricedRegion()
                let amount = value.money()
                return (region: region, price: amount.map { Price(amount: $0, provenance: value.stated) })
            }
            return (prices ?? []).compactMap { entry -> (item: PriceItem, region: String, price: Price)? in
                guard let item, let region = entry.region, let price = entry.price else { return nil }
                return (item, region, price)
            }
        }
        self.items = (items ?? []).flatMap { $0 }
    }
}

extension Field {
    /// The name of an item as the price book spells it; unknown ones are reported and returned.
    fileprivate func pricedItem(among known: Set<String>) -> PriceItem? {
        guard let sku = text(expected: "a name as the price book spells it") else { return nil }
        if !known.contains(sku) {
            report(
                "`\(Excerpt.of(sku))` is nothing that is priced here",
                expected: "a name as the price book spells it", suggestion: NearestKey.find(sku, among: known))
        }
        return PriceItem(sku: sku)
    }

    /// A region, or the word that stands for all of them.
    fileprivate func pricedRegion() -> String? {
        if let recorder {
            recorder.note(.either([.choice([PriceBook.everywhere]), .region(of: cloud)]))
            return nil
        }
        guard let name = text(expected: "a region or \(PriceBook.everywhere)") else { return nil }
        return name == PriceBook.everywhere || checkedRegion(name) ? name : nil
    }
}
