public import CostReconciliation
internal import Estimation
internal import ScanModel

/// The lines of a reconciliation as a table, charges that no line explains behind them.
public enum ReconciliationCSV {
    private static let header = [
        "what", "sku", "usage_type", "region", "unit", "charges", "estimated_quantity", "billed_quantity",
        "estimated_price_usd", "billed_price_usd", "estimated_usd", "billed_usd", "difference_usd", "drift",
        "by_quantity_usd", "by_price_usd",
    ]

    public static func document(_ result: Reconciliation) -> String {
        CSVText.table(header, result.lines.map(row) + result.unmatched.map(row))
    }

    private static func row(_ line: ReconciledLine) -> [String] {
        let number = CSVText.number
        return [
            line.kinds.map(\.title).joined(separator: ", "), line.item.sku, line.codes.joined(separator: " "),
            line.region, line.unit, String(line.charges), number(line.estimatedQuantity), number(line.billedQuantity),
            number(line.estimatedPrice), number(line.billedPrice), number(line.estimated), number(line.billed),
            number(line.difference), number(line.drift), number(line.byQuantity), number(line.byPrice),
        ]
    }

    private static func row(_ charge: UnmatchedCharge) -> [String] {
        let key = charge.key
        return [
            ReconciliationText.reason(charge.reason), "", key.usageType, key.region, key.unit,
            String(charge.sum.charges), "", JSONValue.spelling(of: charge.sum.quantity.doubleValue), "", "", "",
            JSONValue.spelling(of: charge.cost), "", "", "", "",
        ]
    }
}
