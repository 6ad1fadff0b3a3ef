import ScanModel
import Testing

@Suite("Token bucket ticks")
struct TokenBucketTicksTests {
    private func ticks(
        rate: Rational, burst: Rational, ticksPerSecond: Int64 = 1, horizon: Int128 = 1_000_000
    ) -> TokenBucketTicks? {
        TokenBucketTicks(
            TokenBucketLimit(rate: TokenRate(perSecond: rate), burst: burst),
            scale: TickScale(ticksPerSecond: ticksPerSecond), horizon: horizon)
    }

    @Test("are whole ticks where interval and tolerance are")
    func whole() throws {
        let bucket = try #require(ticks(rate: 5, burst: 100, ticksPerSecond: 10))
        #expect(bucket.interval == 2)
        #expect(bucket.tolerance == 198)
        #expect(bucket.fraction == 1)
    }

    @Test("are fractions of a tick where they are not, and as few as that takes")
    func fractions() throws {
        let third = try #require(ticks(rate: 3, burst: 4, ticksPerSecond: 10))
        #expect(third.interval == 10)
        #expect(third.tolerance == 30)
        #expect(third.fraction == 3)
        let half = try #require(ticks(rate: 1, burst: Rational(5, over: 2)))
        #expect(half.interval == 2)
        #expect(half.tolerance == 3)
        #expect(half.fraction == 2)
    }

    @Test("grant the last of k requests at (k - burst) / rate, rounded down", arguments: 1...4 as ClosedRange<UInt64>)
    func lastGrant(seed: UInt64) throws {
        var inputs = TestInputs(seed)
        for _ in 0..<300 {
            let rate = Rational(Int128(inputs.number(1...30)), over: Int128(inputs.number(1...12)))
            let burst = Rational.one + Rational(Int128(inputs.number(0...60)), over: Int128(inputs.number(1...6)))
            let perSecond = inputs.number(1...10)
            let bucket = try #require(ticks(rate: rate, burst: burst, ticksPerSecond: perSecond))
            for count in [1, 2, 5, 40, 999] as [Int64] {
                let exact = (Rational(Int128(count)) - burst) / rate * Rational(Int128(perSecond))
                #expect(bucket.lastGrant(of: count) == max(0, Int64(exact.floor)), "\(count) at \(rate), \(burst)")
            }
        }
    }

    @Test("hold a burst that cannot run dry as the largest that fits")
    func hugeBurst() throws {
        let bucket = try #require(ticks(rate: 3, burst: 1_000_000_000_000_000_000, ticksPerSecond: 10))
        #expect(bucket.interval == 10)
        #expect(bucket.fraction == 3)
        #expect(bucket.tolerance == Int64(TokenBucketTicks.most))
        #expect(bucket.lastGrant(of: 1_000_000_000) == 0)
    }

    @Test("do not exist where 64 bits cannot hold the horizon")
    func tooLong() {
        let most = TokenBucketTicks.most
        #expect(ticks(rate: 1, burst: 1, horizon: most) != nil)
        #expect(ticks(rate: 1, burst: 1, horizon: most + 1) == nil)
        #expect(ticks(rate: 3, burst: 1, horizon: most / 3) != nil)
        #expect(ticks(rate: 3, burst: 1, horizon: most / 3 + 1) == nil)
        #expect(ticks(rate: 1, burst: 1, horizon: 0) == nil)
        #expect(ticks(rate: Rational(1, over: 1 << 62), burst: 1) == nil)
    }
}
