/// A near-optimal assignment with a proof of how near it is.
public struct MachineSchedule: Hashable, Sendable {
    /// The best assignment found.
    public let assignment: MachineAssignment

    /// The best lower bound proved.
    public let bound: LowerBound

    /// Steps spent, as ``near(_:budget:seed:)`` counts them.
    public let steps: Int

    /// When the last machine finishes, in ticks.
    public var makespan: Int { assignment.makespan }

    /// How far the makespan is above the optimum at most, as a share of the bound: 0 if it is proved optimal.
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

    /// The steps allowed unless told otherwise: about a quarter of a second on one core of 2025.
    public static let defaultBudget = 200_000_000

    /// Schedules the jobs as well as a budget of steps allows, and ends early when the result is proved optimal.
    ///
    /// Begins with the better of ``MachineAssignment/longestFirst(_:)`` and ``MachineAssignment/multifit(_:)``, shares
    /// out the jobs of two machines at a time anew, and, with few jobs per machine, rounds the fractions of the linear
    /// program over all ways to fill a machine. Bounds are raised meanwhile, the cheap ones first.
    ///
    /// The result depends on the arguments alone, not on the machine or its clock: a *step* is about the work on one
    /// word of 64 bits, and steps are counted, not timed. Makespan, bound and steps depend neither on the order of the
    /// jobs nor on the unit of the durations.
    ///
    /// - Parameters:
    ///   - problem: The jobs and machines.
    ///   - budget: Steps, from 0; they are exceeded by one table of sums or so at most. Sorting and the first two
    ///     assignments are not counted.
    ///   - seed: Of the random choices of the search.
    public static func near(
        _ problem: MachineProblem, budget: Int = defaultBudget, seed: UInt64 = 1
    ) -> MachineSchedule {
        let reduced = ReducedProblem(problem)
        var solver = NearOptimalSearch(reduced, budget: budget, seed: seed)
        solver.run()
        return MachineSchedule(
            assignment: reduced.assignment(solver.search.machineOfJob(), of: problem),
            bound: solver.bound.bound(of: reduced, jobs: problem.durations.count),
            steps: solver.steps)
    }
}
