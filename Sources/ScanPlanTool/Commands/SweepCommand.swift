internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import ScenarioInput
internal import Studies

/// How the points of a sweep are written.
enum SweepFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, markdown
}

struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Simulates a scenario under every combination of some settings, and tells what each changes.",
        discussion: """
            A setting with a range (1..4, 1..10..3, 60s..180s..30s) or a list (a,b,c) is an axis; study.axes of the \
            scenario are the axes where none is given. In a scenario with one deployment a bare name is one of the \
            vendor's parameters, and a path may begin in the deployment. A value with commas that is no list stands in quotes: 'Regions="us-east-1,eu-west-1"'.

            Every point is compared with the baseline, trial by trial with the same draws. Points that are the same plan \
            are simulated once. A point that is infeasible or invalid stays in the table with its reason. The hash names \
            a point by everything its own answer depends on; a difference depends on the baseline too.

            EXAMPLES
              scanplan sweep --set Concurrency=1..4 --set SingleRegionConcurrency=1..7 scenario.yaml
              scanplan sweep --trials 100 --set SingleRegionConcurrency=1..4 --format csv scenario.yaml > points.csv
              scanplan sweep --set timings.scan.base=60s..180s..30s scenario.yaml
              scanplan sweep --axis Concurrency=2 --set SingleRegionConcurrency=2,4 --format markdown scenario.yaml
            """)

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var points: PointOptions
    @OptionGroup var thresholds: ThresholdOptions

    @Option(
        name: .customLong("axis"),
        help: ArgumentHelp(
            "An axis, also of a single value; otherwise as --set. Can be repeated.", valueName: "path=values"))
    var axes: [String] = []

    @Option(help: ArgumentHelp("The number of the point that the others are compared with.", valueName: "n"))
    var baseline: Int = 1

    @Option(help: "How to write the points.")
    var format: SweepFormat = .text

    func run() throws {
        let (settings, axes) = try parts()
        var options = scenario
        options.settings = settings.map(SettingPaths.inOnlyDeployment)
        var variants = try ScenarioVariants(options, jobs: points.jobs)
        let base = variants.base
        let wanted = axes.isEmpty ? base.study.axes : axes
        try PointOptions.checkPaths(settings + wanted.map(\.path), of: base)
        let grid = try self.grid(
            wanted.map { StudyAxis(path: SettingPaths.inOnlyDeployment($0.path), values: $0.values) })
        guard (1...grid.count).contains(baseline) else {
            throw ValidationError("--baseline must be 1 to \(grid.count), not \(baseline).")
        }
        try StudyFiles.check([thresholds.junit])
        let trials = points.trials ?? base.study.trials ?? 1
        let report = answer(grid, &variants, trials: trials)
        write(report)
        try StudyFiles.writeJUnit(suites(report), thresholds)
        try PointOptions.leave(report, strictly: thresholds.strictThresholds)
    }

    /// Settings that hold at every point, and axes, both as they are spelt.
    private func parts() throws -> (settings: [String], axes: [StudyAxis]) {
        var settings: [String] = []
        var axes: [StudyAxis] = []
        do throws(MisreadAxis) {
            for text in scenario.settings {
                if let axis = try AxisText.axis(text) {
                    axes.append(axis)
                } else {
                    settings.append(text)
                }
            }
            for text in self.axes { axes.append(try AxisText.axisOfAny(text)) }
        } catch {
            throw ValidationError("\(error.reason).")
        }
        return (settings, axes)
    }

    private func grid(_ axes: [StudyAxis]) throws -> SweepGrid {
        do throws(MisreadAxis) { return try SweepGrid(axes) } catch { throw ValidationError("\(error.reason).") }
    }

    private func answer(_ grid: SweepGrid, _ variants: inout ScenarioVariants, trials: Int) -> SweepReport {
        func candidate(_ point: Int, _ variants: inout ScenarioVariants) -> SweepCandidate {
            let values = grid.values(point)
            return variants.candidate(zip(grid.axes, values).map { "\($0.path)=\($1)" }, values: values)
        }
        let jobs = points.jobs
        // Of points that are the same plan, or have none, the cycles are told only once they are behind us.
        let perPoint = variants.base.isRandom ? trials : 1
        let line = TrialProgress(
            total: (grid.count + 1) * perPoint, title: "sweeping", unit: perPoint == 1 ? "points" : "cycles at most")
        defer { line.end() }
        let first = candidate(baseline - 1, &variants)
        var study = blocking {
            await SweepStudy(
                baseline: first, trials: trials, version: Version.text, width: jobs, progress: { line.advance() })
        }
        var answered: [SweepPoint] = []
        // Some points are planned at a time, because plans of large fleets are large.
        let chunk = 4 * jobs
        for start in stride(from: 0, to: grid.count, by: chunk) {
            let candidates = (start..<min(start + chunk, grid.count)).map { candidate($0, &variants) }
            let (next, points) = blocking { [study] in
                var next = study
                let points = await next.answer(candidates)
                return (next, points)
            }
            study = next
            answered += points
            line.advance(to: (answered.count + 1) * perPoint)
        }
        return SweepReport(
            scenario: variants.base.name, axes: grid.axes, trials: trials, confidence: variants.base.study.confidence,
            baseline: baseline, points: answered)
    }

    private func write(_ report: SweepReport) {
        switch format {
        case .text: Console.answer(SweepText.document(report, style: Console.style))
        case .json: Console.answer(SweepJSON.document(report, version: Version.text).document)
        case .csv: Console.answer(SweepCSV.document(report))
        case .markdown: Console.answer(SweepText.markdown(report))
        }
    }

    private func suites(_ report: SweepReport) -> [JUnitXML.Suite] {
        report.points.map { point in
            let values = zip(report.axes, point.values).map { "\($0.path)=\($1)" }.joined(separator: " ")
            return JUnitXML.Suite(
                name: "\(report.scenario) #\(point.number) \(values)", results: point.answer?.thresholds ?? [],
                error: point.reason)
        }
    }
}

/// What commands take that answer several points with the same trials.
struct PointOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Simulated cycles of each point, with the same draws at all of them; study.trials of the scenario unless "
                + "given, else 1.", valueName: "n"))
    var trials: Int?

    @OptionGroup var work: JobsOptions

    var jobs: Int { work.jobs }

    func validate() throws {
        if let trials, !(1...Self.trialsMost).contains(trials) {
            throw ValidationError("--trials must be 1 to \(Self.trialsMost), not \(trials).")
        }
    }

    /// The outcomes of the baseline's trials are kept, to pair those of the points with.
    static let trialsMost = 100_000

    /// Refuses paths that leave open which deployment is meant.
    static func checkPaths(_ paths: [String], of scenario: Scenario) throws(ValidationError) {
        guard scenario.deployments.count > 1, let path = paths.first(where: SettingPaths.isShort) else { return }
        let name = path.prefix { $0 != "=" }
        throw ValidationError(
            "There are \(scenario.deployments.count) deployments; say which of them `\(name)` is in, such as "
                + "deployments[0].parameters.NAME.")
    }

    /// Ends the command as its points demand.
    static func leave(_ report: SweepReport, strictly: Bool) throws(ExitStatus) {
        if report.points.allSatisfy({ $0.answer == nil }) {
            throw report.points.contains(where: \.isInfeasible) ? .infeasible : .invalidInput
        }
        if report.points.contains(where: { $0.answer?.isWithoutPrice == true }) {
            Console.diagnostic("the estimate is incomplete: set prices.items, or prices.standIn to a priced region")
            throw .estimateIncomplete
        }
        if report.isViolated(strictly: strictly) { throw .checkFailed }
    }
}
