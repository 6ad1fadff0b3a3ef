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
            prices.standIn = reader.optional("standIn").flatMap { $0.setting($0.region()) }
            prices.snapshotStoredFraction = reader.optional("snapshotStoredFraction").flatMap {
                $0.setting($0.fraction())
            }
            if let items = reader.optional("items") { prices.readItems(items, scannerType: scannerType) }
        }
        self = prices
    }

    private mutating func readItems(_ field: Field, scannerType: String?) {
        var known = Set(AWSCatalog.priceBook.items.map(\.sku))
        known.formUnion([PriceItem.gp3.sku, PriceItem.snapshotStandard.sku])
        if let scannerType { known.insert(PriceItem.machineHour(scannerType).sku) }
        for (key, value) in field.entries(count: 1...10_000) ?? [] {
            guard case .scalar(let sku, _) = key.node.content else { continue }
            if !known.contains(sku) {
                key.report(
                    "`\(Excerpt.of(sku))` is nothing that is priced here",
                    expected: "a name as the price book spells it",
                    suggestion: NearestKey.find(sku, among: known))
            }
            for (key, value) in value.entries(count: 1...1000) ?? [] {
                guard case .scalar(let region, _) = key.node.content,
                    region == PriceBook.everywhere || key.checkedRegion(region), let amount = value.money()
                else { continue }
                let price = Price(amount: amount, provenance: value.stated)
                items.append((item: PriceItem(sku: sku), region: region, price: price))
            }
        }
    }
}
