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

    /// The setting of least regret and how much that is.
    static func regretSentence(_ regret: LeastRegret, _ recommendation: Recommendation) -> String {
        let options = recommendation.worlds[0].options
        guard let best = regret.best else { return "No setting is feasible in any of the worlds." }
        let name = Wording.settings(options[best].option, recommendation.axes)
        guard let greatest = regret.greatest[best] else {
            return "\(name): not feasible in \(regret.failures[best]) of \(recommendation.worlds.count) worlds, and no "
                + "setting is in fewer"
        }
        let hopeless =
            regret.hopeless.isEmpty ? "" : " but \(regret.hopeless.count), in which no setting is feasible"
        return "\(name): at most \(Wording.money(greatest)) dearer than the best setting of each world\(hopeless)"
    }

    private static func regretLines(
        _ regret: LeastRegret, _ recommendation: Recommendation, style: TextStyle
    ) -> [String] {
        let options = recommendation.worlds[0].options
        let text = regretSentence(regret, recommendation)
        guard let best = regret.best else { return [style.bold("Least regret"), "  \(text)"] }
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
        zip(axes, option.values).map { "\($0.name) \($1 ?? asItIs)" }.joined(separator: ", ")
    }

    /// "2 / 6".
    static func values(_ option: SettingsOption) -> String {
        option.values.map { $0 ?? asItIs }.joined(separator: " / ")
    }

    /// In place of a value that the scenario does not tell.
    private static let asItIs = "as it is"

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

    /// What a setting has to do; nil: anything will do.
    private var goal: String? {
        var parts: [String] = []
        if world.hasDeadline {
            let deadline =
                world.objective.deadline.map { "the deadline of \(Wording.duration($0.value.doubleValue))" }
                ?? "the interval"
            parts.append(
                world.rule.varies
                    ? "end by \(deadline) with a probability of \(Wording.percent(world.rule.probability)) or more"
                    : "end by \(deadline)")
        }
        if let budget = world.rule.budget { parts.append("cost \(Wording.money(budget)) a month at most") }
        return parts.isEmpty ? nil : parts.joined(separator: " and ")
    }

    /// The recommendation in a sentence or two.
    var headline: String {
        let scenario = recommendation.scenario
        let count = Wording.count(options.count)
        switch world.decision {
        case .best(let best):
            let verb = options[best].option.isPresent ? "stay with" : "recommended:"
            let rank = world.rule.varies ? ", or within \(Wording.percent(recommendation.within)) of it" : ""
            return "\(scenario): \(verb) \(name(best)). Of \(count) settings it is the cheapest\(rank)"
                + (goal.map { (rank.isEmpty ? "" : ",") + " of those that \($0)." } ?? ".")
        case .undecided(let open, let safest):
            let text =
                "\(scenario): undecided between \(open.count == 1 ? "one setting and none" : "\(open.count) settings") "
                + "after \(Wording.count(world.rule.trials)) trials."
            guard let safest else { return text + " None is known to \(goal ?? "do")." }
            let found = goal.map { "is sure to \($0)" } ?? "cost least"
            return text + " \(name(safest)) \(found); the others may be cheaper."
        case .nothing(let nearest):
            return "\(scenario): no setting will do: none of \(count) "
                + (goal.map { "is known to \($0)." } ?? "has a plan and a price.")
                + (nearest.map { " \(name($0)) comes nearest." } ?? "")
        }
    }

    // MARK: - Facts

    var facts: [(name: String, text: String)] {
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
        if world.objective.monthlyBudget != nil, world.rule.budget == nil {
            facts.append(("budget", "not looked at: without an interval there is no cost of a month"))
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
        let text = costText(alone: figures)
        // The present settings against this one, if they were compared with it.
        guard figures.extraCost == nil, let present = world.present,
            let extra = simulated(options[present].sameAs ?? present)?.extraCost, !isNothing(extra)
        else { return text }
        let share = extra.share.map { abs($0) }
        let percent = share.map { " (\(Wording.percent($0, places: $0 < 0.01 ? 3 : 1)))" } ?? ""
        return text + "; the present settings cost \(extraText(extra))\(percent)"
    }

    /// Whether two settings cost the same but for the rounding of sums in another order.
    func isNothing(_ extra: ExtraCost) -> Bool { abs(extra.share ?? extra.mean) < 1e-9 }

    /// "+1.20" or "-0.0123".
    func signed(_ extra: ExtraCost) -> String {
        let mean = isNothing(extra) ? 0 : extra.mean
        return (mean < 0 ? "" : "+") + Wording.amount(mean)
    }

    /// "3.1 ± 0.2 USD per month more than 3 / 4 in the same trials".
    private func extraText(_ extra: ExtraCost, than other: String? = nil) -> String {
        var size = extra.interval
        size?.mean = abs(extra.mean)
        return Wording.mean(abs(extra.mean), size, unit: unit) + (extra.mean < 0 ? " less" : " more")
            + (other.map { " than \($0)" } ?? "")
            + (extra.trials > 1 ? " in the same trials" : "")
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
            + (Wording.condition(proof.assumptions).map { " \($0)" } ?? "")
            + (proof.deadline.map { ", the deadline is \(Wording.duration($0))" } ?? "")
    }

    private func changeText(_ option: Int) -> String {
        guard let present = world.present, option != present else { return "none: these are the present settings" }
        if options[present].sameAs == option || options[option].sameAs == present {
            return "none: the present settings, \(name(present)), give the same plan"
        }
        let changed = axes.indices.filter { options[option].option.values[$0] != options[present].option.values[$0] }
        return changed.compactMap { axis in
            options[option].option.values[axis].map { value in
                let old = options[present].option.values[axis].map { " from \($0)" } ?? ""
                return "\(axes[axis].name)\(old) to \(value)"
            }
        }.joined(separator: ", ")
    }

    private func openText(_ option: Int) -> String {
        guard let figures = simulated(option) else { return name(option) }
        var text = "\(name(option)): \(costText(alone: figures))"
        if let other = world.comparison, let extra = figures.extraCost {
            let other = Wording.values(options[other].option)
            text += isNothing(extra) ? ", as much as \(other)" : ", \(extraText(extra, than: other))"
        }
        text += ", \(makespanText(figures))"
        let standing = figures.standing
        guard standing.feasibility == .undecided else { return text }
        if let likely = standing.trialsLikely { return text + "; about \(Wording.count(likely)) trials would tell" }
        var limits: [String] = []
        if standing.deadline == .undecided, standing.deadlineTrials == nil {
            limits.append(Wording.percent(world.rule.probability))
        }
        if standing.budget == .undecided, standing.budgetTrials == nil, let budget = world.rule.budget {
            limits.append("the budget of \(Wording.money(budget))")
        }
        return text + "; so near to \(limits.joined(separator: " or ")) that no likely number of trials tells"
    }

    private func costText(alone figures: SimulatedFigures) -> String {
        Wording.mean(figures.cost, figures.costInterval, unit: unit)
    }

    private func alternativeText(_ option: Int) -> String {
        guard let figures = simulated(option) else { return name(option) }
        let cost = figures.extraCost.map { "\(signed($0)) USD" } ?? Wording.money(figures.cost)
        return "\(name(option)) (\(cost), \(Wording.duration(figures.makespan)))"
    }

    private var effortText: String {
        let effort = world.effort
        var text =
            "\(Wording.count(effort.simulations)) \(effort.simulations == 1 ? "simulation" : "simulations"); "
            + "\(Wording.count(effort.settings)) \(effort.settings == 1 ? "setting" : "settings") with "
            + "\(Wording.count(effort.trials)) \(effort.trials == 1 ? "trial" : "trials") each would be "
            + Wording.count(effort.fullGrid)
        var saved: [String] = []
        func add(_ count: Int, _ why: String) { if count > 0 { saved.append("\(Wording.count(count)) \(why)") } }
        add(effort.savedBySamePlans, "by settings with the same plan or none")
        add(effort.savedByBounds, "by bounds")
        add(effort.savedByStopping, "by stopping early")
        if !saved.isEmpty { text += "; saved: " + saved.joined(separator: ", ") }
        if recommendation.isCoarse {
            // Between the values of several worlds nothing is added: their settings are the same.
            let others = recommendation.worlds.count == 1 ? " and those around the best" : ""
            text += "; not every value was tried, only some\(others)"
        }
        return text
    }
}
