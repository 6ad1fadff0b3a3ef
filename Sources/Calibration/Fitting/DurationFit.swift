public import RandomStreams

/// A duration as the simulator draws it: a mean that is affine in the size, times a multiplier of mean 1.
public struct DurationFit: Hashable, Sendable {
    public var family: DurationFamily
    /// Seconds; at least 0.
    public var base: Double
    /// Seconds for each unit of size; 0 where the size does not matter.
    public var perSize: Double
    /// That of the family; 1 where it has none.
    public var shape: Double
    /// Whether the size was a part of the fit.
    public var usesSize: Bool

    public init(family: DurationFamily, base: Double, perSize: Double = 0, shape: Double = 1, usesSize: Bool = false) {
        self.family = family
        self.base = base
        self.perSize = perSize
        self.shape = shape
        self.usesSize = usesSize
    }

    /// Numbers that were fitted.
    public var parameterCount: Int {
        if family == .constant { return usesSize ? 2 : 1 }
        return (usesSize ? 2 : 1) + (family.hasShape ? 1 : 0)
    }

    /// The mean in seconds.
    ///
    /// - Parameter size: in the unit of the observations; at least 0.
    public func mean(size: Double) -> Double { base + perSize * size }

    /// The distribution of the duration in seconds, or nil where the mean is 0.
    public func distribution(size: Double = 0) -> Distribution? {
        let mean = mean(size: size)
        guard mean > 0 else { return nil }
        switch family {
        case .constant: return .constant(mean)
        case .exponential: return .exponential(mean: mean)
        case .lognormal: return .lognormal(mean: mean, cv: shape)
        case .erlang: return .erlang(shape: Int(shape.rounded()), mean: mean)
        case .weibull: return .weibull(shape: shape, scale: mean * exactExp(-exactLogGamma(1 + 1 / shape)))
        case .normal:
            let standard = Distribution.truncatedNormal(mean: 1, sd: shape, low: 0, high: .infinity).mean
            return .truncatedNormal(
                mean: mean / standard, sd: mean * shape / standard, low: 0, high: .infinity)
        }
    }

    /// The duration in seconds that is not exceeded with a probability strictly between 0 and 1.
    public func quantile(_ u: Double, size: Double = 0) -> Double {
        mean(size: size) * MultiplierDensity(family, shape: shape).quantile(u)
    }

    /// The probability of at most so many seconds.
    public func probability(upTo seconds: Double, size: Double = 0) -> Double {
        let mean = mean(size: size)
        guard seconds > 0, mean > 0 else { return seconds > 0 ? 1 : 0 }
        return MultiplierDensity(family, shape: shape).tails(seconds / mean, log: exactLog(seconds / mean)).lower
    }
}
