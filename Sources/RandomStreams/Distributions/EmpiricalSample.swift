/// Observed values, as a distribution to draw from.
///
/// The distribution function is linear between neighbouring sorted values, so that a variate can lie between two
/// observations but never beyond the least or the greatest one. Variates are a little less spread than the process that
/// was observed, above all in the tails.
public struct EmpiricalSample: Hashable, Sendable {
    /// The observations in ascending order.
    public let sortedValues: [Double]

    /// What is wrong with the values, or nil; found once, when the sample is made.
    public let fault: String?

    /// Makes a sample of values in any order; at least one, all finite, less than the greatest Double apart.
    ///
    /// - Complexity: O(n log n).
    public init(_ values: some Sequence<Double>) {
        let all = Array(values)
        fault = Self.fault(of: all)
        // Values that do not compare cannot be sorted; the fault keeps them from being drawn from.
        sortedValues = fault == nil ? all.sorted() : all
    }

    private static func fault(of values: [Double]) -> String? {
        if values.isEmpty { return "there are no values" }
        if let index = values.firstIndex(where: { !$0.isFinite }) {
            return "value \(index + 1), \(values[index]), is not finite"
        }
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        return (high - low).isFinite ? nil : "the values from \(low) to \(high) are not an interval of finite length"
    }

    /// The quantile: with h = (n - 1) u + 1 and i the whole part of h, the value x_i + (h - i) (x_(i+1) - x_i).
    ///
    /// This is the inverse of the continuous empirical distribution function of A. M. Law, Simulation Modeling and
    /// Analysis, section 6.2, and definition 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages",
    /// The American Statistician 50, 1996. It never decreases in `u`. Constant cost.
    ///
    /// - Parameter u: A probability, strictly between 0 and 1.
    func quantile(_ u: Double) -> Double {
        let position = Double(sortedValues.count - 1) * u
        let index = min(Int(position), max(sortedValues.count - 2, 0))
        let value = sortedValues[index]
        guard index + 1 < sortedValues.count else { return value }
        let next = sortedValues[index + 1]
        return min(value + (position - Double(index)) * (next - value), next)
    }

    /// The integral of the quantile: each stretch between neighbours counts with its middle.
    ///
    /// - Complexity: O(n).
    var mean: Double {
        let base = sortedValues[0]
        guard sortedValues.count > 1 else { return base }
        var sum = 0.0
        for (value, next) in zip(sortedValues, sortedValues.dropFirst()) {
            sum += 0.5 * (value - base) + 0.5 * (next - base)
        }
        return base + sum / Double(sortedValues.count - 1)
    }

    /// The integral of (quantile - mean)^2: (a^2 + a b + b^2) / 3 for a stretch whose ends are a and b from the mean.
    ///
    /// - Complexity: O(n).
    var variance: Double {
        guard sortedValues.count > 1 else { return 0 }
        let mean = mean
        var sum = 0.0
        for (value, next) in zip(sortedValues, sortedValues.dropFirst()) {
            let (a, b) = (value - mean, next - mean)
            sum += (a * a + a * b + b * b) / 3
        }
        return sum / Double(sortedValues.count - 1)
    }
}
