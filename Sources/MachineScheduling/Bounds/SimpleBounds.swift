/// A lower bound in units of a reduced problem.
struct ReducedBound {
    var value: Int
    /// With weights in the order of the reduced jobs.
    var certificate: BoundCertificate

    /// The same for the original problem, which has so many jobs.
    func bound(of problem: ReducedProblem, jobs: Int) -> LowerBound {
        LowerBound(value: value * problem.unit, certificate: Self.original(certificate, problem, jobs))
    }

    private static func original(_ certificate: BoundCertificate, _ problem: ReducedProblem, _ jobs: Int)
        -> BoundCertificate
    {
        switch certificate {
        case .weights(let weights, let limit, let capacity):
            // Jobs without a duration weigh nothing.
            var ofJobs = [Int](repeating: 0, count: jobs)
            for (position, job) in problem.jobs.enumerated() { ofJobs[job] = weights[position] }
            return .weights(ofJobs, limit: limit, capacity: capacity)
        case .subsetSum(let inner):
            return .subsetSum(
                above: LowerBound(
                    value: inner.value * problem.unit, certificate: original(inner.certificate, problem, jobs)))
        case .work, .longestJob, .sharedMachine, .crowded, .dualFeasible:
            return certificate
        }
    }
}

extension ReducedProblem {
    /// How many of the longest jobs ``crowdedBound()`` looks at, per machine; with more, the work is what binds.
    static let crowdedJobsPerMachine = 16
    /// How many choices of jobs and machines it looks at.
    static let crowdedChoices = 1 << 24

    /// The best of work, longest job, shared machine and crowded machines, the simplest of equal ones; O(m n), with at
    /// most ``crowdedJobsPerMachine`` m of the jobs, and ``crowdedChoices``.
    func simpleBound() -> ReducedBound {
        var best = ReducedBound(value: roundedUp(work, by: machines), certificate: .work)
        func offer(_ value: Int, _ certificate: BoundCertificate) {
            if value > best.value { best = ReducedBound(value: value, certificate: certificate) }
        }
        offer(durations.first ?? 0, .longestJob)
        if durations.count > machines { offer(durations[machines - 1] + durations[machines], .sharedMachine) }
        if let crowded = crowdedBound() { offer(crowded.value, crowded.certificate) }
        return best
    }

    /// The best over all choices of jobs and machines.
    ///
    /// With l jobs on m machines some k machines have at least k (l div m) + min(k, l mod m) of them.
    private func crowdedBound() -> ReducedBound? {
        let most = min(
            durations.count, Self.crowdedJobsPerMachine * machines, machines + max(1, Self.crowdedChoices / machines))
        guard most > machines else { return nil }
        // sums[i] = the i longest jobs.
        var sums = [0]
        sums.reserveCapacity(most + 1)
        for duration in durations.prefix(most) { sums.append(sums[sums.count - 1] + duration) }
        var best = (value: 0, jobs: 0, machines: 0)
        for jobs in (machines + 1)...most {
            let (each, rest) = jobs.quotientAndRemainder(dividingBy: machines)
            for some in 1...machines {
                let shortest = sums[jobs] - sums[jobs - some * each - min(some, rest)]
                // The same as rounding up and comparing, with a division only for a new best.
                if shortest > best.value * some { best = (roundedUp(shortest, by: some), jobs, some) }
            }
        }
        return ReducedBound(value: best.value, certificate: .crowded(jobs: best.jobs, machines: best.machines))
    }

    /// The distinct durations, longest first, and how often each occurs.
    func sizes() -> [JobSize] {
        var sizes: [JobSize] = []
        for duration in durations {
            if let last = sizes.last, last.duration == duration {
                sizes[sizes.count - 1] = JobSize(duration: duration, count: last.count + 1)
            } else {
                sizes.append(JobSize(duration: duration, count: 1))
            }
        }
        return sizes
    }
}
