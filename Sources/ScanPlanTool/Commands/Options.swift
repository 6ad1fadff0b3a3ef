internal import ArgumentParser
internal import Studies

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

/// How the answer of a scenario is written.
enum AnswerFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, markdown, focus
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

    @Flag(
        help:
            "Let `base`, `profileFile` and `calibration` name absolute paths, symbolic links, and files outside the scenario's folder."
    )
    var allowOutside = false
}

/// How many child tasks a command may start.
struct JobsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Child tasks that work side by side. The answer is the same for any number; 1 uses no task where the command "
                + "can do without.", valueName: "n"))
    var jobs: Int = JobsOptions.cores

    func validate() throws {
        guard (1...1024).contains(jobs) else { throw ValidationError("--jobs must be 1 to 1024, not \(jobs).") }
    }

    private static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

/// What an answer can tell beside the usual.
enum AnswerExtra: String, ExpressibleByArgument, CaseIterable {
    case naive, limits, range, caps, barrier, inputs
}

/// By what to share out the bill.
struct ShowBackArgument: ExpressibleByArgument {
    let key: ShowBackKey

    init?(argument: String) {
        let tag = "tag:"
        if argument == "account" {
            key = .account
        } else if argument.hasPrefix(tag), argument.count > tag.count {
            key = .tag(key: String(argument.dropFirst(tag.count)))
        } else {
            return nil
        }
    }
}

/// What every command takes that says something of a scenario.
struct ReportOptions: ParsableArguments {
    @OptionGroup var scenario: ScenarioOptions

    @Option(help: "How to write the answer.")
    var format: OutputFormat = .text

    @OptionGroup var work: JobsOptions

    var jobs: Int { work.jobs }
}

/// What every command takes that answers a scenario.
struct AnswerOptions: ParsableArguments {
    @OptionGroup var scenario: ScenarioOptions

    @Option(
        help: ArgumentHelp(
            "How to write the answer; csv has one row a value, focus one row a line of the bill in the columns of FOCUS, "
                + "markdown is for pull requests."))
    var format: AnswerFormat = .text

    @Option(help: ArgumentHelp("The month that the rows of --format focus carry.", valueName: "YYYY-MM"))
    var month: MonthArgument?

    @OptionGroup var work: JobsOptions

    var jobs: Int { work.jobs }

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp(
            "Tell more: naive (the makespan by division), limits (all of them, the one used up most first), "
                + "range (least and most of the bill), caps (disks expected to be cut off, by size), barrier (what "
                + "scanners lose by waiting for one another), inputs (each with its source and how it is known). Can be "
                + "repeated."))
    var extras: [AnswerExtra] = []

    @Option(
        help: ArgumentHelp("Share out the bill by account, or by the values of a tag: tag:KEY.", valueName: "by"))
    var showBack: ShowBackArgument?

    @Option(
        help: ArgumentHelp(
            "Leave with 1 if inputs are known too badly, such as 'assumed>20%' of the inputs, 'assumed.cost>50%' of the "
                + "bill or 'assumed.time>50%' of the time in stages. Marks: measured, calibrated, documented, assumed, "
                + "stated. Tells the inputs as well. Can be repeated.", valueName: "condition"),
        transform: { text in
            guard let condition = MarkCondition(text) else {
                throw ValidationError("must be \(MarkCondition.words).")
            }
            return condition
        })
    var failOn: [MarkCondition] = []

    @OptionGroup var staleness: StalenessOptions

    func validate() throws {
        guard (format == .focus) == (month != nil) else {
            throw ValidationError(
                format == .focus ? "--format focus needs --month, such as 2026-10." : "--month is for --format focus.")
        }
    }

    /// What the answer tells on request.
    var studyExtras: StudyExtras {
        StudyExtras(
            naive: extras.contains(.naive), limits: extras.contains(.limits), billRange: extras.contains(.range),
            caps: extras.contains(.caps), barrier: extras.contains(.barrier),
            inputs: extras.contains(.inputs) || !failOn.isEmpty, showBack: showBack?.key)
    }
}
