internal import ScanModel

/// When items can come to the scanners at best, whatever their order: the least instant by which one of them, two of
/// them, and so on can have come, as far as tokens and counted limits let them.
///
/// With all requests alike, first come first served makes each of the sorted grants as early as it can be; so a bucket
/// turns sorted least arrivals into sorted least grants, stage by stage. Sorted least times may be raised one by one to
/// any other sorted least times.
struct Arrivals {
    /// Sorted; with scanners per batch, when a scanner can be asked for.
    private(set) var atScanner: [Int64] = []
    /// What the last grant of each bucket and the way from there prove.
    private(set) var lastGrants: [(action: String, ticks: Int64)] = []

    private let items: BoundedItems
    private let limits: RegionLimits
    /// Items of each account.
    private let owned: [[Int]]
    private let everyone: [[Int]]

    /// - Complexity: O(n log n) for each stage.
    init(_ items: BoundedItems) {
        self.items = items
        limits = items.plan.limits
        let columns = items.plan.items
        var owned = [[Int]](repeating: [], count: columns.accounts.count)
        for item in 0..<items.count { owned[Int(columns.account[item])].append(item) }
        self.owned = owned
        everyone = [Array(0..<items.count)]
        walk()
    }

    private mutating func walk() {
        let workflow = items.deployment.workflow
        let ticks = items.ticks
        let columns = items.plan.items
        func duration(_ stage: Int, _ item: Int) -> Int64 {
            ticks.duration(
                stage: stage, totalSize: columns.totalSize[item], largestSize: Int64(columns.largestSize[item]))
        }
        let preparation = (0..<items.count).map { items.ways.reads?.before(columns, $0) ?? 0 }
        let whole = (0..<items.count).map { items.ways.before.ticks(columns, $0) + preparation[$0] }
        let boot = items.perBatch ? ticks.boot : 0
        var way = [Int64](repeating: 0, count: items.count)
        var sorted = way
        for stage in 0..<workflow.placeStage {
            raise(&sorted, to: way.sorted())
            if workflow.stages[stage].condition == .always {
                let head = way.reduce(Int64.max, min)
                for resource in workflow.stages[stage].acquires {
                    if let least = acquisitions(resource, taken: stage, head: head, duration: duration) {
                        raise(&sorted, to: least)
                    }
                }
                let rest = (0..<items.count).map { whole[$0] - way[$0] + boot + items.onward($0) }
                for bucket in workflow.stages[stage].spends {
                    pass(bucket, stage: stage, head: head, rest: rest, &sorted)
                }
            }
            let shortest = (0..<items.count).reduce(Int64.max) { min($0, duration(stage, $1)) }
            for number in sorted.indices { sorted[number] += shortest }
            for item in way.indices { way[item] += duration(stage, item) }
        }
        raise(&sorted, to: whole.sorted())
        atScanner = sorted.map { items.perBatch ? ticks.searched($0) : max($0, ticks.boot) }

        // On the scanner, and after it unless an item may be given up before.
        var onward = [Int64](repeating: 0, count: items.count)
        let last = items.mayLeaveAfterAttempts ? workflow.lastPlaceStage : workflow.stages.count - 1
        for stage in workflow.placeStage...last {
            if stage == workflow.lastPlaceStage + 1 { onward = items.onScanner }
            if workflow.stages[stage].condition == .always, !workflow.stages[stage].spends.isEmpty {
                let least = onward.reduce(Int64.max, min)
                let head =
                    (0..<items.count).reduce(Int64.max) { min($0, items.before[$1] + boot + onward[$1]) }
                let rest = (0..<items.count).map { items.onward($0) - onward[$0] }
                var reached = atScanner.map { $0 + boot + least }
                for bucket in workflow.stages[stage].spends {
                    pass(bucket, stage: stage, head: head, rest: rest, &reached)
                }
            }
            for item in onward.indices { onward[item] += duration(stage, item) }
        }
    }

    // MARK: Limits

