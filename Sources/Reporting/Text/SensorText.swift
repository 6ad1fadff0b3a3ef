internal import ScanModel
internal import SensorMix
internal import Studies

/// A mix of sensors for people: first what it meets and costs, then where, what is missing and why.
public enum SensorText {
    /// Lines shown of each list; all of them are in the JSON.
    private static let shownMost = 20
    /// Letters of the sensors in the table of coverage.
    private static let letters = "abcdefghijkl".map(String.init)

    public static func document(_ answer: SensorAnswer, style: TextStyle) -> String {
        let parts = [
            facts(answer, style), mix(answer, style), coverage(answer, style), gaps(answer, style),
            doubles(answer, style), margins(answer, style), rollouts(answer, style), tags(answer, style),
            assumptions(answer, style),
        ]
        let lines = [headline(answer, style)] + Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
        return lines.joined(separator: "\n") + "\n"
    }

    private static func headline(_ answer: SensorAnswer, _ style: TextStyle) -> String {
        if answer.needs == 0 { return style.bold("\(answer.name): nothing is wanted, so no sensors.") }
        if answer.meetsNothing {
            return style.verdict("\(answer.name): none of \(plural(answer.needs, "need")) can be met.", .misses)
        }
        let sensors = answer.plan.sensors.count
        return style.verdict(
            "\(answer.name): \(plural(sensors, "sensor")) \(sensors == 1 ? "meets" : "meet") \(answer.needsMet) of "
                + "\(plural(answer.needs, "need")), for \(money(answer.plan.cost.total)) a month.",
            answer.plan.gaps.isEmpty ? .fits : .misses)
    }

    private static func facts(_ answer: SensorAnswer, _ style: TextStyle) -> [String] {
        let plan = answer.plan
        guard !plan.choices.isEmpty else { return [] }
        let cost = plan.cost
        var bound = "no mix that meets these needs costs less"
        if !plan.isOptimal {
            bound += " than \(money(plan.lowerBound))"
            if let gap = plan.gap { bound += "; the gap is \(Wording.percent(gap, places: 2))" }
        }
        var facts = [
            (
                "cost",
                "sensors \(money(cost.sensors)), shared licences \(money(cost.licences)), scans \(money(cost.scans)), "
                    + "fixed \(money(cost.fixed))"
            ),
            ("bound", bound + (answer.isChecked ? "; plan and proof were checked" : "; the proof was not checked")),
        ]
        if let day = plan.firstDay {
            let place = day == 0 ? "all from the first day" : "all from day \(day) on"
            facts.append(("met", place + (answer.estate.metBy.map { " (wanted by day \($0))" } ?? "")))
        }
        for use in plan.licences where use.assets > 0 {
            let licence = answer.estate.licences[use.licence]
            let owned = licence.owned.map { " of \(Wording.count($0)) owned" } ?? ""
            let short = use.short.map { $0 > 0 ? "; \(Wording.count($0)) are missing" : "" } ?? ""
            facts.append(("licences", "\(licence.name): \(Wording.count(use.assets))\(owned)\(short)"))
        }
        return facts.flatMap { name, text in
            TextWrap.lines(
                text, first: "  " + name + String(repeating: " ", count: 11 - name.count), indent: 13,
                width: style.width)
        }
    }

    private static func mix(_ answer: SensorAnswer, _ style: TextStyle) -> [String] {
        let plan = answer.plan
        guard !plan.choices.isEmpty else { return [] }
        var table = TextTable([
            ("class", .left), ("need", .left), ("sensor", .left), ("in time", .right), ("mean h", .right),
            ("95 % h", .right), ("gone", .right), ("day", .right),
        ])
        for choice in plan.choices {
            guard let cell = plan.cell(choice), let freshness = cell.freshness else { continue }
            table.add([
                answer.estate.classes[choice.classIndex].name, choice.assessment.rawValue,
                answer.estate.sensors[choice.sensorIndex].name, Wording.percent(cell.shareInTime ?? 0),
                hours(freshness.meanAge), freshness.age(ofShare: 0.95).map(hours) ?? "never",
                Wording.percent(freshness.gone), cell.firstDay.map(String.init) ?? "",
            ])
        }
        return [style.bold("The mix")] + table.lines(width: style.width)
            + TextWrap.lines(
                "in time: assets with a result as fresh as wanted; h: age of the newest result; gone: assets that are gone "
                    + "before their first result; day: the first on which the objective is met", first: "  ", indent: 2,
                width: style.width)
    }

