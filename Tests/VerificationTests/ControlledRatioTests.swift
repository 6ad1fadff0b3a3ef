import RandomStreams
import Testing

@testable import Verification

/// Standard errors with controls where observations are skewed and scatter unlike one another.
///
/// Two independent exponential times of mean 1 are the controls, less their means, and their product is what is asked
/// for. With both controls it has a residual (x - 1)(y - 1), which is large where the controls are.
@Suite("Controlled ratios")
struct ControlledRatioTests {
    private static let observations = 120
    private static let repetitions = 2_000

    private struct Sample {
        var left: [Double] = []
        var right: [Double] = []
        var products: [Double] { zip(left, right).map { ($0 + 1) * ($1 + 1) } }

        init(_ number: Int) {
            for index in 0..<observations {
                let variates = Variates(seed: 0xC0DE, experiment: 610, run: UInt32(number))
                left.append(variates.draw(.exponential(mean: 1), index, 0) - 1)
                right.append(variates.draw(.exponential(mean: 1), index, 1) - 1)
            }
        }
    }

    /// The intercept of a regression on two controls, and its variances, from the normal equations.
    private struct Regression {
        var intercept: Double
        var leastSquares: Double
        var robust: Double

        init(_ values: [Double], _ left: [Double], _ right: [Double]) {
            let rows = left.indices.map { [1, left[$0], right[$0]] }
            func product(_ i: Int, _ j: Int) -> Double { rows.reduce(0) { $0 + $1[i] * $1[j] } }
            let m = (0..<3).map { i in (0..<3).map { product(i, $0) } }
            func minor(_ i: Int, _ j: Int) -> Double {
                let (r, c) = ((0..<3).filter { $0 != i }, (0..<3).filter { $0 != j })
                return m[r[0]][c[0]] * m[r[1]][c[1]] - m[r[0]][c[1]] * m[r[1]][c[0]]
            }
            let determinant = m[0][0] * minor(0, 0) - m[0][1] * minor(0, 1) + m[0][2] * minor(0, 2)
            let inverse = (0..<3).map { i in
                (0..<3).map { j in ((i + j).isMultiple(of: 2) ? 1 : -1) * minor(j, i) / determinant }
            }
            func times(_ row: [Double]) -> [Double] { inverse.map { $0[0] * row[0] + $0[1] * row[1] + $0[2] * row[2] } }
            let weights = rows.map(times)
            let sums = (0..<3).map { i in zip(weights, values).reduce(0) { $0 + $1.0[i] * $1.1 } }
            intercept = sums[0]
            var (squares, corrected) = (0.0, 0.0)
            for index in rows.indices {
                let row = rows[index]
                let residual = values[index] - sums[0] - sums[1] * row[1] - sums[2] * row[2]
                let leverage = zip(row, weights[index]).reduce(0) { $0 + $1.0 * $1.1 }
                squares += residual * residual
                let term = weights[index][0] * residual / (1 - leverage)
                corrected += term * term
            }
            leastSquares = squares / Double(rows.count - 3) * inverse[0][0]
            robust = corrected
        }
    }

    @Test("The 90 % interval covers 88 to 92 %, and that of least squares alone does not")
    func coverage() {
        let width = standardNormalQuantile(0.95)
        var (covered, coveredByLeastSquares) = (0, 0)
        for number in 0..<Self.repetitions {
            let sample = Sample(number)
            let products = sample.products
            let estimate = ControlledRatio.estimate(products, controls: [sample.left, sample.right])
            let regression = Regression(products, sample.left, sample.right)
            let variance = max(regression.leastSquares, regression.robust)
            #expect((estimate.value - regression.intercept).magnitude < 1e-12)
            #expect((estimate.standardError * estimate.standardError - variance).magnitude < 1e-9 * variance)
            let off = (estimate.value - 1).magnitude
            if off <= width * estimate.standardError { covered += 1 }
            if off <= width * regression.leastSquares.squareRoot() { coveredByLeastSquares += 1 }
        }
        let share = Double(covered) / Double(Self.repetitions)
        let before = Double(coveredByLeastSquares) / Double(Self.repetitions)
        #expect((0.88...0.92).contains(share), "\(share)")
        #expect(before < 0.88, "\(before)")
    }

    @Test("Without controls, a plain value and its standard error are those of the textbook")
    func plain() {
        let estimate = ControlledRatio.estimate([1, 2, 3, 6], controls: [[1, -1, 1, -1]])
        #expect(estimate.plainValue == 3)
        // Deviations -2, -1, 0, 3: 14 / 3 / 4.
        #expect((estimate.plainStandardError - (14.0 / 12).squareRoot()).magnitude < 1e-15)
        let ratio = ControlledRatio.estimate([1, 2, 3, 6], over: [1, 1, 2, 2])
        // 12 / 6 = 2; deviations -1, 0, -1, 2: 6 / 3 / 4, over a mean of 1.5.
        #expect(ratio.plainValue == 2)
        #expect((ratio.plainStandardError - 0.5.squareRoot() / 1.5).magnitude < 1e-15)
    }

    @Test("An observation that a control follows alone adds nothing that is not a number")
    func followed() {
        var alone = Array(repeating: 0.0, count: 30)
        alone[7] = 1
        let values = (0..<30).map { Double($0 % 5) }
        let estimate = ControlledRatio.estimate(values, controls: [alone])
        #expect(estimate.standardError.isFinite && estimate.standardError > 0)
    }
}
