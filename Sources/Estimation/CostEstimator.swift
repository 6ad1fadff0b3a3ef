public import ScanModel

/// From what was used to what it costs. Does not know how the usage came about.
public enum CostEstimator {
    /// Prices a ledger.
    ///
    /// - Parameters:
    ///   - makespan: length of the cycle; a cycle that overruns the interval delays the next one to the following
    ///     multiple of the interval.
    ///   - interval: nil if the deployment has none; there is no monthly figure then.
    /// - Complexity: O(entries of the ledger).
    public static func estimate(
        _ usage: UsageLedger, pricing: Pricing, makespan: Rational, interval: Seconds?
    ) -> Estimate {
        var lines: [CostLine] = []
        var missing: Set<MissingPrice> = []
        let monthSeconds = pricing.hoursPerMonth * Rational(3600)
        for kind in CostKind.allCases {
            for (key, amount) in usage.entries {
                guard let rule = rule(kind, for: key.kind, pricing: pricing), amount > .zero else { continue }
                let quantity =
                    rule.perHour ? amount / Rational(3600) : amount * rule.share / monthSeconds
                var standIn: String?
                var price = pricing.book.price(of: rule.item, region: key.region)
                if price == nil, let other = pricing.standIn {
                    price = pricing.book.price(of: rule.item, region: other)
                    standIn = price == nil ? nil : other
                }
                guard let price else {
                    missing.insert(MissingPrice(item: rule.item, region: key.region))
                    continue
                }
                lines.append(
                    CostLine(
                        kind: kind, region: key.region, quantity: quantity.doubleValue,
                        unit: rule.perHour ? "h" : "GiB-month", item: rule.item,
                        unitPrice: price.amount.value.doubleValue,
                        amount: quantity.doubleValue * price.amount.value.doubleValue, provenance: price.provenance,
                        standIn: standIn))
            }
        }
        return Estimate(
            lines: lines, missing: missing.sorted(),
            hoursPerCycle: interval.map { hours(perCycleOf: makespan, interval: $0) },
            hoursPerMonth: pricing.hoursPerMonth.doubleValue)
    }

    private struct Rule {
        var item: PriceItem
        var perHour: Bool
        var share: Rational = .one
    }

    private static func rule(_ kind: CostKind, for usage: UsageKind, pricing: Pricing) -> Rule? {
        switch (kind, usage) {
        case (.scanners, .scannerSeconds): Rule(item: pricing.scanner, perHour: true)
        case (.scannerRootVolumes, .scannerRootGiBSeconds): pricing.scannerRoot.map { Rule(item: $0, perHour: false) }
        case (.volumes, .volumeGiBSeconds): Rule(item: pricing.volume, perHour: false)
        case (.snapshots, .snapshotGiBSeconds):
            Rule(item: pricing.snapshot, perHour: false, share: pricing.snapshotStoredFraction.value)
        default: nil
        }
    }

    /// The interval, or the next multiple of it that the cycle fits into.
    private static func hours(perCycleOf makespan: Rational, interval: Seconds) -> Double {
        let cycles = max(1, (makespan / interval.value).ceiling)
        return (interval.value * Rational(cycles) / Rational(3600)).doubleValue
    }
}
