internal import ScanModel

/// What items with copies add to the bounds, and what becomes of bounds where items may be given up.
extension RegionBounds {
    /// Every bound, given up items or not.
    ///
    /// Whoever is given up goes only a part of the way, so a bound that counts on all items holds only if nobody is;
    /// and if somebody is, the region lasts until the last look of one at least. Items that find room at every look are
    /// never given up, so what they alone need holds in any case.
    func proved() -> [RegionBound] {
        let whole = all()
        let atRisk = itemsAtRisk()
        guard atRisk.contains(true), let soonest = soonestGivenUp() else { return whole }
        let others = (0..<items.count).filter { !atRisk[$0] }
        var sure: [BoundKind: Int64] = [:]
        if !others.isEmpty {
            for bound in only(others).all() { sure[bound.kind] = bound.ticks }
        }
        let looked = Set(
            workflow.stages.filter { $0.recheck?.givesUp == true }.map { workflow.resources[$0.acquires[0]].name })
        return whole.map { bound in
            // Among bounds that are all cut here the limit itself is to be named, so the others are a tick lower.
            var cut = soonest - 1
            if case .resource(let name) = bound.kind, looked.contains(name) { cut = soonest }
            return RegionBound(kind: bound.kind, ticks: max(min(bound.ticks, cut), sure[bound.kind] ?? 0))
        }
    }

    // MARK: Given up

    /// Whether each item may look at a limit that others use up; nothing if there is no such limit.
    private func itemsAtRisk() -> [Bool] {
        var atRisk: [Bool] = []
        for stage in workflow.stages where stage.recheck?.givesUp == true {
            let resource = stage.acquires[0]
            guard let capacity = limits.capacities[resource] else { continue }
            let ofCopies = stage.condition == .copyNeeded
            if ofCopies, items.copies.isEmpty { continue }
            let kind = workflow.resources[resource]
            let basis = ofCopies ? kind.per.ofCopies : kind.per
            func units(_ item: Int) -> Int64 {
                ofCopies && !items.hasCopies(item) ? 0 : items.units(basis, of: item)
            }
            let perAccount = kind.scope == .targetAccountRegion
            var wanted = [Int64](repeating: 0, count: perAccount ? items.accounts.count : 1)
            for item in 0..<items.count { wanted[perAccount ? Int(items.account[item]) : 0] += units(item) }
            if wanted.allSatisfy({ $0 <= Int64(capacity) }) { continue }
            if atRisk.isEmpty { atRisk = [Bool](repeating: false, count: items.count) }
            for item in 0..<items.count
            where units(item) > 0 && wanted[perAccount ? Int(items.account[item]) : 0] > Int64(capacity) {
                atRisk[item] = true
            }
        }
        return atRisk
    }

    /// The earliest instant at which an item can be given up; nil if none ever is.
    private func soonestGivenUp() -> Int64? {
        workflow.stages.indices.compactMap { stage in
            workflow.stages[stage].recheck.flatMap {
                guard $0.givesUp else { return nil }
                return head(of: stage) + Int64($0.looksMost - 1) * scale.ticks($0.every.value)
            }
        }.min()
    }

    /// The same with some of the items alone, in rising order.
    private func only(_ kept: [Int]) -> RegionBounds {
        var some = WorkItems()
        some.account = NarrowColumn(count: kept.count, largest: Int32(items.accounts.count) - 1) {
            items.account[kept[$0]]
        }
        some.volumes = NarrowColumn(count: kept.count, largest: Int32(totals.volumesMost)) { items.volumes[kept[$0]] }
        some.totalSize = NarrowColumn(count: kept.count, largest: totals.totalSizeMost) { items.totalSize[kept[$0]] }
        some.largestSize = NarrowColumn(count: kept.count, largest: Int32(totals.largestSizeMost)) {
            items.largestSize[kept[$0]]
        }
        some.platform = UniformColumn(count: kept.count) { items.platform[kept[$0]] }
        some.failures = UniformColumn(count: kept.count) { items.failures[kept[$0]] }
        some.fill(
            copies: items.copies.isEmpty
                ? []
                : kept.map {
                    CopyRecord(
                        total: items.copiedTotal[$0], largest: items.copiedLargest[$0], volumes: items.copies[$0])
                })
        some.accounts = items.accounts
        var work = WorkCount(places: deployment.scanner.places, commonFailures: some.failures.uniform)
        // Accounts are counted in the order of their first item, which is another one here; nobody looks them up.
        var local = [Int](repeating: -1, count: items.accounts.count)
        var known = 0
        for item in 0..<some.count {
            let owner = Int(some.account[item])
            if local[owner] < 0 {
                local[owner] = known
                known += 1
            }
            work.add(
                account: local[owner], volumes: Int64(some.volumes[item]), total: some.totalSize[item],
                largest: Int64(some.largestSize[item]), isWindows: some.platform[item] == .windows,
                failures: some.failures[item])
        }
        work.finish()
        return RegionBounds(
            deployment: deployment, limits: limits, buckets: buckets, items: some, totals: WorkTotals(work),
            ways: ways, ticks: ticks, scale: scale, scanners: scanners)
    }

