extension LowerBound {
    /// Checks the proof from the problem alone: it sorts, adds and fills anew, and shares no code with the search.
    ///
    /// Costs O(n log n), and for weights and subset sums O(n C) with C the capacity in units.
    ///
    /// - Parameter problem: What the bound is claimed for.
    /// - Throws: The first step of the proof that does not hold. A bound that is lower than what its certificate
    ///   proves is true and passes.
    public func check(for problem: MachineProblem) throws(BoundFlaw) {
        // A makespan below 1 cannot be improved on by proof.
        guard value > 0 else { return }
        let check = BoundCheck(problem)
        try check.check(self)
    }
}

/// Where the proof of a bound breaks.
public enum BoundFlaw: Error, Hashable, Sendable {
    /// The certificate proves this many ticks and no more.
    case claimsMore(than: Int)
    /// There are no such jobs or machines to count.
    case noSuchJobs
    /// The function is not dual feasible for this parameter and capacity.
    case undefinedFunction
    /// The capacity is negative, or so large that the proof cannot be checked in memory.
    case capacityOutOfRange
    /// There is not one weight from 0 for each job, or their sum is out of range.
    case unusableWeights
    /// Jobs that fit into the capacity weigh this much, more than the limit.
    case heavierThanLimit(Int)
    /// The jobs do not outweigh what the machines can hold.
    case fits
    /// A set of jobs takes this many ticks, between the inner bound and this one.
    case sumBetween(Int)
}

/// The problem as the checker reads it.
private struct BoundCheck {
    /// Ticks, longest first.
    let durations: [Int]
    let given: [Int]
    let machines: Int
    let unit: Int

    /// The largest capacity, in units, for which sums are tabulated.
    static let mostCapacity = 1 << 26

    init(_ problem: MachineProblem) {
        given = problem.durations
        durations = problem.durations.filter { $0 > 0 }.sorted(by: >)
        // No more machines than jobs can be of use.
        machines = max(1, min(problem.machines, durations.count))
        var unit = 0
        for duration in durations {
            var (larger, smaller) = (unit, duration)
            while smaller > 0 { (larger, smaller) = (smaller, larger % smaller) }
            unit = larger
        }
        self.unit = max(unit, 1)
    }

    /// The least makespan in ticks that follows from the certificate; of sums, only those below the claim are formed.
    private func proved(by certificate: BoundCertificate, claim: Int) throws(BoundFlaw) -> Int {
        switch certificate {
        case .work:
            return wholeUnits(durations.reduce(0, +), by: machines)
        case .longestJob:
            return durations.first ?? 0
        case .sharedMachine:
            guard durations.count > machines else { throw .noSuchJobs }
            return durations[machines - 1] + durations[machines]
        case .crowded(let jobs, let some):
            guard (1...machines).contains(some), jobs >= 1, jobs <= durations.count else { throw .noSuchJobs }
            // Spread the jobs as evenly as can be; the fullest machines then have the fewest they can have.
            var counts = [Int](repeating: jobs / machines, count: machines)
            for machine in 0..<(jobs % machines) { counts[machine] += 1 }
            let least = counts.prefix(some).reduce(0, +)
            return wholeUnits(durations.prefix(jobs).suffix(least).reduce(0, +), by: some)
        case .dualFeasible(let function, let capacity):
            return try proved(by: function, capacity: capacity)
        case .weights(let weights, let limit, let capacity):
            return try proved(by: weights, limit: limit, capacity: capacity)
        case .subsetSum(let inner):
            try check(inner)
            try noSum(from: inner.value, below: claim)
            return claim
        }
    }

    func check(_ bound: LowerBound) throws(BoundFlaw) {
        let proved = try proved(by: bound.certificate, claim: bound.value)
        guard bound.value <= proved else { throw .claimsMore(than: proved) }
    }

    private func proved(by function: DualFeasibleFunction, capacity: Int) throws(BoundFlaw) -> Int {
        guard capacity >= 0, capacity <= MachineProblem.mostWork else { throw .capacityOutOfRange }
        guard function.isDefined(capacity: capacity) else { throw .undefinedFunction }
        var sum = 0
        for duration in durations {
            // A job that does not fit alone proves as much.
            guard duration / unit <= capacity else { return (capacity + 1) * unit }
            sum += function.value(duration / unit, capacity: capacity)
        }
        try outweighs(sum, limit: function.limit(capacity: capacity))
        return (capacity + 1) * unit
    }

    private func proved(by weights: [Int], limit: Int, capacity: Int) throws(BoundFlaw) -> Int {
        guard (0...Self.mostCapacity).contains(capacity) else { throw .capacityOutOfRange }
        guard weights.count == given.count, limit >= 0 else { throw .unusableWeights }
        var sum = 0
        for weight in weights {
            guard weight >= 0, weight <= 1 << 53, sum <= 1 << 60 else { throw .unusableWeights }
            sum += weight
        }
        // heaviest[c] = the most that jobs of at most c units weigh.
        var heaviest = [Int](repeating: 0, count: capacity + 1)
        for (job, weight) in weights.enumerated() where weight > 0 {
            let duration = given[job] / unit
            guard duration <= capacity else { continue }
            for room in stride(from: capacity, through: duration, by: -1) {
                heaviest[room] = max(heaviest[room], heaviest[room - duration] + weight)
            }
        }
        guard heaviest[capacity] <= limit else { throw .heavierThanLimit(heaviest[capacity]) }
        // A job that fits on no machine outweighs nothing by itself, but then the bound follows from it alone.
        if let longest = durations.first, longest / unit > capacity { return (capacity + 1) * unit }
        try outweighs(sum, limit: limit)
        return (capacity + 1) * unit
    }

    private func outweighs(_ sum: Int, limit: Int) throws(BoundFlaw) {
        let (product, overflow) = machines.multipliedReportingOverflow(by: limit)
        guard !overflow, sum > product else { throw .fits }
    }

    /// Finds that no set of jobs takes so many ticks.
    private func noSum(from least: Int, below end: Int) throws(BoundFlaw) {
        // All jobs together are a sum, so a claim above them is refuted by them.
        let most = min(end - 1, durations.reduce(0, +))
        guard least <= most else { return }
        guard most / unit <= Self.mostCapacity else { throw .capacityOutOfRange }
        var possible = [Bool](repeating: false, count: most / unit + 1)
        possible[0] = true
        for duration in durations where duration <= most {
            let step = duration / unit
            for sum in stride(from: possible.count - 1, through: step, by: -1) where possible[sum - step] {
                possible[sum] = true
            }
        }
        let first = max(0, least)
        for sum in possible.indices where possible[sum] && sum * unit >= first { throw .sumBetween(sum * unit) }
    }

    private func wholeUnits(_ sum: Int, by count: Int) -> Int { (sum / unit + count - 1) / count * unit }
}