    private static func coverage(_ answer: SensorAnswer, _ style: TextStyle) -> [String] {
        let estate = answer.estate
        let sensors = Array(zip(letters, estate.sensors))
        guard !answer.plan.matrix.cells.isEmpty else { return [] }
        var table = TextTable(
            [("class", .left), ("need", .left), ("wanted", .left)] + sensors.map { ($0.0, .right) })
        let chosen = Set(answer.plan.choices)
        for (index, assets) in estate.classes.enumerated() {
            for need in assets.needs {
                guard let objective = assets.wants[need] else { continue }
                let cells = answer.cells(index, need).map { cell in
                    let choice = SensorChoice(
                        classIndex: index, assessment: need, sensorIndex: cell.sensorIndex)
                    guard let share = cell.shareInTime else { return "-" }
                    let percent = Wording.grouped((share * 100).rounded(.down), places: 0)
                    return cell.meets ? percent + (chosen.contains(choice) ? "*" : "") : "(\(percent))"
                }
                let wanted =
                    "\(Wording.trimmed(objective.share * 100, places: 1)) % \(short(objective.within))"
                table.add([assets.name, need.rawValue, wanted] + cells)
            }
        }
        let legend = sensors.map { letter, sensor in "\(letter) \(sensor.name)" }.joined(separator: ", ")
        return [style.bold("Coverage: percent of assets in time by sensor")] + table.lines(width: style.width)
            + TextWrap.lines(legend, first: "  ", indent: 2, width: style.width)
            + TextWrap.lines(
                "* in the mix; (n) misses the objective, or meets it too late; - cannot cover", first: "  ", indent: 2,
                width: style.width)
    }

    private static func gaps(_ answer: SensorAnswer, _ style: TextStyle) -> [String] {
        let gaps = answer.plan.gaps
        guard !gaps.isEmpty else { return [] }
        var lines = [style.bold("Gaps: \(plural(gaps.count, "need")) that no sensor meets")]
        for gap in gaps.prefix(shownMost) {
            let reasons = answer.cells(gap.classIndex, gap.assessment).compactMap { cell -> String? in
                guard !cell.obstacles.contains(.notGiven) else { return nil }
                return SensorAnswer.reason(cell, metBy: answer.estate.metBy).map {
                    "\(answer.estate.sensors[cell.sensorIndex].name) \($0)"
                }
            }
            let why = reasons.isEmpty ? "no sensor gives it" : reasons.joined(separator: "; ")
            let name = answer.estate.classes[gap.classIndex].name
            lines += TextWrap.lines(
                "\(name), \(gap.assessment.rawValue): \(why)", first: "  ", indent: 4, width: style.width)
            let remedy = gap.remedies.first.map { "to close it: \(answer.words($0))" } ?? "no single change closes it"
            lines += TextWrap.lines(remedy, first: "    ", indent: 6, width: style.width)
        }
        return lines + more(gaps.count)
    }

    private static func doubles(_ answer: SensorAnswer, _ style: TextStyle) -> [String] {
        let doubles = answer.plan.doubles
        // What is spent now comes first, and then what would be.
        let told = doubles.filter { $0.isInMix || $0.saving > 0 }.enumerated().sorted {
            ($0.element.isInMix ? 0 : 1, -$0.element.saving, $0.offset)
                < ($1.element.isInMix ? 0 : 1, -$1.element.saving, $1.offset)
        }.map(\.element)
        guard !told.isEmpty else { return [] }
        var table = TextTable([
            ("class", .left), ("sensors", .left), ("mix", .left), ("to spare", .left), ("saves USD", .right),
            ("both give", .left),
        ])
        for double in told.prefix(shownMost) {
            table.add([
                answer.estate.classes[double.classIndex].name,
                double.sensors.map { answer.estate.sensors[$0].name }.joined(separator: " + "),
                double.isInMix ? "both" : "",
                double.saving > 0 ? double.spare.map { answer.estate.sensors[$0].name } ?? "" : "",
                Wording.amount(SensorAnswer.dollars(double.saving)),
                double.assessments.map(\.rawValue).joined(separator: ", "),
            ])
        }
        return [style.bold("Double coverage, and what one of the two costs a month if both are on")]
            + table.lines(width: style.width) + more(told.count)
    }

