/// A function f such that whatever durations fit on a machine of capacity C, their values add up to at most f(C).
///
/// So if the values of all jobs add up to more than m f(C), the jobs do not fit on m machines of capacity C. The
/// functions are listed by F. Clautiaux, C. Alves and J. Valério de Carvalho, "A survey of dual-feasible and
/// superadditive functions", Annals of Operations Research 179, 2010; here they are scaled to whole numbers.
public enum DualFeasibleFunction: Hashable, Sendable {
    /// u^(k) of S. Fekete and J. Schepers: k + 1 equal parts of the capacity, each duration rounded down to parts of
    /// which k fill it, unless it is a whole number of parts; k from 1.
    case rounding(Int)

    /// What S. Martello and P. Toth's bound L2 counts: durations below the threshold as nothing, durations above
    /// C - threshold as the whole capacity; the threshold from 0 to C/2.
    case threshold(Int)

    /// f_CCM,1 of J. Carlier, F. Clautiaux and A. Moukrim: multiples of a step, rounded down below C/2 and up above;
    /// the step from 1 to C/2.
    case step(Int)

    /// Whether the parameter is one for which the function keeps its promise at this capacity.
    public func isDefined(capacity: Int) -> Bool {
        switch self {
        // The upper limit keeps every product far from overflow; larger ones never paid.
        case .rounding(let parts): (1...Self.mostParts).contains(parts) && capacity > 0
        case .threshold(let threshold): threshold >= 0 && threshold <= capacity / 2
        case .step(let step): step >= 1 && step <= capacity / 2
        }
    }

    /// The largest k of ``rounding(_:)``.
    public static let mostParts = 64

    /// The value of the whole capacity.
    public func limit(capacity: Int) -> Int {
        switch self {
        case .rounding(let parts): parts * capacity
        case .threshold: capacity
        case .step(let step): 2 * (capacity / step)
        }
    }

    /// The value of a duration from 0 to the capacity.
    @inline(__always)
    public func value(_ duration: Int, capacity: Int) -> Int {
        switch self {
        case .rounding(let parts):
            let (whole, rest) = ((parts + 1) * duration).quotientAndRemainder(dividingBy: capacity)
            return rest == 0 ? parts * duration : whole * capacity
        case .threshold(let threshold):
            return duration > capacity - threshold ? capacity : duration >= threshold ? duration : 0
        case .step(let step):
            if duration > capacity - duration { return 2 * (capacity / step - (capacity - duration) / step) }
            return duration == capacity - duration ? capacity / step : 2 * (duration / step)
        }
    }
}
