internal import ArgumentParser
internal import Reporting
internal import Verification

struct SelfTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selftest",
        abstract: "Shows that this program computes what it says: closed forms, known answers, laws.",
        discussion: """
            Runs small models with known answers on the engine, generator and statistics that answer scenarios; the \
            published vectors of the generator; reference documents; and laws on random scenarios. Prints what was \
            expected and what came out. Ends with 1 if a row fails. The same seed gives the same rows.

            EXAMPLES
              scanplan selftest
              scanplan selftest --thorough --format json > selftest.json
              scanplan selftest --seed 7 --only closedForms
            """)

    /// A kind of rows, as an argument.
    struct Part: ExpressibleByArgument {
        let kind: SelfTestSection.Kind

        init?(argument: String) {
            guard let kind = SelfTestSection.Kind(rawValue: argument) else { return nil }
            self.kind = kind
        }
    }

    @Flag(help: "Standard errors of at most 1 % instead of 5 %, and more random scenarios.")
    var thorough = false

    @Option(
        help: ArgumentHelp(
            "Only rows of one kind: \(SelfTestSection.Kind.allCases.map(\.rawValue).joined(separator: ", ")). "
                + "Can be repeated.", valueName: "kind"))
    var only: [Part] = []

    @Option(help: ArgumentHelp("Seed of the draws.", valueName: "s"))
    var seed: UInt64 = SelfTest.standardSeed

    @Option(help: "How to write the report.")
    var format: OutputFormat = .text

    @OptionGroup var work: JobsOptions

    var jobs: Int { work.jobs }

    func run() throws {
        let line = ProgressLine(title: "self-test", unit: "pieces")
        let (effort, seed, jobs) = (thorough ? Effort.thorough : .quick, seed, jobs)
        let kinds = SelfTestSection.Kind.allCases.filter { only.isEmpty || only.map(\.kind).contains($0) }
        let report = blocking {
            await SelfTest.run(kinds, seed: seed, effort: effort, width: jobs, progress: line.report)
        }
        line.end()
        switch format {
        case .text: Console.answer(SelfTestText.document(report, style: Console.style))
        case .json: Console.answer(SelfTestJSON.document(report, version: Version.text).document)
        }
        if !report.failures.isEmpty { throw ExitStatus.checkFailed }
    }
}
