public import Estimation
internal import ScanModel

/// A bill laid beside the estimate of the same days.
public struct Reconciliation: Hashable, Sendable {
    public let period: BillingPeriod
    public let dialect: ExportDialect
    public let cost: ExportSelection.Cost
    /// Of the export, and USD for one of it.
    public let currency: String
    public let rate: Double
    /// Scan cycles that the estimate is made for; of several deployments, one each.
    public let cycles: [Double]
    /// In the order of the bill, then by region.
    public let lines: [ReconciledLine]
    /// The largest first.
    public let unmatched: [UnmatchedCharge]
    /// By reason; costs in the currency of the export.
    public let leftOut: [(reason: LeftOutReason, sum: ChargeSum)]
    /// Accounts whose charges take part.
    public let accounts: [String]
    /// Charges in the file, those left out included.
    public let rows: Int

    /// What keeps a bill and an estimate from being compared.
    public enum Obstacle: Error, Hashable, Sendable {
        /// No charge is for use.
        case nothingBilled
        /// The export is in this currency and no rate is known.
        case currency(String)
        /// A deployment has no interval, so nobody knows how often it scans in a month.
        case noInterval
    }

    /// Lays charges beside estimates.
    ///
    /// An estimate is for a scan cycle. It is made for the period by the cycles that fit into it, parts of one included:
    /// the period's hours divided by the hours from one cycle to the next. What is billed by the month is counted in
    /// months of the calendar, as the cloud does (a volume for 12 hours of a 30-day month is 12/720 of a month,
    /// https://aws.amazon.com/ebs/pricing/), and not in months of 730 hours.
    ///
    /// - Parameters:
    ///   - estimates: one for each deployment.
    ///   - cycles: scan cycles in the period; nil: by the interval.
    ///   - rates: USD for one of another currency.
    /// - Complexity: O(lines + keys of the ledger * rules).
    public init(
        _ estimates: [Estimate], ledger: ChargeLedger, cost: ExportSelection.Cost = .billed, cycles: Double? = nil,
        rates: [String: Double] = [:]
    ) throws(Obstacle) {
        guard let period = ledger.period, let dialect = ledger.dialect else { throw .nothingBilled }
        let currency = ledger.currency ?? "USD"
        guard let rate = currency == "USD" ? 1 : rates[currency] else { throw .currency(currency) }
        var counts: [Double] = []
        var book = LineBook(period: period)
        for estimate in estimates {
            guard let count = cycles ?? estimate.hoursPerCycle.map({ Double(period.days * 24) / $0 }) else {
                throw .noInterval
            }
            counts.append(count)
            book.add(estimate, cycles: count)
        }
        for (key, sum) in ledger.sums.sorted(by: { $0.key < $1.key }) { book.add(key, sum, rate: rate) }
        self.period = period
        self.dialect = dialect
        self.cost = cost
        self.currency = currency
        self.rate = rate
        self.cycles = counts
        lines = book.lines
        unmatched = book.unmatched.sorted { left, right in
            abs(left.cost) != abs(right.cost) ? abs(left.cost) > abs(right.cost) : left.key < right.key
        }
        leftOut = ledger.leftOut.sorted { $0.key < $1.key }.map { (reason: $0.key, sum: $0.value) }
        accounts = ledger.accounts.sorted()
        rows = ledger.rows
    }

    /// USD that is estimated for the period.
    public var estimated: Double { lines.reduce(0) { $0 + $1.estimated } }
    /// USD that is billed for lines of the estimate.
    public var matched: Double { lines.reduce(0) { $0 + $1.billed } }
    /// USD that is billed for anything else.
    public var unexplained: Double { unmatched.reduce(0) { $0 + $1.cost } }
    /// What other quantities make of the difference, in USD.
    public var byQuantity: Double { lines.reduce(0) { $0 + $1.byQuantity } }
    /// What other prices make of it, in USD.
    public var byPrice: Double { lines.reduce(0) { $0 + $1.byPrice } }
    /// The difference of the lines as a share of the estimate; nil if that is 0.
    public var drift: Double? { estimated == 0 ? nil : (matched - estimated) / estimated }
    /// Share of what is billed that lines explain; nil if nothing is billed.
    public var explainedShare: Double? {
        matched + unexplained == 0 ? nil : matched / (matched + unexplained)
    }
    /// Share of the estimate whose lines the export has; nil if nothing is estimated.
    public var foundShare: Double? {
        let found = lines.reduce(0) { $0 + ($1.charges > 0 ? $1.estimated : 0) }
        return estimated == 0 ? nil : found / estimated
    }

    public static func == (left: Reconciliation, right: Reconciliation) -> Bool {
        left.period == right.period && left.lines == right.lines && left.unmatched == right.unmatched
            && left.rows == right.rows && left.rate == right.rate && left.cycles == right.cycles
            && left.leftOut.elementsEqual(right.leftOut) { $0 == $1 }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(period)
        hasher.combine(lines)
    }
}

/// Lines on the way.
private struct LineBook {
    private struct Key: Hashable {
        var item: PriceItem
        var region: String
    }

    let period: BillingPeriod
    private(set) var lines: [ReconciledLine] = []
    private(set) var unmatched: [UnmatchedCharge] = []
    private var indices: [Key: Int] = [:]

    init(period: BillingPeriod) { self.period = period }

    mutating func add(_ estimate: Estimate, cycles: Double) {
        for line in estimate.lines {
            let rule = ChargeRule.rule(of: line.item)
            let months = rule?.isMonthly == true ? estimate.hoursPerMonth / Double(period.monthDays * 24) : 1
            let key = Key(item: line.item, region: line.region)
            let index = indices[key] ?? lines.count
            if index == lines.count {
                indices[key] = index
                lines.append(
                    ReconciledLine(
                        item: line.item, region: line.region, kinds: [], unit: line.unit,
                        codes: ChargeRule.codes(of: line.item),
                        estimatedQuantity: 0, billedQuantity: 0, estimated: 0, billed: 0, charges: 0))
            }
            if !lines[index].kinds.contains(line.kind) { lines[index].kinds.append(line.kind) }
            lines[index].estimatedQuantity += line.quantity * cycles * months
            lines[index].estimated += line.amount * cycles * months
        }
    }

    mutating func add(_ key: ChargeKey, _ sum: ChargeSum, rate: Double) {
        let cost = sum.cost.doubleValue * rate
        guard let item = ChargeRule.item(for: key) else {
            unmatched.append(UnmatchedCharge(key: key, sum: sum, cost: cost, reason: .noRule))
            return
        }
        guard let index = indices[Key(item: item, region: key.region)] else {
            unmatched.append(UnmatchedCharge(key: key, sum: sum, cost: cost, reason: .notEstimated))
            return
        }
        lines[index].billedQuantity += sum.quantity.doubleValue
        lines[index].billed += cost
        lines[index].charges += sum.charges
    }
}
