internal import EventSimulation
internal import ParallelWork
public import ScanModel

/// From a scenario and its plan to what happens.
///
/// Regions that nothing but the region gate couples are simulated alone, event by event, and the gate then puts them in
/// time: this is exact. Regions that spend from a bucket of the whole service account, and those with an outage at some
/// time of the cycle, are simulated on one clock, gate included; the run names what couples them.
public enum ScanSimulator {
    /// Simulates one cycle, one region after another and without any task.
    ///
    /// - Parameters:
    ///   - trial: which repetition it is, from 0; every trial has draws of its own.
    ///   - firstDeployment: the number of the first deployment, from 0. Draws are keyed by these numbers, so a part of a
    ///     scenario draws as it does in the whole if it is told where it stood.
    ///   - progress: called now and then, from any worker, with work items done and work items in all; the greatest
    ///     number of items done comes once every item is done.
    /// - Complexity: O(events * log pending) over the regions.
    public static func run(
        _ scenario: Scenario, plan: ScanPlan, seed: UInt64, trial: UInt32 = 0, firstDeployment: Int = 0,
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) -> ScanRun {
        let counter = ProgressCounter(plan, report: progress)
        return ScanRun(
            deployments: zip(scenario.deployments, plan.deployments).enumerated().map { number, pair in
                let prepared = PreparedDeployment(
                    pair.0, pair.1, draws: Draws(seed: seed, trial: trial, deployment: firstDeployment + number),
                    counter)
                return prepared.finish(
                    ParallelWork.map(prepared.alone.count) { prepared.simulate(prepared.alone[$0]) })
            })
    }

    /// The same run, with regions of a deployment simulated by at most `width` child tasks.
    public static func run(
        _ scenario: Scenario, plan: ScanPlan, seed: UInt64, trial: UInt32 = 0, firstDeployment: Int = 0, width: Int,
        progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async -> ScanRun {
        let counter = ProgressCounter(plan, report: progress)
        var runs: [DeploymentRun] = []
        for (number, (deployment, plan)) in zip(scenario.deployments, plan.deployments).enumerated() {
            let prepared = PreparedDeployment(
                deployment, plan, draws: Draws(seed: seed, trial: trial, deployment: firstDeployment + number), counter)
            let weights = prepared.alone.map { plan.regions[$0].items.count }
            let regions = await ParallelWork.map(weights: weights, width: width) {
                prepared.simulate(prepared.alone[$0])
            }
            runs.append(prepared.finish(regions))
        }
        return ScanRun(deployments: runs)
    }
}

/// A deployment about to be simulated: which of its regions can be simulated alone.
struct PreparedDeployment: Sendable {
    let deployment: Deployment
    let plan: DeploymentPlan
    let stream: Draws
    /// Number of each region of the plan among the listed ones; draws are keyed by it, whatever the order of the gate.
    let numbers: [Int]
    let counter: ProgressCounter
    /// Regions that share nothing but the gate and in which nothing depends on the time of the cycle, as indices.
    let alone: [Int]
    /// Regions with an outage, by name.
    let outages: [String]
    /// Buckets that couple the others.
    let couplings: [Int]

    init(_ deployment: Deployment, _ plan: DeploymentPlan, draws: Draws, _ counter: ProgressCounter) {
        self.deployment = deployment
        self.plan = plan
        stream = draws
        let listed = Dictionary(
            deployment.regions.enumerated().map { ($0.element.region, $0.offset) }, uniquingKeysWith: min)
        numbers = plan.regions.map { region in
            guard let number = listed[region.region] else {
                preconditionFailure("\(deployment.name) does not list the region \(region.region) of its plan")
            }
            return number
        }
        self.counter = counter
        let shared = plan.regions.map { region in
            deployment.workflow.sharedBuckets.filter { bucket in
                region.buckets[bucket] != nil
                    && deployment.workflow.stages.contains { stage in
                        // Nobody comes to a stage for copies in a region without any.
                        (stage.condition == .always || !region.items.copies.isEmpty)
                            && (stage.spends.contains(bucket) || stage.recheck?.bucket == bucket)
                    }
            }
        }
        // One region alone shares with nobody.
        let isCoupled = shared.count { !$0.isEmpty } > 1
        let dark = Set((deployment.faults?.outages ?? []).map(\.region))
        outages = plan.regions.map(\.region).filter(dark.contains)
        alone = plan.regions.indices.filter {
            !deployment.workflow.couplesRegions && (!isCoupled || shared[$0].isEmpty)
                && !dark.contains(plan.regions[$0].region)
        }
        couplings = isCoupled ? Set(shared.joined()).sorted() : []
    }

    func simulate(_ region: Int) -> RegionRun {
        var world = world(region, seat: 0, shared: SharedBuckets(count: deployment.workflow.sharedBuckets.count))
        let history = Simulation.run(&world)
        return world.finish(events: history.events)
    }

    /// The same region once more, with what happened in it.
    func trace(_ region: Int) -> (run: RegionRun, history: RegionHistory) {
        let trace = trace(of: region)
        let shared = SharedBuckets(count: deployment.workflow.sharedBuckets.count)
        var traced = TracedWorld(world: world(region, seat: 0, shared: shared, trace: trace), trace: trace)
        let events = Simulation.run(&traced).events
        let history = trace.history(opening: 0, completed: traced.world.run.completed)
        return (traced.world.finish(events: events), history)
    }

