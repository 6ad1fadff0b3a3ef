import RandomStreams
import Testing

/// A distribution with its kurtosis (fourth central moment over the squared variance), for the error of the variance.
struct MomentCase: Sendable, CustomTestStringConvertible {
    let distribution: Distribution
    let kurtosis: Double
    let stage: UInt16

    var testDescription: String { "\(distribution)" }

    static let all = [
        MomentCase(distribution: .uniform(low: -2, high: 5), kurtosis: 1.8, stage: 1),
        MomentCase(distribution: .exponential(mean: 2.5), kurtosis: 9, stage: 2),
        MomentCase(distribution: .normal(mean: -1, sd: 3), kurtosis: 3, stage: 3),
        MomentCase(distribution: .lognormal(mean: 3, cv: 0.5), kurtosis: lognormalKurtosis(cv: 0.5), stage: 4),
        MomentCase(distribution: .lognormal(mean: 0.1, cv: 0.1), kurtosis: lognormalKurtosis(cv: 0.1), stage: 5),
    ]

    /// With w = 1 + cv^2: w^4 + 2 w^3 + 3 w^2 - 3 (Johnson, Kotz and Balakrishnan, volume 1, chapter 14).
    private static func lognormalKurtosis(cv: Double) -> Double {
        let w = 1 + cv * cv
        return w * w * w * w + 2 * w * w * w + 3 * w * w - 3
    }
}

@Suite("Distributions")
struct DistributionTests {
    private func worstRelativeError(_ distribution: Distribution, at points: [(UInt64, UInt64)]) -> Double {
        points.reduce(0) { worst, point in
            let expected = Double(bitPattern: point.1)
            let actual = distribution.quantile(Double(bitPattern: point.0))
            return max(worst, expected == 0 ? actual.magnitude : ((actual - expected) / expected).magnitude)
        }
    }

    @Test("give the quantiles of the reference points")
    func quantiles() {
        #expect(worstRelativeError(.normal(mean: 0, sd: 1), at: standardNormalPoints) < 1e-15)
        #expect(worstRelativeError(.exponential(mean: 2.5), at: exponentialPoints) < 4e-16)
        #expect(worstRelativeError(.lognormal(mean: 3, cv: 0.5), at: lognormalPoints) < 5e-15)
        #expect(worstRelativeError(.lognormal(mean: 1, cv: 4), at: wideLognormalPoints) < 2e-14)
        #expect(worstRelativeError(.lognormal(mean: 1, cv: 0x1p-30), at: narrowLognormalPoints) < 4e-16)
    }

    @Test("give simple quantiles exactly")
    func simpleQuantiles() {
        #expect(Distribution.constant(4.25).quantile(0.3) == 4.25)
        #expect(Distribution.uniform(low: 2, high: 6).quantile(0.25) == 3)
        #expect(Distribution.uniform(low: 5, high: 5).quantile(0.9) == 5)
        #expect(Distribution.normal(mean: 7, sd: 2).quantile(0.5) == 7)
        #expect(Distribution.normal(mean: 7, sd: 0).quantile(0.999) == 7)
        #expect(Distribution.lognormal(mean: 7, cv: 0).quantile(0.999) == 7)
        #expect(Distribution.exponential(mean: 3).quantile(0x1p-53) == 3 * 0x1p-53)
    }

    @Test("mirror the normal quantile about one half")
    func normalSymmetry() {
        let normal = Distribution.normal(mean: 0, sd: 1)
        var inputs = TestInputs(40)
        for _ in 0..<1_000 {
            let u = DrawKey.unitInterval(inputs.bits())
            #expect(normal.quantile(u) == -normal.quantile(1 - u))
        }
    }

    @Test("keep uniform variates inside their interval at the extreme probabilities")
    func uniformStaysInside() {
        for (low, high) in [(0.1, 0.3), (-1e300, 1e300), (1, 1.0.nextUp), (-0.7, 0.1), (1e16, 1e16 + 6)] {
            let distribution = Distribution.uniform(low: low, high: high)
            for u in [0x1p-1074, 0x1p-53, 0.5, 1 - 0x1p-53] {
                #expect((low...high).contains(distribution.quantile(u)), "\(low) to \(high) at \(u)")
            }
        }
    }

    @Test("rise with the probability", arguments: MomentCase.all)
    func monotonic(sample: MomentCase) {
        var previous = -Double.infinity
        for step in 0..<4_096 {
            let next = sample.distribution.quantile((Double(step) + 0.5) / 4_096)
            #expect(next > previous, "at step \(step)")
            previous = next
        }
        #expect(sample.distribution.quantile(0x1p-53) < sample.distribution.quantile(0.5 / 4_096))
        #expect(sample.distribution.quantile(1 - 0x1p-53) > previous)
    }

    /// Fixed keys, so the sample is a constant: this cannot fail by chance.
    @Test("have the mean and the variance they state, within 4 standard errors", arguments: MomentCase.all)
    func moments(sample: MomentCase) {
        let count = 100_000
        let (mean, variance) = (sample.distribution.mean, sample.distribution.variance)
        var (sum, sumOfSquares) = (0.0, 0.0)
        for item in 0..<UInt32(count) {
            let key = DrawKey(seed: 77, trial: 0, region: 0, item: item, stage: sample.stage)
            let deviation = sample.distribution.quantile(key.uniform(draw: 0)) - mean
            sum += deviation
            sumOfSquares += deviation * deviation
        }
        let size = Double(count)
        let errorOfMean = (variance / size).squareRoot()
        let errorOfVariance = variance * ((sample.kurtosis - 1) / size).squareRoot()
        #expect((sum / size).magnitude < 4 * errorOfMean)
        #expect((sumOfSquares / size - variance).magnitude < 4 * errorOfVariance)
    }

    @Test("state their mean and variance")
    func statedMoments() {
        #expect(Distribution.constant(4).mean == 4)
        #expect(Distribution.constant(4).variance == 0)
        #expect(Distribution.uniform(low: 1, high: 7).mean == 4)
        #expect(Distribution.uniform(low: 1, high: 7).variance == 3)
        #expect(Distribution.exponential(mean: 3).mean == 3)
        #expect(Distribution.exponential(mean: 3).variance == 9)
        #expect(Distribution.normal(mean: -2, sd: 3).mean == -2)
        #expect(Distribution.normal(mean: -2, sd: 3).variance == 9)
        #expect(Distribution.lognormal(mean: 4, cv: 0.5).mean == 4)
        #expect(Distribution.lognormal(mean: 4, cv: 0.5).variance == 4)
    }

    /// A digest of the very bits: it differs as soon as one result on one platform does.
    @Test("give the same bits on every platform")
    func digest() {
        var digest = BitDigest()
        for sample in MomentCase.all {
            for item in 0..<2_048 as Range<UInt32> {
                let key = DrawKey(seed: 99, trial: 0, region: 0, item: item, stage: sample.stage)
                digest.add(sample.distribution.quantile(key.uniform(draw: 0)))
            }
        }
        #expect(digest.value == 0x8418_F8BB_F10F_64AA)
    }
}
