internal import ScanModel

/// The time of all instances from the start of the cycle to the end of each, by what it went into.
///
/// Identity: the parts add up to ``total``, and that is ``done`` and ``givenUp`` together. Ticks.
public struct InstanceTimes: Hashable, Sendable {
    /// One kind of work or wait, over all instances.
    public struct Part: Hashable, Sendable {
        public var kind: PathKind
        public var ticks: Int128
    }

    /// Instances.
    public var items: Int
    /// The most first; none with 0.
    public var parts: [Part]
    /// Sum over the instances that were scanned, of the time from the start of the cycle to the end of each.
    public var done: Int128
    /// Instances that were given up, and the same sum over them.
    public var itemsGivenUp: Int
    public var givenUp: Int128 { total - done }

    public var total: Int128 { parts.reduce(0) { $0 + $1.ticks } }

    /// - Parameter regions: which regions of the run, as indices.
    /// - Complexity: O(instances).
    init(_ deployment: Deployment, plan: DeploymentPlan, run: DeploymentRun, regions: some Sequence<Int>) {
        var order: [PathKind] = []
        var sums: [PathKind: Int128] = [:]
        func add(_ kind: PathKind, _ ticks: Int128) {
            if sums[kind] == nil { order.append(kind) }
            sums[kind, default: 0] += ticks
        }
        let workflow = deployment.workflow
        items = 0
        done = 0
        itemsGivenUp = 0
        for index in regions {
            let region = run.regions[index]
            let count = plan.regions[index].items.count
            let opening = run.windows[index].activated + plan.regions[index].setupTicks
            items += count
            itemsGivenUp += region.abandoned.values.reduce(0, +)
            add(.gate, Int128(run.windows[index].activated) * Int128(count))
            add(.setup, Int128(plan.regions[index].setupTicks) * Int128(count))
            for (stage, tally) in zip(workflow.stages, region.stages) {
                add(.stage(stage.name), tally.working)
                // Several of one stage are not told apart: the sums are kept by stage.
                let limits = stage.acquires.map { workflow.resources[$0].name }.joined(separator: ", ")
                add(
                    limits.isEmpty && workflow.rounds != nil ? .round : .limit(limits), tally.waitingForResources)
                add(
                    .tokens(stage.spends.map { workflow.buckets[$0].action }.joined(separator: ", ")),
                    tally.waitingForTokens)
            }
            add(.place, region.waitingForScanner)
            add(.boot, region.waitingForLaunch)
            done +=
                region.completions.reduce(0) { $0 + Int128($1) } + Int128(opening) * Int128(region.completions.count)
        }
        let sorted = order.indices.sorted {
            (-(sums[order[$0]] ?? 0), $0) < (-(sums[order[$1]] ?? 0), $1)
        }
        parts = sorted.compactMap { index in
            sums[order[index]].flatMap { $0 == 0 ? nil : Part(kind: order[index], ticks: $0) }
        }
    }
}
