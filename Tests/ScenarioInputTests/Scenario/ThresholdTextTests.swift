import ScanModel
import Testing

@testable import ScenarioInput

@Suite("The grammar of thresholds")
struct ThresholdTextTests {
    @Test("a threshold is a metric, a statistic, a comparison and a quantity in the metric's unit")
    func valid() throws {
        let cases: [(text: String, subject: Threshold.Subject, comparison: Threshold.Comparison, limit: Double)] = [
            ("makespan.p95 <= 20h", .metric(.makespan, .p95), .atMost, 72_000),
            ("makespan<1.5d", .metric(.makespan, .mean), .below, 129_600),
            ("makespan.mid >=250 ms", .metric(.makespan, .mid), .atLeast, 0.25),
            ("  cost.month.mid   <=  1200USD ", .metric(.costPerMonth, .mid), .atMost, 1200),
            ("coverage.min >= 99%", .metric(.coverage, .min), .atLeast, 0.99),
            ("coverage.min >= 0.99", .metric(.coverage, .min), .atLeast, 0.99),
            ("scanners.peak <= 40", .metric(.scannersPeak, .mean), .atMost, 40),
            ("scanners.peak.max <= 40 scanners", .metric(.scannersPeak, .max), .atMost, 40),
            ("scanner.hours.p50 > 90m", .metric(.scannerHours, .p50), .above, 1.5),
            ("volume.gibHours.sd < 2TiBh", .metric(.volumeHours, .sd), .below, 2048),
            ("makespan.bound <= 2h", .metric(.makespanBound, .mean), .atMost, 7200),
            ("probability >= 95%", .probability, .atLeast, 0.95),
        ]
        for (text, subject, comparison, limit) in cases {
            let threshold = try ThresholdText.read(text)
            #expect(threshold.subject == subject, "\(text)")
            #expect(threshold.comparison == comparison && threshold.limit == limit, "\(text)")
            #expect(try ThresholdText.read(threshold.text) == threshold, "\(text) is not spelled as it is read")
        }
    }

    @Test("every metric with every statistic can be stated, in every unit it has")
    func complete() throws {
        for metric in Metric.all {
            for unit in ThresholdText.units(of: metric.unit) {
                for statistic in TrialStatistic.allCases {
                    let text = "\(metric.name).\(statistic.rawValue) <= 7\(unit.name)"
                    let threshold = try ThresholdText.read(text)
                    #expect(threshold.subject == .metric(metric, statistic))
                    #expect(threshold.limit == (Rational(7) * unit.factor).doubleValue)
                }
            }
        }
    }

    @Test("what is wrong is told, with what would be right")
    func diagnostics() {
        let cases: [(text: String, problem: String, expected: String, suggestion: String?)] = [
            ("makespn.p95 <= 20h", "the metric `makespn.p95`", "one of makespan", "makespan.p95"),
            ("coverage.p94 >= 99%", "the statistic `p94`", "one of mean, mid", "coverage.p90"),
            ("cost <= 5USD", "the metric `cost`", "cost.month", nil),
            ("probabilty >= 95%", "the metric `probabilty`", "probability", "probability"),
            ("probability.p95 >= 95%", "the metric `probability.p95`", "probability", nil),
            ("makespan 20h", "without a comparison", "a threshold such as", nil),
            ("makespan == 20h", "the comparison `==`", "one of <=", nil),
            ("makespan =< 20h", "the comparison `=<`", "one of <=", "<="),
            ("makespan <= 20", "the limit `20`", "h, s, m, d, ms", "20h"),
            ("makespan <= 20H", "the limit `20H`", "h, s, m, d, ms", "20h"),
            ("makespan <= 20USD", "the limit `20USD`", "h, s, m, d, ms", nil),
            ("cost.month <= 20%", "the limit `20%`", "one of: USD", nil),
            ("cost.month <= -5USD", "the limit `-5USD`", "a number", nil),
            ("makespan <= h", "the limit `h`", "a number", nil),
            ("makespan <= 1.2.3h", "the limit `1.2.3h`", "a number", nil),
            ("makespan <= .5h", "the limit `.5h`", "a number", nil),
            ("makespan <= 1e9h", "the limit `1e9h`", "a number", nil),
            ("makespan <= 1234567890123h", "the limit", "up to 1000000000000", nil),
            ("makespan <= 0.1234567891h", "the limit", "9 decimal places", nil),
            ("<= 20h", "the metric ``", "one of makespan", nil),
            ("makespan <=", "the limit ``", "a number", nil),
            ("makespan <= 20h <= 30h", "the limit `20h <= 30h`", "a number", nil),
            ("makespan.p95 \u{2264} 20h", "is `", "plain characters", nil),
            ("makespan\u{0} <= 20h", "is `", "plain characters", nil),
            ("makespan <= 20h" + String(repeating: " ", count: 200), "is `", "at most 120", nil),
            ("", "without a comparison", "a threshold", nil),
        ]
        for (text, problem, expected, suggestion) in cases {
            do throws(Misread) {
                _ = try ThresholdText.read(text)
                Issue.record("\(text) was read")
            } catch {
                #expect(error.problem.contains(problem), "\(text): \(error.problem)")
                #expect(error.expected.contains(expected), "\(text): \(error.expected)")
                #expect(error.suggestion == suggestion, "\(text)")
            }
        }
    }

    @Test("the pattern of the schema takes what the reader takes")
    func pattern() throws {
        let pattern = try Regex(#require(ThresholdText.form.pattern))
        let texts = [
            "makespan.p95 <= 20h", "makespan<=20", "makespan <= 20 h", "cost.month > 1.5USD", "cost.month > 1.5h",
            "coverage.min>=0.5", "coverage.min>=50%", "coverage.min>=50", "scanners.peak <= 40 scanners",
            "probability>1%",
            "probability.p95 > 1%", "makespan. <= 1h", "makespan.p9 < 1h", "x < 1h", "makespan <> 1h", "makespan < 1.h",
        ]
        for text in texts {
            let isRead = (try? ThresholdText.read(text)) != nil
            #expect((text.wholeMatch(of: pattern) != nil) == isRead, "\(text)")
        }
    }

    @Test("a scenario reports every bad threshold at its place")
    func inScenario() throws {
        let lines = #"["makespan.p95 <= 20h", "makspan < 1h", 7, "cost.month <= 5"]"#
        let text = ScenarioSample.least.replacing(
            "deployments:\n", with: "objective: {thresholds: \(lines)}\ndeployments:\n")
        do throws(InvalidInput) {
            _ = try ScenarioReader.read(bytes: Array(text.utf8), file: "t.yaml", standardName: "t")
            Issue.record("was read")
        } catch {
            #expect(
                error.issues.map(\.path) == [
                    "objective.thresholds[1]", "objective.thresholds[2]", "objective.thresholds[3]",
                ])
            #expect(error.issues[0].suggestion == "makespan")
        }
        let good = text.replacing(lines, with: #"["makespan.p95 <= 20h", "probability >= 95%"]"#)
        let draft = try ScenarioReader.read(bytes: Array(good.utf8), file: "t.yaml", standardName: "t")
        #expect(draft.objective.thresholds.map(\.text) == ["makespan.p95 <= 20h", "probability >= 95%"])
    }
}
