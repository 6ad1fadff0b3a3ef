public import PriceLists
internal import ScanModel

/// Prices with their ages as a table, one row a price.
public enum PriceCSV {
    public static func list(_ prices: [ShownPrice]) -> String {
        let header = [
            "item", "region", "stand_in", "usd", "unit", "other_usd", "date", "age_days", "confidence", "source",
        ]
        let rows = prices.map { shown in
            [
                shown.item.sku, shown.region, shown.standIn ?? "", shown.price.amount.value.description,
                PriceTerms.unit(of: shown.item), shown.price.otherAmount?.value.description ?? "",
                shown.price.provenance.date, shown.age.map(String.init) ?? "",
                shown.price.provenance.confidence.rawValue, shown.price.provenance.source,
            ]
        }
        return CSVText.table(header, rows)
    }
}
