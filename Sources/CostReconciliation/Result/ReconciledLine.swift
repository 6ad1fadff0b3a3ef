public import Estimation
public import ScanModel

/// A line of the estimate beside what was billed for it.
///
/// The drift is split in two parts that add up to it. With quantities Qe and Qb, prices Pe and Pb and costs Ce = Qe Pe
/// and Cb = Qb Pb, estimated and billed:
///
///     by quantity = (Qb - Qe) Pe = Qb Pe - Ce
///     by price    = (Pb - Pe) Qb = Cb - Qb Pe
public struct ReconciledLine: Hashable, Sendable {
    public var item: PriceItem
    public var region: String
    /// What of the bill is sold as this item, in the order of the bill.
    public var kinds: [CostKind]
    /// Of the quantities; months are those of the calendar.
    public var unit: String
    /// Usage types that are looked for, without the code of the region; empty if none is known.
    public var codes: [String]
    public var estimatedQuantity: Double
    public var billedQuantity: Double
    /// USD over the period.
    public var estimated: Double
    /// USD over the period.
    public var billed: Double
    /// Charges added up; 0: the export has none.
    public var charges: Int

    /// USD per unit.
    public var estimatedPrice: Double? { estimatedQuantity == 0 ? nil : estimated / estimatedQuantity }
    /// USD per unit.
    public var billedPrice: Double? { billedQuantity == 0 ? nil : billed / billedQuantity }
    /// Billed less estimated, in USD.
    public var difference: Double { billed - estimated }
    /// The difference as a share of the estimate; nil if that is 0.
    public var drift: Double? { estimated == 0 ? nil : difference / estimated }
    /// What another quantity makes of it, in USD.
    public var byQuantity: Double { billedQuantity * (estimatedPrice ?? 0) - estimated }
    /// What another price makes of it, in USD.
    public var byPrice: Double { billed - billedQuantity * (estimatedPrice ?? 0) }
}

/// Charges that no line of the estimate explains.
public struct UnmatchedCharge: Hashable, Sendable {
    public enum Reason: String, Hashable, Sendable {
        /// No rule knows such charges.
        case noRule
        /// A rule knows them, and the estimate has no line for this item in this region.
        case notEstimated
    }

    public var key: ChargeKey
    public var sum: ChargeSum
    /// USD.
    public var cost: Double
    public var reason: Reason
}
