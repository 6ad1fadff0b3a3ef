internal import ScanModel

/// Lower bounds on the time from the opening of a region to its last completion, for any order, any batching of at most
/// the scanner's places, and any assignment.
///
/// Each bound counts the time before the first and after the last use of what it looks at ("head" and "tail"), see
/// Carlier, The one-machine sequencing problem, EJOR 1982, for the idea.
struct RegionBounds {
    let deployment: Deployment
    let limits: RegionLimits
    let buckets: [TokenBucketTicks?]
    let items: WorkItems
    let totals: WorkTotals
    let ways: ItemWays
    let ticks: WorkflowTicks
    let scale: TickScale
    let scanners: Int

    var workflow: ScanWorkflow { deployment.workflow }
    var perBatch: Bool { deployment.scanner.lifecycle == .perBatch }

    /// Every bound if no item is given up, in the order: longest item, scanner work, launches, buckets, resources.
    func all() -> [RegionBound] {
        var bounds = [
            RegionBound(kind: .longestItem, ticks: longestItem()),
            RegionBound(kind: .scannerWork, ticks: scannerWork()),
        ]
        if perBatch, let bound = launches() { bounds.append(RegionBound(kind: .scannerLaunch, ticks: bound)) }
        for (index, bucket) in workflow.buckets.enumerated() {
            if let bound = tokens(bucket: index) {
                bounds.append(RegionBound(kind: .tokens(action: bucket.action), ticks: bound))
            }
        }
        for (index, resource) in workflow.resources.enumerated() {
            if let bound = pending(resource: index) {
                bounds.append(RegionBound(kind: .resource(name: resource.name), ticks: bound))
            }
        }
        return bounds
    }

    private func longestItem() -> Int64 {
        guard ways.reads == nil, let failures = items.failures.uniform, items.copies.isEmpty, ticks.batchWindow == 0
        else {
            let copyBefore = StageSpan(copiesIn: 0..<workflow.placeStage, ticks)
            let copyAfter = StageSpan(copiesIn: workflow.placeStage..<workflow.stages.count, ticks)
            return (0..<items.count).reduce(0) { longest, item in
                let total = items.totalSize[item]
                let largest = Int64(items.largestSize[item])
                let scan =
                    items.attempts(item) * leastOnScanner(item, aboard: perBatch ? 1 : Int64(deployment.scanner.places))
                let added = copyBefore.copyTicks(items, item) + (ways.reads?.before(items, item) ?? 0)
                return max(
                    longest,
                    ready(total: total, largest: largest, added: added) + scan
                        + ways.after.ticks(total: total, largest: largest) + copyAfter.copyTicks(items, item))
            }
        }
        // Ready is one stretch of stages or the longer of two, and so is the most of it and what follows.
        let onward = ways.onScanner * (Int64(failures) + 1) + ways.after
        var boot = StageSpan()
        boot.base = ticks.boot
        return perBatch ? most(ways.before + boot + onward) : max(most(ways.before + onward), most(boot + onward))
    }

    /// The earliest instant at which an item can begin on a scanner.
    ///
    /// - Parameter added: ticks of its stages for copied volumes before, and of what prepares its reads.
    @inline(__always)
    private func ready(total: Int64, largest: Int64, added: Int64 = 0) -> Int64 {
        let before = ways.before.ticks(total: total, largest: largest) + added
        // A persistent scanner boots beside the first stages, a batch's scanner after them and the next search.
        return perBatch ? ticks.searched(before) + ticks.boot : max(before, ticks.boot)
    }

    /// The first instant at which a batch can be found.
    private var firstSearch: Int64 { ticks.searched(least(ways.before)) }

