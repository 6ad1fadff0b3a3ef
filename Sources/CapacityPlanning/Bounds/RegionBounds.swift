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
    let ways: ItemWays
    let ticks: WorkflowTicks
    let scanners: Int

    private var workflow: ScanWorkflow { deployment.workflow }
    private var perBatch: Bool { deployment.scanner.lifecycle == .perBatch }

    /// Every bound, in the order: longest item, scanner work, launches, buckets, resources.
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
        (0..<items.count).reduce(0) { longest, item in
            // A persistent scanner boots beside the first stages, a batch's scanner after them.
            let ready = perBatch ? ways.before[item] + ticks.boot : max(ways.before[item], ticks.boot)
            return max(longest, ready + ways.attempts[item] * ways.onScanner[item] + ways.after[item])
        }
    }

    /// The places of all scanners, from the first moment one can be used, must hold all the work.
    private func scannerWork() -> Int64 {
        let places = Int64(deployment.scanner.places)
        let work = (0..<items.count).reduce(Int128(0)) {
            $0 + Int128(min(places, Int64(items.volumes[$1])) * ways.attempts[$1]) * Int128(ways.onScanner[$1])
        }
        if perBatch {
            // A batch of at most `places` volumes keeps its scanner at least (sum of volumes * time) / places, and each
            // costs a boot and a drain; the last drain on each scanner may fall after the last completion.
            let numerator = work + Int128(fewestBatches) * Int128(ticks.boot + ticks.drain) * Int128(places)
            let total = (numerator + Int128(places) * Int128(scanners) - 1) / (Int128(places) * Int128(scanners))
            return ways.leastBefore + max(0, Int64(total) - ticks.drain) + ways.leastAfter
        }
        return availability(work: work, places: places) + ways.leastAfter
    }

    /// The first instant at which the persistent scanners have offered enough place-ticks.
    private func availability(work: Int128, places: Int64) -> Int64 {
        let starts = (0..<scanners).map { index -> Int64 in
            max(ways.leastBefore, launchOffset(index) + ticks.boot)
        }
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
    private var fewestBatches: Int {
        let places = deployment.scanner.places
        return Platform.allCases.reduce(0) { sum, platform in
            let volumes = (0..<items.count).reduce(0) {
                $0 + (items.platform[$1] == platform ? min(places, Int(items.volumes[$1])) : 0)
            }
            return sum + (volumes + places - 1) / places
        }
    }

    /// Ticks after the first of `index + 1` simultaneous launch requests until the last of them is granted; rounded down.
    private func launchOffset(_ index: Int) -> Int64 {
        guard let bucket = deployment.scanner.launchBucket else { return 0 }
        return lastGrant(count: Int64(index + 1), bucket: bucket)
    }

    /// Ticks that a full bucket needs at least to grant `count` requests; rounded down.
    private func lastGrant(count: Int64, bucket: Int) -> Int64 {
        buckets[bucket]?.lastGrant(of: count) ?? 0
    }

    private func launches() -> Int64? {
        guard let bucket = deployment.scanner.launchBucket, limits.buckets[bucket] != nil else { return nil }
        return ways.leastBefore + lastGrant(count: Int64(fewestBatches), bucket: bucket) + ticks.boot
            + ways.leastOnScanner + ways.leastAfter
    }

    /// The stages of a range without waiting, with the boot of a batch's scanner if the way to the scanner is in it.
    private func way(_ stages: Range<Int>, _ item: Int) -> Int64 {
        let crossesBoot = perBatch && stages.lowerBound < workflow.placeStage && stages.upperBound > workflow.placeStage
        return stages.reduce(crossesBoot ? ticks.boot : 0) {
            $0
                + ticks.duration(
                    stage: $1, totalSize: items.totalSize[item], largestSize: Int64(items.largestSize[item]))
        }
    }

    /// Least way over the items.
    private func least(_ stages: Range<Int>) -> Int64 {
        (0..<items.count).reduce(Int64.max) { min($0, way(stages, $1)) }
    }

    /// Least time before a stage can begin.
    private func head(of stage: Int) -> Int64 {
        let place = workflow.placeStage
        guard stage >= place else { return least(0..<stage) }
        return (0..<items.count).reduce(Int64.max) { least, item in
            let ready = perBatch ? ways.before[item] + ticks.boot : max(ways.before[item], ticks.boot)
            return min(least, ready + way(place..<stage, item))
        }
    }

    private func tokens(bucket: Int) -> Int64? {
        guard limits.buckets[bucket] != nil else { return nil }
        let spending = workflow.stages.indices.filter { workflow.stages[$0].spends.contains(bucket) }
        guard let first = spending.first, let last = spending.last else { return nil }
        let kind = workflow.buckets[bucket]
        var requests = [Int64](repeating: 0, count: kind.scope == .targetAccountRegion ? items.accounts.count : 1)
        for stage in spending {
            let repeated = (workflow.placeStage...workflow.lastPlaceStage).contains(stage)
            for item in 0..<items.count {
                let owner = kind.scope == .targetAccountRegion ? Int(items.account[item]) : 0
                requests[owner] += items.units(kind.per, of: item) * (repeated ? ways.attempts[item] : 1)
            }
        }
        let most = requests.max() ?? 0
        return head(of: first) + lastGrant(count: most, bucket: bucket) + least(last..<workflow.stages.count)
    }

    private func pending(resource: Int) -> Int64? {
        guard let capacity = limits.capacities[resource],
            let taken = workflow.stages.firstIndex(where: { $0.acquires.contains(resource) }),
            let released = workflow.stages.firstIndex(where: { $0.releases.contains(resource) })
        else { return nil }
        let kind = workflow.resources[resource]
        var held = [Int128](repeating: 0, count: kind.scope == .targetAccountRegion ? items.accounts.count : 1)
        for item in 0..<items.count {
            let owner = kind.scope == .targetAccountRegion ? Int(items.account[item]) : 0
            held[owner] += Int128(items.units(kind.per, of: item)) * Int128(way(taken..<(released + 1), item))
        }
        let most = held.max() ?? 0
        let span = Int64((most + Int128(capacity) - 1) / Int128(capacity))
        return head(of: taken) + span + least((released + 1)..<workflow.stages.count)
    }
}
