internal import ScanModel
internal import Statistics
public import Studies

/// Headroom for people.
public enum HeadroomText {
    public static func document(_ answer: HeadroomAnswer, style: TextStyle) -> String {
        let text = HeadroomLines(answer: answer, style: style)
        var lines = TextWrap.lines(text.headline, first: "", indent: 0, width: style.width).map {
            style.verdict($0, (answer.whole.edge.holds ?? 0) >= 1 ? .fits : .misses)
        }
        lines.append("")
        for (name, fact) in text.facts {
            let first = "  " + name + String(repeating: " ", count: max(1, 11 - name.count))
            lines += TextWrap.lines(fact, first: first, indent: 13, width: style.width)
        }
        for section in [text.curve, text.regions, text.limits] where !section.isEmpty { lines += [""] + section }
        return lines.joined(separator: "\n") + "\n"
    }
}

private struct HeadroomLines {
    /// Limits shown for a deployment; all of them are in the JSON.
    private static let limitsShown = 6

    let answer: HeadroomAnswer
    let style: TextStyle

    private var scenario: Scenario { answer.scenario }
    private var edge: GrowthEdge { answer.whole.edge }
    private var isRandom: Bool { answer.trials != nil }
    private var last: GrowthPoint? { answer.whole.point(edge.holds) }
    /// What the lower bounds assume; nil: nothing.
    private var condition: String? { Wording.condition(answer.boundAssumptions) }
    private var next: GrowthPoint? { answer.whole.point(edge.fails) }

    /// "1.25 times".
    private func times(_ factor: Double) -> String { Wording.trimmed(factor, places: factor < 0.1 ? 6 : 3) + " times" }

    /// The deadline in seconds; nil if deployments have different ones.
    private var deadlineSeconds: Double? {
        let deadlines = Set(
            scenario.deployments.compactMap { (scenario.objective.deadline ?? $0.interval)?.value.doubleValue })
        return deadlines.count == 1 ? deadlines.first : nil
    }

    /// A time that does not read like the deadline if it is not.
    private func duration(_ seconds: Double) -> String {
        let text = Wording.duration(seconds)
        guard let deadlineSeconds, seconds != deadlineSeconds, text == Wording.duration(deadlineSeconds) else {
            return text
        }
        let distance = abs(seconds - deadlineSeconds)
        let short = distance < 0.05 ? "less than 0.1 s" : Wording.duration(distance)
        return "\(text), \(short) \(seconds > deadlineSeconds ? "more" : "less") than the deadline"
    }

    private var deadline: String {
        let name = deadlineSeconds.map { "the deadline of \(Wording.duration($0))" }
        return (name ?? "the deadlines")
            + (isRandom ? " with a probability of \(Wording.percent(scenario.objective.probability))" : "")
    }

    var headline: String {
        let name = scenario.name
        guard let factor = edge.holds else {
            if next?.verdict == .undecided {
                return
                    "\(name): undecided. No size surely meets \(deadline), and from the smallest one on the trials do not "
                    + "tell."
            }
            return "\(name): no headroom. Even with a single instance the cycle does not meet \(deadline)."
        }
        guard factor >= 1 else {
            return "\(name): the fleet is too large. \(times(factor)) its size, \(Wording.percent(1 - factor)) less, "
                + "meets \(deadline)."
        }
        guard edge.fails != nil else {
            return "\(name): more headroom than was looked for. Even \(times(factor)) the fleet meets \(deadline)."
        }
        return "\(name): \(Wording.percent(factor - 1)) headroom. The fleet can grow to \(times(factor)) its size and "
            + "still meets \(deadline)."
    }

    // MARK: Facts

