internal import ScanModel
internal import Statistics
public import Studies

/// A recommendation for people.
public enum RecommendText {
    public static func document(_ recommendation: Recommendation, style: TextStyle) -> String {
        var lines: [String] = []
        for (index, world) in recommendation.worlds.enumerated() {
            if index > 0 { lines.append("") }
            if recommendation.worlds.count > 1 {
                let settings = world.settings.isEmpty ? "as the scenario is" : world.settings.joined(separator: ", ")
                lines += [style.bold("World \(index + 1): \(settings)"), ""]
            }
            lines += RecommendWorldText(recommendation: recommendation, world: world, style: style).lines()
        }
        if let regret = recommendation.leastRegret {
            lines += [""] + regretLines(regret, recommendation, style: style)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func regretLines(
        _ regret: LeastRegret, _ recommendation: Recommendation, style: TextStyle
    ) -> [String] {
        let options = recommendation.worlds[0].options
        guard let best = regret.best else {
            return [style.bold("Least regret"), "  No setting is feasible in any of the worlds."]
        }
        var text = "\(Wording.settings(options[best].option, recommendation.axes)): "
        if let greatest = regret.greatest[best] {
            text += "at most \(Wording.money(greatest)) dearer than the best setting of each world"
        } else {
            text +=
                "not feasible in \(regret.failures[best]) of \(recommendation.worlds.count) worlds, and no setting is "
                + "in fewer"
        }
        var table = TextTable([("settings", .left), ("greatest regret", .right), ("fails in", .right)])
        let shown = options.indices.filter { regret.failures[$0] == regret.failures[best] }
            .sorted { (regret.greatest[$0] ?? 0, $0) < (regret.greatest[$1] ?? 0, $1) }
        for option in shown.prefix(10) {
            table.add([
                Wording.values(options[option].option), regret.greatest[option].map(Wording.money) ?? "-",
                "\(regret.failures[option])",
            ])
        }
        return [style.bold("Least regret over \(recommendation.worlds.count) worlds")]
            + TextWrap.lines(text, first: "  ", indent: 2, width: style.width) + table.lines(width: style.width)
    }
}

extension Wording {
    /// "Concurrency 2, SingleRegionConcurrency 6".
    static func settings(_ option: SettingsOption, _ axes: [SettingAxis]) -> String {
        zip(axes, option.values).map { "\($0.name) \($1)" }.joined(separator: ", ")
    }

    /// "2 / 6".
    static func values(_ option: SettingsOption) -> String { option.values.joined(separator: " / ") }

    /// A mean with its half-width, or alone.
    static func mean(_ value: Double, _ interval: MeanInterval?, unit: String) -> String {
        guard let interval, interval.halfWidth > 0 else { return "\(grouped(value, places: 2)) \(unit)" }
        let shown = DisplayedInterval(interval)
        return "\(shown.value) ± \(shown.halfWidth) \(unit)"
    }
}

/// What was found in one world.
struct RecommendWorldText {
    static let rowsShown = 40

    let recommendation: Recommendation
    let world: WorldRecommendation
    let style: TextStyle

    var options: [OptionReport] { world.options }
    var axes: [SettingAxis] { recommendation.axes }
    var unit: String { recommendation.costsAreMonthly ? "USD per month" : "USD per cycle" }

    func lines() -> [String] {
        var lines = TextWrap.lines(headline, first: "", indent: 0, width: style.width).map {
            style.verdict($0, verdict)
        }
        lines.append("")
        for (name, text) in facts {
            let first = "  " + name + String(repeating: " ", count: max(1, 11 - name.count))
            lines += TextWrap.lines(text, first: first, indent: 13, width: style.width)
        }
        lines += table() + plot() + rejected()
        return lines
    }

    private var verdict: Verdict? {
        switch world.decision {
        case .best: .fits
        case .undecided: nil
        case .nothing: .misses
        }
    }

    func name(_ option: Int) -> String { Wording.settings(options[option].option, axes) }

    func simulated(_ option: Int) -> SimulatedFigures? { options[option].figures?.simulated }

    // MARK: - The sentence

    private var goal: String {
        let deadline = recommendation.deadline.map { "the deadline of \(Wording.duration($0))" } ?? "the interval"
        var text =
            world.rule.varies
            ? "end by \(deadline) with a probability of \(Wording.percent(world.rule.probability)) or more"
            : "end by \(deadline)"
        if let budget = world.rule.budget { text += " and cost \(Wording.money(budget)) a month at most" }
        return text
    }

    private var headline: String {
        let scenario = recommendation.scenario
        switch world.decision {
        case .best(let best):
            let verb = options[best].option.isPresent ? "stay with" : "recommended:"
            let rank = world.rule.varies ? ", or within \(Wording.percent(recommendation.within)) of it" : ""
            return
                "\(scenario): \(verb) \(name(best)). Of \(Wording.count(options.count)) settings it is the cheapest\(rank) "
                + "of those that \(goal)."
        case .undecided(let open, let safest):
            let text =
                "\(scenario): undecided between \(open.count == 1 ? "one setting and none" : "\(open.count) settings") "
                + "after \(Wording.count(world.rule.trials)) trials."
            guard let safest else { return text + " None is known to \(goal)." }
            return text + " \(name(safest)) is sure to \(goal); the others may be cheaper."
        case .nothing(let nearest):
            return "\(scenario): no setting will do: none of \(Wording.count(options.count)) is known to \(goal)."
                + (nearest.map { " \(name($0)) comes nearest." } ?? "")
        }
    }

    // MARK: - Facts

    private var facts: [(name: String, text: String)] {
        var facts: [(name: String, text: String)] = []
        switch world.decision {
        case .best(let best): facts += self.facts(of: best, isNearest: false)
        case .undecided(let open, let safest):
            if let safest { facts += self.facts(of: safest, isNearest: false) }
            for option in open where option != safest { facts.append(("open", openText(option))) }
            if let more = world.trialsLikely {
                facts.append(("trials", "about \(Wording.count(more)) of each would tell the costs apart"))
            }
        case .nothing(let nearest): facts += nearest.map { self.facts(of: $0, isNearest: true) } ?? []
        }
        if !world.alternatives.isEmpty {
            let names = world.alternatives.prefix(6).map(alternativeText)
            let more = world.alternatives.count - names.count
            facts.append(
                (
                    "as good",
                    "within \(Wording.percent(recommendation.within)): " + names.joined(separator: "; ")
                        + (more > 0 ? "; and \(more) more" : "")
                ))
        }
        facts.append(("evidence", effortText))
        return facts
    }

    private func facts(of option: Int, isNearest: Bool) -> [(name: String, text: String)] {
        let report = options[option]
        var facts: [(name: String, text: String)] = []
        if let (plan, figures) = report.figures {
            facts.append(("cost", costText(figures)))
            facts.append(("makespan", makespanText(figures)))
            if let age = figures.worstAge {
                facts.append(
                    (
                        "worst age",
                        "\(Wording.duration(age)) from a scan to the end of the next, of what is scanned first once "
                            + "and last then"
                    ))
            }
            facts.append(
                (
                    "peak",
                    "\(Wording.trimmed(figures.peakScanners, places: 1)) scanners over all regions; in one region "
                        + "\(Wording.count(plan.vcpus)) vCPU and \(Wording.count(plan.addresses)) addresses at most"
                ))
            if isNearest { facts.append(("binds", boundText(plan.proof) + "; try \(plan.proof.advice)")) }
        } else if case .tooLate(let plan) = report.result {
            facts.append(("binds", boundText(plan.proof) + "; try \(plan.proof.advice)"))
        }
        facts.append(("change", changeText(option)))
        let same = options.indices.filter { options[$0].sameAs == option && !options[$0].option.isPresent }
        if !same.isEmpty {
            let names = same.prefix(8).map { Wording.values(options[$0].option) }
            facts.append(
                (
                    "same plan",
                    names.joined(separator: ", ") + (same.count > 8 ? " and \(same.count - 8) more" : "")
                        + " (\(axes.map(\.name).joined(separator: " / ")))"
                ))
        }
        return facts
    }

    private func costText(_ figures: SimulatedFigures) -> String {
        var text = Wording.mean(figures.cost, figures.costInterval, unit: unit)
        if let present = world.present, let now = simulated(options[present].sameAs ?? present) {
            let share = figures.cost > 0 ? now.cost / figures.cost - 1 : 0
            if share != 0 {
                text += "; the present settings cost \(Wording.money(now.cost)), "
                text += Wording.percent(abs(share), places: abs(share) < 0.01 ? 3 : 1) + (share > 0 ? " more" : " less")
            }
        }
        return text
    }

    private func makespanText(_ figures: SimulatedFigures) -> String {
        var text = Wording.duration(figures.makespan)
        if let interval = figures.makespanInterval, interval.halfWidth > 0 {
            text += " ± \(Wording.duration(interval.halfWidth)) on average"
        }
        if world.rule.varies, let inTime = figures.inTime {
            text += "; in time in \(Wording.count(inTime)) of \(Wording.count(figures.standing.trials)) trials"
            if let interval = figures.inTimeInterval {
                text +=
                    ", so with a probability of \(Wording.percent(interval.low)) to \(Wording.percent(interval.high))"
            }
        }
        return text
    }

    func boundText(_ proof: BoundProof) -> String {
        "\(Wording.cycleBound(proof.kind)): at least \(Wording.duration(proof.least)) is proved"
            + (proof.unlessGivenUp ? " for cycles that give no instance up" : "")
            + (proof.deadline.map { ", the deadline is \(Wording.duration($0))" } ?? "")
    }

    private func changeText(_ option: Int) -> String {
        guard let present = world.present, option != present else { return "none: these are the present settings" }
        if options[present].sameAs == option || options[option].sameAs == present {
            return "none: the present settings, \(name(present)), give the same plan"
        }
        let changed = axes.indices.filter { options[option].option.values[$0] != options[present].option.values[$0] }
        return changed.map { axis in
            "\(axes[axis].name) from \(options[present].option.values[axis]) to \(options[option].option.values[axis])"
        }.joined(separator: ", ")
    }

    private func openText(_ option: Int) -> String {
        guard let figures = simulated(option) else { return name(option) }
        var text = "\(name(option)): \(costText(alone: figures)), \(makespanText(figures))"
        if let likely = figures.standing.trialsLikely {
            text += "; about \(Wording.count(likely)) trials would tell"
        } else if figures.standing.feasibility == .undecided {
            text += "; so near to \(Wording.percent(world.rule.probability)) that no likely number of trials tells"
        }
        return text
    }

    private func costText(alone figures: SimulatedFigures) -> String {
        Wording.mean(figures.cost, figures.costInterval, unit: unit)
    }

    private func alternativeText(_ option: Int) -> String {
        guard let figures = simulated(option) else { return name(option) }
        return "\(name(option)) (\(Wording.money(figures.cost)), \(Wording.duration(figures.makespan)))"
    }

    private var effortText: String {
        let effort = world.effort
        var text =
            "\(Wording.count(effort.simulations)) simulations; \(Wording.count(effort.settings)) settings with "
            + "\(Wording.count(effort.trials)) \(effort.trials == 1 ? "trial" : "trials") each would be "
            + Wording.count(effort.fullGrid)
        var saved: [String] = []
        func add(_ count: Int, _ why: String) { if count > 0 { saved.append("\(Wording.count(count)) \(why)") } }
        add(effort.savedBySamePlans, "by settings with the same plan or none")
        add(effort.savedByBounds, "by bounds")
        add(effort.savedByStopping, "by stopping early")
        if !saved.isEmpty { text += "; saved: " + saved.joined(separator: ", ") }
        if recommendation.isCoarse { text += "; not every value was tried, only some and those around the best" }
        return text
    }
}
