internal import Reporting
internal import ScanModel
internal import Studies

/// Runs the trials of a planned scenario.
enum TrialRunning {
    /// The answer of the first trial. One job runs on this thread, without any task; more run as child tasks.
    static func first(_ planned: PlannedScenario, extras: StudyExtras, jobs: Int) -> StudyAnswer {
        let line = ProgressLine(title: "simulating")
        defer { line.end() }
        if jobs == 1 { return planned.answer(trial: 0, extras: extras, progress: line.report) }
        return blocking { await planned.answer(trial: 0, width: jobs, extras: extras, progress: line.report) }
    }

    /// As many trials as are asked for, the first among them; just that one where nothing is random.
    ///
    /// - Parameter trials: where to write them down, and the precision that is wanted.
    static func report(
        _ planned: PlannedScenario, first: TrialOutcome, _ request: TrialOptions.Request, _ trials: TrialOptions,
        jobs: Int
    ) throws(ExitStatus) -> TrialReport {
        let scenario = planned.scenario
        let trace = try StudyFiles.pending(trials.trace)
        let record = trace.map { file in
            { @Sendable (outcomes: [TrialOutcome]) in
                file.append(outcomes.flatMap { Array(TrialJSON.trial($0).line.utf8) })
            }
        }
        let progress = TrialProgress(total: request.most)
        progress.advance()
        let statistics: TrialStatistics
        switch scenario.isRandom ? request : .none {
        case .none:
            record?([first])
            statistics = TrialStatistics([first])
        case .fixed(let count):
            statistics = blocking {
                await TrialStudy.statistics(
                    of: planned, trials: count, width: jobs, first: first, progress: { progress.advance() },
                    record: record)
            }
        case .until(let rule):
            statistics = blocking {
                await TrialStudy.statistics(
                    of: planned, until: rule, width: jobs, first: first, progress: { progress.advance() },
                    record: record)
            }
        }
        progress.end()
        try StudyFiles.commit(trace)
        return TrialReport(
            statistics, of: scenario, confidence: scenario.study.confidence,
            precision: trials.wantedPrecision(scenario.study))
    }
}
