import RandomStreams
import Statistics
import Testing

/// A digest of the very bits (FNV-1a over bytes): it differs as soon as one result on one platform does.
private struct BitDigest {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ number: Double) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            value = (value ^ (number.bitPattern >> shift & 0xFF)) &* 0x100_0000_01B3
        }
    }

    mutating func add(_ interval: Interval) {
        add(interval.low)
        add(interval.high)
    }
}

@Suite("Statistics on any platform")
struct PlatformTests {
    @Test("quantiles and intervals are the same bits")
    func intervals() throws {
        var digest = BitDigest()
        for trial in 0..<100 {
            let values = variates(.lognormal(mean: 3, cv: 1), trial: trial, count: 30, stage: 60)
            let moments = Moments(values)
            digest.add(try #require(MeanInterval(moments, confidence: 0.9)).interval)
            digest.add(try #require(moments.skewness))
            digest.add(try #require(moments.excessKurtosis))
            digest.add(wilsonInterval(successes: trial, trials: 100, confidence: 0.95))
            digest.add(clopperPearsonInterval(successes: trial, trials: 100, confidence: 0.95))
            digest.add(studentQuantile(0.001 * Double(trial + 1), degreesOfFreedom: values[0]))
            digest.add(chiSquareQuantile(0.009 * Double(trial + 1), degreesOfFreedom: values[1]))
            digest.add(orderStatisticInterval(count: trial + 10, quantile: 0.7, confidence: 0.9).coverage)
        }
        #expect(digest.value == 0xEAD5_1E9E_3AAE_6CB5)
    }

    @Test("steady state, selection and sensitivity are the same bits")
    func procedures() throws {
        var digest = BitDigest()
        let values = variates(.exponential(mean: 3), trial: 0, count: 400, stage: 61)
        let batches = try #require(BatchMeans(values, batches: 20))
        digest.add(batches.interval(confidence: 0.95).interval)
        digest.add(batches.lagOneCorrelation)
        digest.add(try #require(WarmUp(values)).criterion)
        digest.add(rinottConstant(options: 4, firstStage: 12, probability: 0.9))
        digest.add(FullySequentialSelection.constants(options: 4, firstStage: 12, error: 0.1).hSquared)
        for share in optimalAllocation(
            means: Array(values[..<9]), variances: Array(values[9..<18]), budget: 100, indifference: 0.01)
        {
            digest.add(share)
        }
        let key = DrawKey(seed: 3, trial: 0, region: 0, item: 0, stage: 0)
        let design = SobolDesign(parameters: 3, count: 200, key: key)
        let indices = design.indices(results: design.points.map { $0[0] * $0[1] + $0[2] }, resamples: 20)
        for index in try #require(indices) {
            for value in [index.first, index.total] {
                digest.add(value.value)
                digest.add(value.interval)
            }
        }
        let hypercube = latinHypercube(count: 20, dimensions: 3, key: key)
        for coordinate in (hypercube + MorrisDesign(parameters: 3, paths: 4, key: key).points).joined() {
            digest.add(coordinate)
        }
        #expect(digest.value == 0xD88F_4E0F_561F_1084)
    }

    @Test("lognormal variates have the quantiles of the anchors")
    func lognormal() throws {
        let part: [String: [String: Double]] = try Anchors.part("lognormal_mean1")
        #expect(part.count == 4)
        for (cv, expected) in part {
            let distribution = Distribution.lognormal(mean: 1, cv: try #require(Double(cv)))
            #expect(relativeError(distribution.quantile(0.5), try #require(expected["p50"])) < 1e-15)
            #expect(relativeError(distribution.quantile(0.95), try #require(expected["p95"])) < 2e-15)
        }
    }

    @Test("parameters out of range stop the program with their values")
    func faults() async {
        await #expect(processExitsWith: .failure) { _ = PrecisionRule(relativeError: 0.02, leastCount: 19) }
        await #expect(processExitsWith: .failure) { _ = wilsonInterval(successes: 3, trials: 2, confidence: 0.9) }
        await #expect(processExitsWith: .failure) { _ = studentQuantile(1, degreesOfFreedom: 3) }
        await #expect(processExitsWith: .failure) { _ = quantileRank(0.5, count: 0) }
    }
}
