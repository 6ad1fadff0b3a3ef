extension MachineAssignment {
    /// MULTIFIT: the smallest capacity, found by halving, at which first fit by falling duration needs no further
    /// machine (E. G. Coffman, M. R. Garey and D. S. Johnson, SIAM Journal on Computing 7, 1978).
    ///
    /// Never worse than ``longestFirst(_:)``, where the halving starts. O(n log m) for each of at most `rounds` rounds.
    public static func multifit(_ problem: MachineProblem) -> MachineAssignment {
        let reduced = ReducedProblem(problem)
        return reduced.assignment(multifit(reduced, from: longestFirst(reduced)), of: problem)
    }

    /// Halvings of the interval of capacities.
    static let rounds = 12

    static func multifit(_ problem: ReducedProblem, from start: [Int]) -> [Int] {
        guard let longest = problem.durations.first else { return start }
        var loads = [Int](repeating: 0, count: problem.machines)
        for (job, machine) in start.enumerated() { loads[machine] += problem.durations[job] }
        var best = start
        // Below `low` nothing fits; `high` is what the best solution needs.
        var low = max(longest, roundedUp(problem.work, by: problem.machines))
        var high = loads.max() ?? 0
        var fit = FirstFit(machines: problem.machines)
        for _ in 0..<rounds where low < high {
            let capacity = low + (high - low) / 2
            if let found = fit.pack(problem.durations, capacity: capacity) {
                best = found.machines
                high = found.most
            } else {
                low = capacity + 1
            }
        }
        return best
    }
}

/// First fit in O(log m) per job: a tree over the machines whose nodes know the largest room below them.
private struct FirstFit {
    private let machines: Int
    private let leaves: Int
    private var room: [Int]

    init(machines: Int) {
        self.machines = machines
        var leaves = 1
        while leaves < machines { leaves *= 2 }
        self.leaves = leaves
        room = [Int](repeating: 0, count: 2 * leaves)
    }

    /// The machine of each job and the largest load, or nothing if some job fits nowhere.
    mutating func pack(_ durations: [Int], capacity: Int) -> (machines: [Int], most: Int)? {
        for leaf in 0..<leaves { room[leaves + leaf] = leaf < machines ? capacity : -1 }
        for node in stride(from: leaves - 1, to: 0, by: -1) { room[node] = max(room[2 * node], room[2 * node + 1]) }
        var result: [Int] = []
        result.reserveCapacity(durations.count)
        var least = capacity
        for duration in durations {
            guard room[1] >= duration else { return nil }
            var node = 1
            while node < leaves { node = room[2 * node] >= duration ? 2 * node : 2 * node + 1 }
            room[node] -= duration
            least = min(least, room[node])
            result.append(node - leaves)
            while node > 1 {
                node /= 2
                room[node] = max(room[2 * node], room[2 * node + 1])
            }
        }
        return (result, capacity - least)
    }
}