    /// The places of all scanners, from the first moment one can be used, must hold all the work.
    private func scannerWork() -> Int64 {
        let places = Int64(deployment.scanner.places)
        var work: Int128 = 0
        if ways.reads == nil, let failures = items.failures.uniform, totals.volumesMost <= places {
            work = totals.all.held(.volume, for: ways.onScanner) &* (Int128(failures) + 1)
        } else {
            for item in 0..<items.count {
                work &+= product(
                    min(places, Int64(items.volumes[item])) * items.attempts(item),
                    // A scanner that is not full reads faster, but its batch takes no smaller part of its time.
                    leastOnScanner(item, aboard: places))
            }
        }
        if perBatch {
            // A batch of at most `places` volumes keeps its scanner at least (sum of volumes * time) / places, and each
            // costs a boot and a drain; the last drain on each scanner may fall after the last completion.
            let numerator = work + Int128(fewestBatches) * Int128(ticks.boot + ticks.drain) * Int128(places)
            let total = (numerator + Int128(places) * Int128(scanners) - 1) / (Int128(places) * Int128(scanners))
            return firstSearch + max(0, Int64(total) - ticks.drain) + least(ways.after)
        }
        return availability(work: work, places: places) + least(ways.after)
    }

    /// Ticks of an item on its scanner at least, once, if at least `aboard` volumes are on it.
    private func leastOnScanner(_ item: Int, aboard: Int64) -> Int64 {
        ways.onScanner.ticks(items, item) + (ways.reads?.leastOnScanner(items, item, aboard: aboard) ?? 0)
    }

    /// The first instant at which the persistent scanners have offered enough place-ticks.
    private func availability(work: Int128, places: Int64) -> Int64 {
        let leastBefore = least(ways.before)
        let starts = (0..<scanners).map { max(leastBefore, launchOffset($0) + ticks.boot) }
        // `starts` rises. Between two of them the offered work grows by places * (scanners started) a tick.
        var offered: Int128 = 0
        for started in 1...scanners {
            let rate = Int128(places) * Int128(started)
            let end = started < scanners ? starts[started] : nil
            let span = end.map { Int128($0 - starts[started - 1]) }
            if let span, offered + rate * span < work {
                offered += rate * span
                continue
            }
            return starts[started - 1] + Int64((work - offered + rate - 1) / rate)
        }
        return starts[scanners - 1]
    }

    /// Fewest batches that hold all volumes, platforms apart.
    private var fewestBatches: Int { totals.fewestBatches(places: deployment.scanner.places) }

    /// Ticks after the first of `index + 1` simultaneous launch requests until the last of them is granted; rounded down.
    private func launchOffset(_ index: Int) -> Int64 {
        lastLaunch(count: index + 1)
    }

    /// Ticks that a full bucket needs at least to grant `count` requests; rounded down.
    func lastGrant(count: Int64, bucket: Int) -> Int64 {
        buckets[bucket]?.lastGrant(of: count) ?? 0
    }

    /// The same for launches: the slowest of their buckets.
    private func lastLaunch(count: Int) -> Int64 {
        deployment.scanner.launchBuckets.reduce(0) { max($0, lastGrant(count: Int64(count), bucket: $1)) }
    }

    private func launches() -> Int64? {
        guard deployment.scanner.launchBuckets.contains(where: { limits.buckets[$0] != nil }) else { return nil }
        return firstSearch + lastLaunch(count: fewestBatches) + ticks.boot + least(ways.onScanner) + least(ways.after)
    }

    /// The stages of a range without waiting, with the boot of a batch's scanner if the way to the scanner is in it.
    func way(_ stages: Range<Int>) -> StageSpan {
        let crossesBoot = perBatch && stages.lowerBound < workflow.placeStage && stages.upperBound > workflow.placeStage
        var way = StageSpan(stages, ticks)
        if crossesBoot { way.base += ticks.boot }
        return way
    }

    /// Least over the items of a time that does not fall with either size.
    ///
    /// Complexity: O(1) if one item is the smallest in both sizes, or if only one of them counts; else O(n).
    private func least(_ spans: StageSpan..., of time: (_ total: Int64, _ largest: Int64) -> Int64) -> Int64 {
        if totals.leastIsAnItem || spans.allSatisfy({ $0.perLargest == 0 })
            || spans.allSatisfy({ $0.perTotal == 0 })
        {
            return time(totals.totalSizeLeast, totals.largestSizeLeast)
        }
        return (0..<items.count).reduce(Int64.max) {
            min($0, time(items.totalSize[$1], Int64(items.largestSize[$1])))
        }
    }

