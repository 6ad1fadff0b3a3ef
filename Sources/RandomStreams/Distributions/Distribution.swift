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
        }
    }

    /// The inverse of the distribution function: the value that a variate does not exceed with probability `u`.
    ///
    /// Stops the program if `u` is not strictly between 0 and 1 or a parameter is out of range. Constant cost: at most
    /// two logarithms, one exponential and two square roots. The result uses the functions of ExactMath
    /// alone, so it is the same to the last bit on every platform.
    ///
    /// - `uniform`: low + u (high - low), not above `high`.
    /// - `exponential`: -mean ln(1 - u).
    /// - `normal`: mean + sd z, where z is the standard normal quantile of `u` (M. J. Wichura, Algorithm AS 241,
    ///   Applied Statistics 37, 1988), with a relative error of z below 1e-15.
    /// - `lognormal`: mean e^(s z - s^2/2) with s^2 = ln(1 + cv^2), by solving mean = e^(m + s^2/2) and
    ///   1 + cv^2 = e^(s^2) for the parameters m and s of the logarithm (N. L. Johnson, S. Kotz and N. Balakrishnan,
    ///   Continuous Univariate Distributions, volume 1, chapter 14).
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
        }
    }

    /// The expected value of a variate, in the unit of the parameters.
    ///
    /// Stops the program if a parameter is out of range. Constant cost.
    public var mean: Double {
        requireValidParameters()
        switch self {
        case .constant(let value):
            return value
        case .uniform(let low, let high):
            return low + (high - low) * 0.5
        case .exponential(let mean), .normal(let mean, _), .lognormal(let mean, _):
            return mean
        }
    }

    /// The variance of a variate, in the square of the unit of the parameters; infinite if too great for a Double.
    ///
    /// Stops the program if a parameter is out of range. Constant cost.
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
        }
    }

    /// Stops the program with ``parameterFault``, if there is one.
    ///
    /// `fatalError` and not `precondition`, because the latter drops its message in release builds.
    private func requireValidParameters() {
        if let fault = parameterFault { fatalError("Distribution.\(fault)") }
    }
}
