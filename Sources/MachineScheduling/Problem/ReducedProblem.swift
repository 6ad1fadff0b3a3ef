/// A problem as the algorithms see it: longest job first, without empty jobs, in the coarsest unit.
///
/// Two problems that differ in the order of their jobs or in the unit of their durations reduce to the same one, so
/// the makespan found depends on neither.
struct ReducedProblem {
    /// Durations above 0, longest first, divided by ``unit``.
    let durations: [Int]
    /// The job of the original problem at each position of ``durations``; equal durations keep their order.
    let jobs: [Int]
    /// Those that can have a job: never more than jobs, at least 1.
    let machines: Int
    /// The greatest common divisor of the original durations above 0; 1 without any.
    let unit: Int
    /// The sum of ``durations``.
    let work: Int

    /// Sorts, O(n log n).
    init(_ problem: MachineProblem) {
        let jobs = problem.durations.indices.filter { problem.durations[$0] > 0 }.sorted { left, right in
            let (long, short) = (problem.durations[left], problem.durations[right])
            return long != short ? long > short : left < right
        }
        let unit = jobs.reduce(0) { Self.divisor($0, problem.durations[$1]) }
        self.jobs = jobs
        self.unit = max(unit, 1)
        durations = jobs.map { problem.durations[$0] / max(unit, 1) }
        machines = max(1, min(problem.machines, jobs.count))
        work = durations.reduce(0, +)
    }

    /// The greatest common divisor; that of 0 and x is x.
    static func divisor(_ first: Int, _ second: Int) -> Int {
        var (larger, smaller) = (first, second)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }

    /// Carries machines of reduced jobs back to all jobs of the original; empty jobs go to machine 0.
    func assignment(_ machineOfReduced: [Int], of problem: MachineProblem) -> MachineAssignment {
        var machineOfJob = [Int](repeating: 0, count: problem.durations.count)
        for (position, job) in jobs.enumerated() { machineOfJob[job] = machineOfReduced[position] }
        return MachineAssignment(machineOfJob: machineOfJob, for: problem)
    }
}

/// Whether a sum is larger than a product of numbers from 0 up, however large the product is.
func isMore(_ sum: Int, than factor: Int, times other: Int) -> Bool {
    let (product, overflow) = factor.multipliedReportingOverflow(by: other)
    return !overflow && sum > product
}

/// A quotient of numbers from 0 up, rounded up.
func roundedUp(_ sum: Int, by divisor: Int) -> Int { sum / divisor + (sum % divisor == 0 ? 0 : 1) }