    /// Those regions once more that cannot be simulated alone, and what happened in the `wanted` ones.
    ///
    /// - Parameter runs: of the regions that can be simulated alone, in the order of ``alone``.
    func traceMerged(_ runs: [RegionRun], wanted: Set<Int>) -> (runs: [RegionRun], histories: [Int: RegionHistory]) {
        var merged = merged(runs, traced: wanted)
        _ = Simulation.run(&merged)
        var histories: [Int: RegionHistory] = [:]
        for region in wanted { histories[region] = merged.history(of: region) }
        return (merged.finish().regions, histories)
    }

    /// The same region once more, with the use of its limits.
    ///
    /// - Parameter opened: when it opened, in ticks from the start of the cycle.
    func limitUse(_ region: Int, stretches: Stretches, opened: Int64) -> RegionLimitUse {
        let meter = meter(of: region, stretches, offset: opened)
        let shared = SharedBuckets(count: deployment.workflow.sharedBuckets.count)
        var world = world(region, seat: 0, shared: shared, meter: meter)
        let events = Simulation.run(&world).events
        return meter.use(until: world.finish(events: events).completed)
    }

    /// The same for those regions that cannot be simulated alone.
    ///
    /// - Parameter runs: of the regions that can be, in the order of ``alone``.
    func limitUseMerged(_ runs: [RegionRun], of regions: [Int], stretches: Stretches) -> [Int: RegionLimitUse] {
        let meters = regions.reduce(into: [:]) { $0[$1] = meter(of: $1, stretches, offset: 0) }
        var merged = merged(runs, meters: meters)
        _ = Simulation.run(&merged)
        let (found, windows) = merged.finish()
        return meters.reduce(into: [:]) { uses, entry in
            let opened = windows[entry.key].activated + plan.regions[entry.key].setupTicks
            uses[entry.key] = entry.value.use(until: opened + found[entry.key].completed)
        }
    }

    private func meter(of region: Int, _ stretches: Stretches, offset: Int64) -> LimitMeter {
        let accounts = plan.regions[region].items.accounts.count
        let workflow = deployment.workflow
        return LimitMeter(
            stretches: stretches, offset: offset,
            counters: workflow.resources.reduce(0) { $0 + ($1.scope == .targetAccountRegion ? accounts : 1) },
            resources: workflow.resources.count,
            perAccount: workflow.buckets.map { $0.scope == .targetAccountRegion }, accounts: accounts)
    }

    private func trace(of region: Int) -> RegionTrace {
        RegionTrace(items: plan.regions[region].items.count, batches: plan.regions[region].batches.count)
    }

    private func merged(
        _ runs: [RegionRun], traced: Set<Int> = [], meters: [Int: LimitMeter] = [:]
    ) -> MergedWorld {
        let shared = SharedBuckets(count: deployment.workflow.sharedBuckets.count)
        let workflow = deployment.workflow
        precondition(workflow.rounds == nil || workflow.placeStage > 0, "a round waits for no scanner")
        let window = workflow.batchWindow.map { plan.scale.ticks($0.value) } ?? 0
        var merged = MergedWorld(
            gate: deployment.gate, regions: plan.regions.count,
            rounds: workflow.rounds.map { SnapshotRun(RoundTicks($0, scale: plan.scale), regions: plan.regions) },
            turns: workflow.waves.map { TurnTaking(WaveTicks($0, scale: plan.scale), window: window) })
        for region in plan.regions.indices {
            if let known = alone.firstIndex(of: region) {
                merged.add(runs[known], plan: plan.regions[region])
            } else {
                let trace = traced.contains(region) ? trace(of: region) : nil
                merged.add(
                    world(region, seat: region, shared: shared, trace: trace, meter: meters[region]),
                    plan: plan.regions[region])
            }
        }
        return merged
    }

    /// Puts the regions that were simulated alone in time, together with those that cannot be.
    func finish(_ runs: [RegionRun]) -> DeploymentRun {
        guard alone.count < plan.regions.count else {
            return CycleComposition.compose(deployment, plan: plan, regions: runs, windows: nil, couplings: [])
        }
        var merged = merged(runs)
        _ = Simulation.run(&merged)
        let (regions, windows) = merged.finish()
        var run = CycleComposition.compose(
            deployment, plan: plan, regions: regions, windows: windows,
            couplings: couplings.map { deployment.workflow.buckets[$0].action })
        run.outageRegions = outages
        return run
    }

    private func world(
        _ region: Int, seat: Int, shared: SharedBuckets, trace: RegionTrace? = nil, meter: LimitMeter? = nil
    ) -> RegionWorld {
        let regionPlan = plan.regions[region]
        let compiled = CompiledRegion(
            deployment: deployment, plan: regionPlan, scale: plan.scale, ticks: plan.ticks, isTraced: trace != nil)
        return RegionWorld(
            deployment: deployment, plan: regionPlan, compiled: compiled, draws: stream,
            regionNumber: numbers[region], progress: counter, seat: seat, shared: shared, trace: trace, meter: meter)
    }
}

extension ProgressCounter {
    fileprivate convenience init(_ plan: ScanPlan, report: (@Sendable (Int, Int) -> Void)?) {
        let items = plan.deployments.flatMap(\.regions).reduce(0) { $0 + $1.items.count }
        self.init(total: items, report: report)
    }
}
