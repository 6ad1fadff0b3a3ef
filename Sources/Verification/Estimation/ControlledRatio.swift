internal import RandomStreams

/// A number estimated by simulation, with how well it is known.
public struct ControlledEstimate: Hashable, Sendable {
    /// The estimate.
    public var value: Double
    /// The standard error of ``value``.
    public var standardError: Double
    /// What the same observations say without control variates.
    public var plainValue: Double
    /// The standard error of ``plainValue``, also where neighbouring observations are alike.
    public var plainStandardError: Double
    /// Observations, each a batch of one long run or a repetition.
    public var observations: Int
    /// Control variates that varied.
    public var controls: Int
    /// How likely it is that sums of draws lie as far from their expected values as they do, or farther, if the draws
    /// are what they should be: the tail of Hotelling's T². 1 where that is not tested.
    public var centring: Double

    /// Whether ``plainValue`` is judged, too. Not where long waits come seldom and last long: the few of a run tell
    /// neither their mean nor how well it is known.
    public var isPlainJudged = true

    /// Divides the estimate by a number above 0.
    mutating func divide(by divisor: Double) {
        value /= divisor
        standardError /= divisor
        plainValue /= divisor
        plainStandardError /= divisor
    }
}

/// Estimates of ratios of expected values with control variates.
///
/// Observation j has a numerator Y_j, a denominator D_j, and controls C_j whose expected value is 0. The estimate of E
/// Y / E D is the ratio r of the intercepts of the regressions of Y and D on C; its standard error is that of the
/// intercept of Y - r D, over that of D (A. M. Law, Simulation Modeling and Analysis, sections 9.5 and 11.4).
///
/// The variance of that intercept, a sum of weights w_j times observations, is the greater one of two estimates. Least
/// squares takes the residuals e_j to scatter alike. Here they do not: observations with large controls scatter more,
/// and these have the large weights. HC3 holds without that assumption, the sum of (w_j e_j / (1 - h_j))^2, where h_j
/// is the leverage of the observation; it is near the jackknife, and errs upwards where controls are many (J. G.
/// MacKinnon and H. White, Journal of Econometrics 29, 1985; J. S. Long and L. H. Ervin, The American Statistician 54,
/// 2000).
///
/// The controls here are sums over draws of (a function of the draw less its expected value) times (anything known
/// before the draw). Such sums are martingales: their mean is 0 whatever the model does with the draws, so they take
/// noise away and never an error of the model (S. G. Henderson and P. W. Glynn, Mathematics of Operations Research 27,
/// 2002). They could hide a draw from a wrong distribution; that shows in their own mean, which
/// ``ControlledEstimate/centring`` tests, and in ``ControlledEstimate/plainValue``.
enum ControlledRatio {
    /// - Parameters:
    ///   - tops: Y, at least 3 observations.
    ///   - bottoms: D, as many; nil for 1.
    ///   - controls: C column by column, each as long; fewer columns than observations less 2. Columns that do not vary
    ///     or depend on those before are left out.
    ///   - tested: the controls whose means are tested, best plain sums of draws less their expected values: the sums
    ///     of rare large terms among the others are far from normal.
    /// - Complexity: O(observations times the square of the number of controls).
    static func estimate(
        _ tops: [Double], over bottoms: [Double]? = nil, controls: [[Double]] = [], tested: [Int] = []
    ) -> ControlledEstimate {
        let count = Double(tops.count)
        let basis = Basis(controls)
        let top = basis.intercept(tops)
        let bottom = bottoms.map { basis.intercept($0) } ?? 1
        let ratio = top / bottom
        func residuals(_ ratio: Double) -> [Double] {
            var residuals = tops
            if let bottoms {
                for index in residuals.indices { residuals[index] -= ratio * bottoms[index] }
            }
            center(&residuals)
            return residuals
        }
        let plainBottom = bottoms.map { $0.reduce(0, +) / count } ?? 1
        let plainRatio = tops.reduce(0, +) / count / plainBottom
        let plainVariance = meanVariance(residuals(plainRatio))
        let variance = basis.interceptVariance(residuals(ratio))
        return ControlledEstimate(
            value: ratio, standardError: exactSquareRoot(variance) / bottom.magnitude, plainValue: plainRatio,
            plainStandardError: exactSquareRoot(plainVariance) / plainBottom.magnitude, observations: tops.count,
            controls: basis.columns.count, centring: centring(tested.map { controls[$0] }))
    }

