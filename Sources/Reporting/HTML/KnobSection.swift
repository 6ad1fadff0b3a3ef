internal import ScanModel
internal import Studies

/// Sliders over answers that were worked out beforehand.
enum KnobSection {
    static func section(_ page: PageContext) -> PageSection {
        let title = "Turn the knobs"
        guard let knobs = page.material.knobs else {
            return PageSection(
                "knobs", title,
                .leftOut("no setting was answered beforehand, because none was asked for or there is none to turn."))
        }
        let model = KnobModel(knobs, page)
        return PageSection("knobs", title, explorer(model) + .data(id: "knob-data", model.data))
    }

    private static func explorer(_ model: KnobModel) -> Markup {
        let knobs = model.knobs
        let basis =
            knobs.isSimulated
            ? "Every position was simulated beforehand with \(Wording.counted(knobs.trials, "trial")); the figures are means."
            : "Every position was answered beforehand by the planner's arithmetic; nothing was simulated for it."
        let noScript = Markup.tag(
            "noscript", [:],
            .tag(
                "p", ["class": "note"],
                "The sliders need scripts. Without them the page shows the first position; the rest of it needs none."))
        let sliders = knobs.axes.enumerated().map { index, axis in slider(axis, index, model) }
        let back =
            model.present == nil
            ? Markup.nothing
            : .tag(
                "button", ["type": "button", "id": "knob-back", "hidden": "hidden"], "Back to the scenario as it stands"
            )
        let plan = model.plans[model.points[model.start]]
        let left = Markup.tag("div", [:], parts: sliders + [back])
        let cards = zip(KnobModel.fields, zip(plan.texts, plan.numbers)).map { field, shown in
            Markup.tag(
                "div", ["class": "card"], .tag("dt", [:], .text(field.title)),
                .tag(
                    "dd", ["data-field": field.name, "data-value": shown.1.map(JSONValue.spelling)], .text(shown.0)))
        }
        let controls = knobs.axes.indices.map { "knob-\($0)" }.joined(separator: " ")
        let right = Markup.tag(
            "div", [:],
            .tag("output", ["class": "sentence", "id": "knob-sentence", "for": controls], .text(plan.sentence)),
            .tag("dl", ["class": "cards"], parts: cards))
        return .note(basis) + noScript
            + .tag(
                "div",
                ["class": "knobs", "id": "explorer", "data-point": "\(model.start)"], left, right)
    }

    private static func slider(_ axis: KnobAxis, _ index: Int, _ model: KnobModel) -> Markup {
        let place = model.startPlaces[index]
        let value = SafeText.name(axis.values[place])
        let last = axis.values.count - 1
        let here = axis.present.map { "\(SafeText.name(axis.values[$0])) as it stands" } ?? "not as it stands"
        return .tag(
            "div", ["class": "knob"], .tag("label", ["for": "knob-\(index)"], .name(axis.name)),
            .tag("output", ["id": "knob-value-\(index)", "for": "knob-\(index)"], .text(value)),
            .tag(
                "input",
                [
                    "type": "range", "id": "knob-\(index)", "min": "0", "max": "\(last)", "step": "1",
                    "value": "\(place)", "aria-valuetext": value, "disabled": "disabled", "autocomplete": "off",
                ]),
            .tag(
                "div", ["class": "ends"], .tag("span", [:], .name(axis.values[0])), .tag("span", [:], .text(here)),
                .tag("span", [:], .name(axis.values[last]))))
    }
}

/// The answers of a grid in words, each plan once.
struct KnobModel {
    /// What is told of a position.
    struct Plan {
        var texts: [String]
        var numbers: [Double?]
        var sentence: String
        /// In a word: in time or not.
        var fit: String
        /// Names what binds; empty where there is no plan.
        var letter: String
        var style: String
        /// In the drawing of cost against makespan; nil: not in it.
        var place: (x: Double, y: Double)?
    }

    static let fields: [(name: String, title: String)] = [
        ("makespan", "makespan"), ("fit", "in time"), ("costPerMonth", "cost of a month"),
        ("costPerCycle", "cost of a cycle"), ("makespanDifference", "makespan, against the scenario"),
        ("costDifference", "cost, against the scenario"), ("peakScanners", "scanners at once"),
        ("scannerHours", "scanner hours"), ("bound", "proved minimum"), ("binds", "what binds"),
        ("reason", "remark"),
    ]

    let knobs: KnobGrid
    let plans: [Plan]
    /// For each position of the knobs, which plan it is.
    let points: [Int]
    /// The scenario as it stands; nil: not in the grid.
    let present: Int?
    /// Where the sliders are to begin with.
    let startPlaces: [Int]
    /// What binds, by letter.
    let letters: [String]
    let page: PageContext

    var start: Int { knobs.index(startPlaces) }

