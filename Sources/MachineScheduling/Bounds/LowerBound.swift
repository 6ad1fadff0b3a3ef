/// A proved least makespan: no assignment of the jobs finishes earlier.
public struct LowerBound: Hashable, Sendable {
    /// Ticks.
    public let value: Int

    /// Why nothing below ``value`` is possible; ``LowerBound/check(for:)`` reads it without trusting who made it.
    public let certificate: BoundCertificate

    /// A claim, which need not be true before it is checked.
    public init(value: Int, certificate: BoundCertificate) {
        self.value = value
        self.certificate = certificate
    }
}

/// The reason for a lower bound.
///
/// Capacities are counted in the unit of the problem: the greatest common divisor of its durations above 0. A makespan
/// is a sum of durations, so it is a multiple of this unit, and "more than C units" means "at least C + 1 units".
public indirect enum BoundCertificate: Hashable, Sendable {
    /// The machines share the work: the sum of durations by machines, rounded up to a whole unit.
    case work

    /// The longest job runs on some machine.
    case longestJob

    /// Of the m + 1 longest jobs two share a machine: the two shortest of them, p_m + p_(m+1).
    case sharedMachine

    /// Some `machines` machines together run at least so many of the `jobs` longest jobs that even the shortest of
    /// these take the bound (M. Haouari, A. Gharbi and M. Jemmali, "Tight bounds for the identical parallel
    /// machine-scheduling problem", International Transactions in Operational Research 13, 2006).
    case crowded(jobs: Int, machines: Int)

    /// The machines cannot hold the jobs within `capacity` units, by a dual feasible function.
    case dualFeasible(DualFeasibleFunction, capacity: Int)

    /// The machines cannot hold the jobs within `capacity` units: jobs of at most `capacity` units together weigh at
    /// most `limit`, but all jobs weigh more than `limit` times the number of machines. One weight for each job.
    ///
    /// This is the dual of the linear program over all ways to fill a machine (P. C. Gilmore and R. E. Gomory, "A
    /// linear programming approach to the cutting-stock problem", Operations Research 9, 1961), in whole numbers.
    case weights([Int], limit: Int, capacity: Int)

    /// No set of jobs takes less than the bound and at least what the inner certificate proves.
    case subsetSum(above: LowerBound)

    /// What kind of reason this is.
    public var kind: BoundKind {
        switch self {
        case .work: .work
        case .longestJob: .longestJob
        case .sharedMachine: .sharedMachine
        case .crowded: .crowded
        case .dualFeasible: .dualFeasible
        case .weights: .weights
        case .subsetSum: .subsetSum
        }
    }
}

/// The kinds of lower bounds, from the simplest to the strongest.
public enum BoundKind: String, Hashable, Sendable, CaseIterable {
    case work
    case longestJob
    case sharedMachine
    case crowded
    case dualFeasible
    case weights
    case subsetSum
}
