internal import Estimation
internal import Reporting
internal import ScanModel
internal import Studies

/// Runs a study and writes its outcome.
enum Answering {
    static func answer(_ options: AnswerOptions, depth: StudyDepth) throws(ExitStatus) {
        let scenario = try ScenarioLoading.load(options.scenario, jobs: options.jobs)
        let outcome = try study(scenario, depth: depth, jobs: options.jobs, extras: options.studyExtras)
        switch outcome {
        case .answered(let answer):
            if options.format == .text {
                Console.answer(AnswerText.document(answer, style: Console.style))
            } else {
                Console.answer(document(answer, options))
            }
            try checkPrices(answer)
            try checkInputs(answer, options.failOn)
            try options.staleness.check(UsedPrices.of(answer, on: options.staleness.day))
        case .infeasible(let name, let bottlenecks):
            throw infeasible(bottlenecks, of: name, options.format)
        }
    }

    /// The answer in one of the forms for machines and pull requests.
    static func document(
        _ answer: StudyAnswer, _ options: AnswerOptions, trials: TrialReport? = nil, thresholds: [ThresholdResult] = []
    ) -> String {
        switch options.format {
        case .text: preconditionFailure("text is written by the command")
        case .json:
            AnswerJSON.document(answer, version: Version.text, trials: trials, thresholds: thresholds).document
        case .csv: AnswerCSV.document(answer, trials: trials)
        case .markdown: AnswerMarkdown.document(answer, trials: trials, thresholds: thresholds)
        case .focus:
            options.month.map { FocusCSV.document(answer, month: $0.month) } ?? FocusCSV.empty
        }
    }

    /// Writes why there is no plan: in tables there is no row for it, so that it goes to standard error.
    static func infeasible(_ bottlenecks: [Bottleneck], of name: String, _ format: AnswerFormat) -> ExitStatus {
        switch format {
        case .text: return Refusal.infeasible(bottlenecks, of: name, format: .text)
        case .json: return Refusal.infeasible(bottlenecks, of: name, format: .json)
        case .markdown: Console.answer(AnswerMarkdown.document(scenario: name, bottlenecks: bottlenecks))
        case .csv, .focus:
            Console.answer(format == .csv ? AnswerCSV.empty : FocusCSV.empty)
            for bottleneck in bottlenecks {
                Console.diagnostic(
                    "infeasible: \(bottleneck.deployment) in \(bottleneck.region ?? "all regions"): "
                        + "\(bottleneck.limit): there is \(bottleneck.available), needed \(bottleneck.needed); "
                        + "try \(bottleneck.remedy)")
            }
        }
        return .infeasible
    }

    /// Holds the inputs of an answer against conditions, and ends the command if one is true.
    static func checkInputs(_ answer: StudyAnswer, _ conditions: [MarkCondition]) throws(ExitStatus) {
        var hasFailed = false
        for condition in conditions {
            for deployment in answer.deployments {
                guard let marks = deployment.inputs, condition.isTrue(of: marks) else { continue }
                hasFailed = true
                Console.diagnostic(InputText.failure(condition, marks, of: deployment.deployment.name))
            }
        }
        if hasFailed { throw .checkFailed }
    }

    /// Reports missing prices, which end the command once the answer is written.
    static func checkPrices(_ answer: StudyAnswer) throws(ExitStatus) {
        guard !answer.missingPrices.isEmpty else { return }
        for missing in answer.missingPrices {
            Console.diagnostic("error: no price for \(missing.item) in \(missing.region)")
        }
        Console.diagnostic("the estimate is incomplete: set prices.items, or prices.standIn to a priced region")
        throw .estimateIncomplete
    }

    /// One job runs on this thread, without any task; more run as child tasks.
    static func study(
        _ scenario: Scenario, depth: StudyDepth, jobs: Int, extras: StudyExtras = StudyExtras()
    ) throws(ExitStatus) -> StudyOutcome {
        let line = ProgressLine(title: "simulating")
        let result: Result<StudyOutcome, UnanswerableScenario>
        if jobs == 1 {
            result = Result { () throws(UnanswerableScenario) in
                try ScanStudy.answer(scenario, depth: depth, extras: extras, progress: line.report)
            }
        } else {
            result = blocking {
                do throws(UnanswerableScenario) {
                    return .success(
                        try await ScanStudy.answer(
                            scenario, depth: depth, width: jobs, extras: extras, progress: line.report))
                } catch {
                    return .failure(error)
                }
            }
        }
        line.end()
        switch result {
        case .success(let outcome): return outcome
        case .failure(let failure):
            throw Refusal.unanswerable(failure)
        }
    }
}
