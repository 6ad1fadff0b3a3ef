/// Which charges of an export take part, and which of their costs.
public struct ExportSelection: Hashable, Sendable {
    /// What of a charge is compared.
    public enum Cost: String, Hashable, Sendable, CaseIterable {
        /// What is invoiced: BilledCost, or lineItem/UnblendedCost.
        case billed
        /// With commitments spread over the time they hold: EffectiveCost.
        case effective
        /// At list prices: ListCost, or pricing/publicOnDemandCost.
        case list

        var field: ExportField {
            switch self {
            case .billed: .billedCost
            case .effective: .effectiveCost
            case .list: .listCost
            }
        }
    }

    public var cost: Cost
    /// nil: the month of the charges, which must be one.
    public var period: BillingPeriod?
    /// Empty: every account.
    public var accounts: Set<String>
    /// Tags that a charge must carry, all of them.
    public var tags: [Tag]

    /// A tag by its key, with or without `user:`, and its value.
    public struct Tag: Hashable, Sendable {
        public var key: String
        public var value: String

        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    public init(
        cost: Cost = .billed, period: BillingPeriod? = nil, accounts: Set<String> = [], tags: [Tag] = []
    ) {
        self.cost = cost
        self.period = period
        self.accounts = accounts
        self.tags = tags
    }
}
