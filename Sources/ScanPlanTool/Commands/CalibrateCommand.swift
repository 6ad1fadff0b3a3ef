internal import ArgumentParser
internal import Calibration
internal import Reporting
internal import ScanModel
internal import ScenarioInput
internal import Studies
internal import VendorProfiles

struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Fits durations of stages to logs, for scenarios to include, or tests such fits on later logs.",
        discussion: """
            Reads tables of observed durations (docs/calibration.md tells the columns) and fits the distributions that \
            the simulator draws from: by maximum likelihood, with durations that did not finish, and the family with the \
            best AICc. Tells each number with its interval, how well the family fits, and which stages stay as the \
            profile says.

            With --output it writes the calibration file that a deployment includes under `calibration`. What the \
            scenario states itself under `timings` and `variation` comes first.

            With --back-test it fits the earlier part of the logs, foretells the later one, and tells the errors and how \
            many durations the predicted intervals hold. With a scenario it also simulates its cycles with the fitted \
            durations and compares the makespan with the cycles of the logs.

            EXAMPLES
              scanplan calibrate --profile qualys-aws@1.8 --from Scenarios/calibration/observed.csv
              scanplan calibrate --profile qualys-aws@1.8 --from observed.csv --output calibration.json
              scanplan calibrate --scenario scenario.yaml --from observed.csv --back-test
              scanplan calibrate --profile qualys-aws@1.8 --from observed.csv --back-test --split 2025-03-15
            """)

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp("Table of observed durations (CSV), or -. Can be repeated.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var files: [String]

    @Option(help: "Profile whose stages were observed; or --scenario.")
    var profile: String?

    @Option(help: "Scenario whose deployment was observed.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String?

    @Option(help: "Deployment of the scenario, if it has several.")
    var deployment: String?

    @Option(
        name: [.short, .long], help: ArgumentHelp("Write the calibration to a file.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var output: String?

    @Flag(help: "Fit the earlier part of the logs and test it on the later one.")
    var backTest = false

    @Option(help: "Where the later part begins: a day such as 2025-03-15, or a share of the observations.")
    var split: SplitArgument?

    @Option(help: "Cycles that the back-test simulates.")
    var trials = 40

    @Option(help: ArgumentHelp("Samples drawn to test each fit; 0: none is tested.", valueName: "n"))
    var resamples = 199

    @Option(help: "Seed of these samples.")
    var seed: UInt64 = 1

    @Option(help: "How to write the answer.")
    var format: OutputFormat = .text

    @OptionGroup var work: JobsOptions

    func validate() throws {
        guard (profile == nil) != (scenario == nil) else {
            throw ValidationError("Either --profile or --scenario must be given.")
        }
        if profile != nil, deployment != nil { throw ValidationError("--deployment goes with --scenario.") }
        if files.isEmpty { throw ValidationError("--from must be given.") }
        if output != nil, backTest { throw ValidationError("--output and --back-test exclude each other.") }
        if split != nil, !backTest { throw ValidationError("--split goes with --back-test.") }
        guard (1...100_000).contains(trials) else {
            throw ValidationError("--trials must be 1 to 100000, not \(trials).")
        }
        guard (0...10_000).contains(resamples) else {
            throw ValidationError("--resamples must be 0 to 10000, not \(resamples).")
        }
    }

    func run() throws {
        if let output {
            try Console.writing { () throws(UnwritableFile) in try FileWriting.check(output, overwrites: true) }
        }
        let target = try CalibrationTarget(profile: profile, scenario: scenario, deployment: deployment)
        let (observations, sources) = try ObservationLoading.read(files, stages: target.subjects.map(\.name))
        var settings = FitSettings()
        (settings.resamples, settings.seed) = (resamples, seed)
        if backTest {
            try test(target, observations, sources, settings)
            return
        }
        let report = ProgressLine.during("fitting") {
            CalibrationReport(
                observations, profile: target.profile.id, subjects: target.subjects, sources: sources,
                settings: settings)
        }
        let document = CalibrationJSON.document(report, version: Version.text).document
        if let output {
            try Console.writing { () throws(UnwritableFile) in
                try FileWriting.write(Array(document.utf8), to: output, overwrites: true)
            }
        }
        switch format {
        case .text: Console.answer(CalibrationText.document(report, style: Console.style))
        case .json: Console.answer(document)
        }
    }

    private func test(
        _ target: CalibrationTarget, _ observations: [StageObservation], _ sources: [LogSource],
        _ settings: FitSettings
    ) throws(ExitStatus) {
        var settings = settings
        // Which family is fitted does not depend on the test of the fit.
        settings.resamples = 0
        let test = ProgressLine.during("fitting") {
            BackTest(
                observations, profile: target.profile.id, subjects: target.subjects, sources: sources,
                settings: settings, split: split?.instant, share: split?.share ?? 0.5)
        }
        guard let test else {
            throw ScenarioLoading.report(
                InvalidInput([
                    InputIssue(
                        file: files[0], line: 0, column: 0, path: "start",
                        problem: "the logs have no observations on one side of the split",
                        expected: "observations with a start before it and after it")
                ]))
        }
        let (makespan, reason) = try makespan(target, test)
        switch format {
        case .text:
            Console.answer(
                BackTestText.document(test, makespan: makespan, reason: reason, style: Console.style))
        case .json:
            Console.answer(CalibrationJSON.backTest(test, makespan: makespan, version: Version.text).document)
        }
    }

    /// The comparison of cycles, or why there is none.
    private func makespan(
        _ target: CalibrationTarget, _ test: BackTest
    ) throws(ExitStatus) -> (MakespanBackTest?, String?) {
        guard let draft = target.draft, let index = target.index else {
            return (nil, "Without a scenario no makespan is foretold.")
        }
        guard !test.cycles.isEmpty else { return (nil, "The later part names no cycles, so no makespan is compared.") }
        var scenario = try ScenarioLoading.load(draft, jobs: work.jobs)
        // The makespan of one deployment alone, as the log has it.
        scenario.deployments = [scenario.deployments[index].calibrated(by: test.report.fits)]
        let planned = try StudyPlanning.planned(scenario, jobs: work.jobs, format: format)
        let count = scenario.isRandom ? trials : 1
        let progress = TrialProgress(total: count)
        let width = work.jobs
        let outcomes = blocking {
            await TrialStudy.outcomes(
                of: planned, trials: 0..<UInt32(count), width: width, progress: { progress.advance() })
        }
        progress.end()
        let makespans = outcomes.compactMap { $0.value(.makespan) }
        let result = MakespanBackTest(
            simulated: makespans, cycles: test.cycles, confidence: test.report.settings.confidence)
        return (result, result == nil ? "No cycle of the later part took any time." : nil)
    }
}

/// A day or a share.
struct SplitArgument: ExpressibleByArgument {
    /// Seconds since 1970.
    var instant: Rational?
    var share: Double?

    init?(argument: String) {
        if let day = CalendarDay(argument) {
            instant = Rational(day.daysSince1970 * 86400)
            return
        }
        guard argument.utf8.count <= 20, let share = Double(argument), share > 0, share < 1 else { return nil }
        self.share = share
    }
}
