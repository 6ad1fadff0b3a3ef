/// A probability distribution of a real number, drawn by inversion.
///
/// A variate is ``quantile(_:)`` of one uniform number, exactly one for every distribution. Draws therefore stay
/// aligned when a distribution or its parameters change, and since the quantile never decreases in `u` beyond its
/// rounding error, the variates of two variants driven by the same uniforms are as strongly correlated as they can be
/// ("common random numbers": A. M. Law, Simulation Modeling and Analysis, chapter on variance reduction).
///
/// The unit of a variate is the unit of the parameters; the type attaches none.
///
/// A value with parameters outside the documented ranges can be made, and ``parameterFault`` says what is wrong with
/// it, for callers that read parameters from a document. Every other member stops the program on such a value, with
/// the same sentence, in release builds too.
public enum Distribution: Hashable, Sendable {
    /// Always the same value; any finite number.
    case constant(Double)

    /// Equally likely everywhere between `low` and `high`; both finite, `low <= high`, and their difference finite.
    case uniform(low: Double, high: Double)

    /// Exponential with the given mean, which is finite and greater than 0. Variates are at least 0.
    case exponential(mean: Double)

    /// Normal with the given mean and standard deviation; both finite, `sd >= 0`. Variates can be negative.
    case normal(mean: Double, sd: Double)

    /// Lognormal with the given mean and coefficient of variation (standard deviation / mean) of the variate itself,
    /// not of its logarithm. `mean` is finite and greater than 0, `cv` is at least 0 and its square finite. Variates
    /// are at least 0.
    case lognormal(mean: Double, cv: Double)

    /// Triangular between `low` and `high` with the greatest density at `mode`; `low <= mode <= high`, `low < high`, and
    /// the length of the interval finite.
    case triangular(low: Double, mode: Double, high: Double)

    /// Normal with the given mean and standard deviation on condition that it lies between `low` and `high`. `mean` is
    /// finite, `sd` finite and greater than 0, `low < high`; a bound may be infinite. The interval must come within 37
    /// standard deviations of `mean`, beyond which its probability is too small for a Double. `mean` and `sd` are those
    /// before the condition; what is left of them is told by ``Distribution/mean`` and ``Distribution/variance``.
    case truncatedNormal(mean: Double, sd: Double, low: Double, high: Double)

    /// Erlang, the sum of `shape` independent exponential variates, with the given mean of the sum. `shape` is 1 to
    /// 10,000, `mean` finite and greater than 0. The coefficient of variation is 1 / sqrt(shape).
    case erlang(shape: Int, mean: Double)

    /// Weibull: the probability of a value above x is e^-(x / scale)^shape. `shape` is 0.01 to 1,000, `scale` finite and
    /// greater than 0. Variates are at least 0.
    case weibull(shape: Double, scale: Double)

    /// Pareto on condition that it lies between `low` and `high`: the density falls as x^-(shape + 1). `shape` is 0.001 to
    /// 1,000, `low` greater than 0, `high` finite and greater than `low`.
    case boundedPareto(shape: Double, low: Double, high: Double)

    /// Between observed values, see ``EmpiricalSample``.
    case empirical(EmpiricalSample)

