internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies

struct RecommendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recommend",
        abstract: "Finds the cheapest settings that end the cycle in time, and tells why the others will not do.",
        discussion: """
            Plans every point of the search, rejects those that a bound proves to be too late, and simulates the others in \
            the same trials, as far as it takes to tell them apart. In time means: by the deadline of the objective (else \
            the interval) with its probability, 95 % unless stated. Undecided is an answer, with what it would take.

            The search goes over the two concurrency parameters of the vendor; where they have many values, over some and \
            then over those around the best. --over adds a setting or gives one of the two its own values.

            EXAMPLES
              scanplan recommend scenario.yaml
              scanplan recommend --trials 500 --within 0.5% --format json scenario.yaml > recommendation.json
              scanplan recommend --format markdown scenario.yaml > comment.md
              scanplan recommend --over scanner.instanceType=c5.large,m5.large scenario.yaml
              scanplan recommend --over SingleRegionConcurrency=3..7 --over policies.volumesPerScanner=4,8,16 scenario.yaml
              scanplan recommend --over IntervalHours=24..72..24 --set objective.monthlyBudget=2000USD scenario.yaml
              scanplan recommend --world timings.scan.perGiB=2s --world timings.scannerBoot=300s scenario.yaml
              scanplan recommend --input-samples 10 scenario.yaml
            """)

    @OptionGroup var scenario: ScenarioOptions

    @Option(help: "How to write the answer; markdown is for pull requests.")
    var format: CompareCommand.CompareFormat = .text

    @OptionGroup var options: SearchOptions

    @Option(
        help: ArgumentHelp(
            "A setting to search and its values: a..b, a..b..step, or x,y,z. Parameters of the vendor go by their name, other "
                + "settings by their path in a deployment or in the scenario. Can be repeated.",
            valueName: "path=values"))
    var over: [String] = []

    @Option(help: ArgumentHelp("A relative difference of costs that does not matter, such as 1%.", valueName: "share"))
    var within: ShareArgument = ShareArgument(value: 0.01)

    @Flag(help: "Give every setting that is simulated all trials, however soon it could be dropped.")
    var thorough = false

    @Option(
        help: ArgumentHelp(
            "Settings of a world in which the choice has to do, parted by semicolons. The scenario as it is is the first; "
                + "the choice is then the one of least regret. Can be repeated.",
            valueName: "path=value;..."))
    var world: [String] = []

    @Option(
        help: ArgumentHelp(
            "Worlds drawn from what the scenario states under uncertainty, by a Latin hypercube, beside those of --world.",
            valueName: "n"))
    var inputSamples: Int = 0

    func validate() throws {
        guard (0...1_000).contains(inputSamples) else {
            throw ValidationError("--input-samples must be 0 to 1000, not \(inputSamples).")
        }
        guard within.isProper else { throw ValidationError("--within must be above 0% and below 100%.") }
    }

    func run() throws {
        let variants = try ScenarioVariants(scenario, jobs: options.jobs)
        let base = variants.base
        let axes = try SearchAxes.axes(over, of: base)
        guard let points = SettingsGrid.points(axes) else {
            Console.diagnostic("error: the search has more than \(SettingsGrid.mostPoints) settings; name fewer values")
            throw ExitStatus.usage
        }
        let request = RecommendationRequest(
            base: base, axes: axes, trials: options.trials ?? base.study.trials ?? 200, within: within.value,
            isThorough: thorough,
            worlds: [[]] + (try statedWorlds(of: base)) + (try drawnWorlds(of: base)))
        let line = TrialProgress(
            total: (points.count + 1) * request.trials * request.worlds.count, unit: "cycles at most")
        let jobs = options.jobs
        let answer = blocking {
            await Recommender.recommend(
                request, points: points, source: VariantSource(variants: variants), width: jobs,
                progress: { line.advance() })
        }
        line.end()
        try refuse(answer)
        switch format {
        case .text: Console.answer(RecommendText.document(answer, style: Console.style))
        case .json: Console.answer(RecommendJSON.document(answer, version: Version.text).document)
        case .markdown: Console.answer(RecommendMarkdown.document(answer))
        }
        try leave(answer)
    }

    /// The worlds of --world, as settings.
    private func statedWorlds(of base: Scenario) throws -> [[String]] {
        try world.map { text in
            let settings = SettingPaths.settings(text, of: base)
            guard !settings.isEmpty else { throw ValidationError("--world \"\(text)\" has no settings.") }
            return settings
        }
    }

    /// Samples of the uncertain inputs, as settings.
    private func drawnWorlds(of base: Scenario) throws -> [[String]] {
        guard inputSamples > 0 else { return [] }
        let inputs = UncertainInputs(base)
        guard !inputs.inputs.isEmpty else {
            throw ValidationError("--input-samples draws from deployments[].uncertainty, and the scenario states none.")
        }
        return inputs.worlds(count: inputSamples, seed: base.seed)
    }

    /// Ends the command where, in one of the worlds, no setting of the search makes a valid scenario.
    private func refuse(_ answer: Recommendation) throws(ExitStatus) {
        for world in answer.worlds {
            var issues: [InputIssue] = []
            var isRefused = false
            for option in world.options where !option.option.isPresent {
                guard case .invalid(let found) = option.result else {
                    isRefused = false
                    break
                }
                isRefused = true
                issues += found.filter { !issues.contains($0) }
            }
            if isRefused { throw ScenarioLoading.report(InvalidInput(issues)) }
        }
    }

    /// The exit code where no setting has a plan, or none has a price.
    private func leave(_ answer: Recommendation) throws(ExitStatus) {
        let results = answer.worlds.flatMap(\.options).map(\.result)
        let isPriced = results.contains { result in
            switch result {
            case .simulated, .tooLate: true
            default: false
            }
        }
        guard !isPriced else { return }
        let isUnpriced = results.contains { result in
            if case .unpriced = result { return true }
            return false
        }
        throw isUnpriced ? .estimateIncomplete : .infeasible
    }
}

/// How much work a search may be.
struct SearchOptions: ParsableArguments {
    @OptionGroup var work: JobsOptions
    @OptionGroup var draws: TrialsOptions

    var jobs: Int { work.jobs }
    var trials: Int? { draws.trials }
}
