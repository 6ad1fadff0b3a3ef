import ScanModel
import Statistics
import Studies
import Testing

@Suite("Thresholds held against trials")
struct ThresholdEvaluationTests {
    static func thresholds(_ texts: [String], objective: String = "deadline: 20h, ") throws -> Scenario {
        let list = texts.map { "\"\($0)\"" }.joined(separator: ", ")
        return try randomScenario(objective: "{\(objective)thresholds: [\(list)]}")
    }

    static func outcomes(_ scenario: Scenario, trials: Int) async throws -> [ThresholdOutcome] {
        let statistics = await TrialStudy.statistics(of: try planned(scenario), trials: trials, width: 2)
        return TrialReport(statistics, of: scenario, confidence: 0.95)
            .results(scenario.objective.thresholds).map(\.outcome)
    }

    @Test("wide limits pass, unreachable ones fail, and those inside the interval are undecided")
    func outcomes() async throws {
        let scenario = try randomScenario()
        let statistics = await TrialStudy.statistics(of: try planned(scenario), trials: 12, width: 2)
        let report = TrialReport(statistics, of: scenario, confidence: 0.95)
        let mean = try #require(report.estimate(.makespan, .mean))
        let (low, high) = (try #require(mean.low), try #require(mean.high))
        func outcome(_ statistic: TrialStatistic, _ comparison: Threshold.Comparison, _ limit: Double)
            -> ThresholdOutcome
        {
            let threshold = Threshold(
                text: "t", subject: .metric(.makespan, statistic), comparison: comparison, limit: limit)
            return report.results([threshold])[0].outcome
        }
        #expect(outcome(.mean, .atMost, high) == .pass && outcome(.mean, .below, high) == .undecided)
        #expect(outcome(.mean, .atMost, low.nextDown) == .fail && outcome(.mean, .below, low) == .fail)
        #expect(outcome(.mean, .atMost, mean.value) == .undecided)
        #expect(outcome(.mean, .atLeast, low) == .pass && outcome(.mean, .above, low) == .undecided)
        #expect(outcome(.mean, .above, high) == .fail && outcome(.mean, .atLeast, high.nextUp) == .fail)
        // Of twelve trials the greatest is no upper bound of the 95 % quantile: no limit can be shown to be kept.
        #expect(outcome(.p95, .atMost, 1e9) == .undecided)
        #expect(outcome(.p95, .atMost, try #require(report.estimate(.makespan, .p95)?.low).nextDown) == .fail)
        let greatest = try #require(statistics.moments(.makespan).greatest)
        #expect(outcome(.max, .atMost, greatest) == .pass && outcome(.max, .below, greatest) == .fail)
        let needed = try #require(report.estimate(.makespan, .p95)?.trialsNeeded)
        #expect(needed == leastCountForUpperBound(quantile: 0.95, confidence: 0.975))
    }

    @Test("the probability of being in time is judged by Wilson's interval")
    func probability() async throws {
        let scenario = try Self.thresholds(["probability >= 60%", "probability >= 99%", "probability < 50%"])
        #expect(try await Self.outcomes(scenario, trials: 10) == [.pass, .undecided, .fail])
    }

    @Test("one trial of something random decides nothing but what was seen")
    func oneTrial() async throws {
        let scenario = try Self.thresholds([
            "makespan <= 1000h", "makespan.sd >= 0s", "makespan.max < 1000h", "items < 10000",
        ])
        #expect(try await Self.outcomes(scenario, trials: 1) == [.undecided, .undecided, .pass, .undecided])
    }

    @Test("where nothing is random every statistic is the one value")
    func certain() async throws {
        var scenario = try Self.thresholds([
            "makespan.p99 < 1000h", "makespan.sd <= 0s", "items.p95 >= 48", "items.mean < 48", "probability >= 100%",
        ])
        scenario.deployments[0].faults = nil
        scenario.deployments[0].workflow.attempts = nil
        #expect(!scenario.isRandom)
        #expect(try await Self.outcomes(scenario, trials: 1) == [.pass, .pass, .pass, .fail, .pass])
    }

    @Test("a metric without a value fails, and undecided ones count when asked for")
    func missing() async throws {
        let scenario = try randomScenario()
        let report = TrialReport(TrialStatistics(), of: scenario, confidence: 0.95)
        let threshold = Threshold(
            text: "t", subject: .metric(.makespan, .mean), comparison: .atMost, limit: 1)
        let failed = report.results([threshold])
        #expect(failed[0].outcome == .fail && failed[0].value == nil)
        var undecided = failed
        undecided[0].outcome = .undecided
        #expect(failed.isViolated(strictly: false))
        #expect(!undecided.isViolated(strictly: false) && undecided.isViolated(strictly: true))
        #expect(![ThresholdResult]().isViolated(strictly: true))
    }
}
