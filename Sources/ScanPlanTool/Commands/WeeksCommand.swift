internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies

struct WeeksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weeks",
        abstract: "Simulates the product week after week: who is scanned how often, and how old scans are.",
        discussion: """
            Discoveries, records that expire, searches, scanners and the window of regions, with instances that start \
            and end as the scenario's `weeks` section says. Tells whether the scanners keep up and how much growth they \
            bear. Request rates, failures and copies are left out; `simulate` has them for one cycle.

            EXAMPLES
              scanplan weeks scenario.yaml
              scanplan weeks --weeks 12 --format json scenario.yaml > weeks.json
              scanplan weeks --set 'deployments[0].weeks.growth={perWeek: 2%}' scenario.yaml
              scanplan weeks --set deployments[0].weeks.recordExpiryLag=5m scenario.yaml
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: ArgumentHelp("Weeks to simulate, 1 to 520.", valueName: "n"))
    var weeks: Int = 4

    @Option(help: ArgumentHelp("Seed of the draws in place of the scenario's.", valueName: "s"))
    var seed: UInt64?

    @Option(help: "How to write the answer.")
    var format: OutputFormat = .text

    @OptionGroup var work: JobsOptions

    var jobs: Int { work.jobs }

    func validate() throws {
        guard (1...520).contains(weeks) else { throw ValidationError("--weeks must be 1 to 520, not \(weeks).") }
    }

    func run() throws {
        var scenario = try ScenarioLoading.load(options, jobs: jobs)
        if let seed { scenario.seed = seed }
        try Refusal.ifCoupled(scenario, "the simulation of weeks")
        switch try study(scenario) {
        case .answered(let answer):
            switch format {
            case .text: Console.answer(WeeksText.document(answer, style: Console.style))
            case .json: Console.answer(WeeksJSON.document(answer, version: Version.text).document)
            }
        case .infeasible(let name, let bottlenecks):
            throw Refusal.infeasible(bottlenecks, of: name, format: format)
        }
    }

    private func study(_ scenario: Scenario) throws(ExitStatus) -> WeeksOutcome {
        let line = ProgressLine(title: "simulating", unit: "days of instances")
        let (weeks, jobs) = (weeks, jobs)
        let result: Result<WeeksOutcome, UnanswerableScenario>
        if jobs == 1 {
            result = Result { () throws(UnanswerableScenario) in
                try WeeksStudy.answer(scenario, weeks: weeks, progress: line.report)
            }
        } else {
            result = blocking {
                do throws(UnanswerableScenario) {
                    return .success(
                        try await WeeksStudy.answer(scenario, weeks: weeks, width: jobs, progress: line.report))
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
