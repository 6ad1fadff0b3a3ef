internal import AssetDiscovery
internal import ScanModel
internal import Statistics
internal import Studies

/// Discovery by connectors for people: first what is seen, then when, then what to change.
public enum ConnectorText {
    /// Rows of a part that are shown; all of them are in the JSON.
    static let shownMost = 20

    public static func document(_ answer: ConnectorAnswer, style: TextStyle) -> String {
        let parts = [
            facts(answer, style), discovery(answer, style), outcomes(answer, style), losses(answer, style),
            ConnectorPartsText.states(answer, style), ConnectorPartsText.assessment(answer, style),
            ConnectorPartsText.synchronisations(answer, style), ConnectorPartsText.plan(answer, style),
            ConnectorPartsText.permissions(answer, style), ConnectorPartsText.remarks(answer, style),
            ConnectorPartsText.assumptions(answer, style),
        ]
        let gap = parts[0].isEmpty ? [""] : []
        let lines = headline(answer, style) + gap + Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
        return lines.joined(separator: "\n") + "\n"
    }

    private static func headline(_ answer: ConnectorAnswer, _ style: TextStyle) -> [String] {
        let (running, starts) = (answer.running, answer.starts)
        let connectors = plural(answer.estate.connectors.count, "connector")
        let verb = answer.estate.connectors.count == 1 ? "lists" : "list"
        var text =
            "\(answer.name): \(connectors) \(verb) \(number(running.listed)) of \(number(running.all)) running assets"
        if starts.all > 0 { text += "; \(number(starts.missed)) of \(number(starts.all)) starts a day are never seen" }
        if answer.study.discoversNothing { text = "\(answer.name): no asset can be discovered" }
        let isFine = !answer.study.discoversNothing && running.listed == running.all && starts.missed < 0.5
        // Wrapped before it is coloured, because colours are no columns.
        return TextWrap.lines(text + ".", first: "", indent: 2, width: style.width).map {
            style.verdict($0, isFine ? .fits : .misses)
        }
    }

    private static func facts(_ answer: ConnectorAnswer, _ style: TextStyle) -> [String] {
        guard let objective = answer.terms.objective else { return [] }
        let missing = answer.study.classes.filter { answer.isMet($0) == false }
        let goal =
            "\(Wording.percent(objective.share)) in the inventory within \(Wording.duration(Double(objective.firstSight)))"
        var lines = wrapped("objective", missing.isEmpty ? "\(goal): met by every class" : "\(goal): missed", style)
        for discovery in missing.prefix(shownMost) {
            let reached = Wording.percent(discovery.inventoried(within: objective.firstSight))
            let remedy: String
            switch discovery.means {
            case .notCovered: remedy = "no connector holds the accounts"
            case .blocked: remedy = "a permission is missing"
            case .polled:
                remedy =
                    answer.remedy(discovery).map { "polling every \($0) h would do" }
                    ?? "no polling of \(answer.terms.pollingHours.lowerBound) h or more would do"
            }
            lines += TextWrap.lines(
                "\(discovery.assetClass.name) on \(discovery.cloud.rawValue): \(reached); \(remedy)", first: "    ",
                indent: 6, width: style.width)
        }
        return lines
    }

    private static func discovery(_ answer: ConnectorAnswer, _ style: TextStyle) -> [String] {
        guard !answer.study.classes.isEmpty else { return [] }
        var table = TextTable([
            ("class", .left), ("cloud", .left), ("every", .right), ("seen", .right), ("simulated", .right),
            ("first sight", .right), ("p95", .right), ("stale", .right),
        ])
        for discovery in answer.study.classes {
            let simulated = discovery.simulation.map {
                "\(Wording.trimmed($0.seen.interval.low * 100, places: 1))-"
                    + Wording.percent($0.seen.interval.high)
            }
            let every: String =
                switch discovery.means {
                case .polled(let seconds): Wording.duration(Double(seconds))
                case .notCovered: "never"
                case .blocked: "blocked"
                }
            table.add([
                discovery.assetClass.name, discovery.cloud.rawValue, every, Wording.percent(discovery.seen),
                simulated ?? "", time(discovery.law?.meanDelay), time(discovery.law?.delay95),
                time(discovery.law?.meanStale),
            ])
        }
        let confidence = answer.study.classes.compactMap(\.simulation).first.map {
            TextWrap.lines(
                "seen: ever, in closed form; simulated: \(Wording.percent($0.confidence, places: 2)) interval of "
                    + "\(Wording.count($0.samples)) assets; first sight: mean time from the start, and what 95 % do not "
                    + "exceed; stale: mean time shown as running behind the end; in hours, minutes and seconds",
                first: "  ", indent: 4, width: style.width)
        }
        return [style.bold("Discovery by class")] + table.lines(width: style.width) + (confidence ?? [])
    }

