import RandomStreams
import Statistics
import Testing

@Suite("Samples in bounded memory")
struct BoundedSampleTests {
    static let values = variates(.exponential(mean: 2), trial: 0, count: 400, stage: 9)

    @Test("up to the limit it is the ordered sample")
    func exact() {
        let sample = BoundedSample(Self.values, limit: 400)
        let ordered = OrderedSample(Self.values)
        #expect(sample.isExact && sample.relativeError == 0 && sample.count == 400)
        for p in [0, 0.5, 0.9, 0.95, 1] { #expect(sample.quantile(p) == ordered.quantile(p)) }
        let (mine, theirs) = (sample.interval(0.9, confidence: 0.9), ordered.interval(0.9, confidence: 0.9))
        #expect(mine.low == theirs.low && mine.high == theirs.high && mine.coverage == theirs.coverage)
    }

    @Test("beyond the limit quantiles err by at most the relative error, and intervals hold the exact ones")
    func counted() throws {
        let sample = BoundedSample(Self.values, limit: 399)
        let ordered = OrderedSample(Self.values)
        #expect(!sample.isExact && sample.count == 400)
        for p in [0.01, 0.5, 0.9, 0.95, 0.99] {
            let (value, truth) = (try #require(sample.quantile(p)), try #require(ordered.quantile(p)))
            #expect(relativeError(value, truth) <= sample.relativeError * 1.000001)
            let (mine, theirs) = (sample.interval(p, confidence: 0.9), ordered.interval(p, confidence: 0.9))
            #expect((mine.low == nil) == (theirs.low == nil) && (mine.high == nil) == (theirs.high == nil))
            if let low = mine.low, let exact = theirs.low { #expect(low <= exact && low > exact * 0.98) }
            if let high = mine.high, let exact = theirs.high { #expect(high >= exact && high < exact * 1.02) }
        }
    }

    @Test("parts merged in any order are the same sample, whatever side of the limit they are on")
    func merge() {
        for limit in [100, 250, 399, 400] {
            let parts = [0..<60, 60..<61, 61..<300, 300..<400].map { BoundedSample(Self.values[$0], limit: limit) }
            let whole = BoundedSample(Self.values, limit: limit)
            for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
                var merged = BoundedSample(limit: limit)
                for part in order { merged.merge(parts[part]) }
                #expect(merged == whole, "limit \(limit), order \(order)")
            }
            var (left, right) = (parts[0], parts[2])
            left.merge(parts[1])
            right.merge(parts[3])
            right.merge(left)
            #expect(right == whole)
        }
    }

    @Test("the interval of a standard deviation is about that of the chi-square distribution for normal numbers")
    func deviation() throws {
        let numbers = variates(.normal(mean: 50, sd: 3), trial: 1, count: 4000, stage: 9)
        let interval = try #require(deviationInterval(Moments(numbers), confidence: 0.95))
        let deviation = try #require(Moments(numbers).standardDeviation)
        let n = Double(numbers.count - 1)
        let low = deviation * (n / chiSquareQuantile(0.975, degreesOfFreedom: n)).squareRoot()
        let high = deviation * (n / chiSquareQuantile(0.025, degreesOfFreedom: n)).squareRoot()
        #expect(relativeError(interval.low, low) < 0.003 && relativeError(interval.high, high) < 0.003)
        #expect(interval.contains(3))
        #expect(deviationIntervalLeastCount == 50)
        #expect(deviationInterval(Moments(numbers[..<49]), confidence: 0.95) == nil)
        #expect(deviationInterval(Moments(numbers[..<50]), confidence: 0.95) != nil)
        #expect(
            deviationInterval(Moments(repeatElement(2, count: 50)), confidence: 0.95) == Interval(low: 0, high: 0))
    }

    @Test("the interval of a standard deviation keeps its ratio to it in any unit, and is narrow for two even values")
    func deviationEdges() throws {
        let numbers = variates(.exponential(mean: 2), trial: 2, count: 80, stage: 9)
        let interval = try #require(deviationInterval(Moments(numbers), confidence: 0.9))
        let scaled = try #require(deviationInterval(Moments(numbers.map { 1024 * $0 }), confidence: 0.9))
        #expect(relativeError(scaled.low, 1024 * interval.low) < 1e-12)
        #expect(relativeError(scaled.high, 1024 * interval.high) < 1e-12)
        let wider = try #require(deviationInterval(Moments(numbers), confidence: 0.99))
        #expect(wider.low < interval.low && wider.high > interval.high && wider.low > 0)
        // The variance of s^2 is of the order 1/n^2 here, below what the formula of others says.
        let even = try #require(deviationInterval(Moments((0..<100).map { Double($0 % 2) }), confidence: 0.95))
        #expect(even.low < 0.5025 && even.high > 0.5025 && even.high - even.low < 0.02)
    }
}
