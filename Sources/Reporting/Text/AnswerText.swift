internal import Estimation
public import ScanModel
public import Studies

/// How text is shown.
public struct TextStyle: Hashable, Sendable {
    /// Columns to use; at least 60.
    public var width: Int
    /// Whether to use terminal colours.
    public var colours: Bool
    /// Whether answers have small plots, where there are columns enough for them.
    public var plots: Bool
    /// Whether plots may have signs beyond ASCII.
    public var isUnicode: Bool

    public init(width: Int = 100, colours: Bool = false, plots: Bool = false, isUnicode: Bool = true) {
        self.width = max(60, width)
        (self.colours, self.plots, self.isUnicode) = (colours, plots, isUnicode)
    }

    /// Below 80 columns a plot takes more room than it is worth.
    var showsPlots: Bool { plots && width >= 80 }

    var strokes: Strokes { Strokes(isUnicode: isUnicode) }

    func bold(_ text: String) -> String { colours ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    func verdict(_ text: String, _ verdict: Verdict?) -> String {
        guard colours, let verdict else { return bold(text) }
        let code = verdict == .fits || verdict == .couldFit ? 32 : 31
        return "\u{1B}[1;\(code)m\(text)\u{1B}[0m"
    }
}

/// The answer for people: first what was asked, then the tables.
public enum AnswerText {
    public static func document(_ answer: StudyAnswer, style: TextStyle) -> String {
        var lines: [String] = []
        for (index, deployment) in answer.deployments.enumerated() {
            if index > 0 { lines.append("") }
            lines += DeploymentText(answer: deployment, objective: answer.objective, style: style).lines()
        }
        if answer.deployments.count > 1 {
            lines.append("")
            lines.append(style.bold("All deployments"))
            for value in answer.metrics {
                guard let number = value.value else { continue }
                lines.append("  \(value.metric.name): \(Wording.trimmed(number, places: 4)) \(value.metric.unit)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The reasons why there is no plan.
    public static func document(scenario: String, bottlenecks: [Bottleneck], style: TextStyle) -> String {
        var lines = [style.verdict("\(scenario): infeasible. No plan exists under these settings.", .misses), ""]
        var table = TextTable([
            ("deployment", .left), ("region", .left), ("limit", .left), ("there is", .left), ("needed", .left),
            ("try", .left),
        ])
        for bottleneck in bottlenecks {
            table.add([
                bottleneck.deployment, bottleneck.region ?? "all", bottleneck.limit, bottleneck.available,
                bottleneck.needed, bottleneck.remedy,
            ])
        }
        lines += table.lines(width: max(style.width, 160))
        return lines.joined(separator: "\n") + "\n"
    }
}

/// One deployment's part.
struct DeploymentText {
    let answer: DeploymentAnswer
    let objective: Objective
    let style: TextStyle

    private var plan: DeploymentPlan { answer.plan }
    private func seconds(_ ticks: Int64) -> Double { plan.scale.seconds(ticks).doubleValue }
    private func metric(_ metric: Metric) -> Double? {
        answer.metrics.first { $0.metric == metric }?.value
    }

    func lines() -> [String] {
        var lines = [style.verdict(headline(), answer.verdict), ""]
        lines += summary()
        let bill = BillText(answer: answer, style: style)
        for section in [
            gate(), regions(), ScannerPlot(answer: answer, style: style).lines(),
            CapText(answer: answer, style: style).table(), LimitText.lines(answer, style: style),
            notScanned(), needs(), CostText(answer: answer, style: style).table(), bill.range(),
            bill.showBack(), accounts(), assumptions(), InputText.lines(answer, style: style),
        ]
        where !section.isEmpty {
            lines.append("")
            lines += section
        }
        return lines
    }

    private func cutOff(_ run: DeploymentRun) -> Int { run.regions.flatMap(\.stages).reduce(0) { $0 + $1.cutOff } }

    func headline() -> String {
        let name = answer.deployment.name
        guard plan.demand.eligibleInstances > 0 else {
            let listed = Wording.count(plan.demand.listedInstances)
            return "\(name): nothing is scanned. None of \(listed) listed instances is eligible; the reasons are below."
        }
        let makespan = Wording.duration(answer.makespan)
        guard let deadline = answer.deadline else { return "\(name): the scan cycle takes \(makespan)." }
        let limit = Wording.duration(deadline.value.doubleValue)
        let spare = Wording.duration(abs(deadline.value.doubleValue - answer.makespan))
        switch answer.verdict {
        case .fits:
            return "\(name): fits. The scan cycle takes \(makespan), \(spare) less than the deadline of \(limit)."
        case .couldFit:
            return "\(name): could fit. Planned \(makespan) against a deadline of \(limit); simulate to know."
        case .misses: return "\(name): too late. The scan cycle takes \(makespan), \(spare) more than \(limit)."
        case .provedTooLate:
            let bound = Wording.duration(seconds(plan.bound.ticks))
            return
                "\(name): too late, proved: at least \(bound) whatever the schedule, and the deadline is \(limit)."
        case nil: return "\(name): the scan cycle takes \(makespan)."
        }
    }

    /// What the lower bound assumes; nil: nothing.
    private var condition: String? { Wording.condition(answer.deployment.boundAssumptions) }

    /// What the lower bound is worth.
    private var boundWord: String { condition ?? "is proved" }

    private func summary() -> [String] { facts().flatMap { wrapped(label: $0.0, text: $0.1) } }

    /// What is told below the headline, each under a word.
    func facts() -> [(String, String)] {
        var rows: [(String, String)] = []
        let bound = Wording.duration(seconds(plan.bound.ticks))
        let makespan = Wording.duration(answer.makespan)
        if let gap = metric(.makespanGap) {
            rows.append(
                (
                    "makespan",
                    "\(makespan); at least \(bound) \(boundWord), the gap is \(Wording.percent(gap))"
                ))
        } else {
            rows.append(
                ("planned", "\(makespan) by the planner's arithmetic; at least \(bound) \(boundWord)"))
        }
        if let barrier = CapText(answer: answer, style: style).barrier() { rows.append(("barrier", barrier)) }
        if let naive = BillText(answer: answer, style: style).naive() { rows.append(("naive", naive)) }
        rows.append(("cost", costSentence()))
        rows.append(("usage", usageSentence()))
        if let budget = objective.monthlyBudget, let month = answer.estimate.perMonth {
            let difference = budget.value.doubleValue - month
            rows.append(
                (
                    "budget",
                    "\(Wording.money(budget.value.doubleValue)) per month: "
                        + (difference >= 0
                            ? "kept, \(Wording.money(difference)) left" : "exceeded by \(Wording.money(-difference))")
                ))
        }
        let demand = plan.demand
        let gib = Double(demand.eligibleSizeUnits) / Double(answer.deployment.fleet.sizeUnitsPerGiB)
        let scanned =
            "\(Wording.count(demand.eligibleInstances)) of \(Wording.count(demand.listedInstances)) listed instances"
            + " (\(Wording.count(demand.eligibleVolumes)) volumes, \(Wording.trimmed(gib, places: 1)) GiB)"
        rows.append(("scanned", scanned))
        if let coverage = metric(.coverage), let interval = answer.deployment.interval {
            rows.append(
                (
                    "coverage",
                    "\(Wording.percent(coverage)) of them within the interval of "
                        + Wording.duration(interval.value.doubleValue)
                ))
        }
        if let copies = CopyText.sentence(answer) { rows.append(("copies", copies)) }
        let types = answer.deployment.workflow.stages.flatMap(\.scanTypes)
        let caps = answer.deployment.workflow.stages.indices.filter { stage in
            answer.deployment.workflow.stages[stage].cap != nil
                && answer.run?.regions.contains { $0.stages[stage].cutOff > 0 } == true
        }.map { answer.deployment.workflow.stages[$0].name }
        if let run = answer.run, !caps.isEmpty, case let cut = cutOff(run), cut > 0 {
            rows.append(
                ("cut off", "\(Wording.count(cut)) steps ended at the caps of \(caps.joined(separator: ", "))"))
        } else if let run = answer.run, !types.isEmpty {
            let cut = cutOff(run)
            let names = types.map(\.name).joined(separator: ", ")
            rows.append(
                (
                    "cut off",
                    "\(Wording.count(cut)) searches (\(names)) ended at their timeout; what they did not reach stays "
                        + "unscanned"
                ))
        }
        if let reading = ReadText.sentence(answer) { rows.append(("reads", reading)) }
        if let faults = FaultsText.sentence(answer) { rows.append(("faults", faults)) }
        if let binding = answer.binding {
            rows.append(
                (
                    "binds",
                    "\(Wording.cycleBound(binding.bound)); that \(condition == nil ? "proves" : "is") "
                        + "\(Wording.percent(binding.provedShare)) of the time"
                        + (condition.map { " " + $0 } ?? "")
                ))
            if !binding.waits.isEmpty {
                let waits = binding.waits.prefix(3).map { "\(Wording.duration($0.secondsPerInstance)) for \($0.what)" }
                rows.append(
                    (
                        "waiting",
                        "an instance of \(binding.lastRegion), which ends last, waits on average "
                            + waits.joined(separator: ", ")
                    ))
            }
            rows.append(("try", binding.advice))
        }
        if !plan.scale.ratesAreWhole {
            let tick = Wording.trimmed(1e9 / Double(plan.scale.ticksPerSecond), places: 3)
            rows.append(
                (
                    "clock",
                    "no tick makes every token interval whole; grants are rounded up to ticks of \(tick) ns, credit is exact"
                ))
        }
        for notice in answer.notices { rows.append(("note", notice)) }
        return rows
    }

    private func usageSentence() -> String {
        func amount(_ metric: Metric, places: Int) -> String {
            Wording.trimmed(self.metric(metric) ?? 0, places: places)
        }
        return "\(amount(.scannerHours, places: 2)) scanner hours, \(amount(.volumeHours, places: 0)) GiB-hours of "
            + "volumes, \(amount(.snapshotHours, places: 0)) GiB-hours of snapshots, "
            + "\(amount(.requests, places: 0)) requests"
    }

    private func costSentence() -> String {
        let estimate = answer.estimate
        if !estimate.missing.isEmpty {
            let names = estimate.missing.map { "\($0.item) in \($0.region)" }.joined(separator: ", ")
            return "no total: no price for \(names); give it under prices.items, or set prices.standIn"
        }
        var text = "\(Wording.money(estimate.perCycle ?? 0)) per cycle"
        if let month = estimate.perMonth, let hours = estimate.hoursPerCycle {
            text += ", \(Wording.money(month)) per month of \(Wording.trimmed(estimate.hoursPerMonth, places: 1)) h"
            text += " (a cycle every \(Wording.trimmed(hours, places: 1)) h)"
        }
        if !estimate.standIns.isEmpty {
            text += "; prices of \(estimate.standIns.joined(separator: ", ")) stand in where a region has none"
        }
        if let total = estimate.perCycle, total > 0,
            let largest = CostKind.allCases.max(by: { (estimate.perCycle($0) ?? 0) < (estimate.perCycle($1) ?? 0) })
        {
            text += "; \(Wording.percent((estimate.perCycle(largest) ?? 0) / total, places: 0)) is \(largest.title)"
        }
        return text + (answer.run == nil ? "; by the planner's arithmetic" : "")
    }

    /// A label column of 12 and text that goes on below itself.
    private func wrapped(label: String, text: String) -> [String] {
        let first = "  " + label + String(repeating: " ", count: max(1, 11 - label.count))
        return TextWrap.lines(text, first: first, indent: 13, width: style.width)
    }

    private func gate() -> [String] {
        guard answer.readings.count > 1 else { return [] }
        var table = TextTable([
            ("", .left), ("reading", .left), ("window", .right), ("discipline", .left), ("makespan", .right),
        ])
        for (index, reading) in answer.readings.enumerated() {
            table.add([
                index == 0 ? "used" : "", reading.gate.reading.rawValue, "\(reading.gate.window)",
                reading.gate.discipline.rawValue, Wording.duration(reading.makespan),
            ])
        }
        return [style.bold("Readings of the vendor's region concurrency")] + table.lines(width: style.width)
    }

    private func regions() -> [String] {
        guard !plan.regions.isEmpty else { return [style.bold("No selected region has an instance to scan.")] }
        var table = TextTable([
            ("region", .left), ("instances", .right), ("volumes", .right), ("scanners", .left), ("opens", .right),
            (answer.run == nil ? "planned" : "ends", .right), ("at least", .right), ("because of", .left),
        ])
        for (index, region) in plan.regions.enumerated() {
            let window = answer.run.map { $0.windows[index] }
            table.add([
                region.region, Wording.count(region.items.count),
                Wording.count(region.items.volumes.reduce(0) { $0 + Int($1) }),
                "\(region.scanners)/\(region.limits.scannersRequested) \(Wording.short(region.clamp))",
                window.map { Wording.clock(seconds($0.activated)) } ?? "-",
                Wording.clock(seconds(window?.ended ?? region.plannedTicks)),
                Wording.clock(seconds(region.boundTicks)), Wording.short(region.bindingBound.kind),
            ])
        }
        var lines = [style.bold("Regions in the order of the gate (\(Wording.gate(answer.deployment.gate)))")]
        lines += table.lines(width: style.width)
        if !plan.idleRegions.isEmpty {
            lines += wrapped(label: "idle", text: plan.idleRegions.joined(separator: ", "))
        }
        return lines
    }

    private func notScanned() -> [String] {
        let demand = plan.demand
        let intake = answer.deployment.fleet.intake
        var table = TextTable([("instances", .right), ("reason", .left)])
        for reason in demand.excluded.keys.sorted() {
            table.add([Wording.count(demand.excluded[reason] ?? 0), reason.title])
        }
        for state in intake.instancesByUnscannableState.keys.sorted() {
            table.add([Wording.count(intake.instancesByUnscannableState[state] ?? 0), "state \(state)"])
        }
        if intake.duplicateInstances > 0 {
            table.add([Wording.count(intake.duplicateInstances), "listed more than once"])
        }
        var lines = table.lines(width: style.width)
        if lines.count == 1 { lines = [] }
        if !demand.accountsWithoutStack.isEmpty {
            let names = demand.accountsWithoutStack.joined(separator: ", ")
            lines += wrapped(label: "no stack", text: "accounts without a target stack are not scanned: \(names)")
        }
        if intake.missingVolumes > 0 || intake.unattachedVolumes > 0 {
            let text =
                "\(Wording.count(intake.unattachedVolumes)) volumes attached to no listed instance, "
                + "\(Wording.count(intake.missingVolumes)) volumes named by instances but not listed"
            lines += wrapped(label: "volumes", text: text)
        }
        return lines.isEmpty ? [] : [style.bold("Not scanned")] + lines
    }

    private func needs() -> [String] {
        let rows = Needs.list(answer)
        guard !rows.isEmpty else { return [] }
        var table = TextTable([
            ("quota", .left), ("the plan needs", .right), ("in", .left), ("a new account has", .right), ("key", .left),
        ])
        for row in rows {
            let fresh = row.quota.freshAccountValue
            table.add([
                row.quota.title, "\(Wording.count(row.needed)) \(row.quota.unit)", row.region,
                fresh.map { Wording.count($0) + (row.needed > $0 ? ", too few" : "") } ?? "unknown",
                "limits.\(row.quota.name)",
            ])
        }
        return [style.bold("Quotas that nobody stated, and that therefore do not clamp")]
            + table.lines(width: style.width)
    }

    private func accounts() -> [String] {
        guard let run = answer.run, !run.accounts.isEmpty else { return [] }
        let slowest = run.accounts.sorted { ($1.completed, $0.account) < ($0.completed, $1.account) }
        var table = TextTable([
            ("account", .left), ("instances", .right), ("volumes", .right), ("last scan after", .right),
        ])
        for account in slowest.prefix(10) {
            table.add([
                account.account, Wording.count(account.items), Wording.count(account.volumes),
                Wording.duration(seconds(account.completed)),
            ])
        }
        let title = slowest.count > 10 ? "The 10 of \(Wording.count(slowest.count)) accounts that end last" : "Accounts"
        return [style.bold(title)] + table.lines(width: style.width)
    }

    private func assumptions() -> [String] {
        let all = answer.deployment.assumptions
        let assumed = all.filter { $0.provenance.confidence == .assumed }
        guard !assumed.isEmpty else { return [] }
        var table = TextTable([("assumed", .left), ("value", .right), ("range", .left)])
        let shown = assumed.filter { $0.value != "0s" }
        for row in shown { table.add([row.name, row.value, row.range ?? ""]) }
        var lines = table.lines(width: style.width)
        if shown.count < assumed.count { lines.append("  and \(assumed.count - shown.count) more that are 0s") }
        return [
            style.bold(
                "Assumptions: \(assumed.count) of \(all.count) constants are assumed, because nobody published them"
            )
        ] + lines
    }
}
