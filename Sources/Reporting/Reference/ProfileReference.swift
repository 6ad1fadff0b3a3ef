public import ScanModel

/// Each vendor profile with every constant and where it comes from.
public enum ProfileReference {
    /// A page for each profile. Complexity: O(parts).
    public static func pages(_ profiles: [VendorProfile]) -> [ReferencePage] {
        profiles.map { ReferencePage(path: "profiles/\($0.id).md", text: text($0)) }
    }

    private static func text(_ profile: VendorProfile) -> String {
        var sources = ReferenceSources()
        var text = "# \(ReferenceMarkup.prose(profile.id)): \(ReferenceMarkup.prose(profile.title))\n\n"
        text += ReferenceMarkup.paragraph(profile.summary) + "\n"
        text += "\nThe cloud is \(ReferenceMarkup.code(profile.provider)). "
        text += "`scanplan profile show \(profile.id)` prints the same for a terminal.\n"

        func section(_ title: String, _ titles: [String], _ rows: [[String]]) {
            guard !rows.isEmpty else { return }
            text += "\n## \(title)\n\n" + ReferenceMarkup.table(titles, rows)
        }
        section(
            "What the version decides", ["what", "value", "known"],
            [
                [
                    "`regionReading`", code(profile.regionReading.value.rawValue),
                    sources.note(profile.regionReading.provenance),
                ],
                [
                    "`scannedVolumes`", ReferenceMarkup.prose(ProfileText.volumes(profile.scannedVolumes)),
                    sources.note(profile.scannedVolumes.provenance),
                ],
            ])
        let parameterTitles = ["parameter", "values", "default", "needed", "meaning", "known"]
        section("Parameters", parameterTitles, profile.parameters.map { parameter($0, &sources) })
        section(
            "Parameters of each target account's stack", parameterTitles,
            profile.targetParameters.map { parameter($0, &sources) })
        section(
            "Constants", ["constant", "value", "range", "meaning", "known"],
            profile.constants.map {
                [
                    code($0.name), code($0.value), span($0.range), ReferenceMarkup.prose($0.meaning),
                    sources.note($0.provenance),
                ]
            })
        section(
            "Request rates", ["action", "refill", "burst", "one for each", "bucket of each", "known"],
            profile.buckets.map { bucket in
                let action = code(bucket.action) + (bucket.resourceOf.map { ", spent by \(code($0))" } ?? "")
                return [
                    action, code(bucket.rate), code(bucket.burst), bucket.per.rawValue, bucket.scope.rawValue,
                    sources.note(bucket.provenance),
                ]
            })
        section(
            "Counted limits", ["limit", "at once", "counted in", "of each", "meaning", "known"],
            profile.resources.map {
                [
                    code($0.name), $0.capacity.map(String.init) ?? "unlimited unless stated", $0.per.rawValue,
                    $0.scope.rawValue, ReferenceMarkup.prose($0.meaning), sources.note($0.provenance),
                ]
            })
        section(
            "Quotas that clamp where they are stated", ["quota", "a new account has", "unit", "meaning", "known"],
            profile.quotas.map {
                [
                    code($0.name), $0.freshAccountValue.map(String.init) ?? "not known", ReferenceMarkup.prose($0.unit),
                    ReferenceMarkup.prose($0.title), sources.note($0.provenance),
                ]
            })
        section(
            "Times", ["step", "part", "time", "range", "known"],
            profile.timedSteps.flatMap { step in
                [("base", step.base), ("for each GiB", step.perGiB)].map { part, timing in
                    [code(step.name), part, code(timing.value), span(timing.range), sources.note(timing.provenance)]
                }
            })
        text += stages(profile, &sources)
        section(
            "Scan types", ["type", "adds to", "switched on by", "cut off by", "Windows", "meaning"],
            (profile.scanTypes ?? []).map {
                [
                    code($0.name), code($0.stage), code($0.enabledBy), code($0.timeout),
                    $0.skipsWindows ? "left out" : "",
                    ReferenceMarkup.prose($0.meaning),
                ]
            })
        section(
            "Machine types of scanners", ["volumes", "machine type", "known"],
            (profile.machines ?? []).map {
                [
                    "\($0.volumes)", code($0.type),
                    sources.note(Provenance(source: $0.source, date: $0.date, confidence: $0.confidence)),
                ]
            })
        text += rhythms(profile, &sources)
        return text + sources.section
    }

