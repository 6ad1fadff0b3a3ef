import EventSimulation
import Testing

@Suite("Token bucket, closed forms")
struct TokenBucketClosedFormTests {
    /// A bucket on a clock of milliseconds.
    private func milliseconds(rate: Int64, burst: Int64) -> TokenBucket {
        TokenBucket(interval: 1_000 / rate, tolerance: (burst - 1) * 1_000 / rate)
    }

    @Test("grants the k-th of n simultaneous requests at max(0, (k - burst) / rate)")
    func simultaneous() {
        var bucket = milliseconds(rate: 5, burst: 100)
        var sum: Int64 = 0
        var last: Int64 = 0
        var late = 0
        for request in 1...35_000 as ClosedRange<Int64> {
            last = bucket.grant(1, at: 0)
            sum += last
            if last != max(0, (request - 100) * 200) { late += 1 }
        }
        #expect(late == 0)
        #expect(last == 6_980_000)
        #expect(sum == 121_804_490_000)
    }

    @Test("grants the last of a thousand requests, one every tenth of a second, after 180 s")
    func periodic() {
        var bucket = milliseconds(rate: 5, burst: 100)
        let grants = (0..<1_000).map { bucket.grant(1, at: $0 * 100) }
        #expect(grants.last == 180_000)
        // The burst lasts as long as it and the refill give more than 10 requests a second take.
        let firstLate = grants.indices.first { grants[$0] > Int64($0) * 100 }
        #expect(firstLate == 199)
    }

    @Test("of 100 tokens and 20 a second empties at once and is full again after 5 s")
    func emptiesAndRefills() {
        var bucket = milliseconds(rate: 20, burst: 100)
        #expect(bucket.holds(100, at: 0))
        #expect(bucket.grant(100, at: 0) == 0)
        #expect(!bucket.holds(1, at: 49))
        #expect(bucket.holds(1, at: 50))
        #expect(!bucket.holds(100, at: 4_999))
        #expect(bucket.holds(100, at: 5_000))
        #expect(!bucket.holds(101, at: 5_000))
        #expect(bucket.grant(100, at: 5_000) == 5_000)
        #expect(bucket.grant(1, at: 5_000) == 5_050)
    }

    /// T is 1000/7 ticks; the credit is kept in sevenths.
    @Test("keeps exact credit over a million grants whose interval is no whole number of ticks")
    func noDrift() {
        var bucket = TokenBucket(interval: 1_000, tolerance: 2_000, fraction: 7)
        var late = 0
        for request in 1...1_000_000 as ClosedRange<Int64> {
            let exactSevenths = max(0, (request - 3) * 1_000)
            if bucket.grant(1, at: 0) != (exactSevenths + 6) / 7 { late += 1 }
        }
        #expect(late == 0)
        // 999,998 intervals of 1000/7 ticks have passed: 142,856,857 1/7, rounded up.
        #expect(bucket.grant(1, at: 0) == 142_856_858)
    }

    @Test("keeps exact credit when each request comes at the rounded grant of the one before")
    func noDriftInAChain() {
        var bucket = TokenBucket(interval: 10, tolerance: 0, fraction: 3)
        var instant: Int64 = 0
        for _ in 0...900_000 { instant = bucket.grant(1, at: instant) }
        #expect(instant == 3_000_000)
    }
}
