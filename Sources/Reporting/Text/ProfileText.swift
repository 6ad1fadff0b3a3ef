public import ScanModel

/// Profiles for people.
public enum ProfileText {
    /// One line a profile.
    public static func list(_ profiles: [VendorProfile], style: TextStyle) -> String {
        var table = TextTable([("profile", .left), ("title", .left)])
        for profile in profiles { table.add([profile.id, profile.title]) }
        return table.lines(width: style.width).joined(separator: "\n") + "\n"
    }

    /// Everything the profile holds, with sources.
    public static func show(_ profile: VendorProfile, style: TextStyle) -> String {
        var lines = [style.bold("\(profile.id): \(profile.title)"), ""]
        lines += TextWrap.lines(profile.summary, first: "", indent: 0, width: style.width)
        func section(_ title: String, _ rows: [(name: String, value: String, note: String, provenance: Provenance)]) {
            guard !rows.isEmpty else { return }
            lines += ["", style.bold(title)]
            for row in rows {
                lines += TextWrap.lines("\(row.name) = \(row.value)", first: "  ", indent: 6, width: style.width)
                if !row.note.isEmpty {
                    lines += TextWrap.lines(row.note, first: "      ", indent: 6, width: style.width)
                }
                let origin = "\(row.provenance.confidence.rawValue), \(row.provenance.date): \(row.provenance.source)"
                lines += TextWrap.lines(origin, first: "      ", indent: 6, width: style.width)
            }
        }
        section(
            "What the version decides",
            [
                ("regionReading", profile.regionReading.value.rawValue, "", profile.regionReading.provenance),
                ("scannedVolumes", volumes(profile.scannedVolumes), "", profile.scannedVolumes.provenance),
            ])
        section(
            "Parameters (the vendor's names and units)",
            profile.parameters.map { ($0.name, range($0), $0.meaning, $0.provenance) })
        section(
            "Parameters of each target account's stack",
            profile.targetParameters.map { ($0.name, range($0), $0.meaning, $0.provenance) })
        section(
            "Constants",
            profile.constants.map { ($0.name, $0.value + span($0.range), $0.meaning, $0.provenance) })
        section(
            "Request rates",
            profile.buckets.map {
                (
                    $0.action, "\($0.rate), burst \($0.burst), one per \($0.per.rawValue)", $0.scope.rawValue,
                    $0.provenance
                )
            })
        section(
            "Counted limits",
            profile.resources.map {
                ($0.name, $0.capacity.map(String.init) ?? "unlimited unless stated", $0.meaning, $0.provenance)
            })
        section(
            "Quotas that clamp where they are stated",
            profile.quotas.map {
                let fresh = $0.freshAccountValue.map { "a new account has \($0)" } ?? "no known default"
                return ($0.name, fresh + " (\($0.unit))", $0.title, $0.provenance)
            })
        if let bill = profile.bill {
            lines += ["", style.bold("Parts of the bill beside scanners and storage")]
            lines.append("  " + bill.map(\.rawValue).joined(separator: ", "))
        }
        lines += ["", style.bold("Stages of an instance")]
        for stage in profile.stages {
            lines += TextWrap.lines(
                "\(stage.name): \(stage.meaning)", first: "  ", indent: 6, width: style.width)
            lines.append("      base \(stage.base.value)\(span(stage.base.range)), \(stage.base.confidence.rawValue)")
            lines.append(
                "      per GiB \(stage.perGiB.value)\(span(stage.perGiB.range)), \(stage.perGiB.confidence.rawValue)")
            for (label, names) in [
                ("takes", stage.acquires), ("spends", stage.spends), ("releases", stage.releases),
                ("starts billing of", stage.opens.map(\.rawValue)), ("ends billing of", stage.closes.map(\.rawValue)),
            ] where !names.isEmpty {
                lines.append("      \(label) \(names.joined(separator: ", "))")
            }
            for rule in StageRuleText.lines(stage) {
                lines += TextWrap.lines(rule, first: "      ", indent: 8, width: style.width)
            }
        }
        for type in profile.scanTypes ?? [] {
            lines += TextWrap.lines(
                "\(type.name), in stage \(type.stage): \(type.meaning)", first: "  ", indent: 6, width: style.width)
            lines.append("      base \(type.base.value)\(span(type.base.range)), \(type.base.confidence.rawValue)")
            lines.append(
                "      per GiB \(type.perGiB.value)\(span(type.perGiB.range)), \(type.perGiB.confidence.rawValue)")
            lines.append("      switched on by \(type.enabledBy), cut off by \(type.timeout)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// That a profile file is right, with what it holds. Complexity: O(parts).
    public static func valid(_ profile: VendorProfile) -> String {
        func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
        let timings = profile.timedSteps.flatMap { [$0.base.confidence, $0.perGiB.confidence] }
        let assumed = (profile.constants.map(\.confidence) + timings).count { $0 == .assumed }
        let parts = [
            count(profile.parameters.count, "parameter"), count(profile.constants.count, "constant"),
            count(profile.buckets.count, "request rate"), count(profile.resources.count, "counted limit"),
            count(profile.stages.count, "stage"),
        ]
        return "valid: \(profile.id) (\(profile.provider)): \(parts.joined(separator: ", ")); "
            + "\(assumed) of the constants and times are assumed\n"
    }

    private static func span(_ range: [String]?) -> String {
        guard let range, range.count == 2 else { return "" }
        return " (range \(range[0]) to \(range[1]))"
    }

    static func volumes(_ volumes: VendorProfile.ScannedVolumes) -> String {
        let choices = volumes.allWhenEnabled.joined(separator: " or ")
        return volumes.value.rawValue + (choices.isEmpty ? "" : "; all where \(choices) is Enabled")
    }

    static func range(_ parameter: VendorProfile.Parameter) -> String {
        var text = parameter.kind.rawValue
        switch (parameter.minimum, parameter.maximum) {
        case (let low?, let high?): text += " \(low) to \(high)"
        case (let low?, nil): text += " from \(low)"
        case (nil, let high?): text += " up to \(high)"
        default: break
        }
        if let unit = parameter.unit { text += ", in \(unit)" }
        if let allowed = parameter.allowedValues {
            text += allowed.count <= 4 ? ", \(allowed.joined(separator: " or "))" : ", \(allowed.count) values"
        }
        if let standard = parameter.defaultValue { text += ", default \(standard)" }
        return text + (parameter.required ? ", required" : ", optional")
    }
}
