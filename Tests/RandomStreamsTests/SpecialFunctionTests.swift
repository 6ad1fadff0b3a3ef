import RandomStreams
import Testing

/// |actual - expected| / |expected|, or the absolute error where 0 is expected.
func relativeError(_ actual: Double, _ expected: Double) -> Double {
    if actual == expected { return 0 }
    return expected == 0 ? actual.magnitude : ((actual - expected) / expected).magnitude
}

/// The worst relative error over rows whose last entries are the expected values of `function`.
func worstError(_ points: [[Double]], _ function: (_ row: [Double]) -> [Double]) -> Double {
    points.reduce(0) { worst, row in
        let actual = function(row)
        return zip(actual, row.suffix(actual.count)).reduce(worst) { worst, pair in
            let error = relativeError(pair.0, pair.1)
            return error.isNaN ? .infinity : max(worst, error)
        }
    }
}

@Suite("Special functions")
struct SpecialFunctionTests {
    @Test("e^x - 1 and powers agree with the reference points")
    func elementary() {
        #expect(worstError(expm1Points) { [exactExpm1($0[0])] } < 4e-16)
        #expect(worstError(powerPoints) { [exactPower($0[0], $0[1])] } < 3e-16)
    }

    @Test("powers at the edges of their range")
    func powerEdges() {
        #expect(exactPower(0, 2) == 0)
        #expect(exactPower(0, 0) == 1)
        #expect(exactPower(0, -1) == .infinity)
        #expect(exactPower(.infinity, -1) == 0)
        #expect(exactPower(2, 1_024) == .infinity)
        #expect(exactPower(2, -1_075.5) == 0)
        #expect(exactPower(2, -1_074) == .leastNonzeroMagnitude)
        #expect(exactPower(-1, 2).isNaN)
        #expect(exactPower(1, 1e300) == 1)
        #expect(exactPower(9, 0.5) == 3)
        #expect(exactExpm1(-0.0).sign == .minus)
        #expect(exactExpm1(.infinity) == .infinity)
        #expect(exactExpm1(-.infinity) == -1)
    }

    @Test("the logarithm of the gamma function agrees with the reference points")
    func logGamma() {
        let worstSmall =
            logGammaPoints.filter { $0[0] <= 10 && $0[0] > 1e-3 }
            .map { (exactLogGamma($0[0]) - $0[1]).magnitude }.max() ?? .infinity
        #expect(worstSmall < 5e-15)
        #expect(worstError(logGammaPoints.filter { $0[0] > 10 }) { [exactLogGamma($0[0])] } < 1e-15)
        #expect(exactLogGamma(1) == 0)
        #expect(exactLogGamma(2) == 0)
        #expect(exactLogGamma(0) == .infinity)
        #expect(exactLogGamma(-1).isNaN)
    }

    @Test("normal tails agree with the reference points, on either side")
    func normalTails() {
        #expect(worstError(normalTailPoints) { [standardNormalTails($0[0]).upper] } < 5e-15)
        #expect(worstError(normalTailPoints) { [standardNormalTails(-$0[0]).lower] } < 5e-15)
        #expect(standardNormalTails(0) == TailProbabilities(lower: 0.5, upper: 0.5))
        #expect(standardNormalTails(.infinity) == TailProbabilities(lower: 1, upper: 0))
        #expect(standardNormalTails(-.infinity) == TailProbabilities(lower: 0, upper: 1))
    }

    @Test("normal tails and the normal quantile are inverse to each other")
    func normalRoundTrip() {
        var inputs = TestInputs(60)
        for _ in 0..<2_000 {
            let u = exactExp(-inputs.number(0.7, 600))
            #expect(relativeError(standardNormalTails(standardNormalQuantile(u)).lower, u) < 2e-12)
        }
    }

    @Test("gamma tails and quantiles agree with the reference points")
    func gammaFamily() {
        #expect(
            worstError(gammaTailPoints) { row in
                let tails = gammaTails(shape: row[0], row[1])
                return [tails.lower, tails.upper]
            } < 3e-14)
        #expect(worstError(gammaQuantilePoints) { [gammaQuantile(shape: $0[0], $0[1])] } < 2e-14)
        #expect(gammaTails(shape: 2, -1) == TailProbabilities(lower: 0, upper: 1))
        #expect(gammaTails(shape: 2, .infinity) == TailProbabilities(lower: 1, upper: 0))
    }

    @Test("beta tails and quantiles agree with the reference points")
    func betaFamily() {
        #expect(
            worstError(betaTailPoints) { row in
                let tails = betaTails(row[0], row[1], row[2])
                return [tails.lower, tails.upper]
            } < 3e-14)
        let quantileError = betaQuantilePoints.map { row in
            let point = betaQuantile(row[0], row[1], row[2])
            return row[3] < row[4] ? relativeError(point.x, row[3]) : relativeError(point.y, row[4])
        }.max()
        #expect(quantileError ?? .infinity < 2e-14)
        #expect(betaTails(2, 3, 0) == TailProbabilities(lower: 0, upper: 1))
        #expect(betaTails(2, 3, 1) == TailProbabilities(lower: 1, upper: 0))
    }

    /// Known in closed form: I_x(1, b) = 1 - (1 - x)^b and P(1, x) = 1 - e^-x.
    @Test("special cases have their closed forms")
    func closedForms() {
        for x in [1e-12, 0.1, 0.5, 0.9] {
            #expect(relativeError(betaTails(1, 7, x).lower, -exactExpm1(7 * exactLog1p(-x))) < 4e-15)
            #expect(relativeError(gammaTails(shape: 1, x).lower, -exactExpm1(-x)) < 4e-15)
            #expect(relativeError(gammaQuantile(shape: 1, x), -exactLog1p(-x)) < 4e-15)
        }
        #expect(relativeError(betaTails(8, 8, 0.5).lower, 0.5) < 2e-15)
    }

    /// A digest of the very bits: it differs as soon as one result on one platform does.
    @Test("give the same bits on every platform")
    func digest() {
        var digest = BitDigest()
        var inputs = TestInputs(61)
        for _ in 0..<500 {
            let (a, b, u) = (inputs.number(0.5, 80), inputs.number(0.5, 80), inputs.number(0, 1))
            digest.add(exactLogGamma(a))
            digest.add(exactPower(a, b - 40))
            digest.add(exactExpm1(u))
            digest.add(standardNormalTails(a * 0.1).upper)
            digest.add(gammaQuantile(shape: a, u))
            digest.add(betaQuantile(a, b, u).x)
        }
        #expect(digest.value == 0x6A8C_F2C6_162C_148C)
    }
}