    private static func parameter(_ parameter: VendorProfile.Parameter, _ sources: inout ReferenceSources) -> [String] {
        var values = parameter.kind.rawValue
        switch (parameter.minimum, parameter.maximum) {
        case (let low?, let high?): values += " \(low) to \(high)"
        case (let low?, nil): values += " from \(low)"
        case (nil, let high?): values += " up to \(high)"
        case (nil, nil): break
        }
        if let unit = parameter.unit { values += ", in \(ReferenceMarkup.prose(unit))" }
        if let allowed = parameter.allowedValues { values += ": " + allowed.map(code).joined(separator: ", ") }
        var meaning = ReferenceMarkup.prose(parameter.meaning)
        if let needs = parameter.needs { meaning += " Counts where \(code(needs)) is `Enabled`." }
        if let unmodelled = parameter.unmodelled { meaning += " Left out: \(ReferenceMarkup.prose(unmodelled))" }
        return [
            code(parameter.name), values, code(parameter.defaultValue ?? ""), parameter.required ? "yes" : "", meaning,
            sources.note(parameter.provenance),
        ]
    }

    private static func stages(_ profile: VendorProfile, _ sources: inout ReferenceSources) -> String {
        guard !profile.stages.isEmpty else { return "" }
        var text = "\n## Stages of an instance\n"
        for stage in profile.stages {
            text += "\n### \(ReferenceMarkup.prose(stage.name))\n\n\(ReferenceMarkup.paragraph(stage.meaning))\n\n"
            let lists = [
                ("takes", stage.acquires), ("spends", stage.spends), ("releases", stage.releases),
                ("starts billing of", stage.opens.map(\.rawValue)), ("ends billing of", stage.closes.map(\.rawValue)),
            ]
            for (label, names) in lists where !names.isEmpty {
                text += "- \(label) \(names.map(code).joined(separator: ", "))\n"
            }
            if stage.scanner != "none" { text += "- place at a scanner: \(code(stage.scanner))\n" }
            text += "- lasts by \(code(stage.size.rawValue))\n"
            if let cap = stage.cap { text += "- is cut off after \(code(cap))\n" }
            if let cut = stage.cutAbove { text += "- comes to nothing if it would last longer than \(code(cut))\n" }
            for rule in StageRuleText.lines(stage) { text += "- \(ReferenceMarkup.prose(rule))\n" }
            if let poll = stage.poll { text += "- how it is looked for is \(sources.note(poll.provenance))\n" }
        }
        return text
    }

    /// How regions and rounds take turns, and what a launch asks for.
    private static func rhythms(_ profile: VendorProfile, _ sources: inout ReferenceSources) -> String {
        var text = ""
        if let bill = profile.bill, !bill.isEmpty {
            text += "\n## Parts of the bill beside scanners and storage\n\n"
            text += bill.map { code($0.rawValue) }.joined(separator: ", ") + "\n"
        }
        for (title, actions) in [("launch", profile.launchActions), ("termination", profile.terminateActions)] {
            guard let actions else { continue }
            text += "\n## What a \(title) asks of the cloud\n\n\(actions.map(code).joined(separator: ", "))\n"
        }
        if let waves = profile.waves {
            let known = sources.note(Provenance(source: waves.source, date: waves.date, confidence: waves.confidence))
            text += "\n## Turns of regions\n\n"
            text +=
                "\(waves.hasBarrier ? "With" : "Without") a barrier, for at most \(code(waves.turnLimit)); \(known).\n"
        }
        if let rounds = profile.rounds {
            let known = sources.note(
                Provenance(source: rounds.source, date: rounds.date, confidence: rounds.confidence))
            text += "\n## Rounds of the first stage\n\n"
            text += "\(code(rounds.size)) items, \(code(rounds.pause)) apart, for at most \(code(rounds.runLimit)), "
            text += "every \(code(rounds.every)); \(known).\n"
        }
        return text
    }

    private static func code(_ text: String) -> String { ReferenceMarkup.code(text) }

    private static func span(_ range: [String]?) -> String {
        guard let range, range.count == 2 else { return "" }
        return "\(code(range[0])) to \(code(range[1]))"
    }
}
