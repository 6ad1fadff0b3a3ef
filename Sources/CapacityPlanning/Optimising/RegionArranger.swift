internal import MachineScheduling
public import ScanModel

/// Arranges the items of a region anew. Everything that is not order or batches stays as it is planned, bounds included:
/// they hold for any order and any batches.
public struct RegionArranger: Sendable {
    private let deployment: Deployment
    private let ticks: WorkflowTicks
    /// Steps of each search, see MachineScheduling.
    private let steps: Int

    /// More jobs than this per machine, and longest first leaves nothing to gain.
    private static let jobsPerMachineMost = 40

    public init(_ deployment: Deployment, plan: DeploymentPlan, steps: Int) {
        self.deployment = deployment
        ticks = plan.ticks
        self.steps = steps
    }

    /// - Parameters:
    ///   - plan: the region as planned.
    ///   - scanners: at most those of the plan.
    /// - Complexity: O(n log n), and the search.
    public func arranged(_ plan: RegionPlan, _ arrangement: RegionArrangement, scanners: Int) -> RegionPlan {
        var result = plan
        result.scanners = scanners
        switch arrangement {
        case .asPlanned: break
        case .largestReadyFirst: result.dispatch = .lpt
        case .largestFirst, .balanced:
            let isBalanced = arrangement == .balanced
            result.dispatch = .listed
            if deployment.scanner.lifecycle == .perBatch {
                arrangeBatches(&result, isBalanced: isBalanced)
            } else {
                arrangeItems(&result, isBalanced: isBalanced)
            }
        }
        return result
    }

    // MARK: Persistent scanners

    private func arrangeItems(_ plan: inout RegionPlan, isBalanced: Bool) {
        let items = plan.items
        let times = UnhinderedTimes(deployment, items, ticks, aboard: Int64(deployment.scanner.places))
        var order = times.order
        if isBalanced, items.volumes.allSatisfy({ $0 == 1 }) {
            // A place of its own for each volume.
            order = balanced(
                order, lengths: order.map { times.onScanner[$0] },
                machines: plan.scanners * deployment.scanner.places)
        }
        plan.items = items.rearranged(order, keepsListedNumbers: deployment.isRandom)
    }

    // MARK: Batches

    private func arrangeBatches(_ plan: inout RegionPlan, isBalanced: Bool) {
        let items = plan.items
        let places = deployment.scanner.places
        let times = UnhinderedTimes(deployment, items, ticks, aboard: Int64(places))
        // Of each kind, first fit by falling time: short instances fill up what long ones leave.
        var kinds: [[Int]] = [[], [], [], []]
        for item in times.order {
            kinds[(items.hasCopies(item) ? 2 : 0) + (items.platform[item] == .windows ? 1 : 0)].append(item)
        }
        var batches: [[Int]] = kinds.flatMap { kind in
            Packing.bins(.firstFit, weights: kind.map { Int(items.volumes[$0]) }, capacity: places)
                .map { $0.map { kind[$0] } }
        }
        func length(_ batch: [Int]) -> Int64 { batch.reduce(0) { max($0, times.onScanner[$1]) } }
        let tails = batches.map { $0.reduce(0) { max($0, times.onward[$1]) } }
        let order = batches.indices.sorted { (tails[$1], batches[$0][0]) < (tails[$0], batches[$1][0]) }
        batches = order.map { batches[$0] }
        if isBalanced {
            let lengths = batches.map { ticks.boot + length($0) + ticks.drain }
            batches = balanced(batches, lengths: lengths, machines: plan.scanners)
        }
        plan.items = items.rearranged(batches.flatMap(\.self), keepsListedNumbers: deployment.isRandom)
        var ends: [Int32] = []
        var end: Int32 = 0
        for batch in batches {
            end += Int32(batch.count)
            ends.append(end)
        }
        plan.batches = Batches(members: (0..<end).map { $0 }, ends: ends)
    }

    /// Jobs in the order in which they begin if machines share them out as the search finds best.
    private func balanced<Job>(_ jobs: [Job], lengths: [Int64], machines: Int) -> [Job] {
        guard jobs.count > machines, jobs.count <= Self.jobsPerMachineMost * machines,
            let problem = try? MachineProblem(durations: lengths.map { Int($0) }, machines: machines)
        else { return jobs }
        let machine = MachineSchedule.near(problem, budget: steps).assignment.machineOfJob
        // On each machine the jobs keep their order.
        var free = [Int64](repeating: 0, count: machines)
        let starts = jobs.indices.map { job in
            defer { free[machine[job]] += lengths[job] }
            return free[machine[job]]
        }
        return jobs.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }.map { jobs[$0] }
    }
}

/// Times of the items of a region without any waiting.
private struct UnhinderedTimes {
    /// On the scanner, all attempts together.
    let onScanner: [Int64]
    /// From there to completion.
    let onward: [Int64]
    /// Items by falling time on the scanner and after it; of equal ones those of the longer way before first.
    let order: [Int]

    init(_ deployment: Deployment, _ items: WorkItems, _ ticks: WorkflowTicks, aboard: Int64) {
        let ways = ItemWays(workflow: deployment.workflow, ticks: ticks)
        let copying = StageSpan(copiesIn: deployment.workflow.placeStage..<deployment.workflow.stages.count, ticks)
        let onScanner = (0..<items.count).map { item in
            items.attempts(item)
                * (ways.onScanner.ticks(items, item) + (ways.reads?.onScanner(items, item, aboard: aboard) ?? 0))
        }
        let onward = (0..<items.count).map {
            onScanner[$0] + ways.after.ticks(items, $0) + copying.copyTicks(items, $0)
        }
        let before = (0..<items.count).map { ways.before.ticks(items, $0) + (ways.reads?.before(items, $0) ?? 0) }
        self.onScanner = onScanner
        self.onward = onward
        order = onward.indices.sorted {
            (onward[$1], before[$1], $0) < (onward[$0], before[$0], $1)
        }
    }
}