    private static func margins(_ answer: SensorAnswer, _ style: TextStyle) -> [String] {
        guard answer.needs > 0 else { return [] }
        var table = TextTable([
            ("sensor", .left), ("kind", .left), ("pointed at", .right), ("assesses", .right), ("without it", .right),
            ("needs lost", .right), ("everywhere", .right),
        ])
        for margin in answer.plan.margins {
            let sensor = answer.estate.sensors[margin.sensorIndex]
            let change = margin.change.map { change in
                (change > 0 ? "+" : "") + Wording.amount(SensorAnswer.dollars(change))
            }
            table.add([
                sensor.name, sensor.kind.rawValue, Wording.count(margin.pointedAt),
                margin.isUsed ? Wording.count(answer.assets(of: margin.sensorIndex)) : "",
                change ?? "", margin.isUsed ? Wording.count(margin.needsLost) : "",
                margin.everywhere.map { "+" + Wording.amount(SensorAnswer.dollars($0)) } ?? "",
            ])
        }
        return [style.bold("What each sensor is worth, in USD a month")] + table.lines(width: style.width)
    }

    private static func rollouts(_ answer: SensorAnswer, _ style: TextStyle) -> [String] {
        let tables = answer.plan.rollouts
        guard !tables.isEmpty else { return [] }
        var table = TextTable([("day", .right)] + tables.map { (answer.estate.sensors[$0.sensorIndex].name, .right) })
        for (index, day) in RolloutTable.days.enumerated() {
            table.add([String(day)] + tables.map { Wording.percent($0.shares[index]) })
        }
        return [style.bold("Roll-out: share of the assets that have the sensor")] + table.lines(width: style.width)
    }

    private static func tags(_ answer: SensorAnswer, _ style: TextStyle) -> [String] {
        guard !answer.plan.tags.isEmpty else { return [] }
        var table = TextTable([("tag", .left), ("classes", .right), ("assets", .right)])
        for use in answer.plan.tags.prefix(shownMost) {
            table.add([answer.estate.tags[use.tag].name, Wording.count(use.classes), Wording.count(use.assets)])
        }
        return [style.bold("Dynamic tags")] + table.lines(width: style.width) + more(answer.plan.tags.count)
    }

    private static func assumptions(_ answer: SensorAnswer, _ style: TextStyle) -> [String] {
        let assumed = answer.assumptions.filter { $0.provenance.confidence == .assumed }
        guard !assumed.isEmpty else { return [] }
        var table = TextTable([("assumed", .left), ("value", .left), ("range", .left)])
        for row in assumed { table.add([row.name, row.value, row.range ?? ""]) }
        return [style.bold("Assumptions: nobody published these")] + table.lines(width: style.width)
    }

    private static func hours(_ seconds: Double) -> String { Wording.grouped(seconds / 3600, places: 1) }

    /// "24h", "7d": for narrow columns.
    private static func short(_ seconds: Int) -> String {
        for (size, unit) in [(86_400, "d"), (3600, "h"), (60, "m")] where seconds >= size && seconds % size == 0 {
            if unit == "d", seconds < 3 * 86_400 { continue }
            return "\(seconds / size)\(unit)"
        }
        return "\(seconds)s"
    }

    private static func more(_ count: Int) -> [String] {
        count > shownMost ? ["  and \(Wording.count(count - shownMost)) more"] : []
    }

    private static func money(_ micro: Int) -> String { Wording.money(SensorAnswer.dollars(micro)) }

    private static func plural(_ count: Int, _ noun: String) -> String {
        "\(Wording.count(count)) \(noun)\(count == 1 ? "" : "s")"
    }
}