    /// The variance of the mean of a series of mean 0, whose neighbours may be alike: the greatest of those that groups
    /// of 1, 2, 4 and 8 neighbours give, of which there are at least 12 (as longer batches would: A. M. Law, Simulation
    /// Modeling and Analysis, section 9.5.3).
    private static func meanVariance(_ values: [Double]) -> Double {
        var greatest = 0.0
        for size in [1, 2, 4, 8] where size == 1 || values.count / size >= 12 {
            let groups = values.count / size
            var means = (0..<groups).map { group in
                values[group * size..<(group + 1) * size].reduce(0, +) / Double(size)
            }
            center(&means)
            greatest = max(greatest, dot(means, means) / Double(groups - 1) / Double(groups))
        }
        return greatest
    }

    /// See ``ControlledEstimate/centring``: with n observations of p controls, T² / (n - 1) over 1 plus itself follows
    /// the beta distribution of p / 2 and (n - p) / 2.
    private static func centring(_ controls: [[Double]]) -> Double {
        let basis = Basis(controls)
        guard let count = controls.first?.count, !basis.columns.isEmpty else { return 1 }
        let distance = Double(count) * basis.means.reduce(0) { $0 + $1 * $1 }
        let used = Double(basis.columns.count)
        return betaTails(used / 2, (Double(count) - used) / 2, distance / (1 + distance)).upper
    }

    /// Orthonormal columns that span the centred controls, and what the means of the controls become in that basis.
    private struct Basis {
        var columns: [[Double]] = []
        var means: [Double] = []

        init(_ controls: [[Double]]) {
            for control in controls {
                var column = control
                var mean = center(&column)
                let length = dot(column, column)
                guard length > 0 else { continue }
                // Twice, because once loses digits (B. N. Parlett, The Symmetric Eigenvalue Problem, section 6.9).
                for _ in 0..<2 {
                    for (known, knownMean) in zip(columns, means) {
                        let weight = dot(column, known)
                        for index in column.indices { column[index] -= weight * known[index] }
                        mean -= weight * knownMean
                    }
                }
                let left = dot(column, column)
                guard left > 1e-9 * length else { continue }
                let scale = 1 / exactSquareRoot(left)
                for index in column.indices { column[index] *= scale }
                columns.append(column)
                means.append(mean * scale)
            }
        }

        /// The mean of the values where all controls are at their expected value, 0.
        func intercept(_ values: [Double]) -> Double {
            var centred = values
            var intercept = ControlledRatio.center(&centred)
            for (column, mean) in zip(columns, means) { intercept -= dot(centred, column) * mean }
            return intercept
        }

        /// The variance of the intercept of values whose mean is 0: by least squares or HC3, whichever is greater.
        func interceptVariance(_ values: [Double]) -> Double {
            let count = Double(values.count)
            var residuals = values
            for column in columns {
                let weight = dot(residuals, column)
                for index in residuals.indices { residuals[index] -= weight * column[index] }
            }
            let meanSquares = means.reduce(0) { $0 + $1 * $1 }
            let freedom = max(count - Double(columns.count) - 1, 1)
            let leastSquares = dot(residuals, residuals) / freedom * (1 / count + meanSquares)
            var robust = 0.0
            for index in residuals.indices {
                var (weight, leverage) = (1 / count, 1 / count)
                for (column, mean) in zip(columns, means) {
                    weight -= column[index] * mean
                    leverage += column[index] * column[index]
                }
                // An observation that the controls follow alone has leverage 1 and no residual: 0 over 0.
                let term = weight * residuals[index] / max(1 - leverage, 1e-3)
                robust += term * term
            }
            return max(leastSquares, robust)
        }
    }

    /// Takes the mean off and returns it.
    @discardableResult
    private static func center(_ values: inout [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        for index in values.indices { values[index] -= mean }
        return mean
    }

    private static func dot(_ left: [Double], _ right: [Double]) -> Double {
        var sum = 0.0
        for index in left.indices { sum += left[index] * right[index] }
        return sum
    }
}
