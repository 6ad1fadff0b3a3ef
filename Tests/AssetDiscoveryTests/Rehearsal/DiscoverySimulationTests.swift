import Statistics
import Testing

@testable import AssetDiscovery

@Suite struct DiscoverySimulationTests {
    struct Case: CustomTestStringConvertible {
        var lifetime: Lifetime
        var polling: Int
        var retention: Double
        var starts = StartPattern.anyTime
        var testDescription: String { "\(lifetime) \(polling) \(retention) \(starts)" }
    }

    static let cases: [Case] = {
        let lifetimes: [Lifetime] = [
            .fixed(60), .fixed(3600), .fixed(13_000), .fixed(40_000), .exponential(mean: 600),
            .exponential(mean: 14_400), .exponential(mean: 200_000), .uniform(low: 0, high: 20_000), .unlimited,
        ]
        var cases: [Case] = []
        for lifetime in lifetimes {
            for (polling, retention) in [(14_400, 900.0), (14_400, 3600), (3600, 900), (3600, 7200), (86_400, 3600)] {
                cases.append(Case(lifetime: lifetime, polling: polling, retention: retention))
            }
            cases.append(
                Case(
                    lifetime: lifetime, polling: 14_400, retention: 3600,
                    starts: .every(period: 18_000, after: 600)))
            cases.append(
                Case(lifetime: lifetime, polling: 14_400, retention: 900, starts: .every(period: 5400, after: 1)))
        }
        return cases
    }()

    /// With a confidence of 1 - 1e-6 some of the intervals of all cases miss with a probability below 1e-3; the draws
    /// are keyed, so that whatever holds once holds always.
    @Test(arguments: cases) func theClosedFormLiesInEveryInterval(each: Case) {
        let law = DiscoveryLaw(each.lifetime, starts: each.starts, polling: each.polling, retention: each.retention)
        let run = DiscoverySimulation(
            each.lifetime, starts: each.starts, polling: each.polling, retention: each.retention, samples: 20_000,
            name: each.testDescription, seed: 7, confidence: 1 - 1e-6)
        func check(_ name: String, _ share: DiscoverySimulation.Share, _ expected: Double) {
            // A share of 0 or 1 in closed form carries rounding.
            let interval = Interval(low: share.interval.low - 1e-9, high: share.interval.high + 1e-9)
            #expect(interval.contains(expected), "\(name): \(expected) is not in \(share)")
        }
        check("seen", run.seen, law.outcomes.seen)
        check("running", run.seenRunning, law.outcomes.seenRunning)
        check("ended only", run.seenEndedOnly, law.outcomes.seenEndedOnly)
        check("found ended", run.seenThenFoundEnded, law.outcomes.seenThenFoundEnded)
        check("gone", run.seenThenGone, law.outcomes.seenThenGone)
        if let mean = law.meanDelay, let measured = run.meanDelay {
            #expect(abs(mean - measured.mean) <= measured.halfWidth + 0.01, "delay: \(mean) against \(measured)")
        }
        if let mean = law.meanStale, let measured = run.meanStale, measured.count > 500 {
            #expect(abs(mean - measured.mean) <= measured.halfWidth + 0.01, "stale: \(mean) against \(measured)")
        }
        if let delay = law.delay95, let measured = run.delay95, run.seen.value > 0.05 {
            #expect(abs(delay - measured) < 0.03 * Double(each.polling), "p95: \(delay) against \(measured)")
        }
    }

    /// Waiting for the first turn of the assessment is the sum of three waits; the survival over it by integration.
    @Test(arguments: [Lifetime.fixed(20_000), .exponential(mean: 30_000), .uniform(low: 0, high: 80_000)])
    func assessedAssetsAgreeWithIntegration(lifetime: Lifetime) {
        let (polling, cycle, duration) = (14_400.0, 28_800.0, 21_600.0)
        let run = DiscoverySimulation(
            lifetime, starts: .anyTime, polling: 14_400, retention: 3600,
            assessment: .init(cycle: cycle, duration: duration), samples: 40_000, name: "x", seed: 3,
            confidence: 1 - 1e-6)
        let steps = 80
        var sum = 0.0
        for one in 0..<steps {
            for two in 0..<steps {
                for three in 0..<steps {
                    func part(_ step: Int) -> Double { (Double(step) + 0.5) / Double(steps) }
                    sum += lifetime.survival(polling * part(one) + cycle * part(two) + duration * part(three))
                }
            }
        }
        let expected = sum / Double(steps * steps * steps)
        let interval = run.assessed!.interval
        #expect(expected > interval.low - 2e-3 && expected < interval.high + 2e-3, "\(expected) \(run.assessed!)")
    }

    @Test func equalInputsGiveEqualRunsAndNamesDraw() {
        func run(_ name: String, _ seed: UInt64) -> DiscoverySimulation {
            DiscoverySimulation(
                .exponential(mean: 5000), starts: .anyTime, polling: 14_400, retention: 900, samples: 2000, name: name,
                seed: seed)
        }
        #expect(run("a", 1) == run("a", 1))
        #expect(run("a", 1) != run("b", 1))
        #expect(run("a", 1) != run("a", 2))
        #expect(run("a", 1).assessed == nil)
    }
}
