import RandomStreams
import Reporting
import Statistics
import Testing

@testable import Verification

/// The self-test can fail.
@Suite("Self-test")
struct SelfTestTests {
    private func estimate(
        _ value: Double, error: Double, centring: Double = 1, plain: (value: Double, error: Double)? = nil
    ) -> ControlledEstimate {
        ControlledEstimate(
            value: value, standardError: error, plainValue: plain?.value ?? value,
            plainStandardError: plain?.error ?? error, observations: 100, controls: 1, centring: centring)
    }

    @Test("An estimate passes within 4 standard errors, if they are small enough and the draws are sound")
    func verdicts() {
        #expect(SelfTest.judge(estimate(10.39, error: 0.1), expected: 10, effort: .thorough) == .passed)
        #expect(SelfTest.judge(estimate(10.41, error: 0.1), expected: 10, effort: .thorough) == .differs)
        #expect(SelfTest.judge(estimate(9.59, error: 0.1), expected: 10, effort: .thorough) == .differs)
        #expect(SelfTest.judge(estimate(10, error: 0.11), expected: 10, effort: .thorough) == .imprecise)
        #expect(SelfTest.judge(estimate(10, error: 0.11), expected: 10, effort: .quick) == .passed)
        #expect(SelfTest.judge(estimate(10, error: 0.51), expected: 10, effort: .quick) == .imprecise)
        #expect(SelfTest.judge(estimate(10, error: 0.1, centring: 1e-7), expected: 10, effort: .quick) == .draws)
        #expect(SelfTest.judge(estimate(0.03, error: 0.01), expected: 0, effort: .thorough) == .passed)
        for (plain, verdict) in [(12.49, SelfTestRow.Verdict.passed), (12.51, .plainDiffers), (7.49, .plainDiffers)] {
            let controlled = estimate(10, error: 0, plain: (plain, 0.5))
            #expect(SelfTest.judge(controlled, expected: 10, effort: .thorough) == verdict)
        }
    }

    @Test("A number without chance passes to 1e-9")
    func exactness() {
        let form = ClosedForm(id: "X", model: "", parameters: "", metric: "", value: 1_000, note: "")
        func verdict(_ value: Double) -> SelfTestRow.Verdict {
            SelfTest.row(form, .exact(value), method: "", effort: .quick).verdict
        }
        #expect(verdict(1_000.000_000_9) == .passed)
        #expect(verdict(1_000.000_001_1) == .differs)
        #expect(verdict(.nan) == .differs)
    }

    @Test("Services that are 2 % too long, or one server too few, are found")
    func wrongModels() {
        func wait(servers: Int, service: Double) -> ControlledEstimate {
            let settings = MultiServer.Settings(
                gaps: .exponential(mean: 1.0 / 8), services: .exponential(mean: service), servers: servers,
                batchSize: 150, batches: 126, knots: [5, 7, 9, 10, 12, 15])
            return BatchedRun(MultiServer(settings, Variates(seed: 7, experiment: 600)), warmUp: 6)
                .ratio(.wait, over: .served)
        }
        let expected = 0.204590075398222
        #expect(SelfTest.judge(wait(servers: 10, service: 1), expected: expected, effort: .quick) == .passed)
        #expect(SelfTest.judge(wait(servers: 10, service: 1.02), expected: expected, effort: .quick) == .differs)
        #expect(SelfTest.judge(wait(servers: 9, service: 1), expected: expected, effort: .quick) != .passed)
    }

    @Test("Controls take noise away and leave the mean; those that are off their mean show")
    func controls() {
        let variates = Variates(seed: 3, experiment: 601)
        let noise = (0..<400).map { variates.draw(.normal(mean: 0, sd: 1), $0, 0) }
        let rest = (0..<400).map { variates.draw(.normal(mean: 0, sd: 0.1), $0, 1) }
        let values = zip(noise, rest).map { 5 + 2 * $0 + $1 }
        let plain = ControlledRatio.estimate(values)
        let controlled = ControlledRatio.estimate(values, controls: [noise, noise], tested: [0])
        #expect(plain.value == plain.plainValue && plain.controls == 0)
        #expect(controlled.controls == 1)
        #expect((controlled.plainStandardError - plain.plainStandardError).magnitude < 1e-12)
        // 0.1 / sqrt(400) = 0.005 instead of 2 / sqrt(400) = 0.1.
        #expect((0.0045...0.0055).contains(controlled.standardError))
        #expect((controlled.value - 5).magnitude < 4 * controlled.standardError)
        #expect(controlled.centring > 0.001)
        let shifted = ControlledRatio.estimate(values, controls: [noise.map { $0 + 0.4 }], tested: [0])
        #expect(shifted.centring < 1e-6)
    }

