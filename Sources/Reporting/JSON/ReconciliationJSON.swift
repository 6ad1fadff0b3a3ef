public import CostReconciliation
internal import Estimation
internal import ScanModel

/// The machine-readable form of a reconciliation.
public enum ReconciliationJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.reconciliation/1"

    public static func document(_ result: Reconciliation, scenario: String, version: String) -> JSONValue {
        .members([
            "schema": .text(schema),
            "version": .text(version),
            "scenario": .text(scenario),
            "export": .members([
                "form": .text(result.dialect.rawValue), "cost": .text(result.cost.rawValue),
                "currency": .text(result.currency), "rateUSD": .number(result.rate), "charges": .count(result.rows),
                "accounts": .array(result.accounts.map(JSONValue.text)),
            ]),
            "period": .members([
                "month": .text(result.period.month), "firstDay": .text(result.period.first.description),
                "lastDay": .text(result.period.last.description), "days": .count(result.period.days),
                "monthDays": .count(result.period.monthDays), "cycles": .array(result.cycles.map(JSONValue.number)),
            ]),
            "totals": .members([
                "estimatedUSD": .number(result.estimated), "billedUSD": .number(result.matched),
                "differenceUSD": .number(result.matched - result.estimated), "drift": .optional(result.drift),
                "byQuantityUSD": .number(result.byQuantity), "byPriceUSD": .number(result.byPrice),
                "unmatchedUSD": .number(result.unexplained),
            ]),
            "coverage": .members([
                "billedExplained": .optional(result.explainedShare), "estimateFound": .optional(result.foundShare),
            ]),
            "lines": .array(result.lines.map(line)),
            "unmatched": .array(result.unmatched.map(unmatched)),
            "leftOut": .array(
                result.leftOut.map {
                    .members([
                        "reason": .text($0.reason.title), "charges": .count($0.sum.charges),
                        "cost": .number($0.sum.cost.doubleValue),
                    ])
                }),
        ])
    }

    private static func line(_ line: ReconciledLine) -> JSONValue {
        .members([
            "kinds": .array(line.kinds.map { .text($0.rawValue) }), "sku": .text(line.item.sku),
            "region": .text(line.region), "usageTypes": .array(line.codes.map(JSONValue.text)),
            "usageTypesConfidence": .optional(ChargeRule.rule(of: line.item)?.provenance.confidence.rawValue),
            "unit": .text(line.unit), "charges": .count(line.charges),
            "estimatedQuantity": .number(line.estimatedQuantity), "billedQuantity": .number(line.billedQuantity),
            "estimatedPriceUSD": .optional(line.estimatedPrice), "billedPriceUSD": .optional(line.billedPrice),
            "estimatedUSD": .number(line.estimated), "billedUSD": .number(line.billed),
            "differenceUSD": .number(line.difference), "drift": .optional(line.drift),
            "byQuantityUSD": .number(line.byQuantity), "byPriceUSD": .number(line.byPrice),
        ])
    }

    private static func unmatched(_ charge: UnmatchedCharge) -> JSONValue {
        .members([
            "service": .text(charge.key.service), "usageType": .text(charge.key.usageType),
            "operation": .text(charge.key.operation), "region": .text(charge.key.region),
            "unit": .text(charge.key.unit), "quantity": .number(charge.sum.quantity.doubleValue),
            "costUSD": .number(charge.cost), "charges": .count(charge.sum.charges),
            "reason": .text(charge.reason.rawValue),
        ])
    }
}
