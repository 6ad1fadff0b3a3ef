internal import ApplianceScanning
internal import ScanModel
internal import Studies

/// A plan of scanner appliances for people: first how many and for how much, then where and why.
public enum ApplianceText {
    /// Segments and peerings shown; all of them are in the JSON.
    private static let shownMost = 20

    public static func document(_ answer: ApplianceAnswer, style: TextStyle) -> String {
        let parts = [
            facts(answer, style), sites(answer, style), unreachable(answer, style), peerings(answer, style),
            assumptions(answer, style),
        ]
        let lines = [headline(answer, style)] + Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
        return lines.joined(separator: "\n") + "\n"
    }

    private static func headline(_ answer: ApplianceAnswer, _ style: TextStyle) -> String {
        let count = answer.plan.appliances.count
        let hosts = answer.hostsScanned + answer.hostsOutOfReach
        let window = Wording.duration(Double(answer.terms.windowSeconds))
        if hosts == 0 { return style.bold("\(answer.name): no hosts, so no appliances.") }
        if answer.reachesNothing {
            return style.verdict(
                "\(answer.name): none of \(plural(hosts, "host")) can be reached by an appliance.", .misses)
        }
        return style.verdict(
            "\(answer.name): \(plural(count, "appliance")) \(count == 1 ? "scans" : "scan") "
                + "\(Wording.count(answer.hostsScanned)) of \(plural(hosts, "host")) within \(window), for "
                + "\(money(answer.plan.cost.total)) a month.", answer.hostsOutOfReach == 0 ? .fits : .misses)
    }

    private static func facts(_ answer: ApplianceAnswer, _ style: TextStyle) -> [String] {
        let plan = answer.plan
        guard !plan.appliances.isEmpty else { return [] }
        let cost = plan.cost
        let bound =
            plan.isOptimal
            ? "no plan costs less: the plan is optimal"
            : "no plan costs less than \(money(plan.lowerBound)); the gap is \(Wording.percent(plan.gap, places: 2))"
        let late = answer.rehearsal.lateHosts
        let end = Wording.duration(Double(answer.rehearsal.endSeconds))
        let window = Wording.duration(Double(answer.terms.windowSeconds))
        let facts = [
            (
                "cost",
                "machines \(money(cost.machines)), licences \(money(cost.licences)), traffic over peerings "
                    + money(cost.traffic)
            ),
            ("bound", bound),
            (
                "licences",
                "\(plural(plan.licences, "appliance licence")) and "
                    + plural(plan.personalisationCodes, "personalisation code")
            ),
            (
                "rehearsal",
                "one scan was simulated: it ends after \(end) of \(window); "
                    + (late == 0 ? "no host is late" : "\(plural(late, "host")) \(late == 1 ? "is" : "are") late")
                    + ", if every host takes its listed time"
            ),
        ]
        return facts.flatMap { name, text in
            TextWrap.lines(
                text, first: "  " + name + String(repeating: " ", count: 11 - name.count), indent: 13,
                width: style.width)
        }
    }

    private static func sites(_ answer: ApplianceAnswer, _ style: TextStyle) -> [String] {
        let groups = answer.groups
        guard !groups.isEmpty else { return [] }
        var table = TextTable([
            ("network", .left), ("region", .left), ("size", .left), ("count", .right), ("hosts", .right),
            ("ends after", .right), ("why", .left),
        ])
        for group in groups {
            table.add([
                group.network, group.region, group.size, Wording.count(group.count), Wording.count(group.hosts),
                Wording.duration(Double(group.endSeconds)), why(group.reason),
            ])
        }
        return [style.bold("Appliances by network")] + table.lines(width: style.width) + reasons(answer, style)
    }

    private static func why(_ reason: ApplianceSite.Reason) -> String {
        switch reason {
        case .cover: "cover"
        case .capacity: "capacity"
        case .traffic: "traffic"
        }
    }

    /// What the reasons of the table mean.
    private static func reasons(_ answer: ApplianceAnswer, _ style: TextStyle) -> [String] {
        let sites = answer.plan.sites
        var texts = sites.prefix(shownMost).compactMap { site in
            guard case .cover(let segments) = site.reason else { return nil as String? }
            return "cover: only appliances in \(site.network) reach \(Wording.some(segments))"
        }
        if sites.contains(where: { $0.reason == .capacity }) {
            texts.append("capacity: fewer or smaller ones could not scan in time what the others cannot take over")
        }
        if sites.contains(where: { $0.reason == .traffic }) {
            texts.append("traffic: they cost less than the traffic that they save")
        }
        return texts.flatMap { TextWrap.lines($0, first: "  ", indent: 4, width: style.width) }
    }

    private static func unreachable(_ answer: ApplianceAnswer, _ style: TextStyle) -> [String] {
        let segments = answer.plan.unreachable
        guard !segments.isEmpty else { return [] }
        var lines = [
            style.bold("Out of reach: \(plural(answer.hostsOutOfReach, "host")) that this plan does not scan")
        ]
        for segment in segments.prefix(shownMost) {
            let remedies = segment.remedies.map(\.description)
            let text =
                remedies.isEmpty
                ? "no single change opens it" : "to open it: " + remedies.joined(separator: "; or ")
            lines += TextWrap.lines(
                "\(segment.segment) (\(plural(segment.hosts, "host"))): \(text)", first: "  ", indent: 4,
                width: style.width)
        }
        return lines + more(segments.count)
    }

    private static func peerings(_ answer: ApplianceAnswer, _ style: TextStyle) -> [String] {
        let findings = answer.plan.peeringFindings
        guard !findings.isEmpty else { return [] }
        return [style.bold("Peerings that carry no traffic")]
            + findings.prefix(shownMost).flatMap {
                TextWrap.lines($0.description, first: "  ", indent: 4, width: style.width)
            } + more(findings.count)
    }

    private static func assumptions(_ answer: ApplianceAnswer, _ style: TextStyle) -> [String] {
        let assumed = answer.assumptions.filter { $0.provenance.confidence == .assumed }
        guard !assumed.isEmpty else { return [] }
        var table = TextTable([("assumed", .left), ("value", .left), ("range", .left)])
        for row in assumed { table.add([row.name, row.value, row.range ?? ""]) }
        return [style.bold("Assumptions: nobody published these, or a single copy does")]
            + table.lines(width: style.width)
    }

    private static func more(_ count: Int) -> [String] {
        count > shownMost ? ["  and \(Wording.count(count - shownMost)) more"] : []
    }

    private static func money(_ micro: Int) -> String { Wording.money(ApplianceAnswer.dollars(micro)) }

    private static func plural(_ count: Int, _ noun: String) -> String {
        "\(Wording.count(count)) \(noun)\(count == 1 ? "" : "s")"
    }
}
