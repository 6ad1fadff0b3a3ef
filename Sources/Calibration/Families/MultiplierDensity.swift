internal import RandomStreams

/// The distribution of a family's multiplier, which has mean 1: density, tails and quantiles.
///
/// The laws are those of `Variation`, so that what is fitted is what the simulator draws. Every function is of exact
/// arithmetic and the same to the last bit everywhere.
struct MultiplierDensity {
    let family: DurationFamily
    let shape: Double
    /// lognormal: the standard deviation of the logarithm; normal: the mean of the cut normal; weibull: ln of the scale.
    private let inner: Double
    /// What of the log density does not depend on the value.
    private let constant: Double
    /// normal: the probability above 0.
    private let kept: Double

    static let halfLogOf2Pi = 0.918_938_533_204_672_74

    init(_ family: DurationFamily, shape: Double) {
        self.family = family
        self.shape = shape
        var (inner, constant, kept) = (0.0, 0.0, 1.0)
        switch family {
        case .constant, .exponential: break
        case .lognormal:
            inner = exactSquareRoot(exactLog1p(shape * shape))
            constant = -exactLog(inner) - Self.halfLogOf2Pi
        case .erlang: constant = shape * exactLog(shape) - exactLogGamma(shape)
        case .weibull:
            inner = -exactLogGamma(1 + 1 / shape)
            constant = exactLog(shape) - inner
        case .normal:
            kept = standardNormalTails(1 / shape).lower
            let density = exactExp(-0.5 / (shape * shape) - Self.halfLogOf2Pi)
            inner = 1 + shape * density / kept
            constant = exactLog(inner) - exactLog(shape) - Self.halfLogOf2Pi - exactLog(kept)
        }
        (self.inner, self.constant, self.kept) = (inner, constant, kept)
    }

    /// ln of the density at a multiple above 0, of which the logarithm is known.
    func logDensity(_ x: Double, log: Double) -> Double {
        switch family {
        case .constant: return 0
        case .exponential: return -x
        case .lognormal:
            let z = (log + 0.5 * inner * inner) / inner
            return constant - log - 0.5 * z * z
        case .erlang: return constant + (shape - 1) * log - shape * x
        case .weibull:
            let relative = log - inner
            return constant + (shape - 1) * relative - exactExp(shape * relative)
        case .normal:
            let z = (x * inner - 1) / shape
            return constant - 0.5 * z * z
        }
    }

    /// The probabilities up to and above a multiple above 0, of which the logarithm is known.
    func tails(_ x: Double, log: Double) -> TailProbabilities {
        switch family {
        case .constant: return TailProbabilities(lower: x >= 1 ? 1 : 0, upper: x >= 1 ? 0 : 1)
        case .exponential: return TailProbabilities(lower: -exactExpm1(-x), upper: exactExp(-x))
        case .lognormal: return standardNormalTails((log + 0.5 * inner * inner) / inner)
        case .erlang: return gammaTails(shape: shape, shape * x)
        case .weibull:
            let hazard = exactExp(shape * (log - inner))
            return TailProbabilities(lower: -exactExpm1(-hazard), upper: exactExp(-hazard))
        case .normal:
            let upper = standardNormalTails((x * inner - 1) / shape).upper / kept
            return TailProbabilities(lower: max(0, 1 - upper), upper: min(1, upper))
        }
    }

    /// The multiple that is not exceeded with a probability strictly between 0 and 1.
    func quantile(_ u: Double) -> Double {
        switch family {
        case .constant: 1
        case .exponential: -exactLog1p(-u)
        case .lognormal: exactExp(inner * standardNormalQuantile(u) - 0.5 * inner * inner)
        case .erlang: gammaQuantile(shape: shape, u) / shape
        case .weibull: exactExp(inner + exactLog(-exactLog1p(-u)) / shape)
        case .normal:
            max(0, (1 - shape * standardNormalQuantile((1 - u) * kept)) / inner)
        }
    }

    /// The constant part of the log density and the parts that sums need; see ``DurationSample``.
    var parts: (constant: Double, inner: Double) { (constant, inner) }
}
