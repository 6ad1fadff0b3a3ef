import Foundation
import RandomStreams
import Testing

/// A distribution with its distribution function, written down a second time and with the C library's functions.
struct FurtherCase: Sendable, CustomTestStringConvertible {
    let distribution: Distribution
    let stage: UInt16
    let cumulative: @Sendable (Double) -> Double

    var testDescription: String { "\(distribution)".prefix(60).description }

    private static func normal(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    private static let observed = EmpiricalSample([9, 1, 4, 5, 16, 25])

    static let all = [
        FurtherCase(distribution: .triangular(low: 1, mode: 2, high: 7), stage: 11) { x in
            x < 2 ? (x - 1) * (x - 1) / 6 : 1 - (7 - x) * (7 - x) / 30
        },
        FurtherCase(distribution: .truncatedNormal(mean: 3, sd: 2, low: 0, high: .infinity), stage: 12) { x in
            (normal((x - 3) / 2) - normal(-1.5)) / normal(1.5)
        },
        FurtherCase(distribution: .truncatedNormal(mean: -4, sd: 1, low: 0, high: 1.5), stage: 13) { x in
            (normal(-4) - normal(-4 - x)) / (normal(-4) - normal(-5.5))
        },
        FurtherCase(distribution: .erlang(shape: 4, mean: 10), stage: 14) { x in
            let rate = x / 2.5
            return 1 - exp(-rate) * (1 + rate + rate * rate / 2 + rate * rate * rate / 6)
        },
        FurtherCase(distribution: .weibull(shape: 1.7, scale: 3), stage: 15) { 1 - exp(-pow($0 / 3, 1.7)) },
        FurtherCase(distribution: .weibull(shape: 0.6, scale: 0.5), stage: 16) { 1 - exp(-pow($0 / 0.5, 0.6)) },
        FurtherCase(distribution: .boundedPareto(shape: 1.3, low: 8, high: 16_384), stage: 17) { x in
            (1 - pow(8 / x, 1.3)) / (1 - pow(8.0 / 16_384, 1.3))
        },
        FurtherCase(distribution: .empirical(observed), stage: 18) { x in
            let sorted = observed.sortedValues
            let below = sorted.lastIndex { $0 <= x } ?? 0
            guard below + 1 < sorted.count else { return 1 }
            return (Double(below) + (x - sorted[below]) / (sorted[below + 1] - sorted[below])) / 5
        },
    ]

    func variate(_ item: UInt32) -> Double {
        distribution.quantile(DrawKey(seed: 78, trial: 0, region: 0, item: item, stage: stage).uniform(draw: 0))
    }
}

@Suite("Further distributions")
struct FurtherDistributionTests {
    /// Column `column` of rows that begin with the probability.
    private func worst(_ points: [[Double]], _ column: Int, _ distribution: Distribution) -> Double {
        points.reduce(0) { max($0, relativeError(distribution.quantile($1[0]), $1[column])) }
    }

    @Test("give the quantiles of the reference points")
    func quantiles() {
        #expect(worst(triangularPoints, 1, .triangular(low: 0, mode: 0.3, high: 1)) < 4e-16)
        #expect(worst(triangularPoints, 2, .triangular(low: 2, mode: 2, high: 5)) < 4e-16)
        let across = Distribution.triangular(low: -1e6, mode: 1, high: 1)
        #expect(triangularPoints.allSatisfy { (across.quantile($0[0]) - $0[3]).magnitude < 2e-16 * 1e6 })
        for (column, mean, sd, low, high) in [
            (1, 0.0, 1.0, -Double.infinity, 0.0), (2, 10, 4, 0, .infinity), (3, 5, 2, 4, 6), (4, 0, 1, 8, .infinity),
            (5, 0, 1, 30, 31), (6, 100, 10, -.infinity, 50), (7, 1, 2, 0, 100),
        ] {
            let distribution = Distribution.truncatedNormal(mean: mean, sd: sd, low: low, high: high)
            for row in truncatedNormalPoints {
                let error = (distribution.quantile(row[0]) - row[column]).magnitude
                #expect(error < 5e-15 * max((row[column] - mean).magnitude, sd), "column \(column) at \(row[0])")
            }
        }
        for (column, shape, mean) in [(1, 1, 2.5), (2, 2, 1), (3, 10, 3), (4, 400, 7), (5, 10_000, 1)] {
            #expect(worst(erlangPoints, column, .erlang(shape: shape, mean: mean)) < 4e-15, "shape \(shape)")
        }
        for (column, shape, scale) in [(2, 0.5, 1.0), (3, 1.5, 2.5), (4, 7, 1e6), (5, 200, 4)] {
            #expect(worst(weibullPoints, column, .weibull(shape: shape, scale: scale)) < 2e-15, "shape \(shape)")
        }
        #expect(worst(weibullPoints, 1, .weibull(shape: 0.1, scale: 3)) < 3e-14)
        for (column, shape, low, high) in [
            (1, 1.0, 1.0, 10.0), (2, 1.1, 8, 16_384), (3, 0.001, 1, 1e12), (4, 2.5, 1e-3, 1e9), (5, 50, 3, 3.1),
            (6, 2, 1, 1.000001),
        ] {
            let distribution = Distribution.boundedPareto(shape: shape, low: low, high: high)
            #expect(worst(boundedParetoPoints, column, distribution) < 1e-14, "column \(column)")
        }
    }

