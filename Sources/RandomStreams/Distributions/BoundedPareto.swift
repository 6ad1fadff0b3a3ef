/// The Pareto distribution on condition of a greatest value.
///
/// Source: N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions, volume 1, chapter 20, on
/// truncated Pareto distributions.
struct BoundedPareto {
    var shape: Double
    var low: Double
    var high: Double

    var parameterFault: String? {
        if !(shape >= 0.001 && shape <= 1_000) {
            return "bounded Pareto: the shape \(shape) is not from 0.001 to 1000"
        }
        return low > 0 && low < high && high < .infinity
            ? nil : "bounded Pareto: low \(low) and high \(high) are not greater than 0, finite and in order"
    }

    /// ln(high / low), also where the quotient is too great for a Double or so near 1 that it lost its digits.
    private var logRatio: Double {
        let ratio = high / low
        if ratio < 2 { return exactLog1p((high - low) / low) }
        return ratio < .infinity ? exactLog(ratio) : exactLog(high) - exactLog(low)
    }

    /// The relative error is below 1e-14 for ratios of the bounds up to 10^12 (measured against 50-digit references).
    func quantile(_ u: Double) -> Double {
        let range = shape * logRatio
        // 1 - u (1 - (low / high)^shape), from what is taken off while that is small, then from what is left.
        let off = u * exactExpm1(-range)
        let logLeft = off > -0.5 ? exactLog1p(off) : exactLog((1 - u) + u * exactExp(-range))
        return min(max(low * exactExp(-logLeft / shape), low), high)
    }

    var mean: Double { anchor(1) * powerMean(1) }

    /// As the mean of the square less the square of the mean: where the variance is small beside the square of the mean
    /// the relative error grows to a few units in the last place times their quotient.
    var variance: Double {
        let scale = anchor(2)
        let first = mean / scale
        return scale * (scale * max(powerMean(2) - first * first, 0))
    }

    /// The bound that the moment of order n is told in units of: the one that most of the moment comes from.
    private func anchor(_ n: Double) -> Double { n > shape ? high : low }

    /// The expected value of (x / anchor)^n. With t = ln(x / low), which is exponential of rate `shape` below T = ln(high
    /// / low), that of (x / low)^n is shape / (1 - e^(-shape T)) times the integral of e^((n - shape) t) from 0 to T;
    /// that of (x / high)^n is e^(-n T) times as much. Nothing special happens at shape = n in this form.
    private func powerMean(_ n: Double) -> Double {
        let t = logRatio
        let z = -(n - shape).magnitude * t
        let integral = z == 0 ? t : t * (exactExpm1(z) / z)
        return shape * integral / -exactExpm1(-shape * t) * (n > shape ? exactExp(-shape * t) : 1)
    }
}
