import Testing

@testable import AssetDiscovery

@Suite struct DiscoveryLawTests {
    private static let hour = 3600

    private func law(
        _ lifetime: Lifetime, _ polling: Int, _ retention: Double, _ starts: StartPattern = .anyTime
    ) -> DiscoveryLaw {
        DiscoveryLaw(lifetime, starts: starts, polling: polling, retention: retention)
    }

    /// The integral over waits by the midpoint rule, with nothing but the survival function.
    private func integrated(
        _ lifetime: Lifetime, _ polling: Int, _ retention: Double, _ value: (Double) -> Double
    ) -> Double {
        let steps = 5000
        let width = Double(polling) / Double(steps)
        return (0..<steps).reduce(0) { $0 + value((Double($1) + 0.5) * width) } / Double(steps)
    }

    @Test(
        arguments: [60.0, 900, 3600, 10_000, 13_500, 14_000, 14_400, 20_000, 1_000_000],
        [0.0, 900, 3600, 14_400, 90_000])
    func fixedLengthsGiveTheClassicFormula(length: Double, retention: Double) {
        for polling in [3600, 14_400, 86_400] {
            let law = law(.fixed(length), polling, retention)
            let expected = min(1, (length + retention) / Double(polling))
            #expect(abs(law.outcomes.seen - expected) < 1e-12)
            #expect(abs(law.outcomes.seenRunning - min(1, length / Double(polling))) < 1e-12)
            // Waits are uniform up to the last one that finds the asset.
            let last = min(Double(polling), length + retention)
            #expect(abs((law.meanDelay ?? -1) - last / 2) < 1e-6)
            #expect(abs((law.delay95 ?? -1) - 0.95 * last) < 1e-6)
            #expect(abs(law.seen(within: last / 4) - last / 4 / Double(polling)) < 1e-12)
        }
    }

    /// E min(1, (L + r) / P) = (r + m (1 - e^-((P - r) / m))) / P, against a sum over lengths.
    @Test(arguments: [300.0, 1800, 14_400, 100_000, 30_000_000], [0.0, 900, 3600])
    func exponentialLengthsGiveTheirFormula(mean: Double, retention: Double) {
        let polling = 14_400
        let law = law(.exponential(mean: mean), polling, retention)
        // The mean over a fine grid of quantiles of L of the classic formula.
        let quantiles = 40_000
        let expected =
            (0..<quantiles).reduce(0.0) { sum, index in
                let u = (Double(index) + 0.5) / Double(quantiles)
                let length = Lifetime.exponential(mean: mean).distribution!.quantile(u)
                return sum + min(1, (length + retention) / Double(polling))
            } / Double(quantiles)
        #expect(abs(law.outcomes.seen - expected) < 1e-4, "\(law.outcomes.seen) \(expected)")
    }

    @Test(
        arguments: [
            Lifetime.fixed(700), .fixed(14_000), .fixed(50_000), .exponential(mean: 40), .exponential(mean: 5000),
            .exponential(mean: 400_000), .uniform(low: 0, high: 1000), .uniform(low: 4000, high: 90_000),
            .uniform(low: 100, high: 14_500),
        ], [0.0, 900, 3600, 14_400])
    func everythingAgreesWithIntegration(lifetime: Lifetime, retention: Double) {
        let polling = 14_400
        let law = law(lifetime, polling, retention)
        func check(_ name: String, _ value: Double?, _ expected: Double, scale: Double = 1) {
            #expect(abs((value ?? .infinity) - expected) < 6e-4 * scale, "\(name): \(value ?? -1) is not \(expected)")
        }
        let seen = integrated(lifetime, polling, retention) { lifetime.survival($0 - retention) }
        check("seen", law.outcomes.seen, seen)
        let running = integrated(lifetime, polling, retention) { lifetime.survival($0) }
        check("seen running", law.outcomes.seenRunning, running)
        // Later synchronisations find it ended if it ends within the retention before one of them.
        let found = integrated(lifetime, polling, retention) { wait in
            var sum = 0.0
            var later = wait + Double(polling)
            while true {
                let part = lifetime.survival(later - retention) - lifetime.survival(later)
                sum += part
                if lifetime.survival(later) < 1e-12 { return sum }
                later += Double(polling)
            }
        }
        check("found ended", law.outcomes.seenThenFoundEnded, found)
        check("gone", law.outcomes.seenThenGone, running - found)
        check("ended only", law.outcomes.seenEndedOnly, seen - running)
        let waited = integrated(lifetime, polling, retention) { $0 * lifetime.survival($0 - retention) }
        check("mean delay", law.meanDelay, waited / seen, scale: Double(polling))
        // An asset is shown as running for a whole period behind each synchronisation that finds it running.
        let shown = integrated(lifetime, polling, retention) { wait in
            var (sum, next) = (0.0, wait)
            while lifetime.survival(next) > 1e-12 {
                sum += lifetime.survival(next)
                next += Double(polling)
            }
            return sum * Double(polling)
        }
        check("shown", lifetime.mean, shown, scale: lifetime.mean!)
        let alive = integrated(lifetime, polling, retention) { lifetime.mean! - lifetime.integral($0) }
        check("stale", law.meanStale, (shown - alive) / running, scale: Double(polling) * 5)
        check("stale share", law.staleShare, (shown - alive) / shown)
        let outcomes = law.outcomes
        check("sum", outcomes.neverSeen + outcomes.seen, 1)
    }

