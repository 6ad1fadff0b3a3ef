/// Independent jobs to be shared out among identical machines so that the last machine to finish finishes early: the
/// problem P||Cmax. A job runs on one machine, without a break; a machine runs one job at a time, from time 0.
///
/// Durations are whole numbers in a unit of the caller's choice ("ticks"); every result is in the same unit.
public struct MachineProblem: Hashable, Sendable {
    /// Ticks of each job, at least 0; a job is known by its position here.
    public let durations: [Int]

    /// Identical machines, at least 1.
    public let machines: Int

    /// The sum of all durations in ticks, at most ``mostWork``.
    public let work: Int

    /// The largest sum of durations that is accepted: 2^53 ticks.
    public static let mostWork = 1 << 53

    /// The largest number of machines that is accepted: 2^24.
    public static let mostMachines = 1 << 24

    /// The largest number of jobs that is accepted: 2^31 - 1.
    public static let mostJobs = Int(Int32.max)

    /// Takes the jobs, in one pass.
    ///
    /// - Parameters:
    ///   - durations: Ticks of each job, from 0, together at most ``mostWork``; may be empty.
    ///   - machines: From 1 to ``mostMachines``.
    /// - Throws: What is out of range, with the first job concerned.
    public init(durations: [Int], machines: Int) throws(MachineProblemError) {
        guard (1...Self.mostMachines).contains(machines) else { throw .machinesOutOfRange(machines) }
        guard durations.count <= Self.mostJobs else { throw .tooManyJobs(durations.count) }
        var work = 0
        for (job, duration) in durations.enumerated() {
            guard duration >= 0 else { throw .negativeDuration(job: job) }
            // Both are at most 2^53 here, unless the duration alone is too long; the sum is never formed then.
            guard duration <= Self.mostWork - work else { throw .tooMuchWork(job: job) }
            work += duration
        }
        self.durations = durations
        self.machines = machines
        self.work = work
    }
}

/// Why a problem was refused.
public enum MachineProblemError: Error, Hashable, Sendable {
    /// The number of machines is not between 1 and ``MachineProblem/mostMachines``.
    case machinesOutOfRange(Int)
    /// There are more jobs than ``MachineProblem/mostJobs``.
    case tooManyJobs(Int)
    /// A job has a duration below 0.
    case negativeDuration(job: Int)
    /// The durations up to and with this job add up to more than ``MachineProblem/mostWork``.
    case tooMuchWork(job: Int)
}
