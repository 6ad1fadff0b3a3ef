internal import AssetDiscovery
internal import ScanModel
internal import Statistics

/// The parts of ``ConnectorText`` that are about connectors rather than assets.
enum ConnectorPartsText {
    static func states(_ answer: ConnectorAnswer, _ style: TextStyle) -> [String] {
        guard !answer.states.isEmpty else { return [] }
        var table = TextTable([("cloud", .left), ("in the cloud", .left), ("shown as", .left), ("meaning", .left)])
        for state in answer.states { table.add([state.cloud, state.state, state.shown, state.meaning]) }
        return [style.bold("States")] + table.lines(width: style.width)
    }

    static func assessment(_ answer: ConnectorAnswer, _ style: TextStyle) -> [String] {
        guard answer.hasAssessment else { return [] }
        let rhythm = answer.terms.assessment
        func time(_ seconds: Int) -> String { Wording.duration(Double(seconds)) }
        var text =
            "due every \(time(rhythm.interval)), a whole account takes \(time(rhythm.duration)): "
            + "it runs every \(time(rhythm.cycle)); a result gets \(time(rhythm.oldestInTurn)) old, and "
            + "\(time(rhythm.oldest)) if the order within a run may change"
        if rhythm.cycle > rhythm.interval { text += " (a run that is due while one goes on is skipped)" }
        var lines = [style.bold("API-based assessment")]
        lines += TextWrap.lines(text, first: "  ", indent: 4, width: style.width)
        for discovery in answer.study.classes {
            guard let share = discovery.simulation?.assessed else { continue }
            lines += TextWrap.lines(
                "\(discovery.assetClass.name) on \(discovery.cloud.rawValue): \(Wording.percent(share.value)) of the "
                    + "assets that start are assessed while they run ("
                    + "\(Wording.trimmed(share.interval.low * 100, places: 1)) to \(Wording.percent(share.interval.high)))",
                first: "  ", indent: 4, width: style.width)
        }
        return lines
    }

    static func synchronisations(_ answer: ConnectorAnswer, _ style: TextStyle) -> [String] {
        let all = answer.study.calls
        guard !all.isEmpty else { return [] }
        let sorted = all.sorted {
            ($1.milliseconds.upperBound, $0.account, $0.connector) < (
                $0.milliseconds.upperBound, $1.account, $1.connector
            )
        }
        var table = TextTable([
            ("account", .left), ("connector", .left), ("listed", .right), ("requests", .right), ("throttle", .right),
            ("at most", .right), ("", .left),
        ])
        func time(_ milliseconds: Int) -> String { Wording.clock(Double(milliseconds) / 1000) }
        for calls in sorted.prefix(ConnectorText.shownMost) {
            let verdict: String =
                switch calls.verdict {
                case .fits: "fits"
                case .mayNotFit: "may not fit"
                case .cannotFit: "cannot fit"
                }
            table.add([
                calls.account, calls.connector, Wording.count(calls.listed), Wording.count(calls.requests),
                time(calls.throttleMilliseconds), time(calls.milliseconds.upperBound), verdict,
            ])
        }
        let meaning = TextWrap.lines(
            "throttle: for which the last request is held back if all are made at once; at most: if requests are slow and "
                + "made one after the other",
            first: "  ", indent: 4, width: style.width)
        return [style.bold("One synchronisation of each account")] + table.lines(width: style.width)
            + ConnectorText.more(all.count) + meaning
    }

    static func plan(_ answer: ConnectorAnswer, _ style: TextStyle) -> [String] {
        let plan = answer.study.plan
        var texts = [
            "\(ConnectorText.plural(plan.needed.count, "connector")) needed at least, "
                + "\(Wording.count(answer.estate.connectors.count)) there"
        ]
        for needed in plan.needed.prefix(ConnectorText.shownMost) {
            let place = "\(needed.cloud.rawValue) \(needed.environment.word(in: needed.cloud))"
            texts.append(
                needed.scope == .organization
                    ? "\(place): one for \(needed.name) with \(ConnectorText.plural(needed.accounts.count, "account"))"
                    : "\(place): one for the account \(needed.name)")
        }
        if plan.needed.count > ConnectorText.shownMost {
            texts.append("and \(Wording.count(plan.needed.count - ConnectorText.shownMost)) more")
        }
        if !plan.uncovered.isEmpty {
            texts.append("no connector holds \(Wording.some(plan.uncovered.map(\.id)))")
        }
        for twice in plan.coveredTwice.prefix(ConnectorText.shownMost) {
            texts.append(
                "\(twice.account) is held by \(twice.connectors.joined(separator: " and ")): its requests are made as many "
                    + "times")
        }
        return [style.bold("Connectors")]
            + texts.flatMap { TextWrap.lines($0, first: "  ", indent: 4, width: style.width) }
    }

    static func permissions(_ answer: ConnectorAnswer, _ style: TextStyle) -> [String] {
        let lists = answer.study.checklists
        guard !lists.isEmpty else { return [] }
        var lines = [style.bold("Permissions")]
        for list in lists.prefix(ConnectorText.shownMost) {
            let needed = list.items.filter(\.need.isRequired)
            let granted = needed.filter { $0.grantedBy != nil }.count
            lines += TextWrap.lines(
                "\(list.connector): \(granted) of \(needed.count) needed are granted"
                    + (list.blocksDiscovery ? "; nothing is discovered without the missing ones" : ""),
                first: "  ", indent: 4, width: style.width)
            var table = TextTable([("", .left), ("permission", .left), ("granted by", .left), ("for", .left)])
            for item in list.items {
                let mark = item.grantedBy != nil ? "  [x]" : item.need.isRequired ? "  [ ]" : "  [-]"
                table.add([mark, item.need.name, shortened(item.grantedBy ?? ""), item.need.meaning])
            }
            lines += table.lines(width: style.width).dropFirst()
            lines += list.surplus.flatMap { surplus in
                TextWrap.lines(text(surplus), first: "    ", indent: 6, width: style.width)
            }
        }
        lines += ConnectorText.more(lists.count)
        return lines + ["  [x] granted, [ ] missing, [-] missing and needed for a part of its use alone"]
    }

    /// The name at the end of a resource name.
    private static func shortened(_ grant: String) -> String {
        grant.hasPrefix("arn:") ? String(grant.split(separator: "/").last ?? "") : grant
    }

    private static func text(_ surplus: PermissionChecklist.Surplus) -> String {
        switch surplus.kind {
        case .write: "\(surplus.grant) lets the connector change things, and nothing here needs that: take it away"
        case .read: "\(surplus.grant) is not needed"
        case .unknown: "\(surplus.grant) is not known here, so what it grants is not checked"
        }
    }

    static func remarks(_ answer: ConnectorAnswer, _ style: TextStyle) -> [String] {
        guard !answer.remarks.isEmpty else { return [] }
        return [style.bold("Remarks")]
            + answer.remarks.prefix(ConnectorText.shownMost).flatMap {
                TextWrap.lines($0, first: "  ", indent: 4, width: style.width)
            } + ConnectorText.more(answer.remarks.count)
    }

    static func assumptions(_ answer: ConnectorAnswer, _ style: TextStyle) -> [String] {
        guard !answer.assumptions.isEmpty else { return [] }
        var table = TextTable([("not stated", .left), ("value", .left), ("range", .left), ("known as", .left)])
        for row in answer.assumptions {
            table.add([row.name, row.value, row.range ?? "", row.provenance.confidence.rawValue])
        }
        return [style.bold("Numbers that the document does not state")] + table.lines(width: style.width)
    }
}
