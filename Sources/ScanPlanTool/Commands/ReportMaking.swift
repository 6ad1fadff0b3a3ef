internal import Reporting
internal import ScanModel
internal import Studies

/// Gathers what a report shows, part after part.
struct ReportMaking {
    private var variants: ScenarioVariants
    private let jobs: Int
    private var notes: [String] = []

    init(_ variants: ScenarioVariants, jobs: Int) {
        self.variants = variants
        self.jobs = jobs
    }

    /// The scenario as it is.
    var base: Scenario { variants.base }

    /// - Parameter planned: the plan of ``base``.
    mutating func material(_ planned: PlannedScenario, _ options: ReportCommand) throws(ExitStatus) -> ReportMaterial {
        let scope = ReportScope(
            instances: planned.plan.deployments.flatMap(\.regions).reduce(0) { $0 + $1.items.count },
            isRandom: base.isRandom)
        let answer = TrialRunning.first(
            planned, extras: StudyExtras(limits: true, billRange: true, caps: true, inputs: true), jobs: jobs)
        let request = request(options.trials, scope)
        let report = try TrialRunning.report(
            planned, first: TrialOutcome(answer, trial: 0), request, options.trials, jobs: jobs)
        var material = ReportMaterial(
            answer: answer, trials: report, thresholds: report.results(base.objective.thresholds),
            timelines: timelines(planned, answer))
        let depth = options.leaves(.knobs) ? nil : options.knobs.depth
        if depth != nil || !options.leaves(.search) {
            let axes = try KnobAxes.axes(
                options.knob, of: base, scope: scope, depth: depth ?? .simulate, notes: &notes)
            if let depth {
                material.knobs = knobs(axes, scope, depth: depth, trials: report.statistics.count)
            }
            if !options.leaves(.search) { material.search = search(axes, scope) }
        }
        if !options.leaves(.tornado) {
            material.tornadoes = try tornadoes(scope, trials: report.statistics.count)
        }
        material.notes = notes
        return material
    }

    private mutating func request(_ options: TrialOptions, _ scope: ReportScope) -> TrialOptions.Request {
        let request = options.request(base.study)
        guard case .none = request else { return request }
        if base.isRandom, scope.isLarge {
            notes.append(
                "One cycle of \(scope.instances) instances was simulated, and others may end otherwise; --trials asks for "
                    + "more.")
        }
        return .fixed(scope.trials)
    }

    private func timelines(_ planned: PlannedScenario, _ answer: StudyAnswer) -> [CycleTimeline] {
        let line = ProgressLine(title: "timelines", unit: "parts")
        line.report(0, 1)
        let jobs = jobs
        defer { line.report(1, 1) }
        return blocking { await CycleTimeline.all(planned, answer, width: jobs) }
    }

    private mutating func knobs(
        _ axes: [SettingAxis], _ scope: ReportScope, depth: StudyDepth, trials: Int
    ) -> KnobGrid? {
        guard !axes.isEmpty else {
            notes.append("There are no knobs: the profile has no concurrency parameters; --knob names some.")
            return nil
        }
        let points = axes.reduce(1) { $0 * $1.values.count }
        let each = scope.knobTrials(trials, points: points)
        if depth == .simulate, each < trials {
            notes.append(
                "Each position of the knobs has \(each) of the \(trials) trials, so that all \(points) can be answered."
            )
        }
        let line = ProgressLine(title: "knobs", unit: "positions")
        let (base, jobs) = (base, jobs)
        let source = VariantSource(variants: variants)
        return blocking {
            await KnobStudy.grid(
                of: base, axes: axes, source: source, trials: each, depth: depth, width: jobs, progress: line.report)
        }
    }

    private mutating func search(_ axes: [SettingAxis], _ scope: ReportScope) -> Recommendation? {
        guard !axes.isEmpty else {
            notes.append("There is no search: nothing can be turned.")
            return nil
        }
        guard let points = SettingsGrid.points(axes), let trials = scope.searchTrials(points: points.count) else {
            notes.append(
                "The search for the cheapest settings in time is left out: it would take too long for \(scope.instances) "
                    + "instances. `scanplan recommend` does it.")
            return nil
        }
        let request = RecommendationRequest(base: base, axes: axes, trials: trials)
        let progress = TrialProgress(total: (points.count + 1) * trials, title: "search", unit: "cycles at most")
        let jobs = jobs
        let source = VariantSource(variants: variants)
        defer { progress.end() }
        return blocking {
            await Recommender.recommend(
                request, points: points, source: source, width: jobs, progress: { progress.advance() })
        }
    }

    private mutating func tornadoes(_ scope: ReportScope, trials: Int) throws(ExitStatus) -> [SensitivityAnswer] {
        let scenario = try InputStudy.uncertainScenario(&variants)
        let inputs = UncertainInputs(scenario)
        guard !inputs.inputs.isEmpty else { return [] }
        guard let each = scope.tornadoTrials(trials, inputs: inputs.inputs.count) else {
            notes.append(
                "What each uncertain input does is left out: \(1 + 2 * inputs.inputs.count) variants would take too long "
                    + "for \(scope.instances) instances. `scanplan sensitivity` tells it.")
            return []
        }
        let method = SensitivityMethod.oneAtATime(.quantiles)
        let progress = TrialProgress(
            total: method.variants(inputs: inputs.inputs.count) * each, title: "tornado", unit: "cycles")
        let jobs = jobs
        let maker = variants.maker
        defer { progress.end() }
        return blocking {
            await SensitivityStudy.answers(
                scenario, inputs: inputs, metrics: [.makespan, .costPerMonth], method: method, trials: each,
                width: jobs, maker: maker, progress: { progress.advance(by: $0) })
        }
    }
}