    init(_ knobs: KnobGrid, _ page: PageContext) {
        self.knobs = knobs
        self.page = page
        let presentPlaces = knobs.axes.compactMap(\.present)
        present = presentPlaces.count == knobs.axes.count ? knobs.index(presentPlaces) : nil
        startPlaces = knobs.axes.map { $0.present ?? 0 }
        var letters: [String] = []
        for point in knobs.points {
            if let binds = point.binds, !letters.contains(binds) { letters.append(binds) }
        }
        self.letters = letters
        let base = present.map { knobs.points[$0] }
        let drawing = FrontDrawing(page)
        var plans: [Plan] = []
        var known: [KnobPoint: Int] = [:]
        var points: [Int] = []
        for var point in knobs.points {
            point.sameAs = nil
            if let plan = known[point] {
                points.append(plan)
                continue
            }
            known[point] = plans.count
            points.append(plans.count)
            let words = KnobWords(point, base: base, knobs: knobs)
            let letter = point.binds.flatMap { letters.firstIndex(of: $0) }
            plans.append(
                Plan(
                    texts: words.texts, numbers: words.numbers, sentence: words.sentence, fit: words.fit,
                    letter: letter.map(KnobModel.letter) ?? "–", style: letter.map { "b\($0 % 6)" } ?? "none",
                    place: drawing?.place(of: point)))
        }
        self.plans = plans
        self.points = points
    }

    /// A, B, …, Z, A2, B2 and so on.
    static func letter(_ index: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(65 + index % 26)))
        return index < 26 ? letter : "\(letter)\(index / 26 + 1)"
    }

    /// The two axes of the map of what binds, by their places; the vendor's concurrency settings where they are there.
    var mapAxes: [Int] {
        guard knobs.axes.count > 1 else { return [] }
        let named = ["Concurrency", "SingleRegionConcurrency"].compactMap { name in
            knobs.axes.firstIndex { $0.name == name || $0.name.hasSuffix(".\(name)") }
        }
        if named.count == 2 { return named }
        // Else the two with the most positions.
        return Array(
            knobs.axes.indices.sorted { (-knobs.axes[$0].values.count, $0) < (-knobs.axes[$1].values.count, $1) }
                .prefix(2).sorted())
    }

    /// What the page's program reads.
    var data: JSONValue {
        .members([
            "axes": .array(knobs.axes.map { .array($0.values.map { .text(SafeText.name($0)) }) }),
            "fields": .array(KnobModel.fields.map { .text($0.name) }),
            "map": .array(mapAxes.map(JSONValue.count)),
            "start": .array(startPlaces.map(JSONValue.count)),
            "present": .optional(present),
            "points": .array(points.map(JSONValue.count)),
            "plans": .array(
                plans.map { plan in
                    .members([
                        "texts": .array(plan.texts.map { .text(SafeText.sentence($0)) }),
                        "numbers": .array(plan.numbers.map(JSONValue.optional)),
                        "sentence": .text(SafeText.sentence(plan.sentence)), "fit": .text(plan.fit),
                        "letter": .text(plan.letter), "style": .text(plan.style),
                        "place": .optional(
                            plan.place.map { "\(Drawing.number($0.x)) \(Drawing.number($0.y))" }),
                    ])
                }),
        ])
    }
}

/// One position in the words of the other outputs.
struct KnobWords {
    let point: KnobPoint
    let base: KnobPoint?
    let knobs: KnobGrid

    init(_ point: KnobPoint, base: KnobPoint?, knobs: KnobGrid) {
        (self.point, self.base, self.knobs) = (point, base, knobs)
    }

    private static let none = "–"

    /// In the order of ``KnobModel/fields``.
    var texts: [String] {
        func text(_ value: Double?, _ words: (Double) -> String) -> String { value.map(words) ?? KnobWords.none }
        func number(_ value: Double?) -> String { text(value) { Wording.trimmed($0, places: 2) } }
        return [
            text(point.makespan, Wording.duration), fit, text(point.costPerMonth, Wording.money),
            text(point.costPerCycle, Wording.money), difference(makespanDifference, Wording.duration),
            difference(costDifference, Wording.money), number(point.peakScanners), number(point.scannerHours),
            text(point.bound, Wording.duration), point.binds ?? KnobWords.none, point.reason ?? "none",
        ]
    }

    var numbers: [Double?] {
        [
            point.makespan, point.inTime, point.costPerMonth, point.costPerCycle, makespanDifference, costDifference,
            point.peakScanners, point.scannerHours, point.bound, nil, nil,
        ]
    }

    private var makespanDifference: Double? {
        point.makespan.flatMap { own in base?.makespan.map { own - $0 } }
    }

    /// Of a month where both have one, else of a cycle.
    private var costDifference: Double? {
        if let own = point.costPerMonth, let other = base?.costPerMonth { return own - other }
        return point.costPerCycle.flatMap { own in base?.costPerCycle.map { own - $0 } }
    }

    private func difference(_ value: Double?, _ words: (Double) -> String) -> String {
        guard let value else { return KnobWords.none }
        return value == 0 ? "the same" : (value > 0 ? "+" : "−") + words(value.magnitude)
    }

    /// Whether it is in time, in a few words.
    var fit: String {
        guard point.makespan != nil else { return "no plan" }
        guard let share = point.inTime else { return "no deadline" }
        if knobs.isSimulated, knobs.trials > 1, share > 0, share < 1 {
            return "in \(Wording.percent(share)) of the trials"
        }
        if share >= 1 { return knobs.isSimulated ? "fits" : "could fit" }
        return "too late"
    }

    var sentence: String {
        guard let makespan = point.makespan else { return "No plan" + (point.reason.map { ": \($0)" } ?? ".") }
        var text = "\(Wording.duration(makespan)), \(fit)"
        if let month = point.costPerMonth {
            text += ", \(Wording.money(month)) a month"
        } else if let cycle = point.costPerCycle {
            text += ", \(Wording.money(cycle)) a cycle"
        }
        return text + (point.binds.map { "; \($0) binds." } ?? ".")
    }
}
