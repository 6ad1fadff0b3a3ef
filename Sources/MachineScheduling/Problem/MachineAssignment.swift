/// Which machine runs which job.
public struct MachineAssignment: Hashable, Sendable {
    /// The machine of each job, from 0, in the order of the jobs of the problem.
    public let machineOfJob: [Int]

    /// Ticks of work on each machine.
    public let loads: [Int]

    /// The largest load in ticks: when the last machine finishes.
    public let makespan: Int

    /// Adds up the loads; linear in jobs and machines.
    ///
    /// - Parameters:
    ///   - machineOfJob: A machine of the problem for every job of the problem.
    ///   - problem: What is shared out.
    /// - Precondition: There is a machine for every job, and each is one of the problem's.
    public init(machineOfJob: [Int], for problem: MachineProblem) {
        precondition(machineOfJob.count == problem.durations.count, "a machine for every job")
        var loads = [Int](repeating: 0, count: problem.machines)
        for (job, machine) in machineOfJob.enumerated() { loads[machine] += problem.durations[job] }
        self.machineOfJob = machineOfJob
        self.loads = loads
        makespan = loads.max() ?? 0
    }
}
