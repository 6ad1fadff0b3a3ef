import EventSimulation
import ScanModel
import Testing

/// A token bucket as plans and simulations have it, from its rate and burst.
struct MeasuredBucket {
    var bucket: TokenBucket
    let scale: TickScale

    init(rate: Rational, burst: Int) throws {
        let limit = TokenBucketLimit(rate: TokenRate(perSecond: rate), burst: Rational(burst))
        scale = try #require(TickScale.choose(durations: [.one], rateFractions: [.one / rate]))
        let ticks = try #require(TokenBucketTicks(limit, scale: scale, horizon: 1 << 40))
        bucket = TokenBucket(interval: ticks.interval, tolerance: ticks.tolerance, fraction: ticks.fraction)
    }

    /// Requests that are granted at an instant, one by one, before one has to wait.
    mutating func granted(at second: Rational) -> Int {
        let instant = scale.ticks(second)
        var count = 0
        while bucket.holds(1, at: instant) {
            _ = bucket.grant(1, at: instant)
            count += 1
        }
        return count
    }

    /// Seconds after `second` until `count` tokens are there again.
    func refilled(_ count: Int64, after second: Rational) -> Rational {
        var instant = scale.ticks(second)
        while !bucket.holds(count, at: instant) { instant += 1 }
        return scale.seconds(instant) - second
    }
}

extension DocumentedVector {
    static let bucketVectors = [
        DocumentedVector(
            given: "DescribeHosts: bucket of 100, 20 tokens a second", expected: "100 at once, full again after 5 s",
            source: "https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html", test: "describeHosts",
            got: { try emptied(rate: 20, burst: 100) }),
        DocumentedVector(
            given: "Azure Resource Manager writes: bucket of 200, 10 tokens a second",
            expected: "200 at once, full again after 20 s",
            source:
                "https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/request-limits-and-throttling",
            test: "resourceManagerWrites", got: { try emptied(rate: 10, burst: 200) }),
        DocumentedVector(
            given: "RunInstances, instances: bucket of 1000, 2 tokens a second",
            expected: "1000 at once, then 2 a second",
            source: "https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html", test: "runInstances",
            got: {
                var bucket = try MeasuredBucket(rate: 2, burst: 1000)
                let first = bucket.granted(at: 0)
                let seconds = (1...10).map { bucket.granted(at: Rational($0)) }
                let each = Set(seconds)
                return "\(first) at once, then \(each.sorted().map(String.init).joined(separator: " or ")) a second"
            }),
    ]

    private static func emptied(rate: Rational, burst: Int) throws -> String {
        var bucket = try MeasuredBucket(rate: rate, burst: burst)
        let granted = bucket.granted(at: 0)
        return "\(granted) at once, full again after \(bucket.refilled(Int64(burst), after: 0)) s"
    }
}

@Suite("Documented token buckets")
struct BucketVectorsTests {
    @Test func describeHosts() throws {
        try DocumentedVector.expect()
        var bucket = try MeasuredBucket(rate: 20, burst: 100)
        #expect(bucket.granted(at: 7) == 100 && bucket.granted(at: 7) == 0)
        // Halfway it is half full, and a full bucket takes no more.
        #expect(bucket.granted(at: Rational(19, over: 2)) == 50)
        #expect(bucket.granted(at: 1000) == 100)
    }

    @Test func resourceManagerWrites() throws {
        try DocumentedVector.expect()
        var bucket = try MeasuredBucket(rate: 10, burst: 200)
        #expect(bucket.granted(at: 0) == 200 && bucket.granted(at: 0) == 0)
        #expect(bucket.granted(at: 19) == 190)
    }

    @Test func runInstances() throws {
        try DocumentedVector.expect()
        var bucket = try MeasuredBucket(rate: 2, burst: 1000)
        #expect(bucket.granted(at: 0) == 1000 && bucket.granted(at: 0) == 0)
        #expect(bucket.refilled(1, after: 0) == Rational(1, over: 2))
        #expect(bucket.refilled(1000, after: 0) == 500)
    }
}
