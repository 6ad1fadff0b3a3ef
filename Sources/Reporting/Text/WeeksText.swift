internal import ScanModel
public import Studies

/// Weeks for people.
public enum WeeksText {
    public static func document(_ answer: WeeksAnswer, style: TextStyle) -> String {
        var lines: [String] = []
        for (index, deployment) in answer.deployments.enumerated() {
            if index > 0 { lines.append("") }
            lines += DeploymentWeeksText(answer: deployment, style: style).lines()
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

private struct DeploymentWeeksText {
    /// Accounts shown; all of them are in the JSON.
    private static let accountsShown = 5

    let answer: DeploymentWeeks
    let style: TextStyle

    private var run: WeeksRun { answer.run }

    func lines() -> [String] {
        var lines = TextWrap.lines(headline, first: "", indent: 0, width: style.width).map {
            style.verdict($0, answer.verdict == .stable ? .fits : .misses)
        }
        lines.append("")
        for (name, text) in facts {
            lines += TextWrap.lines(text, first: "  " + name.padded(to: 11), indent: 13, width: style.width)
        }
        for notice in answer.notices {
            lines += TextWrap.lines(notice, first: "  " + "note".padded(to: 11), indent: 13, width: style.width)
        }
        lines += ["", style.bold("Week by week")] + weekTable().lines(width: style.width)
        lines += ["", style.bold("Regions (after the first \(duration(run.warmUp)))")]
        lines += regionTable().lines(width: style.width)
        let accounts = answer.accounts.prefix(DeploymentWeeksText.accountsShown)
        let more = answer.accounts.count - accounts.count
        lines += [
            "", style.bold("Accounts with the oldest scans" + (more > 0 ? " (\(Wording.count(more)) more)" : "")),
        ]
        lines += accountTable(Array(accounts)).lines(width: style.width)
        return lines + assumptions()
    }

    private func duration(_ ticks: Int64) -> String { Wording.duration(seconds(ticks)) }

    private func seconds(_ ticks: Int64) -> Double { run.scale.seconds(ticks).doubleValue }

    private var headline: String {
        let name = answer.deployment.name
        guard !run.regions.isEmpty else { return "\(name): nothing is scanned." }
        let place = answer.weakest ?? "the window of regions"
        let load = Wording.percent(answer.load, places: 1)
        switch answer.verdict {
        case .stable:
            return "\(name): stable. Every instance is due again after \(duration(run.period)), and the most loaded, "
                + "\(place), has \(load) of the work that it can do."
        case .unstable:
            return "\(name): unstable. \(place) has \(load) of the work that it can do in \(duration(run.period)), "
                + "so it never catches up."
        case .late:
            return "\(name): late. The most loaded, \(place), has \(load) of the work that it can do in "
                + "\(duration(run.period)), and yet requests are not served in time."
        }
    }

    private var facts: [(name: String, text: String)] {
        let total = answer.total
        var facts: [(name: String, text: String)] = []
        if let median = answer.ages.quantile(0.5), let high = answer.ages.quantile(0.95) {
            facts.append(
                (
                    "staleness",
                    "half of the time below \(Wording.duration(median)), 95 % below \(Wording.duration(high)), at most "
                        + Wording.duration(Double(answer.ages.greatest))
                        + " (after the first \(duration(run.warmUp)))"
                ))
        }
        if let last = answer.weeks.last {
            facts.append(
                (
                    "coverage",
                    "\(Wording.percent(last.coverage)) of the last week's instance-time within the interval of "
                        + duration(run.interval)
                ))
            facts.append(("backlog", "\(Wording.count(last.backlog)) open requests at the end"))
        }
        facts.append(("discovery", discovery))
        if total.ended > 0 {
            facts.append(
                (
                    "short lives",
                    "\(Wording.count(total.started)) instances started, \(Wording.count(total.ended)) ended; of those "
                        + "\(Wording.count(total.neverSeen)) were never seen, \(Wording.count(total.seenTooLate)) only "
                        + "after their end, \(Wording.count(total.endedBeforeSnapshot)) had no snapshot in time"
                ))
        }
        if let point = run.pointOfNoReturn { facts.append(("growth", text(point))) }
        return facts
    }

    private var discovery: String {
        let cost = run.discovery
        var text = "every \(duration(cost.period))"
        if cost.calls > 0 {
            text +=
                "; \(Wording.count(cost.pairs)) pairs of account and region and \(Wording.count(cost.calls)) calls take "
                + duration(cost.length)
            if cost.lastSeen < cost.length { text += ", instances to scan are seen within \(duration(cost.lastSeen))" }
        }
        return text + "; interval counts from \(run.settings.anchor.words)"
    }

    private func text(_ point: PointOfNoReturn) -> String {
        let place = point.region ?? "the window of regions"
        var text =
            "\(place) can do the work of \(Wording.trimmed(point.multiple, places: 3)) times the fleet and never "
            + "catches up with more"
        if let growth = run.settings.growth {
            text += "; at \(Wording.percent(growth.doubleValue, places: 3)) a week the fleet is "
            text +=
                point.week.map { $0 == 0 ? "that large now" : "that large after \($0) weeks" }
                ?? "not that large in a hundred years"
        }
        switch point.confirmation {
        case .between(let good, let bad, let runs):
            return text + "; simulated, \(Wording.trimmed(good, places: 3)) times keeps up and "
                + "\(Wording.trimmed(bad, places: 3)) times does not (\(runs) trials)"
        case .none(let reason): return text + "; not simulated: \(reason)"
        }
    }

    private func weekTable() -> TextTable {
        let hasStarts = run.settings.anchor == .schedule
        let hasChurn = answer.total.started > 0
        var columns: [(title: String, alignment: TextTable.Alignment)] = [
            ("week", .right), ("due", .right), ("scans", .right), ("forgotten", .right), ("coverage", .right),
            ("backlog", .right),
        ]
        if hasStarts { columns.append(("skipped starts", .right)) }
        if hasChurn { columns += [("started", .right), ("ended", .right), ("missed", .right)] }
        var table = TextTable(columns)
        for (number, week) in answer.weeks.enumerated() {
            var cells = [
                "\(number + 1)", Wording.count(week.due), Wording.count(week.scans), Wording.count(week.forgotten),
                Wording.percent(week.coverage), Wording.count(week.backlog),
            ]
            if hasStarts { cells.append("\(week.overruns)") }
            if hasChurn {
                cells += [
                    Wording.count(week.started), Wording.count(week.ended),
                    Wording.count(week.neverSeen + week.seenTooLate),
                ]
            }
            table.add(cells)
        }
        return table
    }

    private func regionTable() -> TextTable {
        var table = TextTable([
            ("region", .left), ("instances", .right), ("scanners", .right), ("busy", .right),
            ("in use", .right),
            ("load", .right), ("median age", .right), ("95 %", .right), ("oldest", .right),
        ])
        for (region, load) in zip(run.regions, run.loads) {
            let measured = Double(max(1, region.measured))
            table.add([
                region.region, Wording.count(region.accounts.reduce(0) { $0 + $1.instances }),
                Wording.count(region.scanners), Wording.percent(Double(region.busy) / measured),
                Wording.percent(Double(region.scannerTicks) / (measured * Double(max(1, region.scanners)))),
                Wording.percent(load.factor), age(region.ages, 0.5), age(region.ages, 0.95),
                Wording.clock(Double(region.ages.greatest)),
            ])
        }
        if let load = run.windowLoad {
            table.add(["window of regions", "", "", "", "", Wording.percent(load), "", "", ""])
        }
        return table
    }

    private func accountTable(_ accounts: [AccountWeeks]) -> TextTable {
        var table = TextTable([
            ("account", .left), ("instances", .right), ("median age", .right), ("95 %", .right), ("oldest", .right),
        ])
        for account in accounts {
            table.add([
                account.account, Wording.count(account.instances), age(account.ages, 0.5), age(account.ages, 0.95),
                Wording.clock(Double(account.ages.greatest)),
            ])
        }
        return table
    }

    private func age(_ ages: AgeDistribution, _ share: Double) -> String {
        ages.quantile(share).map { Wording.clock($0) } ?? "-"
    }

    private func assumptions() -> [String] {
        let assumed = run.settings.assumptions.filter { $0.provenance.confidence == .assumed }
        guard !assumed.isEmpty else { return [] }
        var table = TextTable([("assumed", .left), ("value", .right), ("range", .left)])
        for assumption in assumed { table.add([assumption.name, assumption.value, assumption.range ?? ""]) }
        return ["", style.bold("Assumed for the weeks; `scanplan simulate` lists what one cycle rests on")]
            + table.lines(width: style.width)
    }
}

extension IntervalAnchor {
    /// From what the interval counts, in words.
    fileprivate var words: String {
        switch self {
        case .discovery: "the discovery"
        case .completion: "the completion of a scan"
        case .schedule: "the starts of the schedule"
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
