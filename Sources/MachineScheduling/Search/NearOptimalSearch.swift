/// Search and proof in turns, within a budget of steps.
struct NearOptimalSearch: ~Copyable {
    let problem: ReducedProblem
    let budget: Int
    var search: PairSearch
    var bound: ReducedBound
    private var programs: PatternBound
    private var boundSteps = 0

    /// Steps spent so far.
    var steps: Int { search.steps + programs.steps + boundSteps }

    init(_ problem: ReducedProblem, budget: Int, seed: UInt64) {
        self.problem = problem
        self.budget = budget
        let start = MachineAssignment.multifit(problem, from: MachineAssignment.longestFirst(problem))
        search = PairSearch(problem, start: start, seed: seed)
        bound = problem.simpleBound()
        programs = PatternBound(problem)
    }

    private var isOptimal: Bool { search.makespan == bound.value }

    /// The cheap first: most problems end before the programs over patterns begin.
    mutating func run() {
        search.improve(to: bound.value, until: budget / 32)
        guard !isOptimal else { return }
        bound = problem.raisedByDualFeasibleFunctions(
            bound, makespan: search.makespan, steps: &boundSteps, most: budget / 16)
        bound = problem.raisedToSubsetSum(bound, makespan: search.makespan, steps: &boundSteps, most: budget / 16)
        dive()
        if !isOptimal {
            bound = programs.raise(bound, through: search.makespan - 2, most: max(0, budget / 2 - programs.steps))
        }
        search.improve(to: bound.value, until: budget - programs.steps - boundSteps)
        guard !isOptimal else { return }
        // With a better makespan than before there are fewer sums to look at.
        bound = problem.raisedToSubsetSum(bound, makespan: search.makespan, steps: &boundSteps, most: budget / 16)
    }

    /// Asks of the capacity just below the makespan whether it can be refuted, and if not, for an assignment within it.
    private mutating func dive() {
        while !isOptimal {
            programs.learn(search.machineOfJob())
            let capacity = search.makespan - 1
            switch programs.ask(capacity: capacity, most: budget / 2 - programs.steps, dives: true) {
            case .refuted(let better): bound = better
            case .undecided: return
            case .holds(let dived):
                let old = search.machineOfJob()
                search.set(dived)
                // The few jobs that found no room are often a few moves away from it.
                search.improve(
                    to: capacity, until: search.steps + min(budget / 32, budget - steps))
                if search.makespan > capacity {
                    search.set(old)
                    return
                }
            }
        }
    }
}
