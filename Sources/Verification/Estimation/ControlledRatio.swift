internal import RandomStreams

/// A number estimated by simulation, with how well it is known.
public struct ControlledEstimate: Hashable, Sendable {
    /// The estimate.
    public var value: Double
    /// The standard error of ``value``.
    public var standardError: Double
    /// The standard error that the same observations would give without control variates.
    public var plainStandardError: Double
    /// Observations, each a batch of one long run or a repetition.
    public var observations: Int
    /// Control variates that varied.
    public var controls: Int
    /// How likely it is that sums of draws lie as far from their expected values as they do, or farther, if the draws are
    /// what they should be: the tail of Hotelling's T². 1 where that is not tested.
    public var centring: Double
}

/// Estimates of ratios of expected values with control variates.
///
/// Observation j has a numerator Y_j, a denominator D_j, and controls C_j whose expected value is 0. The estimate of E Y / E D
/// is the ratio r of the intercepts of the regressions of Y and D on C; its standard error is that of the intercept of Y - r D
/// by least squares, over that of D (A. M. Law, Simulation Modeling and Analysis, sections 9.5 and 11.4).
///
/// The controls here are sums over draws of (a function of the draw less its expected value) times (anything known before
/// the draw). Such sums are martingales: their mean is 0 whatever the model does with the draws, so they take noise away
/// and never an error of the model (S. G. Henderson and P. W. Glynn, Mathematics of Operations Research 27, 2002). They could
/// hide a draw from a wrong distribution; that shows in their own mean, which ``ControlledEstimate/centring`` tests.
enum ControlledRatio {
    /// - Parameters:
    ///   - tops: Y, at least 3 observations.
    ///   - bottoms: D, as many; nil for 1.
    ///   - controls: C column by column, each as long; fewer columns than observations less 2. Columns that do not vary or
    ///     depend on those before are left out.
    ///   - tested: the controls whose means are tested, best plain sums of draws less their expected values: the sums of
    ///     rare large terms among the others are far from normal.
    /// - Complexity: O(observations times the square of the number of controls).
    static func estimate(
        _ tops: [Double], over bottoms: [Double]? = nil, controls: [[Double]] = [], tested: [Int] = []
    ) -> ControlledEstimate {
        let count = Double(tops.count)
        let basis = Basis(controls)
        let top = basis.intercept(tops)
        let bottom = bottoms.map { basis.intercept($0) } ?? 1
        let ratio = top / bottom
        var residuals = tops
        if let bottoms {
            for index in residuals.indices { residuals[index] -= ratio * bottoms[index] }
        }
        center(&residuals)
        let plain = exactSquareRoot(dot(residuals, residuals) / (count - 1) / count) / bottom.magnitude
        for column in basis.columns {
            let weight = dot(residuals, column)
            for index in residuals.indices { residuals[index] -= weight * column[index] }
        }
        let used = Double(basis.columns.count)
        let meanSquares = basis.means.reduce(0) { $0 + $1 * $1 }
        let variance = dot(residuals, residuals) / max(count - used - 1, 1) * (1 / count + meanSquares)
        return ControlledEstimate(
            value: ratio, standardError: exactSquareRoot(variance) / bottom.magnitude, plainStandardError: plain,
            observations: tops.count, controls: basis.columns.count,
            centring: centring(tested.map { controls[$0] }))
    }

    /// See ``ControlledEstimate/centring``: with n observations of p controls, T² / (n - 1) over 1 plus itself follows the beta distribution of p / 2 and
    /// (n - p) / 2.
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
