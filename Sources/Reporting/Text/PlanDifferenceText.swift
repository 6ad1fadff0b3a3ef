internal import ScanModel
public import Studies

/// What moved between two plans and why, for people: the largest changes of each kind, and how many more there are.
public enum PlanDifferenceText {
    public static func document(_ difference: PlanDifference, most: Int, style: TextStyle) -> String {
        var lines: [String] = []
        for (index, section) in sections(difference, most: most).enumerated() {
            if index > 0 { lines.append("") }
            lines.append(style.bold(section.title))
            if let table = section.table, !table.rows.isEmpty {
                var text = TextTable(table.columns.map { ($0.title, $0.isRight ? .right : .left) })
                for row in table.rows { text.add(row) }
                lines += text.lines(width: max(style.width, 120))
            }
            for sentence in section.sentences {
                lines += TextWrap.lines(sentence, first: "  ", indent: 4, width: style.width)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    public static func markdown(_ difference: PlanDifference, most: Int) -> String {
        var text = ""
        for (index, section) in sections(difference, most: most).enumerated() {
            let title = MarkdownTable.escaped(section.title)
            text += index == 0 ? "### \(title)\n\n" : "**\(title)**\n\n"
            if let table = section.table, !table.rows.isEmpty {
                text += MarkdownTable.text(table.columns, table.rows) + "\n"
            }
            for sentence in section.sentences { text += "- \(MarkdownTable.escaped(sentence))\n" }
            if !section.sentences.isEmpty { text += "\n" }
        }
        while text.hasSuffix("\n\n") { text.removeLast() }
        return text
    }

    private struct Section {
        var title: String
        var table: (columns: [(title: String, isRight: Bool)], rows: [[String]])?
        var sentences: [String] = []
    }

    private static func sections(_ difference: PlanDifference, most: Int) -> [Section] {
        var sections = [
            Section(
                title: "From \(difference.before) to \(difference.after)", sentences: headline(difference))
        ]
        for part in difference.deployments {
            sections.append(fleet(part, most: most))
            if !part.fleet.isEmpty { sections[sections.count - 1].sentences += pairsLeftOut(part, most) }
        }
        if !difference.settings.isEmpty { sections.append(settings(difference.settings, most: most)) }
        for profile in difference.profiles { sections.append(self.profile(profile, most: most)) }
        for part in difference.deployments where !part.regions.isEmpty || part.unchangedRegions > 0 {
            sections.append(regions(part, most: most))
        }
        if let effect = ProfileEffect(difference) {
            for part in effect.parts { sections.append(figures(part)) }
        }
        for (name, found) in [
            (difference.before, difference.bottlenecks.before), (difference.after, difference.bottlenecks.after),
        ] where !found.isEmpty { sections.append(bottlenecks(name, found)) }
        sections.append(work(difference.work))
        return sections
    }

    // MARK: Sections

    private static func headline(_ difference: PlanDifference) -> [String] {
        var sentences: [String] = []
        for name in difference.deploymentsAdded { sentences.append("Deployment \(name) is new.") }
        for name in difference.deploymentsRemoved { sentences.append("Deployment \(name) is gone.") }
        switch (difference.answers.before, difference.answers.after) {
        case (let before?, let after?):
            let words = (word(before.verdict), word(after.verdict))
            sentences.append(
                words.0 == words.1 ? "The verdict stays: \(words.1)." : "The verdict was \(words.0), and is \(words.1)."
            )
        case (nil, _?): sentences.append("The first scenario has no plan, and the second one has.")
        case (_?, nil): sentences.append("The first scenario has a plan, and the second one has none.")
        case (nil, nil): sentences.append("Neither scenario has a plan.")
        }
        return sentences
    }

    private static func word(_ verdict: Verdict?) -> String {
        switch verdict {
        case .fits: "fits"
        case .couldFit: "could fit"
        case .misses: "too late"
        case .provedTooLate: "too late, proved"
        case nil: "no deadline"
        }
    }

    private static func fleet(_ part: DeploymentDifference, most: Int) -> Section {
        let fleet = part.fleet
        var section = Section(title: "Fleet of \(part.name)")
        guard !fleet.isEmpty else {
            section.sentences = ["The same: \(Wording.count(fleet.after.instances)) instances."]
            return section
        }
        section.table = (
            [
                ("account", false), ("region", false), ("", false), ("instances", true), ("volumes", true),
                ("GiB", true), ("differs in", false),
            ],
            largest(fleet).prefix(most).map { entry in
                [
                    entry.pair.account, entry.pair.region, entry.change.rawValue,
                    change(Double(entry.before.instances), Double(entry.after.instances)),
                    change(Double(entry.before.volumes), Double(entry.after.volumes)),
                    change(entry.before.gib.doubleValue, entry.after.gib.doubleValue),
                    entry.properties.map(title).joined(separator: ", "),
                ]
            } + [
                [
                    "all", "", "", change(Double(fleet.before.instances), Double(fleet.after.instances)),
                    change(Double(fleet.before.volumes), Double(fleet.after.volumes)),
                    change(fleet.before.gib.doubleValue, fleet.after.gib.doubleValue), "",
                ]
            ]
        )
        return section
    }

    /// What the table of pairs leaves out, and what appeared or went as a whole.
    private static func pairsLeftOut(_ part: DeploymentDifference, _ most: Int) -> [String] {
        let fleet = part.fleet
        var sentences: [String] = []
        if let more = more(fleet.entries.count, most) { sentences.append(more) }
        let pairs = "pairs of account and region"
        sentences.append(
            "\(Wording.count(fleet.unchangedPairs)) of \(Wording.count(fleet.unchangedPairs + fleet.entries.count)) "
                + "\(pairs) are the same.")
        for (what, names) in [
            ("New accounts", fleet.accountsAdded), ("Accounts without instances now", fleet.accountsRemoved),
            ("New regions", fleet.regionsAdded), ("Regions without instances now", fleet.regionsRemoved),
        ] where !names.isEmpty {
            let rest = names.count > most ? ", and \(Wording.count(names.count - most)) more" : ""
            sentences.append("\(what): \(names.prefix(most).joined(separator: ", "))\(rest).")
        }
        return sentences
    }

    private static func settings(_ settings: [SettingsDifference], most: Int) -> Section {
        var section = Section(title: "Settings")
        section.table = (
            [("setting", false), ("before", true), ("after", true)],
            settings.prefix(most).map { [$0.path, $0.before ?? "-", $0.after ?? "-"] }
        )
        if let more = more(settings.count, most) { section.sentences = [more] }
        return section
    }

    private static func profile(_ difference: ProfileDifference, most: Int) -> Section {
        var section = Section(title: "Profile: from \(difference.before) to \(difference.after)")
        section.sentences = difference.entries.prefix(most).map { entry in
            switch entry.change {
            case .added(let summary): "added \(entry.name): \(summary)"
            case .removed(let summary): "removed \(entry.name): \(summary)"
            case .changed(let properties):
                "changed \(entry.name): "
                    + properties.map { "\($0.name) \($0.before) -> \($0.after)" }.joined(separator: "; ")
            }
        }
        if let more = more(difference.entries.count, most) { section.sentences.append(more) }
        return section
    }

    private static func regions(_ part: DeploymentDifference, most: Int) -> Section {
        var section = Section(title: "Regions of \(part.name)")
        // Those whose forecast moved most first.
        let regions = part.regions.enumerated().sorted {
            ($1.element.moved, $0.offset) < ($0.element.moved, $1.offset)
        }.map(\.element)
        section.table = (
            [
                ("region", false), ("place", true), ("instances", true), ("batches", true), ("scanners", true),
                ("planned", true), ("at least", true), ("because of", false),
            ],
            regions.prefix(most).map { region in
                let (one, other) = (region.before, region.after)
                return [
                    region.region, place(one, other), change(one?.items, other?.items),
                    change(one?.batches, other?.batches), change(one?.scanners, other?.scanners),
                    clock(one?.plannedSeconds, other?.plannedSeconds), clock(one?.leastSeconds, other?.leastSeconds),
                    bound(one, other),
                ]
            }
        )
        for region in regions.prefix(most) {
            let reasons = region.reasons.prefix(2).map(sentence)
            let rest = region.reasons.count > 2 ? "; and \(Wording.count(region.reasons.count - 2)) more" : ""
            section.sentences.append("\(region.region): because \(reasons.joined(separator: "; "))\(rest)")
        }
        if let more = more(regions.count, most) { section.sentences.append(more) }
        section.sentences.append(
            part.regions.isEmpty
                ? "Nothing moved in any of \(Wording.count(part.unchangedRegions)) regions."
                : "\(Wording.count(part.unchangedRegions)) \(part.unchangedRegions == 1 ? "region" : "regions") did not move."
        )
        return section
    }

    private static func figures(_ part: ProfileEffect.Part) -> Section {
        var section = Section(title: "Effect on \(part.deployment), by the planner's arithmetic")
        section.table = (
            [("", false), ("before", true), ("after", true), ("change", true)],
            part.rows.filter { $0.change != 0 || $0.name == "makespan" }.map { row in
                [row.name, ProfileEffectText.shown(row.before, row), ProfileEffectText.shown(row.after, row)]
                    + [ProfileEffectText.change(row)]
            }
        )
        return section
    }

    private static func bottlenecks(_ name: String, _ found: [Bottleneck]) -> Section {
        Section(
            title: "No plan for \(name)",
            sentences: found.map {
                "\($0.region ?? "all regions"): \($0.limit): there is \($0.available), needed is \($0.needed); "
                    + "try: \($0.remedy)"
            })
    }

    private static func work(_ work: ReplanningWork) -> Section {
        var section = Section(title: "Planned again")
        let regions = work.regionsPlanned.count + work.regionsKept.count
        let pairs = work.pairsSorted + work.pairsKept
        section.sentences = [
            "\(Wording.count(work.regionsPlanned.count)) of \(Wording.count(regions)) regions with work, and who is "
                + "scanned in \(Wording.count(work.pairsSorted)) of \(Wording.count(pairs)) pairs of account and region; "
                + "the rest is the first plan's."
        ]
        for reason in work.fromScratch { section.sentences.append("All of \(reason).") }
        return section
    }

    // MARK: Words

    /// Why a region moved, in words that can follow "because".
    static func sentence(_ reason: RegionDifference.Reason) -> String {
        switch reason {
        case .fleet(let entry): return sentence(entry)
        case .settings(let settings):
            let shown = settings.prefix(2).map { setting in
                "\(setting.path) is \(setting.after ?? "not stated") instead of \(setting.before ?? "not stated")"
            }
            let rest = settings.count > 2 ? ", and \(Wording.count(settings.count - 2)) more settings differ" : ""
            return shown.joined(separator: ", ") + rest
        case .order: return "other regions, or instances, come before it"
        }
    }

    private static func sentence(_ entry: FleetDifference.Entry) -> String {
        let (before, after) = (entry.before, entry.after)
        let account = "account \(entry.pair.account)"
        let region = entry.pair.region
        func amount(_ instances: Int, _ volumes: Int, _ gib: Double) -> String {
            "\(Wording.count(instances)) \(instances == 1 ? "instance" : "instances") in \(region) "
                + "(\(Wording.count(volumes)) volumes, \(Wording.trimmed(gib, places: 1)) GiB)"
        }
        func signed(_ number: Double) -> String { (number < 0 ? "" : "+") + Wording.trimmed(number, places: 1) }
        let gib = (before.gib.doubleValue, after.gib.doubleValue)
        switch entry.change {
        case .added: return "\(account) is new there with \(amount(after.instances, after.volumes, gib.1))"
        case .removed: return "\(account) has no longer \(amount(before.instances, before.volumes, gib.0))"
        case .changed: break
        }
        let more = after.instances - before.instances
        guard more != 0 else {
            return "the instances of \(account) in \(region) differ in "
                + (entry.properties.isEmpty ? "something" : entry.properties.map(title).joined(separator: ", "))
        }
        return "\(account) \(more > 0 ? "added" : "removed") \(Wording.count(abs(more))) "
            + "\(abs(more) == 1 ? "instance" : "instances") in \(region) "
            + "(\(signed(Double(after.volumes - before.volumes))) volumes, \(signed(gib.1 - gib.0)) GiB)"
    }

    private static func title(_ property: FleetDifference.Property) -> String {
        switch property {
        case .sizes: "sizes"
        case .platform: "platform"
        case .encryption: "encryption"
        case .tags: "tags"
        case .volumeTags: "tags of volumes"
        case .kind: "system or machine type"
        case .traits: "state, image or agent"
        case .group: "group"
        case .failures: "failures"
        case .order: "their order"
        }
    }

    /// The pairs that grew or shrank most first; by instances, then GiB.
    private static func largest(_ fleet: FleetDifference) -> [FleetDifference.Entry] {
        func weight(_ entry: FleetDifference.Entry) -> (Int, Double) {
            (abs(entry.after.instances - entry.before.instances), abs((entry.after.gib - entry.before.gib).doubleValue))
        }
        return fleet.entries.sorted { left, right in
            let (one, other) = (weight(left), weight(right))
            return one != other ? one > other : left.pair < right.pair
        }
    }

    private static func more(_ count: Int, _ most: Int) -> String? {
        count > most ? "and \(Wording.count(count - most)) more; --format json lists all" : nil
    }

    private static func change(_ before: Double, _ after: Double) -> String {
        let (one, other) = (Wording.trimmed(before, places: 1), Wording.trimmed(after, places: 1))
        return one == other ? one : "\(one) -> \(other)"
    }

    private static func change(_ before: Int?, _ after: Int?) -> String {
        let (one, other) = (before.map(Wording.count) ?? "-", after.map(Wording.count) ?? "-")
        return one == other ? one : "\(one) -> \(other)"
    }

    private static func clock(_ before: Double?, _ after: Double?) -> String {
        let (one, other) = (before.map(Wording.clock) ?? "-", after.map(Wording.clock) ?? "-")
        return one == other ? one : "\(one) -> \(other)"
    }

    private static func place(_ before: RegionFigures?, _ after: RegionFigures?) -> String {
        func shown(_ figures: RegionFigures?) -> String {
            guard let figures else { return "-" }
            return figures.round.map { "\(figures.place) in round \($0)" } ?? "\(figures.place)"
        }
        let (one, other) = (shown(before), shown(after))
        return one == other ? one : "\(one) -> \(other)"
    }

    private static func bound(_ before: RegionFigures?, _ after: RegionFigures?) -> String {
        let (one, other) = (before.map { Wording.short($0.binding) }, after.map { Wording.short($0.binding) })
        if let one, let other, one != other { return "\(one) -> \(other)" }
        return other ?? one ?? ""
    }
}

extension RegionDifference {
    /// By how many seconds its forecast moved.
    fileprivate var moved: Double { abs((after?.plannedSeconds ?? 0) - (before?.plannedSeconds ?? 0)) }
}
