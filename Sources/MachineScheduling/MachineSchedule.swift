/// A near-optimal assignment with a proof of how near it is.
public struct MachineSchedule: Hashable, Sendable {
    /// The best assignment found.
    public let assignment: MachineAssignment

    /// The best lower bound proved.
    public let bound: LowerBound

    /// Steps spent; see ``MachineSchedule/near(_:budget:seed:)``.
    public let steps: Int

    /// Ticks.
    public var makespan: Int { assignment.makespan }

    /// How far the makespan is above the bound at most, as a share of the bound: 0 if it is proved optimal.
    public var gap: Double {
        makespan == bound.value ? 0 : Double(makespan - bound.value) / Double(max(bound.value, 1))
    }

    /// How the search ended.
    public var outcome: Outcome { makespan == bound.value ? .optimal : .budgetSpent }

    /// How a search ends.
    public enum Outcome: String, Hashable, Sendable {
        /// The bound equals the makespan.
        case optimal
        /// The steps were spent before that.
        case budgetSpent
    }

    /// The steps allowed unless told otherwise: a quarter of a second or so.
    public static let defaultBudget = 150_000_000

    public static func near(
        _ problem: MachineProblem, budget: Int = defaultBudget, seed: UInt64 = 1, stall: Int = 1_000_000, part: Int = 1000, moves: Int = 2
    ) -> MachineSchedule {
        let reduced = ReducedProblem(problem)
        var bound = reduced.simpleBound()
        let start = MachineAssignment.multifit(reduced, from: MachineAssignment.longestFirst(reduced))
        var search = PairSearch(reduced, start: start, seed: seed)
        search.improve(to: bound.value, until: budget / 32, stall: stall, part: part, moves: moves)
        var steps = 0
        var programs = PatternBound(reduced)
        var (tried, hit, repaired) = (0, 0, 0)
        defer { if tried > 0 { print("dives", tried, "hit", hit, "repaired", repaired, programs.steps) } }
        if search.makespan > bound.value {
            bound = reduced.raisedByDualFeasibleFunctions(bound, makespan: search.makespan)
            bound = reduced.raisedToSubsetSum(bound, makespan: search.makespan, steps: &steps, most: budget / 8)
            deciding: while search.makespan > bound.value {
                programs.learn(search.machineOfJob())
                let capacity = search.makespan - 1
                switch programs.ask(capacity: capacity, most: budget / 2 - programs.steps, dives: true) {
                case .refuted(let better): bound = better
                case .undecided: break deciding
                case .holds(let dived):
                    tried += 1
                    let old = search.machineOfJob()
                    search.set(dived)
                    if search.makespan <= capacity { hit += 1; continue }
                    search.improve(to: capacity, until: search.steps + budget / 32, stall: stall, part: part, moves: moves)
                    if search.makespan <= capacity { repaired += 1; continue }
                    search.set(old)
                    break deciding
                }
            }
            if search.makespan > bound.value {
                let capacity = search.makespan - 2
                bound = programs.raise(bound, through: capacity, most: budget / 2 - programs.steps)
            }
            search.improve(
                to: bound.value, until: budget - steps - programs.steps, stall: stall, part: part, moves: moves)
        }
        return MachineSchedule(
            assignment: reduced.assignment(search.machineOfJob(), of: problem),
            bound: bound.bound(of: reduced, jobs: problem.durations.count),
            steps: search.steps + steps + programs.steps)
    }
}