    @Test func fixedTimesWithManyWaitsTendToAnyTime() {
        for lifetime in [Lifetime.fixed(5000), .exponential(mean: 5000), .uniform(low: 100, high: 40_000)] {
            let many = law(lifetime, 14_400, 900, .every(period: 86_401, after: 0))
            let any = law(lifetime, 14_400, 900)
            #expect(abs(many.outcomes.seen - any.outcomes.seen) < 1e-3)
            #expect(abs(many.outcomes.seenThenGone - any.outcomes.seenThenGone) < 1e-3)
            #expect(abs(many.meanStale! - any.meanStale!) < 5)
            #expect(abs(many.staleShare! - any.staleShare!) < 1e-3)
            #expect(abs(many.delay95! - any.delay95!) < 5)
        }
    }

    @Test func aDailyStartHasOneWait() {
        // Half an hour behind a synchronisation: the next one comes after 3.5 h.
        let pattern = StartPattern.every(period: 86_400, after: 1800)
        #expect(pattern.waits(polling: 14_400) == [12_600])
        #expect(law(.fixed(12_600), 14_400, 0, pattern).outcomes.neverSeen == 1)
        #expect(law(.fixed(12_601), 14_400, 0, pattern).outcomes.seenRunning == 1)
        #expect(law(.fixed(11_701), 14_400, 900, pattern).outcomes.seenEndedOnly == 1)
        #expect(law(.fixed(12_000), 14_400, 900, pattern).delay95 == 12_600)
        #expect(law(.fixed(10), 14_400, 0, .every(period: 86_400, after: 14_400)).outcomes.seenRunning == 1)
        // 5 h starts against 4 h: every hour of the period.
        #expect(StartPattern.every(period: 18_000, after: 600).waits(polling: 14_400) == [3000, 6600, 10_200, 13_800])
        #expect(StartPattern.every(period: 18_000, after: 600).waitCount(polling: 14_400) == 4)
    }

    @Test func assetsWithoutEndAreAlwaysSeen() {
        for starts in [StartPattern.anyTime, .every(period: 18_000, after: 0)] {
            let law = law(.unlimited, 14_400, 900, starts)
            #expect(law.outcomes.neverSeen == 0 && law.outcomes.staysRunning == 1)
            #expect(law.meanStale == nil && law.staleShare == nil)
            #expect(law.meanDelay == (starts == .anyTime ? 7200 : 5400))
        }
    }

    @Test func moreRetentionOrOftenerPollingNeverSeesLess() {
        for lifetime in [Lifetime.fixed(3000), .exponential(mean: 3000), .uniform(low: 10, high: 20_000)] {
            var last = 0.0
            for retention in stride(from: 0.0, through: 20_000, by: 500) {
                let seen = law(lifetime, 14_400, retention).outcomes.seen
                #expect(seen >= last - 1e-12)
                last = seen
            }
            last = 1
            for hours in 1...24 {
                let seen = law(lifetime, hours * 3600, 900).outcomes.seen
                #expect(seen <= last + 1e-12)
                last = seen
            }
        }
    }
}
