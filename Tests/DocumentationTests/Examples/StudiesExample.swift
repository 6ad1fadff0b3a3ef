import ScanModel
import Studies
import Testing

struct StudiesExample {
    @Test func runs() async throws {
        let scenario = try ExampleScenario.read()
        // begin example
        guard case .planned(let planned) = try PlanningAttempt(scenario) else { return }

        // One cycle, with every metric of its answer.
        let answer = planned.answer(trial: 0)

        // Many cycles, each with draws of its own, by at most four tasks.
        let statistics = await TrialStudy.statistics(of: planned, trials: 50, width: 4)
        let report = TrialReport(statistics, of: scenario, confidence: 0.95)
        let mean = report.estimate(.makespan, .mean)
        // end example
        #expect(answer.metrics.count == Metric.all.count)
        #expect(statistics.count == 50)
        // This scenario draws nothing, so every cycle takes as long.
        #expect(mean?.value == answer.metrics.first { $0.metric == .makespan }?.value)
    }
}
