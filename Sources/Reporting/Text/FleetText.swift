public import ScanModel
internal import Studies

/// What a fleet holds, for people.
public enum FleetText {
    /// Lines shown of each list; all of them are in the JSON.
    private static let shownMost = 20

    /// - Parameters:
    ///   - name: what the fleet is called, such as its file.
    ///   - format: the version of the file's format.
    public static func document(_ fleet: FleetOverview, name: String, format: Int, style: TextStyle) -> String {
        let total = fleet.total
        var lines = [
            style.bold(
                "\(safe(name, most: .max)): \(Wording.count(total.instances)) instances with \(Wording.count(total.volumes)) volumes "
                    + "of \(size(total.sizeUnits, fleet))"),
            "  format     version \(format), sizes in "
                + (fleet.sizeUnitsPerGiB == 1 ? "GiB" : "1/\(Wording.count(Int(fleet.sizeUnitsPerGiB))) GiB"),
            "  tags       \(Wording.count(fleet.taggedInstances)) instances with tags, "
                + "\(Wording.count(fleet.tagSets)) tag sets, \(Wording.count(fleet.groups)) groups",
        ]
        if total.volumes > 0 {
            lines.append(
                "  volumes    \(size(Int64(fleet.leastSizeUnits), fleet)) to \(size(Int64(fleet.mostSizeUnits), fleet)), "
                    + "\(Wording.trimmed(fleet.gib(total.sizeUnits) / Double(total.volumes), places: 1)) GiB on average"
            )
        }
        lines += intake(fleet.intake)
        lines += parts("Regions", fleet.regions, fleet, style)
        // The largest come first where not all are shown.
        let accounts = fleet.accounts.enumerated().sorted {
            ($1.element.instances, $0.offset) < ($0.element.instances, $1.offset)
        }.map(\.element)
        lines += parts("Accounts by instances", accounts, fleet, style)
        lines += parts("Platforms", fleet.platforms, fleet, style)
        if fleet.systems.contains(where: { !$0.name.isEmpty }) {
            lines += parts("Operating systems", fleet.systems, fleet, style)
        }
        lines += volumes(fleet, style)
        return lines.joined(separator: "\n") + "\n"
    }

    /// What was found in order, by section.
    public static func check(
        _ sections: [(name: String, values: Int, width: Int, bytes: Int)], name: String, format: Int, style: TextStyle
    ) -> String {
        var table = TextTable([
            ("section", .left), ("values", .right), ("bytes each", .right), ("bytes", .right),
        ])
        for section in sections {
            table.add([
                section.name, Wording.count(section.values), String(section.width), Wording.count(section.bytes),
            ])
        }
        let headline = style.verdict(
            "\(safe(name, most: .max)): version \(format), all \(sections.count) sections and the fleet in them are sound",
            .fits)
        return ([headline] + table.lines(width: style.width)).joined(separator: "\n") + "\n"
    }

    private static func intake(_ intake: FleetIntake) -> [String] {
        var facts: [String] = []
        if intake.files > 0 { facts.append("\(Wording.count(intake.files)) files read") }
        for (state, count) in intake.instancesByUnscannableState.sorted(by: { $0.key < $1.key }) {
            facts.append("\(Wording.count(count)) instances \(safe(state))")
        }
        for (count, words) in [
            (intake.duplicateInstances, "instances listed twice"), (intake.duplicateVolumes, "volumes listed twice"),
            (intake.unattachedVolumes, "volumes of no instance"), (intake.missingVolumes, "volumes not listed"),
            (intake.instancesInLocalZones, "instances in Local Zones"),
        ] where count > 0 {
            facts.append("\(Wording.count(count)) \(words)")
        }
        return facts.isEmpty ? [] : ["  import     " + facts.joined(separator: ", ")]
    }

    private static func parts(
        _ title: String, _ parts: [FleetOverview.Part], _ fleet: FleetOverview, _ style: TextStyle
    ) -> [String] {
        guard !parts.isEmpty else { return [] }
        var table = TextTable([("", .left), ("instances", .right), ("volumes", .right), ("GiB", .right)])
        for part in parts.prefix(shownMost) {
            table.add([
                part.name.isEmpty ? "unknown" : safe(part.name), Wording.count(part.instances),
                Wording.count(part.volumes), Wording.trimmed(fleet.gib(part.sizeUnits), places: 3),
            ])
        }
        let more = parts.count - shownMost
        return ["", style.bold(title)] + table.lines(width: style.width)
            + (more > 0 ? ["  and \(Wording.count(more)) more"] : [])
    }

    private static func volumes(_ fleet: FleetOverview, _ style: TextStyle) -> [String] {
        guard fleet.total.volumes > 0 else { return [] }
        var keys = TextTable([("", .left), ("volumes", .right), ("GiB", .right)])
        for part in fleet.encryptions {
            keys.add([
                part.name, Wording.count(part.volumes), Wording.trimmed(fleet.gib(part.sizeUnits), places: 3),
            ])
        }
        var sizes = TextTable([("up to GiB", .right), ("volumes", .right)])
        for part in fleet.sizes { sizes.add([Wording.count(Int(part.mostGiB)), Wording.count(part.volumes)]) }
        return ["", style.bold("Encryption")] + keys.lines(width: style.width)
            + ["", style.bold("Sizes of volumes")] + sizes.lines(width: style.width)
    }

    private static func size(_ sizeUnits: Int64, _ fleet: FleetOverview) -> String {
        Wording.trimmed(fleet.gib(sizeUnits), places: 3) + " GiB"
    }

    /// A name on one line: it may come from anywhere, and a terminal obeys some characters.
    ///
    /// - Parameter most: characters that are shown.
    private static func safe(_ text: String, most: Int = 80) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(most) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse:
                shown += scalar.escaped(asASCII: true)
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return text.unicodeScalars.dropFirst(most).isEmpty ? shown : shown + "…"
    }
}
