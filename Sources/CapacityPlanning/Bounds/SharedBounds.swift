internal import ScanModel

/// Lower bounds on the makespan from what all regions of a deployment share.
struct SharedBounds {
    let deployment: Deployment
    /// Regions with work.
    let regions: [RegionPlan]
    let scale: TickScale

    /// A bound, or the strongest of what is shared if that is stronger. Complexity: O(work items).
    func stronger(than bound: CycleBound) -> CycleBound {
        (deployment.workflow.sharedBuckets.compactMap(tokens) + [snapshotRounds, vendorDays].compactMap(\.self))
            .reduce(bound) { $1.ticks > $0.ticks ? $1 : $0 }
    }

    /// A full bucket needs so long for the tokens of all items; nil where regions have different buckets or none.
    private func tokens(bucket: Int) -> CycleBound? {
        let kind = deployment.workflow.buckets[bucket]
        guard let first = regions.first, let law = first.buckets[bucket],
            regions.allSatisfy({ $0.buckets[bucket] == law })
        else { return nil }
        let spends = deployment.workflow.stages.reduce(0) { sum, stage in
            stage.condition == .always ? sum + stage.spends.count { $0 == bucket } : sum
        }
        let units = regions.reduce(Int64(0)) { sum, region in
            (0..<region.items.count).reduce(sum) { $0 + region.items.units(kind.per, of: $1) }
        }
        guard spends > 0, units > 0 else { return nil }
        let setup = regions.reduce(first.setupTicks) { min($0, $1.setupTicks) }
        return CycleBound(
            kind: .sharedTokens(action: kind.action), ticks: setup + law.lastGrant(of: Int64(spends) * units))
    }

    /// The last round begins late, and its items still have all of their way before them; nil without rounds.
    private var snapshotRounds: CycleBound? {
        guard let rule = deployment.workflow.rounds else { return nil }
        let count = regions.reduce(0) { $0 + $1.items.count }
        let poll = deployment.workflow.stages[0].poll.map { PollTicks($0, scale: scale) } ?? PollTicks()
        let cap = deployment.workflow.stages[0].cap.map { scale.ticks($0.value) } ?? .max
        let ticks = WorkflowTicks(
            workflow: deployment.workflow, scanner: deployment.scanner, scale: scale,
            sizeUnitsPerGiB: deployment.fleet.sizeUnitsPerGiB)
        let ways = ItemWays(workflow: deployment.workflow, ticks: ticks)
        let first = StageSpan(0..<1, ticks)
        var shortest = Int64.max
        var rest = Int64.max
        for region in regions {
            let items = region.items
            for item in 0..<items.count {
                let round = first.ticks(items, item)
                shortest = min(shortest, poll.noticed(min(round, cap)))
                rest = min(
                    rest,
                    ways.before.ticks(items, item) - round + ways.onScanner.ticks(items, item)
                        + ways.after.ticks(items, item))
            }
        }
        guard count > 0, shortest > 0 else { return nil }
        let rounds = RoundTicks(rule, scale: scale)
        let last = rounds.earliest(round: (count - 1) / rounds.size, shortest: shortest)
        let setup = regions.reduce(Int64(0)) { max($0, $1.setupTicks) }
        let boot = deployment.scanner.lifecycle == .perBatch ? scale.ticks(deployment.scanner.boot.value) : 0
        return CycleBound(kind: .snapshotRounds, ticks: setup + last + shortest + boot + max(0, rest))
    }

    private var vendorDays: CycleBound? {
        guard let gateway = deployment.vendorApi else { return nil }
        let items = regions.reduce(0) { $0 + $1.items.count }
        let days = gateway.daysNeeded(items: items)
        guard days > 2 else { return nil }
        let seconds = Seconds(Rational(gateway.leastSeconds(items: items)))
        return CycleBound(kind: .vendorDays(days), ticks: scale.ticks(seconds.value))
    }
}
