internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import ScenarioInput
internal import Studies

struct UncertaintyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uncertainty",
        abstract: "Simulates a scenario for many samples of what nobody knows for sure.",
        discussion: """
            Numbers that the scenario's `uncertainty` gives a distribution are drawn by a Latin hypercube; of each such \
            input sample several cycles are simulated. Tells how makespan and cost spread, how likely the cycle is in \
            time, and how much of the variance is not known and how much is random. Without `uncertainty` in the \
            scenario all assumed constants with a range are drawn.

            EXAMPLES
              scanplan uncertainty Scenarios/what-if/uncertain-durations.yaml
              scanplan uncertainty --input-samples 400 --trials 20 --format json scenario.yaml > uncertainty.json
              scanplan uncertainty --input timings.scan.perGiB=0.1s..4s scenario.yaml
            """)

    @OptionGroup var options: StudyOptions
    @OptionGroup var inputs: InputOptions

    @Option(help: ArgumentHelp("Samples of the uncertain inputs, 2 to 100000.", valueName: "n"))
    var inputSamples: Int = 100

    func validate() throws {
        guard (2...100_000).contains(inputSamples) else {
            throw ValidationError("--input-samples must be 2 to 100000, not \(inputSamples).")
        }
    }

    func run() throws {
        let study = try InputStudy(options, inputs)
        let total = UncertaintyStudy.trialCount(samples: inputSamples, trials: study.trials)
        try inputs.check(
            "\(inputSamples) input samples and the scenario as it is, \(study.trials) "
                + "\(study.trials == 1 ? "trial" : "trials") each", total)
        let progress = TrialProgress(total: total)
        let (samples, jobs) = (inputSamples, options.jobs)
        let result: Result<UncertaintyAnswer, InvalidSample> = blocking {
            do throws(InvalidSample) {
                return .success(
                    try await UncertaintyStudy.answer(
                        study.scenario, inputs: study.inputs, samples: samples, trials: study.trials, width: jobs,
                        maker: study.maker, progress: { progress.advance(by: $0) }))
            } catch {
                return .failure(error)
            }
        }
        progress.end()
        switch result {
        case .success(let answer):
            switch options.format {
            case .text: Console.answer(UncertaintyText.document(answer, style: Console.style))
            case .json: Console.answer(UncertaintyJSON.document(answer, version: Version.text).document)
            }
            if let cost = answer[.costPerCycle], cost.count == 0, answer.failures.count < answer.samples {
                Console.diagnostic(
                    "the estimate is incomplete: a price is missing; `scanplan simulate` tells which")
                throw ExitStatus.estimateIncomplete
            }
        case .failure(let failure):
            Console.diagnostic(
                "error: input sample \(failure.sample.sample + 1), \(failure.sample.settings.joined(separator: " "))")
            guard let input = failure.input else {
                Console.diagnostic("error: \(failure.sample.reason)")
                throw ExitStatus.invalidInput
            }
            throw ScenarioLoading.report(input)
        }
    }
}
