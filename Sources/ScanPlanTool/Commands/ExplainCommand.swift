internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies
internal import Synchronization

/// What to explain, as the command line spells it.
enum ExplanationPartArgument: String, ExpressibleByArgument, CaseIterable {
    case path, knobs, prices, raises

    var part: ExplanationPart {
        switch self {
        case .path: .path
        case .knobs: .knobs
        case .prices: .prices
        case .raises: .raises
        }
    }
}

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tells why a scan cycle takes as long as it does, and what would change it.",
        discussion: """
            Where the time goes, along the critical path and over all instances; what one step of each knob would change, \
            simulated with the same draws; what one more of each limit is worth; and the fewest limits to raise for the \
            deadline. Parts that are not asked for are not computed.

            EXAMPLES
              scanplan explain scenario.yaml
              scanplan explain --part path --part knobs scenario.yaml
              scanplan explain --part raises --set objective.deadline=8h scenario.yaml
              scanplan explain --trials 30 --format json scenario.yaml > explanation.json
            """)

    @OptionGroup var options: StudyOptions

    @Option(
        name: .customLong("part"),
        help: ArgumentHelp(
            "What to explain: path, knobs, prices or raises; everything unless given. Can be repeated."))
    var parts: [ExplanationPartArgument] = []

    @Option(
        help: ArgumentHelp("Most stretches of a path to list in the JSON form, 0 to 1000000.", valueName: "n"))
    var segments: Int = 1000

    func validate() throws {
        guard (0...1_000_000).contains(segments) else {
            throw ValidationError("--segments must be 0 to 1000000, not \(segments).")
        }
    }

    func run() throws {
        let variants = try ScenarioVariants(options.scenario, jobs: options.jobs)
        let planned = try StudyPlanning.planned(variants.base, jobs: options.jobs, format: options.format)
        let parts = Set(parts.isEmpty ? ExplanationPart.allCases : parts.map(\.part))
        let total = ScenarioExplanation.knobs(of: planned, parts: parts)
        let line = ProgressLine(title: "explaining", unit: "changed scenarios")
        let done = CallCount()
        let (trials, jobs) = (options.trials, options.jobs)
        let explanation = blocking {
            var own = variants
            return await ScenarioExplanation.explain(
                planned, parts: parts, trials: trials, width: jobs,
                variant: { changes throws(InvalidInput) in try own.scenario(changes) },
                progress: { line.report(done.next(), total) })
        }
        line.end()
        switch options.format {
        case .text: Console.answer(ExplanationText.document(explanation, style: Console.style))
        case .json:
            Console.answer(
                ExplanationJSON.document(explanation, version: Version.text, segmentsMost: segments).document)
        }
    }
}

/// Counts calls from any thread.
private final class CallCount: Sendable {
    private let count = Atomic<Int>(0)

    func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}