    @Test("state the means and variances of the reference points")
    func statedMoments() {
        for row in truncatedNormalMoments {
            let distribution = Distribution.truncatedNormal(mean: row[0], sd: row[1], low: row[2], high: row[3])
            #expect(relativeError(distribution.mean, row[4]) < 2e-14, "\(row)")
            #expect(relativeError(distribution.variance, row[5]) < 1e-13, "\(row)")
        }
        for row in weibullMoments {
            let distribution = Distribution.weibull(shape: row[0], scale: row[1])
            #expect(relativeError(distribution.mean, row[2]) < 1e-13, "\(row)")
            #expect(relativeError(distribution.variance, row[3]) < 3e-13, "\(row)")
        }
        for row in boundedParetoMoments {
            let distribution = Distribution.boundedPareto(shape: row[0], low: row[1], high: row[2])
            #expect(relativeError(distribution.mean, row[3]) < 1e-14, "\(row)")
            let cancellation = max(1, row[3] * row[3] / row[4])
            #expect(relativeError(distribution.variance, row[4]) < 1e-14 * cancellation, "\(row)")
        }
        #expect(Distribution.triangular(low: 0, mode: 0, high: 6).mean == 2)
        #expect(Distribution.triangular(low: 0, mode: 3, high: 6).variance == 1.5)
        #expect(Distribution.erlang(shape: 4, mean: 10).mean == 10)
        #expect(Distribution.erlang(shape: 4, mean: 10).variance == 25)
    }

    @Test("follow their distribution function: Kolmogorov's distance of 20,000 variates", arguments: FurtherCase.all)
    func kolmogorovSmirnov(sample: FurtherCase) {
        let count = 20_000
        let levels = (0..<UInt32(count)).map { sample.cumulative(sample.variate($0)) }.sorted()
        let distance = levels.enumerated().reduce(0.0) { worst, entry in
            let (index, level) = entry
            return max(worst, Double(index + 1) / Double(count) - level, level - Double(index) / Double(count))
        }
        // The 1 % point of the limiting distribution; fixed keys, so this cannot fail by chance.
        #expect(distance * Double(count).squareRoot() < 1.628)
    }

    @Test("have the mean and the variance they state", arguments: FurtherCase.all)
    func moments(sample: FurtherCase) {
        let count = 100_000
        let (mean, variance) = (sample.distribution.mean, sample.distribution.variance)
        let deviations = (0..<UInt32(count)).map { sample.variate($0) - mean }
        let size = Double(count)
        let second = deviations.reduce(0) { $0 + $1 * $1 } / size
        let fourth = deviations.reduce(0) { $0 + $1 * $1 * $1 * $1 } / size
        #expect((deviations.reduce(0, +) / size).magnitude < 4 * (variance / size).squareRoot())
        #expect((second - variance).magnitude < 4 * ((fourth - second * second) / size).squareRoot())
    }

    @Test("never fall with the probability", arguments: FurtherCase.all)
    func monotonic(sample: FurtherCase) {
        var previous = sample.distribution.quantile(0x1p-53)
        for step in 0..<8_192 {
            let next = sample.distribution.quantile((Double(step) + 0.5) / 8_192)
            #expect(next >= previous, "at step \(step)")
            previous = next
        }
        #expect(sample.distribution.quantile(1 - 0x1p-53) >= previous)
    }

    @Test(
        "never fall from one probability to the next above it, where the quantile is a chain of rising operations",
        arguments: [
            Distribution.triangular(low: 1, mode: 2, high: 7), .triangular(low: -0.1, mode: 0.7, high: 0.7),
            .empirical(EmpiricalSample([0.1, 0.3, 0.7, 1e9])),
        ])
    func monotonicNeighbours(distribution: Distribution) {
        var inputs = TestInputs(70)
        for _ in 0..<5_000 {
            let u = inputs.number(0, 1)
            #expect(distribution.quantile(u.nextUp) >= distribution.quantile(u))
        }
    }

    @Test("stay inside their bounds at the extreme probabilities")
    func bounds() {
        for u in [0x1p-1074, 0x1p-53, 0.3, 0.5, 1 - 0x1p-53] {
            for (distribution, range) in [
                (Distribution.triangular(low: -0.1, mode: 0.1, high: 0.3), -0.1...0.3),
                (.triangular(low: 5, mode: 6, high: 6), 5...6),
                (.truncatedNormal(mean: 0, sd: 1, low: 0.1, high: 0.1.nextUp), 0.1...0.1.nextUp),
                (.truncatedNormal(mean: 0, sd: 1, low: 37, high: 1e300), 37...1e300),
                (.boundedPareto(shape: 0.3, low: 1e-300, high: 1e300), 1e-300...1e300),
                (.boundedPareto(shape: 3, low: 1, high: 1.0.nextUp), 1...1.0.nextUp),
                (.empirical(EmpiricalSample([3, 3.5])), 3...3.5),
                (.empirical(EmpiricalSample([3])), 3...3),
            ] {
                #expect(range.contains(distribution.quantile(u)), "\(distribution) at \(u)")
            }
        }
    }

    @Test("an empirical sample interpolates between its sorted values")
    func empirical() {
        let distribution = Distribution.empirical(EmpiricalSample([4, 0, 10]))
        #expect(distribution.quantile(0.25) == 2)
        #expect(distribution.quantile(0.5) == 4)
        #expect(distribution.quantile(0.75) == 7)
        #expect(distribution.mean == 4.5)
        // Two stretches, uniform on 0...4 and on 4...10: variance (16/12 + 36/12) / 2 within, 2.5^2 between.
        #expect(relativeError(distribution.variance, 26.0 / 12 + 6.25) < 1e-15)
    }

    /// A digest of the very bits: it differs as soon as one result on one platform does.
    @Test("give the same bits on every platform")
    func digest() {
        var digest = BitDigest()
        for sample in FurtherCase.all {
            for item in 0..<1_024 as Range<UInt32> { digest.add(sample.variate(item)) }
            digest.add(sample.distribution.mean)
            digest.add(sample.distribution.variance)
        }
        #expect(digest.value == 0x4169_9A66_F984_E762)
    }
}
