internal import ArgumentParser
internal import Reporting
internal import ScanModel

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints a scenario as YAML, with its bases and settings merged, or one value with its source.",
        discussion: """
            The scenario is checked first, except for its inventories. The output is a scenario by itself; its relative \
            paths are those of the files that name them, so it belongs into their folder.

            With a path, written as for --set, the value there or all values below it are told: what is stated and where, \
            what the profile says where nothing is, and what it would be by default. Paths may begin below a deployment.

            EXAMPLES
              scanplan show --resolved overlay.yaml
              scanplan show --set deployments[0].parameters.Concurrency=2 scenario.yaml > changed.yaml
              scanplan show scenario.yaml timings.scan.base
              scanplan show --format json scenario.yaml deployments[0].limits
            """)

    @OptionGroup var options: ScenarioOptions

    @Argument(help: "Tell the value at this path, or the values below it, such as timings.scan.base.")
    var path: String?

    @Flag(help: "Name the file and line that each value comes from, as a comment.")
    var resolved = false

    @Option(help: "How to write the values of a path.")
    var format: OutputFormat = .text

    func validate() throws {
        if path == nil, format == .json { throw ValidationError("--format json is for the values of a path.") }
        if path != nil, resolved {
            throw ValidationError("--resolved is for the whole scenario; a path tells sources.")
        }
    }

    func run() throws {
        guard let path else {
            Console.answer(try ScenarioLoading.show(options, sources: resolved))
            return
        }
        switch try ScenarioLoading.values(options, path: path) {
        case .success(let (values, leftOut)):
            switch format {
            case .text: Console.answer(ShownValueText.document(values, leftOut: leftOut, style: Console.style))
            case .json:
                Console.answer(
                    ShownValueJSON.document(values, leftOut: leftOut, version: Version.text).document)
            }
        case .failure(let failure):
            throw ValidationError(failure.reason.hasSuffix("?") ? failure.reason : "\(failure.reason).")
        }
    }
}
