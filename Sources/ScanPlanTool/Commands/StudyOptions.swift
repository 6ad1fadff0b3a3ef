internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies

/// What every command takes that simulates a scenario many times.
struct StudyOptions: ParsableArguments {
    @OptionGroup var report: ReportOptions
    @OptionGroup var draws: TrialsOptions

    var scenario: ScenarioOptions { report.scenario }
    var format: OutputFormat { report.format }
    var jobs: Int { report.jobs }
    var trials: Int? { draws.trials }
}

/// How many cycles stand behind each figure of a study.
struct TrialsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Simulated cycles, each with draws of its own; study.trials of the scenario unless given.", valueName: "n"))
    var trials: Int?

    func validate() throws { try TrialsOptions.check(trials) }

    static func check(_ trials: Int?) throws {
        if let trials, !(1...1_000_000).contains(trials) {
            throw ValidationError("--trials must be 1 to 1000000, not \(trials).")
        }
    }
}

/// Plans a scenario on the way to a study.
enum StudyPlanning {
    /// The plan; an infeasible scenario is reported in the wanted format and ends the command.
    static func planned(_ scenario: Scenario, jobs: Int, format: OutputFormat) throws(ExitStatus) -> PlannedScenario {
        try planned(scenario, jobs: jobs) { Refusal.infeasible($0, of: scenario.name, format: format) }
    }

    /// The plan; an infeasible scenario ends the command once it is reported.
    static func planned(
        _ scenario: Scenario, jobs: Int, refusal: ([Bottleneck]) -> ExitStatus
    ) throws(ExitStatus) -> PlannedScenario {
        let result: Result<PlanningAttempt, UnanswerableScenario> = ProgressLine.during("planning") {
            blocking {
                do throws(UnanswerableScenario) {
                    return .success(try await PlanningAttempt(scenario, width: jobs))
                } catch {
                    return .failure(error)
                }
            }
        }
        switch result {
        case .success(.planned(let planned)): return planned
        case .success(.infeasible(let bottlenecks)):
            throw refusal(bottlenecks)
        case .failure(let failure):
            throw Refusal.unanswerable(failure)
        }
    }
}
