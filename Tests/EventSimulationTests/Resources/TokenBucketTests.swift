import EventSimulation
import Testing

/// A rate and a burst, as fractions of tokens and ticks, with the bucket that stands for them.
struct BucketCase: Sendable, CustomTestStringConvertible {
    /// Tokens per tick.
    let rate: Fraction
    let burst: Fraction

    var testDescription: String { "rate \(rate), burst \(burst)" }

    var bucket: TokenBucket {
        let interval = 1 / rate
        let tolerance = (burst - 1) * interval
        let fraction = interval.bottom * tolerance.bottom
        return TokenBucket(
            interval: interval.top * tolerance.bottom, tolerance: tolerance.top * interval.bottom, fraction: fraction)
    }

    static let all = [
        BucketCase(rate: 1, burst: 1), BucketCase(rate: Fraction(1, 200), burst: 100),
        BucketCase(rate: Fraction(1, 50), burst: 3), BucketCase(rate: Fraction(3, 1_000), burst: 1),
        BucketCase(rate: Fraction(7, 1_000), burst: 5), BucketCase(rate: Fraction(3, 10), burst: Fraction(5, 2)),
        BucketCase(rate: Fraction(7, 10), burst: Fraction(10, 3)), BucketCase(rate: 6, burst: 2),
        BucketCase(rate: Fraction(11, 13), burst: Fraction(8, 7)),
    ]

    /// Rising arrivals: a rush that empties the bucket, then ties, bursts and pauses that suit the rate.
    func arrivals(_ count: Int, seed: UInt64) -> [Int64] {
        var inputs = TestInputs(seed)
        let usual = max(1, (1 / rate).ceiling)
        let rush = 2 * Int(burst.ceiling)
        var clock: Int64 = 0
        return (0..<(rush + count)).map { number in
            switch number < rush ? 0 : inputs.number(0...9) {
            case 0...3: break
            case 4...8: clock += inputs.number(0...(2 * usual))
            default: clock += inputs.number(0...(20 * usual))
            }
            return clock
        }
    }
}

@Suite("Token bucket")
struct TokenBucketTests {
    @Test("grants what a level of tokens grants, request by request", arguments: BucketCase.all)
    func recurrence(sample: BucketCase) throws {
        for seed in 1...10 as ClosedRange<UInt64> {
            var bucket = sample.bucket
            var naive = NaiveTokenBucket(rate: sample.rate, burst: sample.burst)
            for (number, arrival) in sample.arrivals(300, seed: seed).enumerated() {
                let exact = naive.grant(at: Fraction(arrival, 1))
                try #require(
                    bucket.grant(1, at: arrival) == exact.ceiling, "request \(number) of seed \(seed), exactly \(exact)"
                )
            }
        }
    }

    @Test("grants n tokens at once when it would grant the last of n single ones", arguments: BucketCase.all)
    func together(sample: BucketCase) throws {
        var inputs = TestInputs(77)
        var whole = sample.bucket
        var single = sample.bucket
        for arrival in sample.arrivals(200, seed: 5) {
            let count = inputs.number(1...7)
            var last: Int64 = 0
            for _ in 0..<count { last = single.grant(1, at: arrival) }
            try #require(whole.grant(count, at: arrival) == last, "\(count) at \(arrival)")
        }
    }

    @Test("holds tokens exactly when it would grant them at once", arguments: BucketCase.all)
    func holdsAgreesWithGrant(sample: BucketCase) throws {
        var inputs = TestInputs(78)
        var bucket = sample.bucket
        var naive = NaiveTokenBucket(rate: sample.rate, burst: sample.burst)
        var seen: Set<Bool> = []
        for arrival in sample.arrivals(300, seed: 6) {
            for count in 1...6 as ClosedRange<Int64> {
                var copy = bucket
                let holds = bucket.holds(count, at: arrival)
                try #require(holds == (copy.grant(count, at: arrival) == arrival), "\(count) at \(arrival)")
                try #require(holds == naive.holds(count, at: Fraction(arrival, 1)), "\(count) at \(arrival)")
                seen.insert(holds)
            }
            guard inputs.chance(percent: 60) else { continue }
            _ = bucket.grant(1, at: arrival)
            _ = naive.grant(at: Fraction(arrival, 1))
        }
        #expect(seen == [true, false], "arrivals that try both answers")
    }

    @Test("grants at the first tick at which it holds the tokens", arguments: BucketCase.all)
    func firstTick(sample: BucketCase) throws {
        var bucket = sample.bucket
        for arrival in sample.arrivals(200, seed: 7) {
            let before = bucket
            let granted = bucket.grant(1, at: arrival)
            try #require(before.holds(1, at: granted))
            try #require(granted == arrival || !before.holds(1, at: granted - 1))
        }
    }

    @Test("never holds more than its burst")
    func neverMoreThanBurst() {
        let bucket = TokenBucket(interval: 10, tolerance: 20)
        #expect(bucket.holds(3, at: 1_000_000))
        #expect(!bucket.holds(4, at: 1_000_000))
    }

    @Test("refuses an interval, a tolerance or a fraction out of range")
    func preconditions() async {
        await #expect(processExitsWith: .failure) { _ = TokenBucket(interval: 0, tolerance: 0) }
        await #expect(processExitsWith: .failure) { _ = TokenBucket(interval: 1, tolerance: -1) }
        await #expect(processExitsWith: .failure) { _ = TokenBucket(interval: 1, tolerance: 0, fraction: 0) }
        await #expect(processExitsWith: .success) { _ = TokenBucket(interval: 1, tolerance: 0, fraction: 1) }
    }
}