    /// Most of a stretch of stages over the items, for times that do not fall with either size.
    ///
    /// Complexity: as for the least of a time.
    private func most(_ span: StageSpan) -> Int64 {
        if totals.mostIsAnItem || span.perLargest == 0 || span.perTotal == 0 {
            return span.ticks(total: totals.totalSizeMost, largest: totals.largestSizeMost)
        }
        return (0..<items.count).reduce(0) { max($0, span.ticks(items, $1)) }
    }

    /// Least of a stretch of stages over the items.
    func least(_ span: StageSpan) -> Int64 {
        least(span) { span.ticks(total: $0, largest: $1) }
    }

    /// Least time before a stage can begin.
    func head(of stage: Int) -> Int64 {
        let place = workflow.placeStage
        guard stage >= place else { return least(way(0..<stage)) }
        let onward = way(place..<stage)
        return least(ways.before, onward) { ready(total: $0, largest: $1) + onward.ticks(total: $0, largest: $1) }
    }

    private func tokens(bucket: Int) -> Int64? {
        guard limits.buckets[bucket] != nil else { return nil }
        let spending = workflow.stages.indices.filter {
            workflow.stages[$0].condition == .always && workflow.stages[$0].spends.contains(bucket)
        }
        let copying = copyRequests(bucket: bucket)
        guard let first = min(spending.first, copying?.first), let last = max(spending.last, copying?.last) else {
            return nil
        }
        let kind = workflow.buckets[bucket]
        let most = mostOfAnOwner(kind.scope, copying?.byAccount) { units in
            spending.reduce(0) { sum, stage in
                let repeated = (workflow.placeStage...workflow.lastPlaceStage).contains(stage)
                return sum + units.count(kind.per, repeated: repeated)
            }
        }
        return head(of: first) + lastGrant(count: most, bucket: bucket) + least(way(last..<workflow.stages.count))
    }

    private func pending(resource: Int) -> Int64? {
        guard let capacity = limits.capacities[resource],
            let taken = workflow.stages.firstIndex(where: { $0.acquires.contains(resource) }),
            let released = workflow.stages.firstIndex(where: { $0.releases.contains(resource) })
        else { return nil }
        let kind = workflow.resources[resource]
        let most: Int128
        if workflow.stages[taken].condition == .copyNeeded {
            if items.copies.isEmpty { return nil }
            most = mostHeldByCopies(kind, capacity: Int64(capacity), taken..<(released + 1))
        } else if let reading = ways.reads, reading.rule.fillingResource == resource {
            // Given back when the volumes are full, which may be long before the stage ends.
            let ahead = way(taken..<reading.rule.stage)
            most = (0..<items.count).reduce(0) { sum, item in
                sum
                    &+ product(
                        items.units(kind.per, of: item) * items.attempts(item),
                        reading.leastFilling(items, item, ahead: ahead))
            }
        } else {
            most = mostHeld(kind, way(taken..<(released + 1)))
        }
        let span = Int64((most + Int128(capacity) - 1) / Int128(capacity))
        return head(of: taken) + span + least(way((released + 1)..<workflow.stages.count))
    }

    /// Units times ticks of the owner of a counter who holds it most, if every item holds it for a stretch of stages.
    private func mostHeld(_ kind: ResourceKind, _ span: StageSpan) -> Int128 {
        let perAccount = kind.scope == .targetAccountRegion
        return perAccount
            ? totals.accounts.reduce(0) { max($0, $1.held(kind.per, for: span)) }
            : totals.all.held(kind.per, for: span)
    }
}

/// The lesser one; the other one if one is nil.
private func min(_ left: Int?, _ right: Int?) -> Int? {
    left.map { left in right.map { Swift.min(left, $0) } ?? left } ?? right
}

/// The greater one; the other one if one is nil.
private func max(_ left: Int?, _ right: Int?) -> Int? {
    left.map { left in right.map { Swift.max(left, $0) } ?? left } ?? right
}
