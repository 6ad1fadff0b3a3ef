/// The normal distribution on condition of an interval.
///
/// Source: N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions, volume 1, chapter 13, section
/// 10, on truncated normal distributions.
struct TruncatedNormal {
    var mean: Double
    var sd: Double
    var low: Double
    var high: Double

    /// Beyond so many standard deviations the probability of the rest is below 1e-299.
    private static let reach = 37.0

    var parameterFault: String? {
        if !mean.isFinite { return "truncated normal: the mean \(mean) is not finite" }
        if !(sd > 0 && sd.isFinite) { return "truncated normal: the sd \(sd) is not a finite number greater than 0" }
        if !(low < high) { return "truncated normal: low \(low) and high \(high) are not an interval" }
        return (low - mean) / sd <= Self.reach && (high - mean) / sd >= -Self.reach
            ? nil : "truncated normal: \(low) to \(high) is more than 37 sd from the mean \(mean)"
    }

    /// The quantile. Its error is below 5e-15 of the distance from the mean or, nearer to it, of the standard deviation
    /// (measured against 50-digit references).
    ///
    /// A probability beyond the median is counted from the upper end, so that neither tail is rounded against 1.
    func quantile(_ u: Double) -> Double {
        let (lowTails, highTails) = (standardNormalTails((low - mean) / sd), standardNormalTails((high - mean) / sd))
        let inside: Double
        if low > mean {
            inside = lowTails.upper - highTails.upper
        } else if high < mean {
            inside = highTails.lower - lowTails.lower
        } else {
            inside = (1 - lowTails.lower) - highTails.upper
        }
        let below = lowTails.lower + u * inside
        let z: Double
        if below <= 0.5 {
            z = below > 0 ? standardNormalQuantile(below) : -.infinity
        } else {
            let above = highTails.upper + (1 - u) * inside
            z = above > 0 ? -standardNormalQuantile(min(above, 0.5)) : .infinity
        }
        return min(max(mean + sd * z, low), high)
    }

    /// Mean and variance by the 16-point rule of Gauss and Legendre on 64 pieces of the part of the interval that counts
    /// (where the density is above e^-80 of its greatest value). The closed forms lose every digit on a narrow interval
    /// and most of them in a tail. The variance comes from squared deviations, so nothing cancels.
    var moments: (mean: Double, variance: Double) {
        let (alpha, beta) = ((low - mean) / sd, (high - mean) / sd)
        let peak = min(max(0, alpha), beta)
        let end = exactSquareRoot(peak * peak + 160)
        let (from, to) = (max(alpha, -end), min(beta, end))
        // Everything is told by the distance from the lower end, which a narrow interval keeps all digits of.
        let length = from == alpha && to == beta ? (high - low) / sd : to - from
        func density(_ distance: Double) -> Double {
            exactExp(-0.5 * ((from - peak) + distance) * ((from + peak) + distance))
        }
        var (weights, first) = (0.0, 0.0)
        Self.forEachNode(length: length) { distance, weight in
            let share = weight * density(distance)
            weights += share
            first += share * distance
        }
        let centre = first / weights
        var second = 0.0
        Self.forEachNode(length: length) { distance, weight in
            let deviation = distance - centre
            second += weight * density(distance) * deviation * deviation
        }
        let value = mean + sd * (from + centre)
        return (min(max(value, low), high), sd * sd * (second / weights))
    }

    private static func forEachNode(length: Double, _ body: (_ distance: Double, _ weight: Double) -> Void) {
        let pieces = 64
        let half = length / Double(2 * pieces)
        for piece in 0..<pieces {
            let middle = half * Double(2 * piece + 1)
            for (node, weight) in nodes {
                body(middle - half * node, weight)
                body(middle + half * node, weight)
            }
        }
    }

    /// The positive nodes and their weights (M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, table
    /// 25.4; computed to 60 digits and rounded).
    private static let nodes: [(Double, Double)] = [
        (0.09501250983763744, 0.1894506104550685),
        (0.2816035507792589, 0.18260341504492358),
        (0.45801677765722737, 0.16915651939500254),
        (0.6178762444026438, 0.14959598881657674),
        (0.755404408355003, 0.12462897125553388),
        (0.8656312023878318, 0.09515851168249279),
        (0.9445750230732326, 0.062253523938647894),
        (0.9894009349916499, 0.027152459411754096),
    ]
}