    var facts: [(name: String, text: String)] {
        var facts: [(String, String)] = []
        if let last { facts.append(("fits", sentence(last))) }
        if let next {
            facts.append(("beyond", sentence(next)))
            facts += binding(next)
        }
        if let missed = answer.whole.missedFrom, let fails = edge.fails, missed > fails {
            facts.append(
                (
                    "undecided",
                    "from \(times(fails)) to just below \(times(missed)) the trials do not tell; from there on the "
                        + "deadline is surely missed too often"
                ))
        }
        if let proved = answer.whole.provedFrom, let point = answer.whole.point(proved), let bound = point.bound {
            facts.append(
                (
                    "proved",
                    "with \(times(proved)) the fleet no schedule under these settings is in time: it takes at least "
                        + duration(bound)
                ))
        }
        if let forecast = answer.whole.forecast { facts.append(("reached", sentence(forecast))) }
        if let budget = budget { facts.append(("budget", budget)) }
        facts += notes.map { ("note", $0) }
        return facts
    }

    private func sentence(_ point: GrowthPoint) -> String {
        let size =
            "with \(times(point.factor)) the fleet, "
            + "\(Wording.count(point.instances)) listed \(point.instances == 1 ? "instance" : "instances"), "
        if let bottleneck = point.bottlenecks.first {
            return size + "there is no plan: \(bottleneck.limit)\(bottleneck.region.map { " in \($0)" } ?? "") has "
                + "\(bottleneck.available), needed are \(bottleneck.needed)"
        }
        guard let makespan = point.makespan else {
            return size + "the cycle takes at least " + duration(point.bound ?? 0)
        }
        var text = size + "the cycle takes \(duration(makespan))"
        if let probability = point.probability {
            text += text.hasSuffix("deadline") ? ", on average; " : " on average; "
            text += "\(Wording.count(point.inTime)) of \(Wording.count(point.trials)) trials are in time, "
            text += "so that its probability is \(Wording.percent(probability.low)) to "
            text += Wording.percent(probability.high)
        }
        return text
    }

    /// What holds back the deployment that is latest.
    private func binding(_ point: GrowthPoint) -> [(String, String)] {
        let bindings = point.bindings.compactMap(\.self)
        guard let binding = bindings.max(by: { $0.provedShare < $1.provedShare }) else { return [] }
        var facts = [
            (
                "binds then",
                Wording.cycleBound(binding.bound)
                    + (point.verdict == .provedTooLate
                        ? "; that alone proves it"
                        : "; that \(condition == nil ? "proves" : "is") \(Wording.percent(binding.provedShare)) of the time"
                            + (isRandom ? " of the first trial" : "") + (condition.map { " " + $0 } ?? ""))
            )
        ]
        if !binding.waits.isEmpty {
            let waits = binding.waits.prefix(2).map { "\(Wording.duration($0.secondsPerInstance)) for \($0.what)" }
            let average = "waits on average \(waits.joined(separator: ", "))" + (isRandom ? " in the first trial" : "")
            facts.append(("waiting", "an instance of \(binding.lastRegion) \(average)"))
        }
        return facts + [("try", binding.advice)]
    }

    private func sentence(_ forecast: GrowthForecast) -> String {
        let rate = forecast.rate
        let unit = rate.period.rawValue
        let speed = "at \(Wording.percent(rate.share, places: 3)) a \(unit)"
        guard let kept = forecast.periodsKept else { return "\(speed): the fleet is larger than that already" }
        guard !forecast.isEndless else { return "\(speed): not in a hundred years" }
        if edge.fails == nil, answer.whole.forecast == forecast {
            return "\(speed) it meets the deadline for at least \(count(kept, unit))"
        }
        let day =
            forecast.reached.map { rate.period == .month ? ", in \(month($0))" : ", in the week from \($0)" } ?? ""
        return "\(speed) the fleet outgrows it in \(unit) \(Wording.count(kept + 1))\(day)"
    }

    private func count(_ number: Int, _ unit: String) -> String {
        "\(Wording.count(number)) \(unit)\(number == 1 ? "" : "s")"
    }

    /// "2027-03".
    private func month(_ day: CalendarDay) -> String { String(day.description.prefix(7)) }

