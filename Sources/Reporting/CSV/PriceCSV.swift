public import PriceLists
internal import ScanModel

/// Prices with their ages as a table of RFC 4180, with line ends of one character.
///
/// A cell that a spreadsheet might take for a formula gets an apostrophe before it.
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
        return ([header] + rows).map { $0.map(SweepCSV.cell).joined(separator: ",") + "\n" }.joined()
    }
}
