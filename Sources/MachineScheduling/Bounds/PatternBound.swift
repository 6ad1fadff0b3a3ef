extension ReducedProblem {
    /// Whether the linear program over patterns is small enough for so many steps: a table of sums per pricing, and a
    /// few pricings for every distinct duration.
    func canSolvePatterns(makespan: Int, steps: Int) -> Bool {
        // Dozens of short jobs on a machine leave nothing between the work and the optimum for this bound to find.
        guard durations.count <= Self.dualFeasibleJobsPerMachine * machines else { return false }
        let sizes = sizes()
        guard makespan <= PatternPricing.mostCells / 2 else { return false }
        let cells = (PatternPricing.items(sizes, capacity: makespan) + 1) * (makespan + 1)
        return cells <= PatternPricing.mostCells && 2 * sizes.count <= steps / (cells / 4 + 1)
    }

    /// Raises a bound by the linear program over all patterns, by halving the capacities below the makespan.
    func raisedByPatterns(_ bound: ReducedBound, makespan: Int, steps: inout Int, most: Int) -> ReducedBound {
        let sizes = sizes()
        let end = steps + most
        var best = bound
        // Just below the makespan first: refuted, it ends the search for a better solution.
        var (low, high) = (bound.value, makespan - 1)
        var capacity = high
        while low <= high {
            guard canSolvePatterns(makespan: capacity, steps: end - steps) else { break }
            var program = PatternProgram(sizes, machines: machines, capacity: capacity)
            let verdict = program.solve(until: end - steps)
            steps += program.steps
            switch verdict {
            case .refuted(let weights, let limit):
                // For each job of this problem; `bound(of:)` turns them into weights of the original's.
                let ofJobs = zip(sizes, weights).flatMap { size, weight in
                    [Int](repeating: Int(weight), count: size.count)
                }
                best = ReducedBound(
                    value: capacity + 1, certificate: .weights(ofJobs, limit: limit, capacity: capacity))
                low = capacity + 1
            case .holds: high = capacity - 1
            case .undecided: return best
            }
            capacity = low + (high - low) / 2
        }
        return best
    }
}