    private var budget: String? {
        guard let budget = scenario.objective.monthlyBudget?.value.doubleValue, let edge = answer.budget else {
            return nil
        }
        let amount = "\(Wording.money(budget)) per month"
        guard let factor = edge.holds else { return "\(amount): exceeded even by the smallest fleet" }
        guard let fails = edge.fails else {
            return "\(amount): kept up to \(times(factor)) the fleet, as far as the deadline allows"
        }
        let next = answer.whole.point(fails)?.costPerMonth.map { "; \(times(fails)) costs \(Wording.money($0))" } ?? ""
        guard factor >= 1 else {
            return "\(amount): exceeded now; \(times(factor)) the fleet, \(Wording.percent(1 - factor)) less, keeps it"
        }
        let reached = answer.budgetForecast.map { "; " + sentence($0) } ?? ""
        return "\(amount): kept up to \(times(factor)) the fleet\(next)\(reached)"
    }

    private var notes: [String] {
        var notes: [String] = []
        if let factor = edge.holds {
            let tested = answer.whole.points.count { $0.factor <= factor }
            var text =
                "\(tested) tested \(tested == 1 ? "size" : "sizes") up to \(times(factor)) \(tested == 1 ? "fits" : "fit")"
            if let fails = edge.fails { text += ", \(times(fails)) does not" }
            text +=
                edge.holdsAbove.isEmpty
                ? "; sizes between tested ones need not follow, because more work is not always more time"
                : "; yet \(edge.holdsAbove.map(times).joined(separator: ", ")) fits again, because more work is not "
                    + "always more time"
            notes.append(text + ".")
        }
        notes.append(
            answer.settings.owner == .sameAccount
                ? "The fleet grows within its accounts, so limits of an account stay what they are."
                : "Copies of instances go to new accounts, with limits of their own.")
        let costs = answer.whole.points.compactMap(\.costPerMonth)
        if zip(costs, costs.dropFirst()).contains(where: { $1 < $0 }) {
            notes.append(
                "A cycle that outlasts the interval comes less often, so a month of a larger fleet may cost less.")
        }
        if let trials = answer.trials, let fewest = answer.fewestTrials, trials < fewest {
            notes.append(
                "So few trials cannot show a probability of \(Wording.percent(scenario.objective.probability)): even without "
                    + "a failure it takes \(Wording.count(fewest)) of them (--trials, study.trials).")
        }
        if isRandom {
            notes.append(
                "Up to \(Wording.count(answer.trials ?? 0)) trials a size. Each size draws anew, so sizes are not compared in "
                    + "pairs.")
            if let confidence = answer.lookConfidence {
                notes.append(
                    "Intervals are Wilson's at \(Wording.percent(confidence, places: 2)): a size is judged after up to three "
                        + "numbers of trials, which share the error that a confidence of "
                        + "\(Wording.percent(scenario.study.confidence, places: 2)) leaves.")
            }
        }
        if let condition {
            notes.append("\"At least\" is the lower bound; it holds of a cycle \(condition).")
        }
        return notes
    }

    // MARK: Tables

    var curve: [String] {
        var columns: [(title: String, alignment: TextTable.Alignment)] = [
            ("size", .right), ("instances", .right), ("makespan", .right), ("at least", .right),
        ]
        if isRandom { columns.append(("in time", .right)) }
        columns += [("USD a month", .right), ("", .left)]
        var table = TextTable(columns)
        for factor in answer.curve {
            guard let point = answer.whole.point(factor) else { continue }
            var cells = [
                Wording.trimmed(factor, places: 3), Wording.count(point.instances),
                point.makespan.map { Wording.clock($0) } ?? "-", point.bound.map { Wording.clock($0) } ?? "-",
            ]
            if isRandom {
                cells.append(
                    point.probability.map { "\(Wording.percent($0.low)) to \(Wording.percent($0.high))" } ?? "-")
            }
            table.add(cells + [point.costPerMonth.map { Wording.grouped($0, places: 2) } ?? "-", point.verdict.words])
        }
        return [style.bold("The whole fleet grown")] + table.lines(width: style.width)
    }

