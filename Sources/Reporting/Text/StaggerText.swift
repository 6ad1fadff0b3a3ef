internal import ScanModel
public import Studies

/// Accounts spread over days, for people.
public enum StaggerText {
    public static func document(_ answer: StaggerAnswer, style: TextStyle) -> String {
        var lines: [String] = []
        for (index, deployment) in answer.deployments.enumerated() {
            if index > 0 { lines.append("") }
            lines += StaggerLines(answer: deployment, settings: answer.settings, style: style).lines
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

private struct StaggerLines {
    /// Accounts shown of a slot, and quotas; all of them are in the JSON.
    private static let accountsShown = 30
    private static let quotasShown = 8
    /// Slots named in a sentence.
    private static let slotsNamed = 10

    let answer: StaggeredDeployment
    let settings: StaggerSettings
    let style: TextStyle

    private var used: [StaggeredSlot] { answer.slots.filter { !$0.accounts.isEmpty } }
    private var accounts: Int { used.reduce(0) { $0 + $1.accounts.count } }
    private var fullest: StaggeredSlot? {
        used.max { ($0.share, $1.slot.number) < ($1.share, $0.slot.number) }
    }

    var lines: [String] {
        var lines = TextWrap.lines(headline, first: "", indent: 0, width: style.width).map {
            style.verdict($0, isInTime ? .fits : .misses)
        }
        lines.append("")
        for (name, fact) in facts {
            let first = "  " + name + String(repeating: " ", count: max(1, 11 - name.count))
            lines += TextWrap.lines(fact, first: first, indent: 13, width: style.width)
        }
        return lines + slotTable + quotaTable + accountLists
    }

    private var isInTime: Bool { used.allSatisfy { $0.inTime == $0.trials && $0.runsInto == nil } }

    private var unit: String { answer.calendar.slotMinutes == BlackoutWindow.day ? "day" : "start" }

    private var headline: String {
        guard let fullest, let quota = fullest.quota else {
            return "\(answer.name): nothing is scanned, so nothing is spread."
        }
        let open = answer.calendar.open.count
        let gap = answer.bound > 0 ? answer.peak / answer.bound - 1 : 0
        return "\(answer.name): \(Wording.count(accounts)) accounts over \(Wording.count(open)) "
            + "\(open == 1 ? unit : unit + "s"). The fullest takes \(share(answer.peak)) of what it has: \(place(quota)). No "
            + "spread of these loads takes less than \(share(answer.bound)); the gap is \(Wording.percent(gap, places: 2))."
    }

    private func share(_ share: Double) -> String { Wording.percent(share, places: 2) }

    private func place(_ quota: StaggerQuota) -> String {
        quota.title + (quota.region.map { " in \($0)" } ?? " of all regions")
    }

    private func over(_ peak: Double) -> String {
        guard answer.bound > 0 else { return share(peak) }
        return "\(share(peak)), \(Wording.percent(peak / answer.bound - 1)) over the bound"
    }

    private var facts: [(name: String, text: String)] {
        guard fullest != nil else { return [] }
        var facts = [
            ("in turn", "accounts in turn by name: \(over(answer.inTurn))"),
            ("at once", "all accounts in one \(unit): \(over(answer.unstaggered))"),
        ]
        if let longest = used.max(by: { ($0.makespan ?? 0) < ($1.makespan ?? 0) }), let makespan = longest.makespan {
            let late = used.count { $0.inTime < $0.trials }
            var text =
                "each \(unit)'s accounts were simulated alone; the longest cycle takes \(Wording.duration(makespan))"
            if let deadline = answer.deadline {
                text +=
                    late == 0
                    ? ", and all meet the deadline of \(Wording.duration(deadline))"
                    : "; \(Wording.count(late)) of \(Wording.count(used.count)) miss the deadline of "
                        + Wording.duration(deadline)
            }
            facts.append(("cycles", text))
            facts += overruns.map { ("blackout", $0) }
            if makespan > Double(answer.calendar.slotMinutes * 60) {
                facts.append(
                    (
                        "note",
                        "A cycle that lasts longer than \(Wording.duration(Double(answer.calendar.slotMinutes * 60))) runs "
                            + "beside the next one, and both take from the same quotas."
                    ))
            }
        }
        return facts + notes.map { ("note", $0) }
    }

    /// Cycles that are still running when a blackout begins.
    private var overruns: [String] {
        let late = used.filter { $0.runsInto != nil }
        guard let first = late.first, let window = first.runsInto, let makespan = first.makespan else { return [] }
        let named = late.prefix(StaggerLines.slotsNamed)
        let numbers = named.map { "\($0.slot.number)" }.joined(separator: ", ")
        let more = late.count > named.count ? " and \(Wording.count(late.count - named.count)) more" : ""
        return [
            "\(late.count == 1 ? "the cycle of slot" : "the cycles of slots") \(numbers)\(more) "
                + "\(late.count == 1 ? "runs" : "run") into a blackout: slot \(first.slot.number) takes "
                + "\(Wording.duration(makespan)), and \(window) begins before it ends. A --blackout that covers such a "
                + "start closes it; more days make shorter cycles"
        ]
    }

    private var notes: [String] {
        var notes: [String] = []
        if answer.isRandom {
            let condition = Wording.condition(answer.boundAssumptions).map { "; the bound holds of cycles \($0)" } ?? ""
            notes.append("Shares count every instance once, with its nominal durations\(condition).")
        }
        if let interval = answer.intervalSeconds, answer.roundSeconds > interval {
            notes.append(
                "Each account is scanned every \(Wording.duration(answer.roundSeconds)), and the interval is "
                    + "\(Wording.duration(interval)).")
        }
        if answer.calendar.open.count == 1 {
            notes.append("There is one open \(unit) only; --days and --every make more.")
        }
        let closed = answer.slots.count - answer.calendar.open.count
        if closed > 0 {
            notes.append(
                closed == 1
                    ? "1 \(unit) is closed by a blackout."
                    : "\(Wording.count(closed)) \(unit)s are closed by blackouts.")
        }
        if answer.calendar.first == nil, answer.calendar.days % 7 == 0 {
            notes.append("The round begins on a Monday, because no first day was given (--from).")
        }
        if answer.calendar.windowsNotLookedAt > 0 {
            notes.append(
                "\(Wording.count(answer.calendar.windowsNotLookedAt)) blackouts with dates were not looked at: --from tells "
                    + "the first day.")
        }
        if answer.accountsWithoutWork > 0 {
            notes.append("\(Wording.count(answer.accountsWithoutWork)) accounts have nothing to scan and no \(unit).")
        }
        notes.append(
            "The product has one schedule for a service account. Either one service account scans the accounts of one "
                + "\(unit) after another, with a tag that tells the \(unit) and a TagValue that is changed before each "
                + "start; or each \(unit) gets a deployment of its own, with its accounts as targets and its own schedule. "
                + "Service accounts of their own share none of the quotas below.")
        return notes
    }

    private func start(_ slot: StaggerSlot) -> String {
        let minute = slot.minute
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = "\(two(minute / 60)):\(two(minute % 60))"
        // Slots count from Sunday.
        let weekday = slot.weekday.map { BlackoutWindow.weekdays[($0 + 5) % 7] + " " } ?? ""
        let day = slot.date.map { "\($0) " } ?? (slot.weekday == nil ? "day \(slot.day + 1) " : "")
        return weekday + day + time
    }

    private var slotTable: [String] {
        guard !used.isEmpty else { return [] }
        var table = TextTable([
            ("slot", .right), ("starts (UTC)", .left), ("accounts", .right), ("instances", .right), ("volumes", .right),
            ("makespan", .right), ("share", .right), ("of", .left),
        ])
        for slot in answer.slots {
            if let blackout = slot.slot.blackout {
                table.add(["\(slot.slot.number)", start(slot.slot), "-", "-", "-", "-", "-", "closed: \(blackout)"])
                continue
            }
            table.add([
                "\(slot.slot.number)", start(slot.slot), Wording.count(slot.accounts.count),
                Wording.count(slot.instances), Wording.count(slot.volumes),
                slot.makespan.map { Wording.clock($0) } ?? "-", share(slot.share), slot.quota.map(place) ?? "",
            ])
        }
        return ["", style.bold("Slots, each with its fullest quota")] + table.lines(width: style.width)
    }

    private var quotaTable: [String] {
        guard !answer.quotas.isEmpty else { return [] }
        var table = TextTable([
            ("quota", .left), ("in", .left), ("fullest slot", .right), ("all", .right), ("a slot has", .right),
            ("unit", .left),
        ])
        for (quota, peak) in answer.quotas.prefix(StaggerLines.quotasShown) {
            table.add([
                quota.title, quota.region ?? "all regions", share(peak), Wording.trimmed(quota.total, places: 1),
                Wording.trimmed(quota.perSlot, places: 1), quota.unit,
            ])
        }
        var lines = ["", style.bold("What all accounts share, the fullest first")] + table.lines(width: style.width)
        let more = answer.quotas.count - StaggerLines.quotasShown
        if more > 0 { lines.append("  and \(Wording.count(more)) more; --format json lists all") }
        return lines
    }

    private var accountLists: [String] {
        guard !used.isEmpty else { return [] }
        var lines = ["", style.bold("Accounts by slot")]
        for slot in used {
            let shown = slot.accounts.prefix(StaggerLines.accountsShown)
            let more = slot.accounts.count - shown.count
            let text = shown.joined(separator: " ") + (more > 0 ? " and \(Wording.count(more)) more" : "")
            let label = "  \(slot.slot.number)"
            lines += TextWrap.lines(
                text, first: label + String(repeating: " ", count: max(1, 8 - label.count)), indent: 8,
                width: style.width)
        }
        return lines
    }
}
