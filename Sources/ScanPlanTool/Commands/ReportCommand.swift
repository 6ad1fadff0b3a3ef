internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies

/// How a report is written.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case html, json
}

/// How the positions of the knobs are answered.
enum KnobAnswering: String, ExpressibleByArgument, CaseIterable {
    case none, planned, simulated

    /// nil: not at all.
    var depth: StudyDepth? {
        switch self {
        case .none: nil
        case .planned: .plan
        case .simulated: .simulate
        }
    }
}

/// Parts of a report that can be left out, as a list with commas.
struct ReportParts: ExpressibleByArgument {
    enum Part: String, CaseIterable {
        case knobs, search, tornado
    }

    let parts: [Part]

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Part(rawValue: String($0)) }
        guard parts.allSatisfy({ $0 != nil }) else { return nil }
        self.parts = parts.compactMap(\.self)
    }
}

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Writes all that is to be said of a scenario as one page that opens in a browser, without any network.",
        discussion: """
            The page has the answer of `simulate` with its trials and thresholds, what happened when in the first trial, \
            the answers of `sweep` for every position of the knobs, the search of `recommend` and the tornado of \
            `sensitivity`. Knobs are the vendor's concurrency parameters and the machine type of scanners; --knob adds a \
            setting, or gives one its own values.

            For large fleets some parts have fewer positions or trials or are left out, and the report says so. Every part \
            is answered beforehand, so the page computes nothing that the tool would not say.

            EXAMPLES
              scanplan report scenario.yaml -o report.html
              scanplan report --trials 100 --jobs 4 -o report.html --force scenario.yaml
              scanplan report --knob SingleRegionConcurrency=1..7 --knob policies.volumesPerScanner=4,8,16 -o r.html scenario.yaml
              scanplan report --knobs planned --without search,tornado -o report.html scenario.yaml
              scanplan report --format json scenario.yaml > report.json
            """)

    @OptionGroup var scenario: ScenarioOptions

    @Option(name: .shortAndLong, help: "The file to write instead of standard output.", completion: .file())
    var output: String?

    @Flag(help: "Overwrite the output file.")
    var force = false

    @Option(help: "A page, or everything in it as JSON.")
    var format: ReportFormat = .html

    @Option(help: "How the positions of the knobs are answered: not at all, by arithmetic, or by simulation.")
    var knobs: KnobAnswering = .simulated

    @Option(
        help: ArgumentHelp(
            "A knob and its positions: a..b, a..b..step, or x,y,z. Parameters of the vendor go by their name, other "
                + "settings by their path in a deployment. Can be repeated.", valueName: "path=values"))
    var knob: [String] = []

    @Option(
        help: ArgumentHelp(
            "Leave parts out: knobs, search, tornado, parted by commas. Can be repeated.", valueName: "parts"))
    var without: [ReportParts] = []

    @OptionGroup var trials: TrialOptions
    @OptionGroup var thresholds: ThresholdOptions
    @OptionGroup var work: JobsOptions

    func validate() throws {
        if force, output == nil { throw ValidationError("--force overwrites the file of --output, which is missing.") }
        if !knob.isEmpty, knobs == .none || leaves(.knobs) {
            throw ValidationError("--knob states positions of knobs, which are left out.")
        }
    }

    func leaves(_ part: ReportParts.Part) -> Bool { without.contains { $0.parts.contains(part) } }

    func run() throws {
        if output == nil, format == .html, Console.outputIsTerminal {
            Console.diagnostic("error: a page is nothing for a terminal; name a file with --output")
            throw ExitStatus.usage
        }
        if let output {
            try Console.writing { () throws(UnwritableFile) in try FileWriting.check(output, overwrites: force) }
        }
        try StudyFiles.check([trials.trace, thresholds.junit])
        var making = ReportMaking(try ScenarioVariants(scenario, jobs: work.jobs), jobs: work.jobs)
        let planned = try planned(making.base)
        let material = try making.material(planned, self)
        try write(material)
        let results = material.thresholds
        try StudyFiles.writeJUnit([JUnitXML.Suite(name: making.base.name, results: results)], thresholds)
        try Answering.checkPrices(material.answer)
        if results.isViolated(strictly: thresholds.strictThresholds) { throw ExitStatus.checkFailed }
    }

    /// The plan; why there is none is told as `simulate` does, but never where a page is expected.
    private func planned(_ scenario: Scenario) throws -> PlannedScenario {
        do throws(ExitStatus) {
            return try StudyPlanning.planned(scenario, jobs: work.jobs) { bottlenecks in
                switch format {
                case .json: return Refusal.infeasible(bottlenecks, of: scenario.name, format: .json)
                case .html:
                    Console.diagnostic(
                        AnswerText.document(scenario: scenario.name, bottlenecks: bottlenecks, style: TextStyle()))
                    return .infeasible
                }
            }
        } catch {
            if error == .infeasible {
                let suite = JUnitXML.Suite(name: scenario.name, results: [], error: "infeasible: no plan exists")
                try StudyFiles.writeJUnit([suite], thresholds)
            }
            throw error
        }
    }

    private func write(_ material: ReportMaterial) throws(ExitStatus) {
        let text =
            switch format {
            case .html: ReportPage.document(material, version: Version.text)
            case .json: ReportJSON.document(material, version: Version.text).document
            }
        guard let output else {
            Console.answer(text)
            return
        }
        try Console.writing { () throws(UnwritableFile) in
            try FileWriting.write(Array(text.utf8), to: output, overwrites: force)
        }
    }
}
