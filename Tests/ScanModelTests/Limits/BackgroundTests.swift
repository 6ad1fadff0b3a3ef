import ScanModel
import Testing

/// Others that spend from the same bucket: a steady flow against requests of theirs one by one.
@Suite("Background load of a bucket")
struct BackgroundTests {
    /// When each request is granted if the others come at even distances and go to the head of the line.
    private func oneByOne(
        _ arrivals: [Double], rate: Double, burst: Double, background: Double, phase: Double
    ) -> [Double] {
        let least = 1e-9
        var (now, level, others, next) = (0.0, burst, 0, phase)
        var grants: [Double] = []
        while grants.count < arrivals.count {
            let isHere = arrivals[grants.count] <= now + least
            if level >= 1 - least, others > 0 || isHere {
                level -= 1
                if others > 0 { others -= 1 } else { grants.append(now) }
                continue
            }
            var until = next
            if !isHere { until = min(until, arrivals[grants.count]) }
            if level < 1, others > 0 || isHere { until = min(until, now + (1 - level) / rate) }
            level = min(burst, level + (until - now) * rate)
            now = until
            if now >= next - least {
                others += 1
                next += 1 / background
            }
        }
        return grants
    }

    /// The same with the flow, from the bucket's recurrence.
    private func asFlow(_ arrivals: [Double], _ limit: TokenBucketLimit) -> [Double] {
        let interval = 1 / limit.refill.perSecond.doubleValue
        let tolerance = (limit.burst.doubleValue - 1) * interval
        var due = -Double.infinity
        return arrivals.map { arrival in
            let grant = max(arrival, due - tolerance)
            due = max(grant, due) + interval
            return grant
        }
    }

    @Test("the flow is right to one token", arguments: 1...20 as ClosedRange<UInt64>)
    func rightToOneToken(seed: UInt64) {
        var inputs = TestInputs(seed)
        var farthest = 0.0
        for _ in 0..<30 {
            let rate = Rational(Int128(inputs.number(1...10)))
            let background = rate * Rational(Int128(inputs.number(1...9)), over: 10)
            let limit = TokenBucketLimit(
                rate: TokenRate(perSecond: rate), burst: Rational(Int128(inputs.number(1...40))),
                background: background)
            var clock = 0.0
            let arrivals = (0..<200).map { number in
                // A rush at the start, then now and then a pause in which the bucket fills.
                if number > 80 { clock += Double(inputs.number(0...40)) / rate.doubleValue / 8 }
                return clock
            }
            let others = oneByOne(
                arrivals, rate: rate.doubleValue, burst: limit.burst.doubleValue, background: background.doubleValue,
                phase: Double(inputs.number(0...99)) / 100 / background.doubleValue)
            let tolerance = 1 / limit.refill.perSecond.doubleValue + 1 / rate.doubleValue
            for (flow, other) in zip(asFlow(arrivals, limit), others) {
                #expect(abs(flow - other) <= tolerance + 1e-6, "\(limit): \(flow) and \(other)")
                farthest = max(farthest, abs(flow - other) / tolerance)
            }
        }
        // The tolerance is used, and without the background the two would be far apart.
        #expect(farthest > 0.2)
    }

    @Test("the clock has the refill that is left over")
    func ticks() throws {
        let scale = TickScale(ticksPerSecond: 100, ratesAreWhole: true)
        let limit = TokenBucketLimit(rate: TokenRate(perSecond: 5), burst: 100, background: 1)
        let bucket = try #require(TokenBucketTicks(limit, scale: scale, horizon: 1_000_000))
        // 100 at once, then 4 a second.
        #expect(bucket.lastGrant(of: 100) == 0)
        #expect(bucket.lastGrant(of: 104) == 100)
        #expect(limit.leavesTokens && !TokenBucketLimit(rate: limit.rate, burst: 1, background: 5).leavesTokens)
    }
}
