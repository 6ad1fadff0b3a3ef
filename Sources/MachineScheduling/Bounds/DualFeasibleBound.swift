extension ReducedProblem {
    /// More jobs than this per machine, and dual feasible functions see little but the work.
    static let dualFeasibleJobsPerMachine = 12

    /// Raises a bound by dual feasible functions, by halving the capacities from the bound to `makespan` - 1.
    ///
    /// What one function refutes another need not refute at a smaller capacity, so the halving may miss the best
    /// capacity; what it returns is proved all the same. O(d^2) per capacity with d distinct durations.
    ///
    /// - Parameters:
    ///   - steps: What is spent, in words of work.
    ///   - most: Steps after which no further capacity is looked at.
    /// - Returns: The higher bound, or the given one.
    func raisedByDualFeasibleFunctions(
        _ bound: ReducedBound, makespan: Int, steps: inout Int, most: Int
    ) -> ReducedBound {
        guard durations.count <= Self.dualFeasibleJobsPerMachine * machines else { return bound }
        let sizes = sizes()
        // A value takes a division or two, which take about as long as eight words.
        let perCapacity = 8 * sizes.count * (24 + 2 * sizes.count)
        let end = steps + most
        var best = bound
        // `makespan` - 1 first: refuted, it ends the search for a better solution.
        var (low, high) = (bound.value, makespan - 1)
        var capacity = high
        while low <= high, steps + perCapacity <= end {
            steps += perCapacity
            if let function = refutation(of: sizes, capacity: capacity) {
                best = ReducedBound(value: capacity + 1, certificate: .dualFeasible(function, capacity: capacity))
                low = capacity + 1
            } else {
                high = capacity - 1
            }
            capacity = low + (high - low) / 2
        }
        return best
    }

    /// A function by which the jobs do not fit on the machines with this capacity, which no job exceeds.
    private func refutation(of sizes: [JobSize], capacity: Int) -> DualFeasibleFunction? {
        func refutes(_ function: DualFeasibleFunction) -> Bool {
            guard function.isDefined(capacity: capacity) else { return false }
            var sum = 0
            for size in sizes { sum += size.count * function.value(size.duration, capacity: capacity) }
            return isMore(sum, than: machines, times: function.limit(capacity: capacity))
        }
        for parts in 1...24 where refutes(.rounding(parts)) { return .rounding(parts) }
        for size in sizes {
            // Values change only where a threshold or a step passes a duration or its complement.
            let short = min(size.duration, capacity - size.duration + 1)
            if refutes(.threshold(short)) { return .threshold(short) }
            if refutes(.step(short)) { return .step(short) }
        }
        return nil
    }
}
