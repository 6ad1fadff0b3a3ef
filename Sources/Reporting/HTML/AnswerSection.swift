internal import ScanModel
internal import Studies

/// The answer on top, in the sentences of the answer for terminals.
enum AnswerSection {
    static func section(_ page: PageContext) -> PageSection {
        PageSection("answer", "The answer", page.perDeployment { deployment, _ in part(deployment, page) })
    }

    private static func part(_ deployment: DeploymentAnswer, _ page: PageContext) -> Markup {
        let text = DeploymentText(answer: deployment, objective: page.answer.objective, style: TextStyle())
        let (word, style) = verdict(deployment.verdict)
        var headline = text.headline()
        let start = "\(deployment.deployment.name): "
        if headline.hasPrefix(start) { headline = String(headline.dropFirst(start.count)) }
        var rows = text.facts().filter { $0.0 != "note" }
        if let chance = TrialText.chance(page.trials), page.trials.isRandom {
            rows.insert(("in time", chance), at: min(1, rows.count))
        }
        if let precision = TrialText.precision(page.trials), page.trials.isRandom {
            rows.insert(("precision", precision), at: min(2, rows.count))
        }
        return .tag(
            "p", ["class": "verdict", "data-verdict": deployment.verdict?.rawValue ?? "none"],
            .tag("span", ["class": "mark \(style)"], .text(word)),
            .tag("span", [:], .text(headline.prefix(1).uppercased() + headline.dropFirst())))
            + facts(rows)
    }

    private static func verdict(_ verdict: Verdict?) -> (word: String, style: String) {
        switch verdict {
        case .fits: ("✓ fits", "good")
        case .couldFit: ("? could fit", "warn")
        case .misses: ("✕ too late", "bad")
        case .provedTooLate: ("✕ too late, proved", "bad")
        case nil: ("no deadline", "open")
        }
    }

    /// What is told in pairs of a word and a sentence.
    static func facts(_ rows: [(String, String)]) -> Markup {
        .tag(
            "dl", ["class": "facts"],
            parts: rows.flatMap { [Markup.tag("dt", [:], .text($0.0)), .tag("dd", [:], .text($0.1))] })
    }
}

/// The key figures on cards.
enum FiguresSection {
    private static let metrics: [(Metric, String)] = [
        (.makespan, "makespan"), (.makespanBound, "proved minimum"), (.makespanGap, "gap to it"),
        (.costPerCycle, "cost of a cycle"), (.costPerMonth, "cost of a month"), (.coverage, "coverage"),
        (.items, "instances scanned"), (.scannersPeak, "scanners at once"), (.scannersLaunched, "scanners launched"),
        (.scannerHours, "scanner hours"), (.utilisation, "scanners in use"), (.requests, "throttled requests"),
    ]

    static func section(_ page: PageContext) -> PageSection {
        let cards = metrics.compactMap { card($0, title: $1, page) }
        let several = page.isSingle ? Markup.nothing : .note("Over all deployments together.")
        return PageSection("figures", "Key figures", several + .tag("dl", ["class": "cards"], parts: cards))
    }

    private static func card(_ metric: Metric, title: String, _ page: PageContext) -> Markup? {
        var shown: String
        var more: String?
        let number: Double
        if page.trials.isRandom, let mean = page.trials.estimate(metric, .mean) {
            number = mean.value
            let unit = ReadableUnit(metric, about: mean.value)
            let estimate = ShownEstimate(mean, unit)
            shown = estimate.value + (unit.name.isEmpty ? "" : " \(unit.name)")
            more = estimate.isKnown ? "in every trial" : "mean" + (estimate.range(unit).map { ", \($0)" } ?? "")
        } else if let value = page.answer.value(metric) {
            number = value
            shown = Wording.value(value, of: metric)
        } else {
            return nil
        }
        // The title says what is counted.
        if ["instances", "scanners", "requests"].contains(metric.unit) {
            shown = shown.split(separator: " ").first.map(String.init) ?? shown
        }
        var lines = [
            Markup.tag("dt", [:], .text(title)),
            .tag(
                "dd", ["data-metric": metric.name.text, "data-value": JSONValue.spelling(of: number)], .text(shown)),
        ]
        if let more { lines.append(.tag("dd", ["class": "more"], .text(more))) }
        return .tag("div", ["class": "card"], parts: lines)
    }
}
