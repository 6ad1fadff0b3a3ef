internal import RandomStreams

/// How long an asset lives, in seconds: the law of the lengths of life of one class.
///
/// Everything that the closed forms need of a law is its survival function S(x) = P(L > x) and three sums of it.
public enum Lifetime: Hashable, Sendable {
    /// It does not end while anybody looks.
    case unlimited
    /// Always the same length, above 0.
    case fixed(Double)
    /// Exponential with a mean above 0.
    case exponential(mean: Double)
    /// Equally likely everywhere between two lengths, 0 <= low < high.
    case uniform(low: Double, high: Double)

    /// The mean length; nil without an end.
    public var mean: Double? {
        switch self {
        case .unlimited: nil
        case .fixed(let length): length
        case .exponential(let mean): mean
        case .uniform(let low, let high): (low + high) / 2
        }
    }

    /// P(L > x); 1 for negative x.
    func survival(_ x: Double) -> Double {
        guard x >= 0 else { return 1 }
        switch self {
        case .unlimited: return 1
        case .fixed(let length): return x < length ? 1 : 0
        case .exponential(let mean): return exactExp(-x / mean)
        case .uniform(let low, let high): return x <= low ? 1 : x >= high ? 0 : (high - x) / (high - low)
        }
    }

    /// The integral of S from 0 to x, which is the mean of min(L, x); 0 for negative x.
    func integral(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        switch self {
        case .unlimited: return x
        case .fixed(let length): return min(x, length)
        case .exponential(let mean): return -mean * exactExpm1(-x / mean)
        case .uniform(let low, let high):
            if x <= low { return x }
            if x >= high { return (low + high) / 2 }
            return low + ((high - low) * (high - low) - (high - x) * (high - x)) / (2 * (high - low))
        }
    }

    /// The integral of t S(t) from 0 to x; 0 for negative x.
    func momentIntegral(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        switch self {
        case .unlimited: return x * x / 2
        case .fixed(let length): return min(x, length) * min(x, length) / 2
        case .exponential(let mean):
            let y = x / mean
            // 1 - (1 + y) e^-y; the difference of nearly equal numbers for a small y, so a series stands in there.
            let part =
                y < 0.01
                ? y * y * (0.5 + y * (-1.0 / 3 + y * (0.125 + y * (-1.0 / 30 + y / 144))))
                : -exactExpm1(-y) - y * exactExp(-y)
            return mean * mean * part
        case .uniform(let low, let high):
            if x <= low { return x * x / 2 }
            let end = min(x, high)
            func antiderivative(_ t: Double) -> Double { high * t * t / 2 - t * t * t / 3 }
            return low * low / 2 + (antiderivative(end) - antiderivative(low)) / (high - low)
        }
    }

    /// S(x) + S(x + step) + S(x + 2 step) + ... for x >= 0 and a step above 0; nil without an end.
    func survivalSum(from x: Double, step: Double) -> Double? {
        func count(below length: Double) -> Double { x < length ? ((length - x) / step).rounded(.up) : 0 }
        switch self {
        case .unlimited: return nil
        case .fixed(let length): return count(below: length)
        case .exponential(let mean): return exactExp(-x / mean) / -exactExpm1(-step / mean)
        case .uniform(let low, let high):
            let (whole, all) = (count(below: low), count(below: high))
            let falling = all - whole
            return whole + (falling * (high - x) - step * (whole + all - 1) * falling / 2) / (high - low)
        }
    }

    /// The same law for drawing; nil without an end.
    var distribution: Distribution? {
        switch self {
        case .unlimited: nil
        case .fixed(let length): .constant(length)
        case .exponential(let mean): .exponential(mean: mean)
        case .uniform(let low, let high): .uniform(low: low, high: high)
        }
    }
}
