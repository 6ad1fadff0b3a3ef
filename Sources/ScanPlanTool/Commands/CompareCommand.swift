internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import ScenarioInput
internal import Studies

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Tells in which settings and metrics scenarios differ, with intervals for the differences.",
        discussion: """
            The scenarios are files, or one file and variants of it by --with. All have the trials, the seed and the \
            confidence of the first one; trials of one number share their draws, so that differences are known better than \
            the metrics themselves. Only metrics are shown whose difference is not 0 with that confidence. Thresholds of \
            the further scenarios decide on the exit code.

            In --with a bare name is one of the vendor's parameters, and a path may begin in a deployment; both change \
            every deployment that has them.

            EXAMPLES
              scanplan compare base.yaml more-scanners.yaml
              scanplan compare --trials 200 --format markdown main.yaml branch.yaml > comment.md
              scanplan compare --changed-only --tolerance 1% --label main --label branch main.yaml branch.yaml
              scanplan compare scenario.yaml --with SingleRegionConcurrency=2 --with 'Concurrency=2; timings.scan.base=2m'
            """)

    @Argument(
        help: "Scenario files (YAML or JSON), the one to compare with first.",
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenarios: [String]

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp(
            "A variant of the only file by settings, parted by semicolons. Can be repeated.", valueName: "path=value"))
    var variants: [String] = []

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Change one value of every scenario, as for `simulate`. Can be repeated.", valueName: "path=value"))
    var settings: [String] = []

    @Flag(help: "Let `base` name absolute paths, symbolic links, and files outside the scenario's folder.")
    var allowOutside = false

    @OptionGroup var points: PointOptions
    @OptionGroup var thresholds: ThresholdOptions

    @Flag(help: "Show every metric, also those whose difference may be 0.")
    var all = false

    @Flag(help: "Only count the scenarios in which no metric changes beyond the tolerance.")
    var changedOnly = false

    @Option(
        help: ArgumentHelp(
            "Count a metric as changed only if it differs by more than this share of the first scenario's.",
            valueName: "share"))
    var tolerance = ShareArgument(value: 0)

    @Option(
        name: .customLong("label"),
        help: ArgumentHelp(
            "What a scenario is called, in place of its name; one for each, in order.", valueName: "name"))
    var labels: [String] = []

    @Option(help: "How to write the comparison.")
    var format: CompareFormat = .text

    /// How a comparison is written.
    enum CompareFormat: String, ExpressibleByArgument, CaseIterable {
        case text, json, markdown
    }

    func validate() throws {
        guard scenarios.count + variants.count >= 2 else {
            throw ValidationError("Two scenarios are needed, or one and a variant by --with.")
        }
        guard scenarios.count + variants.count <= 64 else {
            throw ValidationError("At most 64 scenarios are compared.")
        }
        guard labels.isEmpty || labels.count == scenarios.count + variants.count else {
            throw ValidationError(
                "\(scenarios.count + variants.count) scenarios need as many --label, not \(labels.count).")
        }
        guard tolerance.value >= 0 && tolerance.value < 1 else {
            throw ValidationError("--tolerance must be at least 0% and below 100%.")
        }
        guard scenarios.count == 1 || variants.isEmpty else {
            throw ValidationError("--with makes variants of one file, and \(scenarios.count) are given.")
        }
        guard scenarios.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("Standard input is one scenario only.")
        }
    }

    func run() throws {
        try StudyFiles.check([thresholds.junit])
        let (names, loaded) = try self.candidates()
        var candidates = loaded
        guard case .success(let first) = candidates[0].scenario else { preconditionFailure("a checked scenario") }
        var notes: [String] = []
        for index in candidates.indices {
            guard case .success(var scenario) = candidates[index].scenario else { continue }
            if scenario.seed != first.seed {
                notes.append("\(names[index]) is drawn with the seed of \(names[0]), \(first.seed)")
                scenario.seed = first.seed
            }
            if scenario.study.confidence != first.study.confidence {
                notes.append("\(names[index]) has intervals of the confidence of \(names[0])")
                scenario.study.confidence = first.study.confidence
            }
            candidates[index].scenario = .success(scenario)
        }
        let trials = points.trials ?? first.study.trials ?? 1
        let (jobs, all) = (points.jobs, candidates)
        let line = TrialProgress(
            total: all.count * (first.isRandom ? trials : 1), title: "comparing", unit: "cycles at most")
        let answered = blocking {
            var study = await SweepStudy(
                baseline: all[0], trials: trials, version: Version.text, width: jobs, progress: { line.advance() })
            return await study.answer(all)
        }
        line.end()
        let report = SweepReport(
            scenario: first.name, axes: [], trials: trials, confidence: first.study.confidence, baseline: 1,
            points: answered)
        let comparison = Comparison(
            names: names, report: report,
            settings: candidates.dropFirst().map { SettingsDifference.list(candidates[0].resolved, $0.resolved) },
            showsAll: self.all, notes: notes, tolerance: tolerance.value, changedOnly: changedOnly)
        switch format {
        case .text: Console.answer(ComparisonText.document(comparison, style: Console.style))
        case .json: Console.answer(ComparisonJSON.document(comparison, version: Version.text).document)
        case .markdown: Console.answer(ComparisonText.markdown(comparison))
        }
        let suites = zip(names, answered).dropFirst().map { name, point in
            JUnitXML.Suite(name: name, results: point.answer?.thresholds ?? [], error: point.reason)
        }
        try StudyFiles.writeJUnit(suites, thresholds)
        let unanswered = answered.filter { $0.answer == nil }
        guard unanswered.isEmpty else {
            throw unanswered.allSatisfy(\.isInfeasible) ? ExitStatus.infeasible : .invalidInput
        }
        var further = report
        further.points.removeFirst()
        try PointOptions.leave(further, strictly: thresholds.strictThresholds)
    }

    /// The scenarios with their names; whatever is wrong with one of them ends the command.
    private func candidates() throws -> (names: [String], candidates: [SweepCandidate]) {
        var names: [String] = []
        var candidates: [SweepCandidate] = []
        for path in scenarios {
            var options = ScenarioOptions()
            (options.scenario, options.allowOutside) = (path, allowOutside)
            options.settings = settings.map(SettingPaths.inOnlyDeployment)
            var loaded = try ScenarioVariants(options, jobs: points.jobs)
            try PointOptions.checkPaths(settings, of: loaded.base)
            names.append(loaded.base.name)
            candidates.append(try checked(loaded.candidate([], values: [])))
            for variant in variants {
                let changes = SettingPaths.settings(variant, of: loaded.base)
                names.append("\(loaded.base.name) with \(variant)")
                candidates.append(try checked(loaded.candidate(changes, values: [])))
            }
        }
        if !labels.isEmpty {
            names = labels
        } else if Set(names).count < names.count, variants.isEmpty {
            names = zip(names, scenarios).map { "\($0) (\($1))" }
        }
        return (names, candidates)
    }

    private func checked(_ candidate: SweepCandidate) throws(ExitStatus) -> SweepCandidate {
        if case .failure(let invalid) = candidate.scenario { throw ScenarioLoading.report(invalid) }
        return candidate
    }
}