    @Test("A ratio with controls is exact where numerator and denominator are")
    func ratio() {
        let variates = Variates(seed: 4, experiment: 602)
        let noise = (0..<50).map { variates.draw(.normal(mean: 0, sd: 1), $0, 0) }
        let estimate = ControlledRatio.estimate(
            noise.map { 6 + $0 }, over: noise.map { 3 + 0.1 * $0 }, controls: [noise])
        #expect((estimate.value - 2).magnitude < 1e-12)
        #expect(estimate.standardError < 1e-12)
    }

    @Test("Expected values of kinked functions agree with sums over many quantiles", arguments: [0.0, 0.7, 3, 9])
    func hinges(wait: Double) {
        let laws: [(HingeLaw, Distribution, Distribution)] = [
            (.exponential(arrivals: 0.8, services: 1), .exponential(mean: 1.25), .exponential(mean: 1)),
            (.constantServices(arrivals: 0.8), .exponential(mean: 1.25), .constant(1)),
            (.constantGaps(1.25), .constant(1.25), .exponential(mean: 1)),
        ]
        let points = (0..<400).map { (Double($0) + 0.5) / 400 }
        for (law, gaps, services) in laws {
            let (gapValues, serviceValues) = (points.map(gaps.quantile), points.map(services.quantile))
            for knot in [0.5, 2, 8.0] {
                var (first, second) = (0.0, 0.0)
                for gap in gapValues {
                    for service in serviceValues {
                        let part = max(0, wait + service - gap - knot)
                        first += part / 160_000
                        second += part * part / 160_000
                    }
                }
                let expected = law.moments(wait: wait, knot: knot)
                #expect((first - expected.first).magnitude < 0.03 * max(expected.first, 0.2), "\(law) \(knot)")
                #expect((second - expected.second).magnitude < 0.05 * max(expected.second, 0.4), "\(law) \(knot)")
            }
        }
    }

    @Test("A law that is none is found")
    func brokenLaw() {
        // More scanners may be slower where the longest job goes first.
        let wrong = Law(id: "X", title: "", scope: "") { picks in
            var document = LawDocument(&picks, regions: 1...1, limits: true)
            document.dispatch = "lpt"
            let before = document.outcome().makespan
            document.regions[0].scanners += 1
            return document.outcome().makespan <= before ? nil : "slower"
        }
        let row = wrong.row(seed: 5, cases: 200)
        #expect(row.verdict == .differs, "\(row)")
    }

    @Test("What fails is listed with what was expected, as text and as JSON")
    func failures() {
        let form = ClosedForm(id: "Q99", model: "M/M/1", parameters: "lambda=1", metric: "Wq", value: 4, note: "")
        let rows = [
            SelfTest.row(form, .exact(5), method: "m", effort: .quick),
            SelfTest.row(form, .sampled(estimate(4, error: 1)), method: "m", effort: .quick),
            SelfTest.row(form, .sampled(estimate(4, error: 0.1)), method: "m", effort: .quick),
            SelfTest.row(form, .sampled(estimate(4, error: 0, plain: (6, 0.25))), method: "m", effort: .quick),
        ]
        let report = SelfTestReport(
            seed: 1, effort: .quick, sections: [SelfTestSection(kind: .closedForms, rows: rows)])
        #expect(report.failures.map(\.verdict) == [.differs, .imprecise, .plainDiffers])
        let text = SelfTestText.document(report, style: TextStyle(width: 100, colours: false))
        #expect(text.hasPrefix("self-test: FAILED. 1 of 4 rows pass"))
        #expect(text.contains("Q99, M/M/1, lambda=1, Wq: expected 4.0, got 5.0\n"))
        #expect(text.contains("IMPRECISE") && text.contains("which is too much"))
        let lines = text.replacing("\n    ", with: " ")
        #expect(lines.contains("Wq: expected 4.0, got 6.0 without controls with a standard error of 0.25\n"))
        let json = SelfTestJSON.document(report, version: "0").document
        #expect(json.contains("\"result\": \"failed\"") && json.contains("\"failures\": 3"))
        #expect(json.contains("\"verdict\": \"imprecise\""))
    }

    @Test("The same seed gives the same rows")
    func repeatable() {
        // The cheap ones; scripts/selftest-check compares whole reports, and those of several tasks.
        for number in Experiment.all.indices where Experiment.all[number].weight < 50 {
            let rows = (0..<2).map { _ in
                SelfTest.rows(of: Experiment.all[number], number: number, seed: 1, effort: .quick)
            }
            #expect(rows[0] == rows[1])
        }
    }
}
