import RandomStreams
import ScanModel
import Testing

@testable import FleetInventory

/// What is drawn against what was asked for, with fixed seeds and bounds of four standard deviations.
@Suite struct FleetDistributionTests {
    private func specification() -> FleetSpecification { .sample(seed: 11, instances: 20_000) }

    @Test func accountWeightsFollowTheirDistribution() {
        var specification = FleetSpecification.sample(seed: 5, accounts: 20_000)
        specification.accountSkew = .init(shape: 1.2, ratio: 1000)
        let weights = AccountWeights.weights(of: specification).map { Double($0) / AccountWeights.unit }
        #expect(weights.allSatisfy { $0 >= 1 && $0 <= 1000 })
        let last = power(1000, -1.2)
        for bound in [1.1, 2, 5, 20, 100, 500] {
            let expected = (power(bound, -1.2) - last) / (1 - last)
            #expect(isClose(weights.count { $0 > bound }, of: weights.count, to: expected))
        }
    }

    /// The integral of the quantile over the top 1 % by its integral over all accounts.
    @Test(arguments: [(1.05, 10_000.0), (1.2, 1000), (2.5, 100)])
    func theLargestAccountsHoldTheirPart(shape: Double, ratio: Double) {
        var specification = FleetSpecification.sample(seed: 3, instances: 100_000, accounts: 20_000)
        specification.accountSkew = .init(shape: shape, ratio: ratio)
        let counts = Apportionment.largestRemainders(
            100_000, weights: AccountWeights.weights(of: specification)
        ).sorted(by: >)
        let found = Double(counts.prefix(200).reduce(0, +)) / 100_000

        let reach = 1 - power(ratio, -shape)
        let exponent = 1 - 1 / shape
        let top = power(1 - 0.99 * reach, exponent) - power(1 - reach, exponent)
        let expected = top / (1 - power(1 - reach, exponent))
        #expect(abs(found - expected) < 0.15 * expected)
    }

    @Test func theTailIsHeavy() {
        var specification = FleetSpecification.sample(seed: 8, instances: 50_000, accounts: 2000)
        specification.accountSkew = .init(shape: 1.05, ratio: 10_000)
        var counts = [Int](repeating: 0, count: 2000)
        FleetGenerator.forEachInstance(specification) { counts[$0.account] += 1 }
        let top = counts.sorted(by: >).prefix(20).reduce(0, +)
        #expect(top > 15_000)
        #expect(counts.sorted()[1000] < 12)
    }

    @Test func everyAccountIsWithinOneInstanceOfItsWeight() {
        let specification = specification()
        let weights = AccountWeights.weights(of: specification)
        let sum = Int128(weights.reduce(0, +))
        var counts = weights.map { _ in Int128(0) }
        FleetGenerator.forEachInstance(specification) { counts[$0.account] += 1 }
        for (count, weight) in zip(counts, weights) {
            let difference = count * sum - 20_000 * Int128(weight)
            #expect(difference.magnitude < sum.magnitude)
        }
    }

    @Test func platformsAndTagsHaveTheirShares() {
        var windows = 0
        var taggings = [0, 0, 0]
        var both = 0
        FleetGenerator.forEachInstance(specification()) { instance in
            if instance.platform == .windows { windows += 1 }
            taggings[Int(instance.tagging.rawValue)] += 1
            if instance.platform == .windows, instance.tagging == .value { both += 1 }
        }
        #expect(isClose(windows, of: 20_000, to: 0.25))
        #expect(isClose(taggings[0], of: 20_000, to: 0.7))
        #expect(isClose(taggings[1], of: 20_000, to: 0.1))
        #expect(isClose(taggings[2], of: 20_000, to: 0.2))
        #expect(isClose(both, of: 20_000, to: 0.25 * 0.7))
    }

    @Test func numbersOfVolumesHaveTheirWeights() {
        var counts = [Int](repeating: 0, count: 9)
        FleetGenerator.forEachInstance(specification()) { counts[$0.volumes.count] += 1 }
        for (count, weight) in zip(counts.dropFirst(), [0.5, 0.3, 0.12, 0, 0.08, 0, 0, 0]) {
            #expect(isClose(count, of: 20_000, to: weight))
        }
        // 1.86 volumes on average, with a variance of 0.5 + 1.2 + 1.08 + 2 - 1.86^2.
        #expect(specification().meanVolumesPerInstance == Rational(186, over: 100))
        let mean = Double(counts.enumerated().reduce(0) { $0 + $1.offset * $1.element }) / 20_000
        let deviation = exactSquareRoot((4.78 - 1.86 * 1.86) / 20_000)
        #expect(abs(mean - 1.86) < 4 * deviation)
    }

    /// A size of at most 60 GiB before rounding is below 60.5, which is one standard deviation above a median of 30.5
    /// if sigma is ln(60.5 / 30.5); and 30.5 is one below a median of 60.5.
    @Test func sizesFollowTheirDistribution() {
        var specification = specification()
        let sigma = exactLog(60.5 / 30.5)
        specification.rootSize = .init(medianGiB: 30.5, sigma: sigma, leastGiB: 1, mostGiB: 65_536)
        specification.dataSize = .init(medianGiB: 60.5, sigma: sigma, leastGiB: 30, mostGiB: 400)
        specification.volumesPerInstance = [0, 1]
        var roots: [Int32] = []
        var data: [Int32] = []
        FleetGenerator.forEachInstance(specification) { instance in
            roots.append(instance.volumes[0])
            data.append(instance.volumes[1])
        }
        let below = 0.158_655_253_931_457
        #expect(isClose(roots.count { $0 <= 30 }, of: 20_000, to: 0.5))
        #expect(isClose(roots.count { $0 <= 60 }, of: 20_000, to: 1 - below))
        #expect(isClose(data.count { $0 <= 60 }, of: 20_000, to: 0.5))
        #expect(isClose(data.count { $0 == 30 }, of: 20_000, to: below))
        #expect(data.min() == 30 && data.max() == 400)
    }

    @Test func theSizesOfAnInstanceAreIndependent() {
        var specification = specification()
        let size = FleetSpecification.SizeDistribution(medianGiB: 100.5, sigma: 1, leastGiB: 1, mostGiB: 65_536)
        specification.rootSize = size
        specification.dataSize = size
        specification.volumesPerInstance = [0, 0, 1]
        var small = [Int](repeating: 0, count: 8)
        FleetGenerator.forEachInstance(specification) { instance in
            let halves = instance.volumes.map { $0 <= 100 ? 1 : 0 }
            small[halves[0] << 2 | halves[1] << 1 | halves[2]] += 1
        }
        for count in small { #expect(isClose(count, of: 20_000, to: 0.125)) }
    }
}
