internal import ArgumentParser

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How answers are written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// What every command that reads a scenario takes.
struct ScenarioOptions: ParsableArguments {
    @Argument(
        help: "Scenario file (YAML or JSON), or - for standard input.",
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Change one value, such as deployments[0].parameters.Concurrency=2; null deletes. Can be repeated.",
            valueName: "path=value"))
    var settings: [String] = []

    @Flag(help: "Let `base` name absolute paths, symbolic links, and files outside the scenario's folder.")
    var allowOutside = false
}

/// What every answering command takes.
struct AnswerOptions: ParsableArguments {
    @OptionGroup var scenario: ScenarioOptions

    @Option(help: "How to write the answer.")
    var format: OutputFormat = .text

    @Option(
        help: ArgumentHelp(
            "Child tasks that work side by side. The answer is the same for any number; 1 uses no task.",
            valueName: "n"))
    var jobs: Int = AnswerOptions.cores

    func validate() throws {
        guard (1...1024).contains(jobs) else { throw ValidationError("--jobs must be 1 to 1024, not \(jobs).") }
    }

    private static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
