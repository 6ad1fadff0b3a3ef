internal import Estimation
public import ScanModel
public import Studies

/// An answer as a section of a pull request: the verdict and a few figures, and everything long closed.
public enum AnswerMarkdown {
    /// - Parameters:
    ///   - answer: of trial 0.
    ///   - trials: nil if nobody asked for more than one trial.
    public static func document(
        _ answer: StudyAnswer, trials: TrialReport? = nil, thresholds: [ThresholdResult] = []
    ) -> String {
        var text = "### \(MarkdownText.escaped(answer.scenario, most: 200))\n\n"
        for deployment in answer.deployments {
            text += "\(MarkdownText.escaped(headline(deployment, answer)))\n\n"
        }
        text += figures(answer, trials) + "\n"
        if let trials, trials.isRandom { text += MarkdownText.escaped(sentence(trials)) + "\n\n" }
        if !thresholds.isEmpty { text += "**Thresholds**\n\n" + ThresholdText.markdown(thresholds) + "\n" }
        for deployment in answer.deployments {
            let prefix = answer.deployments.count > 1 ? "\(deployment.deployment.name): " : ""
            let regions = deployment.plan.regions.count
            text += MarkdownText.details(
                "\(prefix)\(Wording.counted(regions, "region"))", self.regions(deployment))
            text += MarkdownText.details("\(prefix)cost of a cycle", cost(deployment.estimate))
            text += MarkdownText.details("\(prefix)notes", list(deployment.notices))
        }
        let metrics = answer.metrics.compactMap { value in
            value.value.map { [value.metric.name.text, JSONValue.spelling(of: $0), value.metric.unit] }
        }
        text += MarkdownText.details(
            "all metrics" + (trials?.isRandom == true ? " of trial 0" : ""),
            MarkdownTable.text([("metric", false), ("value", true), ("unit", false)], metrics))
        return text
    }

    /// The reasons why there is no plan.
    public static func document(scenario: String, bottlenecks: [Bottleneck]) -> String {
        "### \(MarkdownText.escaped(scenario, most: 200))\n\nInfeasible: no plan exists under these settings.\n\n"
            + MarkdownTable.text(
                [
                    ("deployment", false), ("region", false), ("limit", false), ("there is", false),
                    ("needed", false), ("try", false),
                ],
                bottlenecks.map {
                    [$0.deployment, $0.region ?? "all", $0.limit, $0.available, $0.needed, $0.remedy]
                }) + "\n"
    }

    private static func headline(_ deployment: DeploymentAnswer, _ answer: StudyAnswer) -> String {
        DeploymentText(answer: deployment, objective: answer.objective, style: TextStyle()).headline()
    }

    /// What is asked for most: of all trials where there are some, else of the cycle.
    private static func figures(_ answer: StudyAnswer, _ trials: TrialReport?) -> String {
        let metrics: [Metric] = [
            .makespan, .makespanBound, .makespanPlanned, .costPerCycle, .costPerMonth, .scannerHours, .scannersPeak,
            .coverage, .items,
        ]
        let rows = metrics.compactMap { metric -> [String]? in
            if let mean = trials?.estimate(metric, .mean) {
                let unit = ReadableUnit(metric, about: mean.value)
                return [metric.name.text, SweepTable.cell(mean, unit), unit.name]
            }
            guard let value = answer.value(metric) else { return nil }
            // A simulation stands for the planner's forecast.
            if metric == .makespanPlanned, answer.isSimulated { return nil }
            let unit = ReadableUnit(metric, about: value)
            return [metric.name.text, ShownEstimate.text(value * unit.factor), unit.name]
        }
        var text = MarkdownTable.text([("metric", false), ("value", true), ("unit", false)], rows)
        if !answer.missingPrices.isEmpty {
            let names = answer.missingPrices.map { "\($0.item) in \($0.region)" }.joined(separator: ", ")
            text += "\n" + MarkdownText.escaped("No total: no price for \(names).") + "\n"
        }
        return text
    }

    private static func sentence(_ report: TrialReport) -> String {
        var text =
            "Means of \(Wording.counted(report.statistics.count, "trial")) with intervals of "
            + "\(Wording.percent(report.confidence, places: 3)) confidence."
        if let share = report.inTime, let chance = report.chance {
            text += " In time: \(Wording.percent(share.value, places: 1)), \(TrialJSON.word(chance))."
        }
        return text
    }

    private static func regions(_ answer: DeploymentAnswer) -> String {
        let plan = answer.plan
        func clock(_ ticks: Int64) -> String { Wording.clock(plan.scale.seconds(ticks).doubleValue) }
        let rows = plan.regions.indices.map { index in
            let region = plan.regions[index]
            let window = answer.run.map { $0.windows[index] }
            return [
                region.region, Wording.count(region.items.count),
                Wording.count(region.items.volumes.reduce(0) { $0 + Int($1) }),
                "\(region.scanners)/\(region.limits.scannersRequested)", window.map { clock($0.activated) } ?? "-",
                clock(window?.ended ?? region.plannedTicks), clock(region.boundTicks),
                Wording.short(region.bindingBound.kind),
            ]
        }
        guard !rows.isEmpty else { return "" }
        return MarkdownTable.text(
            [
                ("region", false), ("instances", true), ("volumes", true), ("scanners", true), ("opens", true),
                (answer.run == nil ? "planned" : "ends", true), ("at least", true), ("because of", false),
            ], rows)
    }

    private static func cost(_ estimate: Estimate) -> String {
        let rows = CostKind.allCases.compactMap { kind -> [String]? in
            let lines = estimate.lines.filter { $0.kind == kind }
            guard let first = lines.first else { return nil }
            return [
                kind.title, Wording.grouped(lines.reduce(0) { $0 + $1.quantity }, places: 3), first.unit,
                Wording.grouped(lines.reduce(0) { $0 + $1.amount }, places: 4),
                Wording.sources(lines.map(\.provenance)),
            ]
        }
        guard !rows.isEmpty else { return "" }
        return MarkdownTable.text(
            [("line", false), ("quantity", true), ("unit", false), ("USD", true), ("price source", false)], rows)
    }

    private static func list(_ sentences: [String]) -> String {
        sentences.map { "- \(MarkdownText.escaped($0))\n" }.joined()
    }
}

extension ThresholdText {
    /// A row for each threshold.
    static func markdown(_ results: [ThresholdResult]) -> String {
        MarkdownTable.text(
            [("", false), ("threshold", false), ("found", false)],
            results.map { [word($0.outcome), $0.threshold.text, found($0)] })
    }
}
