internal import Estimation
internal import ScanModel
internal import Studies

/// Where every number comes from.
enum ProvenanceSection {
    static func section(_ page: PageContext) -> PageSection {
        PageSection(
            "provenance", "Where the numbers come from",
            page.perDeployment { deployment, _ in
                part(deployment, page)
            })
    }

    private static func part(_ deployment: DeploymentAnswer, _ page: PageContext) -> Markup {
        let all = deployment.deployment.assumptions
        let assumed = all.filter { $0.provenance.confidence == .assumed }
        var parts: [Markup] = []
        if !assumed.isEmpty {
            parts.append(
                .tag(
                    "p", [:],
                    "\(assumed.count) of \(all.count) constants are assumed, because nobody published them; they come first."
                ))
        }
        if let marks = deployment.inputs { parts.append(shares(marks)) }
        parts.append(constants(all, page.caption("Constants", deployment)))
        parts.append(prices(deployment.estimate, page.caption("Prices of the bill", deployment)))
        if let marks = deployment.inputs {
            parts.append(settings(marks, page.caption("Settings and demand", deployment)))
        }
        return .all(parts)
    }

    /// How much rests on what is how well known.
    private static func shares(_ marks: InputMarks) -> Markup {
        var rows: [(String, String)] = []
        for (basis, title) in [(InputMarks.Basis.inputs, "inputs"), (.cost, "by cost"), (.time, "by time")] {
            let text = InputText.shares(marks, basis)
            if !text.isEmpty { rows.append((title, text)) }
        }
        return rows.isEmpty ? .nothing : AnswerSection.facts(rows)
    }

    /// The weakest first, in the order of the deployment.
    private static func constants(_ all: [Assumption], _ caption: String) -> Markup {
        guard !all.isEmpty else { return .leftOut("constants, because the profile has none.") }
        var table = PageTable(
            caption,
            [.text("constant"), .text("value"), .text("range"), .text("confidence"), .text("date"), .text("source")],
            isTall: all.count > 20)
        for mark in InputMarks.order {
            for row in all where row.provenance.confidence == mark {
                table.add([
                    .name(row.name), .name(row.value), .name(row.range ?? "–"), .text(mark.rawValue),
                    .name(row.provenance.date), source(row.provenance.source),
                ])
            }
        }
        return table.markup
    }

    private static func prices(_ estimate: Estimate, _ caption: String) -> Markup {
        guard !estimate.lines.isEmpty else { return .nothing }
        var order: [PriceItem] = []
        var lines: [PriceItem: [CostLine]] = [:]
        for line in estimate.lines {
            if lines[line.item] == nil { order.append(line.item) }
            lines[line.item, default: []].append(line)
        }
        var table = PageTable(
            caption,
            [
                .text("item"), .number("regions"), .number("USD from"), .number("to"), .text("unit"),
                .text("confidence"),
                .text("date"), .text("source"),
            ], isTall: order.count > 20)
        for item in order {
            let own = lines[item] ?? []
            guard let first = own.first else { continue }
            let prices = own.map(\.unitPrice)
            var seen: [String] = []
            for line in own where !seen.contains(line.provenance.confidence.rawValue) {
                seen.append(line.provenance.confidence.rawValue)
            }
            let dates = own.map(\.provenance.date).sorted()
            let sources = Set(own.map(\.provenance.source)).count
            let dateText =
                dates.first == dates.last ? dates[0] : "\(dates[0]) to \(dates[dates.count - 1])"
            table.add([
                .name("\(item)"), .text(Wording.count(own.count)), .text(Wording.trimmed(prices.min() ?? 0, places: 8)),
                .text(Wording.trimmed(prices.max() ?? 0, places: 8)), .name(first.unit),
                .text(seen.joined(separator: ", ")), .name(dateText),
                sources == 1 ? source(first.provenance.source) : .text(Wording.sources(own.map(\.provenance))),
            ])
        }
        return table.markup
    }

    private static func settings(_ marks: InputMarks, _ caption: String) -> Markup {
        let inputs = marks.inputs.filter { $0.kind == .parameter || $0.kind == .demand }
        guard !inputs.isEmpty else { return .nothing }
        var table = PageTable(
            caption, [.text("input"), .text("value"), .text("confidence"), .text("source")], isTall: inputs.count > 20)
        for input in inputs {
            table.add([.name(input.name), .name(input.value), .text(input.mark.rawValue), source(input.source)])
        }
        return table.markup
    }

    /// A source; a link where it is an address of the web that is shown whole.
    static func source(_ text: String) -> Markup {
        let isAddress = text.hasPrefix("https://") && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isAddress, text.utf8.count <= SafeText.nameLength else {
            return .tag("bdi", ["class": "source"], .text(text))
        }
        return .tag("a", ["class": "source", "href": text, "rel": "noreferrer noopener"], .name(text))
    }
}

/// Sentences that the answer must carry, and what of the report was left out or done with less work.
enum NoticeSection {
    static func section(_ page: PageContext) -> PageSection {
        let title = "Notices"
        let notes = page.material.notes
        let some = page.answer.deployments.contains { !$0.notices.isEmpty }
        guard some || !notes.isEmpty else { return PageSection("notices", title, .leftOut("there are none.")) }
        let own = notes.isEmpty ? Markup.nothing : .note("Of this report:") + list(notes)
        guard some else { return PageSection("notices", title, own) }
        return PageSection(
            "notices", title,
            own
                + page.perDeployment { deployment, _ in
                    deployment.notices.isEmpty ? .leftOut("there are none.") : list(deployment.notices)
                })
    }

    private static func list(_ sentences: [String]) -> Markup {
        .tag("ul", ["class": "plain"], parts: sentences.map { .tag("li", [:], .text($0)) })
    }
}

/// How the page came about, so that anybody can make it again.
enum OriginSection {
    static func section(_ page: PageContext) -> PageSection {
        var rows = [
            ("program", "scanplan \(page.version)"), ("scenario", page.answer.scenario),
            ("seed", "\(page.answer.seed)"), ("trials", page.trialsText),
        ]
        rows += page.answer.deployments.map { deployment in
            (
                "profile",
                SafeText.name(deployment.deployment.profile)
                    + (page.isSingle ? "" : " for \(deployment.deployment.name)")
            )
        }
        if let knobs = page.material.knobs {
            rows.append(
                (
                    "knobs",
                    "\(Wording.counted(knobs.points.count, "position")), "
                        + (knobs.isSimulated
                            ? "\(Wording.counted(knobs.trials, "trial")) of each" : "by the planner's arithmetic")
                ))
        }
        if let effort = page.material.search?.worlds.first?.effort {
            rows.append(
                (
                    "search",
                    "\(Wording.counted(effort.settings, "setting")), \(Wording.counted(effort.simulations, "simulation"))"
                ))
        }
        for tornado in page.material.tornadoes {
            rows.append(
                (
                    "inputs",
                    "\(Wording.counted(tornado.simulations, "simulation")) for \(tornado.metric.name)"
                ))
        }
        rows.append(("again", "The same scenario, seed and program give this page to the byte."))
        return PageSection("origin", "How this was made", AnswerSection.facts(rows))
    }
}
