/// The linear programs over patterns at one capacity after the other, which share the patterns they made.
struct PatternBound {
    let problem: ReducedProblem
    let sizes: [JobSize]
    private var pool = PatternPool()
    /// Words of work so far.
    private(set) var steps = 0

    init(_ problem: ReducedProblem) {
        self.problem = problem
        sizes = problem.sizes()
    }

    /// Offers the machines of an assignment as patterns.
    mutating func learn(_ machineOfJob: [Int]) {
        pool.append(machineOfJob, machines: problem.machines, sizes: sizes)
    }

    /// Whether a program is small enough for so many steps: a table of sums, and a few pricings for every size.
    func pays(capacity: Int, steps: Int) -> Bool {
        // Dozens of short jobs on a machine leave nothing between the work and the optimum for this bound to find.
        guard problem.durations.count <= ReducedProblem.dualFeasibleJobsPerMachine * problem.machines,
            let cells = PatternPricing.cells(sizes, capacity: capacity)
        else { return false }
        return sizes.count <= steps / (cells / 4 + sizes.count * sizes.count / 2 + 1)
    }

    /// What a program says of a capacity, which no job exceeds.
    enum Answer {
        case refuted(ReducedBound)
        /// With an assignment that may keep within the capacity.
        case holds(dived: [Int])
        case undecided
    }

    /// - Parameters:
    ///   - most: Steps for the program, and with diving half as many again.
    ///   - dives: Whether an assignment is wanted.
    mutating func ask(capacity: Int, most: Int, dives: Bool) -> Answer {
        guard pays(capacity: capacity, steps: most) else { return .undecided }
        var program = PatternProgram(sizes, machines: problem.machines, capacity: capacity, pool: pool)
        let verdict = program.solve(until: most)
        defer {
            pool = program.pool
            steps += program.steps
        }
        switch verdict {
        case .refuted(let weights, let limit):
            let ofJobs = zip(sizes, weights).flatMap { [Int](repeating: Int($1), count: $0.count) }
            return .refuted(
                ReducedBound(value: capacity + 1, certificate: .weights(ofJobs, limit: limit, capacity: capacity)))
        case .holds:
            return .holds(dived: dives ? program.dive(until: most + most / 2) : [])
        case .undecided:
            return .undecided
        }
    }

    /// Raises a bound by halving the capacities up to the highest that may be refuted.
    mutating func raise(_ bound: ReducedBound, through highest: Int, most: Int) -> ReducedBound {
        let end = steps + most
        var best = bound
        var (low, high) = (bound.value, highest)
        while low <= high, steps < end {
            let capacity = low + (high - low) / 2
            switch ask(capacity: capacity, most: end - steps, dives: false) {
            case .refuted(let bound):
                best = bound
                low = capacity + 1
            case .holds: high = capacity - 1
            case .undecided: return best
            }
        }
        return best
    }
}