    // MARK: Copies

    /// Requests of an action that items with copies and items that look at a limit make beside all others.
    struct CopyRequests {
        /// The first and the last stage that make them.
        var first: Int
        var last: Int
        /// In the order of the region's accounts.
        var byAccount: [Int64]
    }

    /// nil if there are none.
    func copyRequests(bucket: Int) -> CopyRequests? {
        let stages = workflow.stages.indices.filter { index in
            let stage = workflow.stages[index]
            let spends = stage.condition == .copyNeeded && stage.spends.contains(bucket)
            return (spends || stage.recheck?.bucket == bucket)
                && (stage.condition == .always || !items.copies.isEmpty)
        }
        guard let first = stages.first, let last = stages.last else { return nil }
        var byAccount = [Int64](repeating: 0, count: items.accounts.count)
        let basis = workflow.buckets[bucket].per.ofCopies
        for index in stages {
            let stage = workflow.stages[index]
            let ofCopies = stage.condition == .copyNeeded
            let spends = ofCopies && stage.spends.contains(bucket)
            for item in 0..<items.count where !ofCopies || items.hasCopies(item) {
                var requests = spends ? items.units(basis, of: item) : 0
                // Whoever looks does so once at least.
                if stage.recheck?.bucket == bucket { requests += 1 }
                byAccount[Int(items.account[item])] += requests
            }
        }
        return CopyRequests(first: first, last: last, byAccount: byAccount)
    }

    /// Units of the owner of a counter who has most, with those that stand beside the totals.
    func mostOfAnOwner(
        _ scope: LimitScope, _ beside: [Int64]?, _ units: (WorkTotals.Units) -> Int64
    ) -> Int64 {
        guard let beside else { return totals.mostOfAnOwner(scope, units) }
        guard scope == .targetAccountRegion else { return units(totals.all) + beside.reduce(0, +) }
        // The totals name no account, so the two are joined item by item.
        return joined(beside, units)
    }

    private func joined(_ beside: [Int64], _ units: (WorkTotals.Units) -> Int64) -> Int64 {
        var seen = [Bool](repeating: false, count: items.accounts.count)
        var most: Int64 = 0
        var next = 0
        for item in 0..<items.count where !seen[Int(items.account[item])] {
            seen[Int(items.account[item])] = true
            most = max(most, units(totals.accounts[next]) + beside[Int(items.account[item])])
            next += 1
        }
        return most
    }

    /// Units times ticks of the owner of a counter who holds it most, if every item with copies holds it for some stages.
    ///
    /// An item that wants more than there is goes alone and counts as all there is.
    func mostHeldByCopies(_ kind: ResourceKind, capacity: Int64, _ stages: Range<Int>) -> Int128 {
        let perAccount = kind.scope == .targetAccountRegion
        let (span, copying) = (StageSpan(stages, ticks), StageSpan(copiesIn: stages, ticks))
        let basis = kind.per.ofCopies
        var held = [Int128](repeating: 0, count: perAccount ? items.accounts.count : 1)
        for item in 0..<items.count where items.hasCopies(item) {
            held[perAccount ? Int(items.account[item]) : 0] &+= product(
                min(capacity, items.units(basis, of: item)),
                span.ticks(items, item) + copying.copyTicks(items, item))
        }
        return held.max() ?? 0
    }
}
