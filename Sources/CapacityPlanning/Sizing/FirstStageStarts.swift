internal import ScanModel

/// When each item can begin its first stage, by the limits of that stage alone: its pending limit and its tokens.
///
/// The first stage is where every item of a region stands in line when the region opens, so its limits shape the whole
/// cycle. Limits of later stages are left to the simulation.
struct FirstStageStarts<Key: FixedWidthInteger & UnsignedInteger & Sendable> {
    private let items: WorkItems
    private let span: StageSpan
    private var grants: [TokenLine] = []
    private var counters: [Counter] = []

    /// Beyond this capacity a resource is taken as unlimited here.
    static var capacityMost: Int { 10_000 }

    private struct Counter {
        var basis: UnitBasis
        var perAccount: Bool
        var capacity: Int
        var free: [FreePlaces<Key>?]
    }

    init(
        items: WorkItems, totals: WorkTotals, deployment: Deployment, limits: RegionLimits,
        buckets: [TokenBucketTicks?], ticks: WorkflowTicks
    ) {
        self.items = items
        let workflow = deployment.workflow
        guard workflow.placeStage > 0 else {
            span = StageSpan()
            return
        }
        let stage = workflow.stages[0]
        span = StageSpan(0..<1, ticks)
        for bucket in stage.spends {
            guard let limit = buckets[bucket] else { continue }
            let kind = workflow.buckets[bucket]
            let perAccount = kind.scope == .targetAccountRegion
            grants.append(
                TokenLine(
                    basis: kind.per, limit: limit, perAccount: perAccount, most: totals.all.count(kind.per),
                    owners: perAccount ? items.accounts.count : 1))
        }
        for resource in stage.acquires where stage.releases.contains(resource) {
            guard let capacity = limits.capacities[resource], capacity <= Self.capacityMost else { continue }
            let kind = workflow.resources[resource]
            let perAccount = kind.scope == .targetAccountRegion
            counters.append(
                Counter(
                    basis: kind.per, perAccount: perAccount, capacity: capacity,
                    free: [FreePlaces<Key>?](repeating: nil, count: perAccount ? items.accounts.count : 1)))
        }
    }

    /// When the next item can begin, in ticks since the region opened; items must be asked in their order.
    ///
    /// - Complexity: O(log capacity).
    @inline(__always)
    mutating func start(_ item: Int) -> Int64 {
        var start: Int64 = 0
        let account = Int(items.account[item])
        for index in grants.indices {
            let owner = grants[index].perAccount ? account : 0
            start = max(start, grants[index].grant(items.units(grants[index].basis, of: item), owner: owner))
        }
        for index in counters.indices {
            let owner = counters[index].perAccount ? account : 0
            if counters[index].free[owner] == nil {
                counters[index].free[owner] = FreePlaces(slots: counters[index].capacity, free: 0)
            }
            let units = Int(items.units(counters[index].basis, of: item))
            start = counters[index].free[owner]!.take(units, ready: start, for: span.ticks(items, item))
        }
        return start
    }
}

/// Requests that stand in line at token buckets from the first instant on.
private struct TokenLine {
    let basis: UnitBasis
    let perAccount: Bool
    private let limit: TokenBucketTicks
    /// Whether the instant of the last request fits into 64 bits in fractions of a tick.
    private let isShort: Bool
    private var spent: [Int64]

    init(basis: UnitBasis, limit: TokenBucketTicks, perAccount: Bool, most: Int64, owners: Int) {
        self.basis = basis
        self.perAccount = perAccount
        self.limit = limit
        isShort = !most.multipliedReportingOverflow(by: limit.interval).overflow
        spent = [Int64](repeating: 0, count: owners)
    }

    /// When the last of the next `units` requests of an owner is granted.
    @inline(__always)
    mutating func grant(_ units: Int64, owner: Int) -> Int64 {
        spent[owner] += units
        guard isShort else { return limit.lastGrant(of: spent[owner]) }
        let fine = (spent[owner] - 1) * limit.interval - limit.tolerance
        if fine <= 0 { return 0 }
        return limit.fraction == 1 ? fine : fine / limit.fraction
    }
}
