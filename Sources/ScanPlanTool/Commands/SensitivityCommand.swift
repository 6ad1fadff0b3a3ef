internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies

/// How a study looks for the inputs that matter.
enum SensitivityMethodName: String, ExpressibleByArgument, CaseIterable {
    case oat, morris, sobol
}

/// How far inputs move.
enum InputEndsName: String, ExpressibleByArgument, CaseIterable {
    case quantiles, range

    var ends: InputEnds { self == .quantiles ? .quantiles : .range }
}

struct SensitivityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sensitivity",
        abstract: "Tells which of the numbers that nobody knows for sure matter.",
        discussion: """
            Inputs are the numbers that the scenario's `uncertainty` gives a distribution, else all assumed constants \
            with a range; --input adds more.
            --method oat moves one input at a time from end to end and draws a tornado (2 k + 1 variants of k inputs). \
            --method morris moves along random paths and tells the mean magnitude of each input's effect and how much it \
            depends on the others (r (k + 1) variants). --method sobol tells which share of the metric's variance each \
            input is responsible for, alone and with the others (N (k + 2) variants).

            EXAMPLES
              scanplan sensitivity Scenarios/what-if/uncertain-durations.yaml
              scanplan sensitivity --metric cost.month --ends range scenario.yaml
              scanplan sensitivity --input timings.scan.perGiB=0.1s..4s scenario.yaml
              scanplan sensitivity --method morris --paths 20 scenario.yaml
              scanplan sensitivity --method sobol --samples 256 --format json scenario.yaml > indices.json
            """)

    @OptionGroup var options: StudyOptions
    @OptionGroup var inputs: InputOptions

    @Option(help: "oat (one at a time), morris, or sobol.")
    var method: SensitivityMethodName = .oat

    @Option(
        help: ArgumentHelp(
            "Metric to explain: \(Metric.all.map(\.name.text).joined(separator: ", ")).", valueName: "name"),
        completion: .list(Metric.all.map(\.name.text)))
    var metric: String = Metric.makespan.name.text

    @Option(help: "For oat and morris, how far inputs move: their 10 % and 90 % quantiles, or their whole range.")
    var ends: InputEndsName?

    @Option(help: ArgumentHelp("Paths of morris, 2 to 1000; 10 unless given.", valueName: "r"))
    var paths: Int?

    @Option(help: ArgumentHelp("Rows of sobol, 2 to 100000; 128 unless given.", valueName: "n"))
    var samples: Int?

    private var chosenMetric: Metric? { Metric.all.first { $0.name.text == metric } }

    private var design: SensitivityMethod {
        switch method {
        case .oat: .oneAtATime((ends ?? .quantiles).ends)
        case .morris: .morris((ends ?? .quantiles).ends, paths: paths ?? 10)
        case .sobol: .sobol(samples: samples ?? 128)
        }
    }

    func validate() throws {
        guard chosenMetric != nil else {
            throw ValidationError(
                "--metric must be one of \(Metric.all.map(\.name.text).joined(separator: ", ")), not \(metric).")
        }
        if let paths, !(2...1000).contains(paths) {
            throw ValidationError("--paths must be 2 to 1000, not \(paths).")
        }
        if let samples, !(2...100_000).contains(samples) {
            throw ValidationError("--samples must be 2 to 100000, not \(samples).")
        }
        if paths != nil, method != .morris { throw ValidationError("--paths belongs to --method morris.") }
        if samples != nil, method != .sobol { throw ValidationError("--samples belongs to --method sobol.") }
        if ends != nil, method == .sobol {
            throw ValidationError("--ends belongs to --method oat and morris; sobol draws from the whole distribution.")
        }
    }

    func run() throws {
        guard let metric = chosenMetric else { throw ExitStatus.usage }
        let study = try InputStudy(options, inputs)
        let design = design
        let count = study.inputs.inputs.count
        let variants = design.variants(inputs: count)
        try inputs.check(
            "\(count) \(count == 1 ? "input" : "inputs"), \(variants) variants, "
                + "\(study.trials) \(study.trials == 1 ? "trial" : "trials") each", variants * study.trials)
        let progress = TrialProgress(total: variants * study.trials)
        let jobs = options.jobs
        let answer = blocking {
            await SensitivityStudy.answer(
                study.scenario, inputs: study.inputs, metric: metric, method: design, trials: study.trials,
                width: jobs, maker: study.maker, progress: { progress.advance(by: $0) })
        }
        progress.end()
        guard let answer else {
            Console.diagnostic("error: the scenario as it is has no \(metric.name); is a price missing?")
            throw ExitStatus.estimateIncomplete
        }
        switch options.format {
        case .text: Console.answer(SensitivityText.document(answer, style: Console.style))
        case .json: Console.answer(SensitivityJSON.document(answer, version: Version.text).document)
        }
        if answer.finding == .incomplete { throw ExitStatus.infeasible }
    }
}
