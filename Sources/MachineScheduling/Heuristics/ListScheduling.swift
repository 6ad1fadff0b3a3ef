extension MachineAssignment {
    /// List scheduling: every job, in the order given, goes to the machine that is free first; of several the one
    /// with the smallest number.
    ///
    /// At most 2 - 1/m times the optimum (R. L. Graham, "Bounds for certain multiprocessing anomalies", Bell System
    /// Technical Journal 45, 1966). O(n log m).
    public static func listScheduling(_ problem: MachineProblem) -> MachineAssignment {
        var free = LeastLoaded(machines: problem.machines)
        let machines = problem.durations.map { free.take($0) }
        return MachineAssignment(machineOfJob: machines, for: problem)
    }

    /// Longest processing time first: list scheduling of the jobs by falling duration; equal ones as given.
    ///
    /// At most 4/3 - 1/(3m) times the optimum (R. L. Graham, "Bounds on multiprocessing timing anomalies", SIAM Journal
    /// on Applied Mathematics 17, 1969). O(n log n).
    public static func longestFirst(_ problem: MachineProblem) -> MachineAssignment {
        let reduced = ReducedProblem(problem)
        return reduced.assignment(longestFirst(reduced), of: problem)
    }

    static func longestFirst(_ problem: ReducedProblem) -> [Int] {
        var free = LeastLoaded(machines: problem.machines)
        return problem.durations.map { free.take($0) }
    }
}

/// Machines by load: a heap whose root has the least load and, among those, the smallest number.
private struct LeastLoaded {
    private var loads: [Int]
    private var machines: [Int]

    init(machines count: Int) {
        loads = [Int](repeating: 0, count: count)
        machines = Array(0..<count)
    }

    /// Gives a job to the machine at the root and names it; O(log m).
    mutating func take(_ duration: Int) -> Int {
        let machine = machines[0]
        let load = loads[0] + duration
        var hole = 0
        while true {
            var child = 2 * hole + 1
            guard child < loads.count else { break }
            if child + 1 < loads.count, comesFirst(child + 1, loads[child], machines[child]) { child += 1 }
            guard comesFirst(child, load, machine) else { break }
            loads[hole] = loads[child]
            machines[hole] = machines[child]
            hole = child
        }
        loads[hole] = load
        machines[hole] = machine
        return machine
    }

    private func comesFirst(_ entry: Int, _ load: Int, _ machine: Int) -> Bool {
        loads[entry] != load ? loads[entry] < load : machines[entry] < machine
    }
}