    var regions: [String] {
        guard !answer.regions.isEmpty else { return [] }
        let hasForecast = answer.regions.contains { $0.forecast != nil }
        let hasDeployments = scenario.deployments.count > 1
        var columns: [(title: String, alignment: TextTable.Alignment)] = [("region", .left)]
        if hasDeployments { columns.append(("deployment", .left)) }
        columns += [("grows to", .right), ("fails at", .right), ("proved at", .right)]
        if hasForecast { columns.append(("outgrown", .left)) }
        var table = TextTable(columns + [("what binds then", .left)])
        for part in answer.regions {
            var cells = [part.region ?? ""]
            if hasDeployments { cells.append(part.deployment ?? "") }
            cells += [grown(part), factor(part.edge.fails), factor(part.provedFrom)]
            if hasForecast { cells.append(part.forecast.map { short($0, part.edge) } ?? "") }
            let index = scenario.deployments.firstIndex { $0.name == part.deployment }
            let binding = part.point(part.edge.fails).flatMap { point in
                index.flatMap { $0 < point.bindings.count ? point.bindings[$0] : nil }
            }
            table.add(cells + [binding.map { Wording.cycleBound($0.bound) } ?? ""])
        }
        var lines = [style.bold("Each region grown alone, the most loaded first")] + table.lines(width: style.width)
        if answer.regionsLeftOut > 0 {
            lines.append("  and \(Wording.count(answer.regionsLeftOut)) more; --regions N looks at N of them")
        }
        return lines
    }

    private func grown(_ part: PartHeadroom) -> String {
        guard let factor = part.edge.holds else { return "no size" }
        return (part.edge.fails == nil ? "over " : "") + self.factor(factor)
    }

    private func factor(_ factor: Double?) -> String {
        factor.map { Wording.trimmed($0, places: $0 < 0.1 ? 6 : 3) } ?? "-"
    }

    private func short(_ forecast: GrowthForecast, _ edge: GrowthEdge) -> String {
        guard let kept = forecast.periodsKept else { return "now" }
        guard !forecast.isEndless, edge.fails != nil else { return "-" }
        return forecast.reached.map { forecast.rate.period == .month ? month($0) : $0.description }
            ?? "\(forecast.rate.period.rawValue) \(Wording.count(kept + 1))"
    }

    /// How the limits are used now and at the edge.
    var limits: [String] {
        guard let now = answer.whole.point(1), let last, last.factor != 1, !last.limits.isEmpty,
            now.limits.count == last.limits.count
        else { return [] }
        var table = TextTable([
            ("limit", .left), ("worst in", .left), ("there is", .right), ("now", .right),
            (times(last.factor), .right),
        ])
        for (before, after) in zip(now.limits, last.limits) {
            for limit in after.prefix(HeadroomLines.limitsShown) {
                let known = before.first { $0.title == limit.title }
                table.add([
                    limit.title, limit.region ?? "all regions", limit.available,
                    known.map { Wording.percent($0.share) } ?? "-", Wording.percent(limit.share),
                ])
            }
        }
        return [style.bold("Share of the limits that is used, the one used up most first")]
            + table.lines(width: style.width)
    }
}

extension GrowthVerdict {
    fileprivate var words: String {
        switch self {
        case .fits: "fits"
        case .undecided: "undecided"
        case .misses: "too late"
        case .provedTooLate: "too late, proved"
        case .infeasible: "no plan"
        }
    }
}

extension LimitUse {
    /// What there is of it.
    fileprivate var available: String {
        switch measure {
        case .time(_, let deadline): Wording.duration(deadline)
        case .quota(_, let available, let unit, let isStated):
            "\(Wording.count(available)) \(unit)" + (isStated ? "" : ", new")
        }
    }
}