    private static func outcomes(_ answer: ConnectorAnswer, _ style: TextStyle) -> [String] {
        let polled = answer.study.classes.filter { $0.law != nil }
        guard !polled.isEmpty else { return [] }
        var table = TextTable([
            ("class", .left), ("cloud", .left), ("then ended", .right), ("then gone", .right),
            ("stays", .right), ("ended only", .right), ("never", .right), ("in vain", .right),
        ])
        for discovery in polled {
            guard let law = discovery.law else { continue }
            let outcomes = law.outcomes
            table.add([
                discovery.assetClass.name, discovery.cloud.rawValue, Wording.percent(outcomes.seenThenFoundEnded),
                Wording.percent(outcomes.seenThenGone), Wording.percent(outcomes.staysRunning),
                Wording.percent(outcomes.seenEndedOnly), Wording.percent(outcomes.neverSeen),
                law.staleShare.map { Wording.percent($0) } ?? "",
            ])
        }
        let meaning = TextWrap.lines(
            "then ended: seen running and found again within the retention; then gone: seen running and no longer "
                + "listed when next looked for; stays: seen running without an end; "
                + "ended only: first found behind its end; in vain: part of the time shown as running that lies behind the "
                + "end",
            first: "  ", indent: 4, width: style.width)
        return [style.bold("What becomes of assets that start")] + table.lines(width: style.width) + meaning
    }

    private static func losses(_ answer: ConnectorAnswer, _ style: TextStyle) -> [String] {
        var texts: [String] = []
        for discovery in answer.study.classes {
            let name = "\(discovery.assetClass.name) on \(discovery.cloud.rawValue)"
            let unit = discovery.perDay > 0 ? " a day" : ""
            if discovery.missed > 0.05 {
                texts.append("\(name): \(number(discovery.missed)) assets\(unit) are never seen\(reason(discovery))")
            }
            for reason in discovery.assetClass.errors.keys.sorted() where discovery.dropped(reason) > 0.05 {
                texts.append("\(name): \(number(discovery.dropped(reason))) assets\(unit) are dropped: \(reason)")
            }
            if answer.isExcluded(discovery) {
                texts.append(
                    "\(name): \(discovery.assetClass.instanceType ?? "") is not activated by itself; it is in the "
                        + "inventory and is not scanned")
            }
        }
        guard !texts.isEmpty else { return [] }
        return [style.bold("Missed and dropped")]
            + texts.prefix(shownMost).flatMap { TextWrap.lines($0, first: "  ", indent: 4, width: style.width) }
            + more(texts.count)
    }

    private static func reason(_ discovery: ClassDiscovery) -> String {
        switch discovery.means {
        case .polled: ""
        case .notCovered: ", because no connector holds \(Wording.some(discovery.accounts))"
        case .blocked: ", because the connectors of \(Wording.some(discovery.accounts)) cannot list them"
        }
    }

    private static func wrapped(_ name: String, _ text: String, _ style: TextStyle) -> [String] {
        TextWrap.lines(text, first: "  \(name)  ", indent: 4 + name.count, width: style.width)
    }

    private static func time(_ seconds: Double?) -> String { seconds.map(Wording.clock) ?? "" }

    /// Whole numbers as they are, others with one place.
    static func number(_ value: Double) -> String { Wording.trimmed(value, places: 1) }

    static func more(_ count: Int) -> [String] {
        count > shownMost ? ["  and \(Wording.count(count - shownMost)) more"] : []
    }

    static func plural(_ count: Int, _ noun: String) -> String {
        "\(Wording.count(count)) \(noun)\(count == 1 ? "" : "s")"
    }
}