    /// A sentence that names the parameter out of range and its value, or nil when all are in range. Constant cost.
    public var parameterFault: String? {
        switch self {
        case .constant(let value):
            value.isFinite ? nil : "constant: the value \(value) is not finite"
        case .uniform(let low, let high):
            low <= high && (high - low).isFinite
                ? nil : "uniform: low \(low) and high \(high) are not an interval of finite length"
        case .exponential(let mean):
            mean > 0 && mean.isFinite ? nil : "exponential: the mean \(mean) is not a finite number greater than 0"
        case .normal(let mean, let sd):
            if !mean.isFinite {
                "normal: the mean \(mean) is not finite"
            } else {
                sd >= 0 && sd.isFinite ? nil : "normal: the sd \(sd) is not a finite number of at least 0"
            }
        case .lognormal(let mean, let cv):
            if !(mean > 0 && mean.isFinite) {
                "lognormal: the mean \(mean) is not a finite number greater than 0"
            } else {
                cv >= 0 && (cv * cv).isFinite ? nil : "lognormal: the cv \(cv) is not at least 0 with a finite square"
            }
        case .triangular(let low, let mode, let high):
            low <= mode && mode <= high && low < high && (high - low).isFinite
                ? nil
                : "triangular: low \(low), mode \(mode) and high \(high) are not in order on an interval of finite length"
        case .truncatedNormal(let mean, let sd, let low, let high):
            TruncatedNormal(mean: mean, sd: sd, low: low, high: high).parameterFault
        case .erlang(let shape, let mean):
            if !(1...10_000).contains(shape) {
                "erlang: the shape \(shape) is not from 1 to 10000"
            } else {
                mean > 0 && mean.isFinite ? nil : "erlang: the mean \(mean) is not a finite number greater than 0"
            }
        case .weibull(let shape, let scale):
            Weibull(shape: shape, scale: scale).parameterFault
        case .boundedPareto(let shape, let low, let high):
            BoundedPareto(shape: shape, low: low, high: high).parameterFault
        case .empirical(let sample):
            sample.fault.map { "empirical: \($0)" }
        }
    }

    /// The inverse of the distribution function: the value that a variate does not exceed with probability `u`.
    ///
    /// Stops the program if `u` is not strictly between 0 and 1 or a parameter is out of range. Constant cost, at most
    /// two logarithms, one exponential and two square roots; but `truncatedNormal` takes two evaluations of the normal
    /// distribution function besides, and `erlang` some five of the gamma distribution function, whose cost grows with
    /// the square root of the shape. The result uses IEEE 754 arithmetic and the functions of ExactMath alone, so it is
    /// the same to the last bit on every platform.
    ///
    /// - `uniform`: low + u (high - low), not above `high`.
    /// - `exponential`: -mean ln(1 - u).
    /// - `normal`: mean + sd z, where z is the standard normal quantile of `u` (M. J. Wichura, Algorithm AS 241,
    ///   Applied Statistics 37, 1988), with a relative error of z below 1e-15.
    /// - `lognormal`: mean e^(s z - s^2/2) with s^2 = ln(1 + cv^2), by solving mean = e^(m + s^2/2) and
    ///   1 + cv^2 = e^(s^2) for the parameters m and s of the logarithm (N. L. Johnson, S. Kotz and N. Balakrishnan,
    ///   Continuous Univariate Distributions, volume 1, chapter 14).
    /// - `triangular`: low + sqrt(u (high - low) (mode - low)) below the mode, high - sqrt((1 - u) (high - low) (high -
    ///   mode)) above (volume 2, chapter 26), not past the mode. Never decreases in `u`.
    /// - `truncatedNormal`: the normal quantile at the probability below `low` plus `u` times that of the interval,
    ///   counted from the nearer tail, see `TruncatedNormal`.
    /// - `erlang`: mean / shape times ``gammaQuantile(shape:_:)``.
    /// - `weibull`: scale (-ln(1 - u))^(1 / shape) (volume 1, chapter 21).
    /// - `boundedPareto`: low (1 - u (1 - (low / high)^shape))^(-1 / shape) (volume 1, chapter 20).
    /// - `empirical`: linear between the sorted values, see `EmpiricalSample.quantile(_:)`. Never decreases in `u`.
    ///
    /// - Parameter u: A probability in the open interval (0, 1), as ``DrawKey/uniform(draw:)`` gives it.
    /// - Returns: The variate, in the unit of the parameters; infinite only if the true value is too great for a Double.
    public func quantile(_ u: Double) -> Double {
        requireValidParameters()
        guard u > 0 && u < 1 else { fatalError("Distribution.quantile: u \(u) is not strictly between 0 and 1") }
        switch self {
        case .constant(let value):
            return value
        case .uniform(let low, let high):
            return min(low + u * (high - low), high)
        case .exponential(let mean):
            return -mean * exactLog1p(-u)
        case .normal(let mean, let sd):
            return mean + sd * standardNormalQuantile(u)
        case .lognormal(let mean, let cv):
            let logVariance = exactLog1p(cv * cv)
            return mean * exactExp(exactSquareRoot(logVariance) * standardNormalQuantile(u) - logVariance * 0.5)
        case .triangular(let low, let mode, let high):
            return triangularQuantile(u, low: low, mode: mode, high: high)
        case .truncatedNormal(let mean, let sd, let low, let high):
            return TruncatedNormal(mean: mean, sd: sd, low: low, high: high).quantile(u)
        case .erlang(let shape, let mean):
            return mean / Double(shape) * gammaQuantile(shape: Double(shape), u)
        case .weibull(let shape, let scale):
            return Weibull(shape: shape, scale: scale).quantile(u)
        case .boundedPareto(let shape, let low, let high):
            return BoundedPareto(shape: shape, low: low, high: high).quantile(u)
        case .empirical(let sample):
            return sample.quantile(u)
        }
    }

