internal import RandomStreams

/// Expected values of kinked functions of the next wait, given the wait now: with S the service and T the gap to the
/// next arrival, of the positive part of w + S - T - x and of its square.
///
/// By integration over the density of S - T, which is elementary in the three cases.
enum HingeLaw: Sendable {
    /// Exponential gaps and services, by their rates.
    case exponential(arrivals: Double, services: Double)
    /// Exponential gaps, constant services of length 1.
    case constantServices(arrivals: Double)
    /// Constant gaps, exponential services of mean 1.
    case constantGaps(Double)

    /// The expected positive part of w + S - T - x, and the expected square of that part.
    func moments(wait: Double, knot: Double) -> (first: Double, second: Double) {
        switch self {
        case .exponential(let a, let s):
            let z = knot - wait
            let scale = a * s / (a + s)
            if z >= 0 {
                let tail = scale * exactExp(-s * z)
                return (tail / (s * s), 2 * tail / (s * s * s))
            }
            let mean = 1 / s - 1 / a
            let head = scale * exactExp(a * z)
            let variance = 1 / (s * s) + 1 / (a * a)
            return (mean - z + head / (a * a), variance + (mean - z) * (mean - z) - 2 * head / (a * a * a))
        case .constantServices(let a):
            let z = wait + 1 - knot
            guard z > 0 else { return (0, 0) }
            let reached = -exactExpm1(-a * z)
            return (z - reached / a, z * z - 2 * z / a + 2 * reached / (a * a))
        case .constantGaps(let gap):
            let z = knot - wait + gap
            if z >= 0 {
                let tail = exactExp(-z)
                return (tail, 2 * tail)
            }
            return (1 - z, 1 + (1 - z) * (1 - z))
        }
    }
}
