internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Simulates one scan cycle of a scenario, or many, for duration, cost and what holds it back.",
        discussion: """
            With --trials or --precision the cycle is simulated again and again with other draws, and the answer tells \
            means, quantiles and the probability of being in time, each with its interval. Thresholds of the scenario \
            (objective.thresholds) are held against these intervals.

            EXAMPLES
              scanplan simulate scenario.yaml
              scanplan simulate --jobs 1 --format json scenario.yaml > answer.json
              scanplan simulate --trials 200 scenario.yaml
              scanplan simulate --precision 2% --trials 1000 --trace trials.ndjson scenario.yaml
              scanplan simulate --with inputs --fail-on 'assumed>60%' scenario.yaml
              scanplan simulate --format focus --month 2026-10 scenario.yaml > estimate.csv
              scanplan simulate --trials 400 --strict-thresholds --junit thresholds.xml scenario.yaml
            """)

    @OptionGroup var options: AnswerOptions
    @OptionGroup var trials: TrialOptions
    @OptionGroup var thresholds: ThresholdOptions
    @OptionGroup var plots: PlotOptions

    func run() throws {
        try Simulating(options: options, trials: trials, thresholds: thresholds, style: plots.style).run()
    }
}

/// Simulates a scenario once or many times, and writes what comes of it.
struct Simulating {
    let options: AnswerOptions
    let trials: TrialOptions
    let thresholds: ThresholdOptions
    let style: TextStyle

    func run() throws(ExitStatus) {
        let scenario = try ScenarioLoading.load(options.scenario, jobs: options.jobs)
        try StudyFiles.check([trials.trace, thresholds.junit])
        let planned: PlannedScenario
        do throws(ExitStatus) {
            planned = try StudyPlanning.planned(scenario, jobs: options.jobs) {
                Answering.infeasible($0, of: scenario.name, options.format)
            }
        } catch {
            if error == .infeasible {
                let suite = JUnitXML.Suite(name: scenario.name, results: [], error: "infeasible: no plan exists")
                try StudyFiles.writeJUnit([suite], thresholds)
            }
            throw error
        }
        let answer = TrialRunning.first(planned, extras: options.studyExtras, jobs: options.jobs)
        let request = trials.request(scenario.study)
        let report = try TrialRunning.report(
            planned, first: TrialOutcome(answer, trial: 0), request, trials, jobs: options.jobs)
        let results = report.results(scenario.objective.thresholds)
        var isStudy = true
        if case .none = request { isStudy = false }
        let trialReport = isStudy ? report : nil
        if options.format == .text {
            Console.answer(StudyText.document(answer, trials: trialReport, thresholds: results, style: style))
        } else {
            Console.answer(Answering.document(answer, options, trials: trialReport, thresholds: results))
        }
        try StudyFiles.writeJUnit([JUnitXML.Suite(name: scenario.name, results: results)], thresholds)
        try Answering.checkPrices(answer)
        try Answering.checkInputs(answer, options.failOn)
        try options.staleness.check(UsedPrices.of(answer, on: options.staleness.day))
        if results.isViolated(strictly: thresholds.strictThresholds) { throw .checkFailed }
    }
}
