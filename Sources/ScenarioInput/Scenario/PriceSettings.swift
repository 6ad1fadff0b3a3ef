import ScanModel
import VendorProfiles

/// Prices that the scenario states or lets stand in.
struct PriceSettings {
    /// Region whose prices stand in where a region has none.
    var standIn: Setting<String>?
    var snapshotStoredFraction: Setting<Rational>?
    /// Prices by item and region; the region may be ``PriceBook/everywhere``.
    var items: [(item: PriceItem, region: String, price: Price)] = []

    init() {}

    /// Reads the mapping `prices`.
    ///
    /// - Parameter scannerType: the machine type of the scanner, which may be one without a list price.
    init(_ field: Field, scannerType: String?) {
        var prices = PriceSettings()
        field.withMapping { reader in
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
        }
        self = prices
    }

    private mutating func readItems(_ field: Field, scannerType: String?) {
        var known = Set(AWSCatalog.priceBook.items.map(\.sku))
        known.formUnion([PriceItem.gp3.sku, PriceItem.snapshotStandard.sku])
        if let scannerType { known.insert(PriceItem.machineHour(scannerType).sku) }
        let items = field.entries(count: 1...10_000) { key, value in
            let sku = key.text(expected: "a name as the price book spells it")
            if let sku, !known.contains(sku) {
                key.report(
                    "`\(Excerpt.of(sku))` is nothing that is priced here",
                    expected: "a name as the price book spells it",
                    suggestion: NearestKey.find(sku, among: known))
            }
            let prices = value.entries(count: 1...1000) { key, value in
                let region = key.pricedRegion()
                let amount = value.money()
                return (region: region, price: amount.map { Price(amount: $0, provenance: value.stated) })
            }
            return (prices ?? []).compactMap { entry -> (item: PriceItem, region: String, price: Price)? in
                guard let sku, let region = entry.region, let price = entry.price else { return nil }
                return (PriceItem(sku: sku), region, price)
            }
        }
        self.items = (items ?? []).flatMap { $0 }
    }
}

extension Field {
    /// A region, or the word that stands for all of them.
    fileprivate func pricedRegion() -> String? {
        if let recorder {
            recorder.note(.either([.choice([PriceBook.everywhere]), .region]))
            return nil
        }
        guard let name = text(expected: "a region or \(PriceBook.everywhere)") else { return nil }
        return name == PriceBook.everywhere || checkedRegion(name) ? name : nil
    }
}
