/// By what charges are added up.
public struct ChargeKey: Hashable, Sendable, Comparable {
    public var service: String
    /// With the code of its region before it, as it is billed.
    public var usageType: String
    public var operation: String
    public var region: String
    public var unit: String

    public static func < (left: ChargeKey, right: ChargeKey) -> Bool {
        (left.service, left.usageType, left.region, left.operation, left.unit)
            < (right.service, right.usageType, right.region, right.operation, right.unit)
    }
}

/// Charges added up.
public struct ChargeSum: Hashable, Sendable {
    public var charges = 0
    /// In the unit of the charges.
    public var quantity = ExactDecimal.zero
    /// In the currency of the export.
    public var cost = ExactDecimal.zero

    public init() {}

    mutating func add(quantity: ExactDecimal, cost: ExactDecimal) {
        charges += 1
        self.quantity += quantity
        self.cost += cost
    }

    mutating func add(_ other: ChargeSum) {
        charges += other.charges
        quantity += other.quantity
        cost += other.cost
    }
}

/// Why a charge takes no part. A charge counts under the first reason that applies.
public enum LeftOutReason: Hashable, Sendable, Comparable {
    case period
    case provider(String)
    case account
    case tag
    case correction
    /// Tax, credit, purchase and so on, as the export spells it.
    case category(String)

    /// The reason in words.
    public var title: String {
        switch self {
        case .period: "outside the period"
        case .provider(let name): "of another provider: \(name)"
        case .account: "of other accounts"
        case .tag: "without the tag"
        case .correction: "corrections of earlier periods"
        case .category(let name): "no use: \(name)"
        }
    }
}

/// The charges of one export, added up.
public struct ChargeLedger: Hashable, Sendable {
    /// Most distinct keys; charges of further ones are added up as one.
    static let keysMax = 200_000

    public internal(set) var dialect: ExportDialect?
    /// Of the charges that take part; nil without any.
    public internal(set) var currency: String?
    /// What was compared: the stated days, or the whole days of the month from its first to its last charge.
    public internal(set) var period: BillingPeriod?
    public internal(set) var rows = 0
    public internal(set) var sums: [ChargeKey: ChargeSum] = [:]
    public internal(set) var leftOut: [LeftOutReason: ChargeSum] = [:]
    /// Accounts of the charges that take part, sorted; at most ``accountsMax``.
    public internal(set) var accounts: Set<String> = []

    /// Accounts beyond this number are not told.
    static let accountsMax = 10_000

    public init() {}

    /// What charges beyond ``keysMax`` are added up under.
    static let others = ChargeKey(service: "others", usageType: "", operation: "", region: "", unit: "")

    /// Reasons of one sort beyond this number are added up as one.
    static let reasonsMax = 1000

    mutating func leaveOut(_ reason: LeftOutReason, cost: ExactDecimal) {
        let isKnown = leftOut[reason] != nil || leftOut.count < Self.reasonsMax
        leftOut[isKnown ? reason : .category("others"), default: ChargeSum()].add(quantity: .zero, cost: cost)
    }

    mutating func add(_ key: ChargeKey, quantity: ExactDecimal, cost: ExactDecimal) {
        let isKnown = sums[key] != nil || sums.count < Self.keysMax || ChargeRule.rule(for: key) != nil
        sums[isKnown ? key : Self.others, default: ChargeSum()].add(quantity: quantity, cost: cost)
    }
}
