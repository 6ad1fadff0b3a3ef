internal import ScanModel
internal import Statistics
public import Studies

/// Explanations for people.
public enum ExplanationText {
    public static func document(_ explanation: ScenarioExplanation, style: TextStyle) -> String {
        var lines: [String] = []
        for (index, deployment) in explanation.deployments.enumerated() {
            if index > 0 { lines.append("") }
            lines += DeploymentExplanationText(explanation: explanation, deployment: deployment, style: style).lines()
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

private struct DeploymentExplanationText {
    /// Rows shown of long lists; all of them are in the JSON.
    private static let chainsShown = 20
    private static let sharesShown = 3

    let explanation: ScenarioExplanation
    let deployment: DeploymentExplanation
    let style: TextStyle

    private var answer: DeploymentAnswer { deployment.answer }

    func lines() -> [String] {
        var lines = TextWrap.lines(headline, first: "", indent: 0, width: style.width).map {
            style.verdict($0, answer.verdict)
        }
        if let makespan = deployment.makespan { lines += timeSpent(makespan) }
        if !deployment.knobs.isEmpty { lines += knobs() }
        if !deployment.prices.isEmpty { lines += prices() }
        if let raises = deployment.raises { lines += self.raises(raises) }
        return lines
    }

    private var headline: String {
        let name = answer.deployment.name
        guard !answer.plan.regions.isEmpty else { return "\(name): nothing is scanned." }
        var text = "\(name): the scan cycle takes \(Wording.duration(answer.makespan))."
        if let makespan = deployment.makespan {
            text += " \(makespan.regions[makespan.lastRegion]) ends last"
            if let account = makespan.lastAccount { text += ", with an instance of account \(account)" }
            text += "."
        }
        if explanation.isRandom {
            text +=
                explanation.trials == 1
                ? " This is one trial of many that may differ."
                : " This is the first of \(Wording.count(explanation.trials)) trials; the changes are those of all of them."
        }
        return text
    }

    // MARK: Where the time goes

    private func timeSpent(_ makespan: MakespanExplanation) -> [String] {
        func duration(_ ticks: Int64) -> String { Wording.duration(makespan.scale.seconds(ticks).doubleValue) }
        func share(_ ticks: Int64) -> String {
            makespan.makespan == 0 ? "" : Wording.percent(Double(ticks) / Double(makespan.makespan))
        }
        var table = TextTable([("the instance that ends last", .left), ("time", .right), ("share", .right)])
        for part in makespan.life.shares {
            table.add([capitalised(part.kind), duration(part.ticks), share(part.ticks)])
        }
        table.add(["adds up to", duration(makespan.makespan), ""])
        var lines = ["", style.bold("Doing and waiting")] + table.lines(width: style.width)
        lines += instances(makespan)
        let path = makespan.path
        let chains = path.chains
        let stretches = path.segments.count == 1 ? "1 stretch" : "\(Wording.count(path.segments.count)) stretches"
        lines += ["", style.bold("Critical path, from the start to the end (\(stretches), end to end)")]
        var rows = TextTable([("from", .right), ("to", .right), ("region", .left), ("what", .left)])
        func clock(_ ticks: Int64) -> String { Wording.clock(makespan.scale.seconds(ticks).doubleValue) }
        let shown = shownChains(chains)
        for index in shown {
            if index > 0, !shown.contains(index - 1) { rows.add(["…", "", "", "\(chains.count - shown.count) parts"]) }
            let chain = chains[index]
            rows.add([
                clock(chain.from), clock(chain.to), makespan.regions[chain.region],
                words(chain) { duration($0) },
            ])
        }
        lines += rows.lines(width: max(style.width, 80))
        let accounts = makespan.pathAccounts.prefix(3).map { "\($0.account) \(share($0.ticks))" }
        if !accounts.isEmpty {
            let more = makespan.pathAccounts.count - accounts.count
            let text =
                "Accounts on the path: " + accounts.joined(separator: ", ") + (more > 0 ? ", \(more) more" : "") + "."
            lines += TextWrap.lines(text, first: "  ", indent: 2, width: style.width)
        }
        return lines
    }

    private func shownChains(_ chains: [PathChain]) -> [Int] {
        let most = DeploymentExplanationText.chainsShown
        guard chains.count > most else { return Array(chains.indices) }
        return Array(0..<(most / 2)) + Array((chains.count - most / 2)..<chains.count)
    }

    private func capitalised(_ kind: PathKind) -> String {
        if case .stage(let name) = kind { return "stage \(name)" }
        return kind.title
    }

    private func words(_ chain: PathChain, _ duration: (Int64) -> String) -> String {
        let shares = chain.shares.prefix(DeploymentExplanationText.sharesShown).map {
            "\($0.kind.title) \(duration($0.ticks))"
        }
        let rest = chain.shares.count > shares.count ? ", …" : ""
        let parts = shares.joined(separator: ", ") + rest
        guard chain.links > 1 else { return parts }
        let count = Wording.count(chain.links)
        switch chain.link {
        case .place: return "\(count) one after another on a place of a scanner: \(parts)"
        case .limit(let name): return "\(count) one after another under \(name): \(parts)"
        case .same, .gate: return parts
        }
    }

    private func instances(_ makespan: MakespanExplanation) -> [String] {
        func hours(_ ticks: Int128) -> String {
            Wording.grouped(Double(ticks) / Double(makespan.scale.ticksPerSecond) / 3600, places: 2)
        }
        let last = makespan.lastRegionInstances
        let all = makespan.instances
        var table = TextTable([
            ("all \(Wording.count(all.items)) instances, in hours", .left), ("whole cycle", .right),
            (makespan.regions[makespan.lastRegion], .right),
        ])
        for part in all.parts {
            let own = last.parts.first { $0.kind == part.kind }?.ticks ?? 0
            table.add([capitalised(part.kind), hours(part.ticks), hours(own)])
        }
        table.add(["adds up to", hours(all.total), hours(last.total)])
        return [""] + table.lines(width: style.width)
    }

    // MARK: What would change it

    private var basis: String {
        guard explanation.trials > 1 else { return "" }
        let confidence = Wording.percent(explanation.confidence, places: 1)
        return " (\(explanation.trials) trials with the same draws, confidence \(confidence))"
    }

    private func knobs() -> [String] {
        var table = TextTable([
            ("one step of", .left), ("", .left), ("makespan", .right), ("per month", .right), ("then binds", .left),
        ])
        var refused: [String] = []
        var idle: [String] = []
        for knob in deployment.knobs {
            switch knob.outcome {
            case .notPossible(let reason): refused.append("\(knob.knob.title): \(reason)")
            case .simulated(let effect) where ChangeText.isNothing(effect.makespan, effect.perMonth):
                idle.append(knob.knob.title)
            case .simulated(let effect):
                table.add([
                    knob.knob.name, "\(knob.knob.before) -> \(knob.knob.after)",
                    ChangeText.seconds(effect.makespan, confidence: explanation.confidence),
                    effect.perMonth.map { ChangeText.money($0, confidence: explanation.confidence) } ?? "-",
                    binding(effect),
                ])
            }
        }
        var lines = ["", style.bold("What one step would change\(basis)")]
        if idle.count + refused.count < deployment.knobs.count { lines += table.lines(width: max(style.width, 100)) }
        if !idle.isEmpty {
            let text = "No change of time or cost: " + idle.joined(separator: ", ") + "."
            lines += TextWrap.lines(text, first: "  ", indent: 2, width: style.width)
        }
        if !refused.isEmpty {
            lines.append("  Not possible:")
            for text in refused { lines += TextWrap.lines(text, first: "    ", indent: 6, width: style.width) }
        }
        return lines
    }

    private func binding(_ effect: Counterfactual.Effect) -> String {
        let bound = Wording.cycleBound(effect.bound)
        // A bound far below the makespan binds little: what is waited for tells more then.
        guard effect.boundShare < 0.9, let waited = effect.mostWaited else { return bound }
        return "\(waited) in \(effect.lastRegion)"
    }

    private func prices() -> [String] {
        var table = TextTable([
            ("limit", .left), ("is", .right), ("per", .left), ("one more saves", .right), ("tried with", .right),
        ])
        var idle: [String] = []
        for price in deployment.prices {
            let saved: String
            switch price.outcome {
            case .notPossible: saved = "not possible"
            case .simulated(let effect) where ChangeText.isNothing(effect.makespan, nil):
                idle.append("\(price.knob.name) \(price.knob.before)")
                continue
            case .simulated(let effect):
                saved = ChangeText.saving(
                    effect.makespan, units: price.knob.units ?? 1, confidence: explanation.confidence)
            }
            table.add([price.knob.name, price.knob.before, price.knob.unit, saved, price.knob.after])
        }
        var lines = ["", style.bold("What one more of each limit is worth\(basis)")]
        if idle.count < deployment.prices.count { lines += table.lines(width: style.width) }
        if !idle.isEmpty {
            let text =
                "Raised by a little, these change no time that is measured: " + idle.joined(separator: ", ") + "."
            lines += TextWrap.lines(text, first: "  ", indent: 2, width: style.width)
        }
        return lines
    }

    private func raises(_ plan: RaisePlan) -> [String] {
        let deadline = plan.deadline.map { Wording.duration($0) } ?? ""
        func text(_ text: String) -> [String] { TextWrap.lines(text, first: "  ", indent: 2, width: style.width) }
        var lines = [
            "", style.bold("What to ask for, to meet the deadline\(deadline.isEmpty ? "" : " of " + deadline)"),
        ]
        switch plan.outcome {
        case .noDeadline: lines += text("There is no deadline.")
        case .notNeeded: lines += text("Nothing: it is met as it is.")
        case .impossible(let isProved, let makespan, let bound):
            let proof = isProved ? ", and a bound proves that no schedule under those limits would" : ""
            let average = plan.trials > 1 ? " on average over \(Wording.count(plan.trials)) trials" : ""
            let tried =
                plan.isCapped
                ? "Not all limits can be at their most in one scenario; with as much of them as was found to go together "
                    + "it is not met"
                : "With every limit at its most it is not met"
            lines += text(
                "\(tried)\(proof). The cycle then takes \(Wording.duration(makespan))\(average); in the way is "
                    + "\(Wording.cycleBound(bound))." + (isProved ? "" : " Smaller raises were not tried."))
        case .raises(let raises, let isFewest):
            var table = TextTable([("raise", .left), ("from", .right), ("to at least", .right)])
            for raise in raises { table.add([raise.name, raise.before, raise.after]) }
            lines += table.lines(width: style.width)
            var sentence =
                !isFewest
                ? "There may be a smaller set, but one step less of any of these is too little."
                : raises.count == 1
                    ? "One step less is too little."
                    : "Fewer limits, each at its most, are not enough, and one step less of any of these is too little."
            if let makespan = plan.makespan {
                sentence += " The cycle then takes \(Wording.duration(makespan))\(plan.trials > 1 ? " on average" : "")"
                if plan.trials > 1, let inTime = plan.inTime {
                    sentence += "; \(inTime) of \(plan.trials) trials are in time"
                }
                sentence += "."
                if let cost = plan.perMonth { sentence += " It costs \(Wording.money(cost)) per month." }
            }
            lines += text(sentence)
        }
        return lines
    }
}

/// Changes with sign, and with their interval where trials differ.
enum ChangeText {
    private static let leastSeconds = Counterfactual.Effect.leastSeconds
    private static let leastDollars = Counterfactual.Effect.leastDollars

    /// Whether neither changes, but for what rounding does.
    static func isNothing(_ makespan: PairedDifference, _ cost: PairedDifference?) -> Bool {
        isStill(makespan, below: leastSeconds) && (cost.map { isStill($0, below: leastDollars) } ?? true)
    }

    private static func isStill(_ change: PairedDifference, below least: Double) -> Bool {
        abs(change.difference.mean ?? 0) < least && change.difference.standardDeviation ?? 0 < least
    }

    /// The interval of a change; nil where trials differ by no more than rounding does.
    private static func interval(_ change: PairedDifference, confidence: Double, least: Double) -> MeanInterval? {
        change.interval(confidence: confidence).flatMap { $0.halfWidth < least ? nil : $0 }
    }

    static func seconds(_ change: PairedDifference, confidence: Double) -> String {
        let mean = change.difference.mean ?? 0
        let interval = interval(change, confidence: confidence, least: leastSeconds)
        return interval == nil && abs(mean) < leastSeconds ? "0" : text(mean, interval)
    }

    /// A change for the better, for each of so many units.
    static func saving(_ change: PairedDifference, units: Double, confidence: Double) -> String {
        if isStill(change, below: leastSeconds) { return "0" }
        let interval = interval(change, confidence: confidence, least: leastSeconds).map { interval in
            var scaled = interval
            scaled.mean = -interval.mean / units
            scaled.halfWidth = interval.halfWidth / units
            return scaled
        }
        return text(-(change.difference.mean ?? 0) / units, interval, signed: false)
    }

    private static func text(_ mean: Double, _ interval: MeanInterval?, signed: Bool = true) -> String {
        if let interval {
            let (unit, name) = abs(mean) >= 5400 ? (3600.0, "h") : abs(mean) >= 90 ? (60.0, "min") : (1.0, "s")
            var scaled = interval
            scaled.mean /= unit
            scaled.halfWidth /= unit
            let shown = DisplayedInterval(scaled)
            let sign = signed && mean > 0 && !shown.value.hasPrefix("-") ? "+" : ""
            return "\(sign)\(shown.value) ± \(shown.halfWidth) \(name)"
        }
        if abs(mean) < 0.05 { return (mean < 0 ? "-" : signed ? "+" : "") + "below 0.1 s" }
        return (mean < 0 ? "-" : signed ? "+" : "") + Wording.duration(abs(mean))
    }

    static func money(_ change: PairedDifference, confidence: Double) -> String {
        let mean = change.difference.mean ?? 0
        if let interval = interval(change, confidence: confidence, least: leastDollars) {
            let shown = DisplayedInterval(interval)
            return "\(mean > 0 && !shown.value.hasPrefix("-") ? "+" : "")\(shown.value) ± \(shown.halfWidth) USD"
        }
        return abs(mean) < leastDollars ? "0" : (mean > 0 ? "+" : "-") + Wording.grouped(abs(mean), places: 2) + " USD"
    }
}