    /// When requests of all items are granted, and what that proves.
    ///
    /// - Parameters:
    ///   - head: when the first of them can be made.
    ///   - rest: ticks of each item from its grant to its completion.
    private mutating func pass(_ bucket: Int, stage: Int, head: Int64, rest: [Int64], _ sorted: inout [Int64]) {
        guard let law = items.plan.buckets[bucket] else { return }
        let kind = items.deployment.workflow.buckets[bucket]
        let columns = items.plan.items
        let perAccount = kind.scope == .targetAccountRegion
        var proved: Int64 = 0
        var merged: [Int64] = []
        for owner in perAccount ? owned : everyone {
            // The last grant among those with the longest ways comes no earlier than that of their last token.
            var spent: Int64 = 0
            for item in owner.sorted(by: { (rest[$1], $0) < (rest[$0], $1) }) {
                spent += columns.units(kind.per, of: item)
                if spent > 0 { proved = max(proved, head + law.lastGrant(of: spent) + rest[item]) }
            }
            var fewest: Int64 = 0
            for units in owner.map({ columns.units(kind.per, of: $0) }).sorted() {
                fewest += units
                merged.append(head + (fewest > 0 ? law.lastGrant(of: fewest) : 0))
            }
        }
        if perAccount { merged.sort() }
        if !perAccount {
            let least = (0..<items.count).reduce(Int64.max) { min($0, columns.units(kind.per, of: $1)) }
            if least > 0 { sorted = law.leastGrants(sorted, each: least) }
        }
        raise(&sorted, to: merged)
        for (grant, longest) in zip(sorted, rest.sorted(by: >)) { proved = max(proved, grant + longest) }
        if let known = lastGrants.firstIndex(where: { $0.action == kind.action }) {
            lastGrants[known].ticks = max(lastGrants[known].ticks, proved)
        } else {
            lastGrants.append((kind.action, proved))
        }
    }

    /// When units of a counted limit are taken at best; nil if nothing limits.
    ///
    /// Whoever takes them as the k-th finds the others' units either in use, which is as many as there are at most, or
    /// given back after they were held; all that was held fits in the units there are.
    private func acquisitions(
        _ resource: Int, taken: Int, head: Int64, duration: (Int, Int) -> Int64
    ) -> [Int64]? {
        let workflow = items.deployment.workflow
        guard let capacity = limits.capacities[resource].map(Int64.init),
            let released = workflow.stages.firstIndex(where: { $0.releases.contains(resource) })
        else { return nil }
        let kind = workflow.resources[resource]
        let columns = items.plan.items
        let end = min(released, workflow.placeStage - 1)
        var merged: [Int64] = []
        for owner in kind.scope == .targetAccountRegion ? owned : everyone {
            let units = owner.map { columns.units(kind.per, of: $0) }
            let held = owner.map { item in (taken...end).reduce(Int64(0)) { $0 + duration($1, item) } }
            let order = owner.indices.sorted { (held[$0], $0) < (held[$1], $1) }
            var (next, freed, occupied) = (0, Int64(0), Int128(0))
            var wanted: Int64 = 0
            for least in units.sorted() {
                wanted += least
                // Those that are given back soonest, and of the last one a part.
                while next < order.count, freed + units[order[next]] <= wanted - capacity {
                    freed += units[order[next]]
                    occupied += product(units[order[next]], held[order[next]])
                    next += 1
                }
                var total = occupied
                if next < order.count, wanted - capacity > freed {
                    total += product(wanted - capacity - freed, held[order[next]])
                }
                merged.append(head + Int64((total + Int128(capacity) - 1) / Int128(capacity)))
            }
        }
        return kind.scope == .targetAccountRegion ? merged.sorted() : merged
    }

    private func raise(_ sorted: inout [Int64], to other: [Int64]) {
        for number in sorted.indices { sorted[number] = max(sorted[number], other[number]) }
    }
}

extension TokenBucketTicks {
    /// Sorted grants of requests that arrive at sorted instants and want so many tokens each, rounded down.
    fileprivate func leastGrants(_ arrivals: [Int64], each units: Int64) -> [Int64] {
        var next: Int128?
        return arrivals.map { arrival in
            let instant = Int128(arrival) * Int128(fraction)
            let before = next ?? instant
            let granted = max(
                instant,
                next == nil && units == 1 ? instant : before + Int128(units - 1) * Int128(interval) - Int128(tolerance))
            next = max(before, granted) + Int128(units) * Int128(interval)
            return Int64(granted / Int128(fraction))
        }
    }
}
