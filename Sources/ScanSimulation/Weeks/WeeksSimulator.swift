internal import EventSimulation
internal import ParallelWork
public import ScanModel

/// From a deployment and its plan to what happens over weeks.
///
/// Beside one cycle this counts discoveries, expiry of records, churn, searches, scanners and the window of regions. It
/// leaves out token buckets, counted limits on the scanner, failures and copies: their stages last as long as in a cycle
/// without waiting. If no bucket makes anybody wait, its first cycle is that of ``ScanSimulator``, but for one thing:
/// there a region makes its snapshots once it is open, here as soon as an instance is found.
public enum WeeksSimulator {
    /// Trials of other fleets unless somebody asks for fewer.
    public static let trialsMost = 8

    /// Simulates on the calling thread.
    ///
    /// - Parameters:
    ///   - weeks: 1 or more.
    ///   - firstNumber: number of the deployment's first region among those of all deployments.
    ///   - trials: of other fleets at most, to confirm the point of no return.
    ///   - progress: called now and then, from any worker, with days of instances done and in all.
    /// - Complexity: O(scans + instances); memory grows with instances, accounts and the logarithm of the weeks.
    public static func run(
        _ deployment: Deployment, plan: DeploymentPlan, weeks: Int, seed: UInt64, firstNumber: Int = 0,
        trials: Int = trialsMost, progress: (@Sendable (Int, Int) -> Void)? = nil
    ) throws(WeeksFault) -> WeeksRun {
        let prepared = try PreparedWeeks(
            deployment, plan, weeks: weeks, seed: seed, firstNumber: firstNumber, progress: progress)
        let groups = prepared.groups
        return prepared.finish(ParallelWork.map(groups.count) { prepared.simulate(groups[$0]) }, trials: trials)
    }

    /// The same run, with regions that share nothing simulated by at most `width` child tasks.
    public static func run(
        _ deployment: Deployment, plan: DeploymentPlan, weeks: Int, seed: UInt64, firstNumber: Int = 0, width: Int,
        trials: Int = trialsMost, progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async throws(WeeksFault) -> WeeksRun {
        let prepared = try PreparedWeeks(
            deployment, plan, weeks: weeks, seed: seed, firstNumber: firstNumber, progress: progress)
        let groups = prepared.groups
        let weights = groups.map { $0.reduce(0) { $0 + plan.regions[$1].items.count } }
        return prepared.finish(
            await ParallelWork.map(weights: weights, width: width) { prepared.simulate(groups[$0]) }, trials: trials)
    }
}

/// A deployment about to be simulated over weeks.
private struct PreparedWeeks: Sendable {
    let input: WeeksInput
    /// Starts of the schedule in ticks; empty with other anchors.
    let starts: [Int64]
    let period: Int64
    let progress: ProgressCounter
    /// Regions of the plan that share something, as indices: each group is simulated on a clock of its own.
    let groups: [[Int]]

    init(
        _ deployment: Deployment, _ plan: DeploymentPlan, weeks: Int, seed: UInt64, firstNumber: Int,
        progress: (@Sendable (Int, Int) -> Void)?
    ) throws(WeeksFault) {
        precondition(weeks >= 1, "\(weeks) weeks")
        guard let interval = deployment.interval else { throw .noInterval(deployment: deployment.name) }
        guard deployment.scanner.lifecycle == .perBatch else { throw .persistentScanners(deployment: deployment.name) }
        let scale = try WeeksTicks.scale(deployment, weeks: weeks)
        let discovery = DiscoverySchedule(deployment, plan: plan, scale: scale)
        let ticks = WeeksTicks(
            deployment, scale: scale, interval: interval, poll: discovery.cost.period, weeks: weeks)
        input = WeeksInput(
            deployment: deployment, plan: plan, scale: scale, ticks: ticks, discovery: discovery, weeks: weeks,
            seed: seed, firstNumber: firstNumber)
        starts = WeeksTrial.starts(deployment, ticks)
        period = WeeksLoads.period(ticks, starts: starts)
        let items = plan.regions.reduce(0) { $0 + $1.items.count }
        self.progress = ProgressCounter(total: items * 7 * weeks, report: progress)
        let all = Array(plan.regions.indices)
        groups = input.gate != nil || ticks.anchor == .schedule ? [all].filter { !$0.isEmpty } : all.map { [$0] }
    }

    func simulate(_ regions: [Int]) -> [RegionWeeks] {
        WeeksTrial(input: input, regions: regions, starts: starts).run(progress: progress)
    }

    func finish(_ groups: [[RegionWeeks]], trials: Int) -> WeeksRun {
        let loads = input.plan.regions.indices.map { WeeksLoads.load(input, region: $0, period: period) }
        let windowLoad = WeeksLoads.windowLoad(input, loads: loads, period: period)
        return WeeksRun(
            name: input.deployment.name, scale: input.scale, settings: input.deployment.weeks,
            interval: input.ticks.interval, period: period, warmUp: input.ticks.warmUp,
            discovery: input.discovery.cost, regions: Array(groups.joined()), loads: loads, windowLoad: windowLoad,
            pointOfNoReturn: NoReturnSearch(
                input, period: period, loads: loads, windowLoad: windowLoad, trials: trials)?.result)
    }
}

/// Some regions simulated on one clock, with the fleet as it is or a multiple of it.
struct WeeksTrial {
    let input: WeeksInput
    let regions: [Int]
    let starts: [Int64]
    var multiple = 1.0

    func run(progress: ProgressCounter) -> [RegionWeeks] {
        let plan = input.plan
        var world = WeeksWorld(gate: input.gate, starts: starts, week: input.ticks.week)
        for (seat, region) in regions.enumerated() {
            world.add(
                WeeksRegion(
                    input, region: region, seat: seat, multiple: multiple, isAlwaysOpen: input.gate == nil,
                    progress: progress))
        }
        let items = regions.reduce(0) { $0 + plan.regions[$1].items.count }
        _ = Simulation.run(
            &world, pending: 2 * Int(Double(items) * multiple) + 64,
            horizon: SimulationTime(ticks: input.ticks.horizon - 1))
        let names = input.deployment.fleet.accounts.texts
        return world.finish(
            accountNames: regions.map { plan.regions[$0].items.accounts.map { names[Int($0)] } })
    }

    /// The starts of the schedule until the horizon; empty with other anchors.
    ///
    /// Without a schedule a run starts every interval, the first at once.
    static func starts(_ deployment: Deployment, _ ticks: WeeksTicks) -> [Int64] {
        guard ticks.anchor == .schedule else { return [] }
        guard let schedule = deployment.rollout.schedule else {
            return Array(stride(from: 0, through: ticks.horizon, by: Int(ticks.interval)))
        }
        let days = Int((ticks.horizon / ticks.perSecond + 86_399) / 86_400)
        return schedule.starts(from: deployment.weeks.firstDay, days: days).map { $0 * ticks.perSecond }
    }
}
