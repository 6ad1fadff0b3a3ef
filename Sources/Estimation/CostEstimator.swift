public import ScanModel

/// From what was used to what it costs. Does not know how the usage came about.
public enum CostEstimator {
    /// Prices a ledger.
    ///
    /// - Parameters:
    ///   - makespan: length of the cycle; a cycle that overruns the interval delays the next one to the following
    ///     multiple of the interval.
    ///   - interval: nil if the deployment has none; there is no monthly figure then.
    /// - Complexity: O(kinds of lines * entries of the ledger * regions).
    public static func estimate(
        _ usage: UsageLedger, pricing: Pricing, makespan: Rational, interval: Seconds?
    ) -> Estimate {
        let hoursPerCycle = interval.map { hours(perCycleOf: makespan, interval: $0) }
        let bill = BillLines(usage, pricing: pricing, hoursPerCycle: hoursPerCycle)
        var lines: [CostLine] = []
        var missing: Set<MissingPrice> = []
        for kind in CostKind.allCases {
            for line in bill.lines(kind) {
                if let priced = priced(line, pricing: pricing) {
                    lines.append(priced)
                } else {
                    missing.insert(MissingPrice(item: line.item, region: line.region))
                }
            }
        }
        return Estimate(
            lines: lines, missing: missing.sorted(), hoursPerCycle: hoursPerCycle?.doubleValue,
            hoursPerMonth: pricing.hoursPerMonth.doubleValue)
    }

    /// A line with its price; nil if the book has none and none stands in.
    private static func priced(_ line: BillLine, pricing: Pricing) -> CostLine? {
        var standIn: String?
        var price = pricing.book.price(of: line.item, region: line.region)
        if price == nil, let other = pricing.standIn {
            price = pricing.book.price(of: line.item, region: other)
            standIn = price == nil ? nil : other
        }
        guard let price else { return nil }
        let list = price.amount.value
        let paid = list * line.priceShare * pricing.discounts.paidShare(of: line.item, price: price)
        return CostLine(
            kind: line.kind, region: line.region, quantity: line.quantity.doubleValue, unit: line.unit,
            item: line.item, unitPrice: paid.doubleValue, listPrice: list.doubleValue,
            amount: line.quantity.doubleValue * paid.doubleValue, provenance: price.provenance, standIn: standIn)
    }

    /// The interval, or the next multiple of it that the cycle fits into.
    private static func hours(perCycleOf makespan: Rational, interval: Seconds) -> Rational {
        let cycles = max(1, (makespan / interval.value).ceiling)
        return interval.value * Rational(cycles) / Rational(3600)
    }
}
