internal import ScanModel
internal import Studies

/// The limits of an answer, the one that is used up most first.
enum LimitSection {
    static func section(_ page: PageContext) -> PageSection {
        PageSection(
            "limits", "Limits",
            page.perDeployment { deployment, _ in
                guard let limits = deployment.limits else { return .leftOut("the limits were not ranked.") }
                guard !limits.isEmpty else {
                    return .leftOut("there is no deadline and no quota to hold anything against.")
                }
                var table = PageTable(
                    page.caption(
                        "The limit that is used up most first. Times are what a limit alone proves, against the deadline; "
                            + "new: what a new account has, where no quota is stated.", deployment),
                    [
                        .text("limit"), .text("worst in"), .number("asks for"), .number("there is"), .number("share"),
                        .number("regions over"),
                    ], isTall: limits.count > 20)
                for limit in limits {
                    let (asked, there) = LimitText.amounts(limit.measure)
                    table.add([
                        .name(limit.title), limit.region.map(Markup.name) ?? "all regions", .text(asked), .text(there),
                        .tag(
                            "span", ["class": limit.share > 1 ? "bad" : nil],
                            .text(Wording.percent(limit.share) + (limit.share > 1 ? " ✕" : ""))),
                        .text(
                            limit.regionsOver == 0 ? "–" : "\(limit.regionsOver) of \(deployment.plan.regions.count)"),
                    ])
                }
                return table.markup
            })
    }
}

/// Regions in the order of the gate.
enum RegionSection {
    static func section(_ page: PageContext) -> PageSection {
        PageSection("regions", "Regions", page.perDeployment { deployment, _ in table(deployment, page) })
    }

    private static func table(_ deployment: DeploymentAnswer, _ page: PageContext) -> Markup {
        let plan = deployment.plan
        guard !plan.regions.isEmpty else { return .leftOut("no selected region has an instance to scan.") }
        var table = PageTable(
            page.caption(
                "In the order of the gate (\(Wording.gate(deployment.deployment.gate)))", deployment),
            [
                .text("region"), .number("instances"), .number("volumes"), .number("scanners"), .text("limited by"),
                .number("opens"), .number(deployment.run == nil ? "planned" : "ends"), .number("at least"),
                .text("because of"),
            ], isTall: plan.regions.count > 20)
        for (index, region) in plan.regions.enumerated() {
            let window = deployment.run.map { $0.windows[index] }
            table.add([
                .name(region.region), .text(Wording.count(region.items.count)),
                .text(Wording.count(region.items.volumes.reduce(0) { $0 + Int($1) })),
                .text("\(region.scanners) of \(region.limits.scannersRequested)"), .text(Wording.short(region.clamp)),
                .text(window.map { Wording.clock(deployment.seconds($0.activated)) } ?? "–"),
                .text(Wording.clock(deployment.seconds(window?.ended ?? region.plannedTicks))),
                .text(Wording.clock(deployment.seconds(region.boundTicks))),
                .name(Wording.short(region.bindingBound.kind)),
            ])
        }
        guard !plan.idleRegions.isEmpty else { return table.markup }
        return table.markup
            + .note("Selected without work: " + plan.idleRegions.map(SafeText.name).joined(separator: ", ") + ".")
    }
}

/// Accounts, the slowest one by one and the others summed up.
enum AccountSection {
    private static let most = 50

    static func section(_ page: PageContext) -> PageSection {
        PageSection("accounts", "Accounts", page.perDeployment { deployment, _ in table(deployment, page) })
    }

    private static func table(_ deployment: DeploymentAnswer, _ page: PageContext) -> Markup {
        guard let run = deployment.run else { return .leftOut("nothing was simulated.") }
        guard !run.accounts.isEmpty else { return .leftOut("no account has an instance to scan.") }
        let slowest = run.accounts.sorted { ($1.completed, $0.account) < ($0.completed, $1.account) }
        let title =
            slowest.count > most
            ? "The \(most) of \(Wording.count(slowest.count)) accounts that end last, and the others together"
            : "Accounts, the last first"
        var table = PageTable(
            page.caption(title, deployment),
            [.text("account"), .number("instances"), .number("volumes"), .number("last scan after")],
            isTall: slowest.count > 20)
        for account in slowest.prefix(most) {
            table.add([
                .name(account.account), .text(Wording.count(account.items)), .text(Wording.count(account.volumes)),
                .text(Wording.clock(deployment.seconds(account.completed))),
            ])
        }
        let rest = slowest.dropFirst(most)
        if let last = rest.first {
            table.add([
                .text("\(Wording.count(rest.count)) more"), .text(Wording.count(rest.reduce(0) { $0 + $1.items })),
                .text(Wording.count(rest.reduce(0) { $0 + $1.volumes })),
                .text("≤ " + Wording.clock(deployment.seconds(last.completed))),
            ])
        }
        return table.markup
    }
}

/// How the scenario's thresholds came out.
enum ThresholdSection {
    static func section(_ page: PageContext) -> PageSection {
        let title = "Thresholds"
        guard !page.material.thresholds.isEmpty else {
            return PageSection("thresholds", title, .leftOut("the scenario states none."))
        }
        var table = PageTable(
            "What the scenario asks of the trials", [.text("threshold"), .text("outcome"), .text("found")])
        for result in page.material.thresholds {
            let style: String
            let sign: String
            switch result.outcome {
            case .pass: (style, sign) = ("good", "✓")
            case .fail: (style, sign) = ("bad", "✕")
            case .undecided: (style, sign) = ("warn", "?")
            }
            table.add([
                .name(result.threshold.text),
                .tag("span", ["class": "mark \(style)"], .text("\(sign) \(ThresholdText.word(result.outcome))")),
                .text(ThresholdText.found(result)),
            ])
        }
        let undecided = page.material.thresholds.contains { $0.outcome == .undecided }
        return PageSection(
            "thresholds", title, table.markup + (undecided ? .note(ThresholdText.undecided) : .nothing))
    }
}