    /// The expected value of a variate, in the unit of the parameters.
    ///
    /// Stops the program if a parameter is out of range. Constant cost. Closed forms, but for `truncatedNormal`, whose
    /// closed form is a difference of nearly equal terms: there numerical integration, exact to some 15 digits.
    public var mean: Double {
        requireValidParameters()
        switch self {
        case .constant(let value):
            return value
        case .uniform(let low, let high):
            return low + (high - low) * 0.5
        case .exponential(let mean), .normal(let mean, _), .lognormal(let mean, _), .erlang(_, let mean):
            return mean
        case .triangular(let low, let mode, let high):
            return low + ((mode - low) + (high - low)) / 3
        case .truncatedNormal(let mean, let sd, let low, let high):
            return TruncatedNormal(mean: mean, sd: sd, low: low, high: high).moments.mean
        case .weibull(let shape, let scale):
            return Weibull(shape: shape, scale: scale).mean
        case .boundedPareto(let shape, let low, let high):
            return BoundedPareto(shape: shape, low: low, high: high).mean
        case .empirical(let sample):
            return sample.mean
        }
    }

    /// The variance of a variate, in the square of the unit of the parameters; infinite if too great for a Double.
    ///
    /// Stops the program if a parameter is out of range. Constant cost; computed as ``mean`` is.
    public var variance: Double {
        requireValidParameters()
        switch self {
        case .constant:
            return 0
        case .uniform(let low, let high):
            return (high - low) * (high - low) / 12
        case .exponential(let mean):
            return mean * mean
        case .normal(_, let sd):
            return sd * sd
        case .lognormal(let mean, let cv):
            return (mean * cv) * (mean * cv)
        case .triangular(let low, let mode, let high):
            let (left, right) = (mode - low, high - mode)
            return (left * left + left * right + right * right) / 18
        case .truncatedNormal(let mean, let sd, let low, let high):
            return TruncatedNormal(mean: mean, sd: sd, low: low, high: high).moments.variance
        case .erlang(let shape, let mean):
            return mean * mean / Double(shape)
        case .weibull(let shape, let scale):
            return Weibull(shape: shape, scale: scale).variance
        case .boundedPareto(let shape, let low, let high):
            return BoundedPareto(shape: shape, low: low, high: high).variance
        case .empirical(let sample):
            return sample.variance
        }
    }

    /// Stops the program with ``parameterFault``, if there is one.
    ///
    /// `fatalError` and not `precondition`, because the latter drops its message in release builds.
    private func requireValidParameters() {
        if let fault = parameterFault { fatalError("Distribution.\(fault)") }
    }
}
