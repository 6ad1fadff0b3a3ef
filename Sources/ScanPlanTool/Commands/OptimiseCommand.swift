internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies

struct OptimiseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "optimise",
        abstract: "Sets the product's plan beside a near-optimal one, with how near to the best it is.",
        discussion: """
            Orders regions, instances and batches anew, opens regions in a sliding window, and gives each region the \
            fewest scanners with which it does not delay the end. Every plan is simulated and stands beside the least \
            time that is proved for any plan with the same settings; what the product cannot be told is said. A gap of \
            0 % means that no plan is faster. Where durations are random or instances may be given up, the least time \
            holds under a condition, which the answer states. Where anything is random, every plan goes through the \
            same \(OptimisationSettings.defaultTrials) trials, and the mean makespan decides.

            EXAMPLES
              scanplan optimise scenario.yaml
              scanplan optimise --format json scenario.yaml > optimised.json
              scanplan optimise --set deployments[0].parameters.SingleRegionConcurrency=7 scenario.yaml
              scanplan optimise --steps 10000000 scenario.yaml
              scanplan optimise --reference document.json
            """,
        aliases: ["optimize"])

    @OptionGroup var scenario: ScenarioOptions

    @Option(help: "How to write the answer.")
    var format: OutputFormat = .text

    @OptionGroup var work: JobsOptions

    var jobs: Int { work.jobs }

    @Option(
        help: ArgumentHelp(
            "Steps of all searches of a deployment; the answer depends on them and not on the machine.", valueName: "n")
    )
    var steps: Int = OptimisationSettings.defaultSteps

    @Flag(help: "The file is a document of the reference model (SNAPREF/1).")
    var reference = false

    @Flag(help: "Neither tell what each measure gains alone nor look for fewer scanners: a sixth of the time.")
    var quick = false

    func validate() throws {
        guard !reference || scenario.settings.isEmpty else {
            throw ValidationError("--set changes scenarios, and a reference document is none.")
        }
        guard (0...1_000_000_000_000).contains(steps) else {
            throw ValidationError("--steps must be 0 to 1000000000000, not \(steps).")
        }
    }

    func run() throws {
        let loaded =
            reference
            ? try ScenarioLoading.loadReference(scenario.scenario) : try ScenarioLoading.load(scenario, jobs: jobs)
        let planned = try StudyPlanning.planned(loaded, jobs: jobs, format: format)
        let line = ProgressLine(title: "optimising", unit: "simulated cycles")
        let settings = OptimisationSettings(steps: steps, tellsSingleMeasures: !quick, sizesScanners: !quick)
        let jobs = jobs
        let answer = blocking {
            await OptimisationStudy.answer(planned, settings: settings, width: jobs, progress: line.report)
        }
        line.end()
        switch format {
        case .text: Console.answer(OptimisationText.document(answer, style: Console.style))
        case .json: Console.answer(OptimisationJSON.document(answer, version: Version.text).document)
        }
    }
}
