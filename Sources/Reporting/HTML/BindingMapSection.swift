internal import Studies

/// What binds at each position of two knobs.
enum BindingMapSection {
    static func section(_ page: PageContext) -> PageSection {
        let title = "What binds where"
        guard let knobs = page.material.knobs else {
            return PageSection("map", title, .leftOut("no setting was answered beforehand."))
        }
        let model = KnobModel(knobs, page)
        guard model.mapAxes.count == 2 else {
            return PageSection("map", title, .leftOut("a map needs two knobs, and there is one."))
        }
        let legend = Markup.tag(
            "dl", ["class": "facts key"],
            parts: model.letters.enumerated().flatMap { index, text in
                [
                    Markup.tag("dt", [:], .tag("b", ["class": "b\(index % 6)"], .text(KnobModel.letter(index)))),
                    .tag("dd", [:], .text(text)),
                ]
            })
        return PageSection(
            "map", title,
            .tag(
                "div", ["class": "scroll map", "tabindex": "0", "role": "group", "aria-label": "Map of what binds"],
                table(model)) + legend)
    }

    private static func table(_ model: KnobModel) -> Markup {
        let (rows, columns) = (model.knobs.axes[model.mapAxes[0]], model.knobs.axes[model.mapAxes[1]])
        let others = model.knobs.axes.indices.filter { !model.mapAxes.contains($0) }
        let rest =
            others.isEmpty
            ? ""
            : "; other knobs as they are set: "
                + others.map { SafeText.name(model.knobs.axes[$0].name) }.joined(separator: ", ")
        let caption =
            "Makespan, and by a letter what binds, for each \(SafeText.name(rows.name)) (rows) and "
            + "\(SafeText.name(columns.name)) (columns)\(rest). The frame is where the knobs are."
        let head = columns.values.map { Markup.tag("th", ["scope": "col"], .name($0)) }
        let body = rows.values.indices.map { row -> Markup in
            .tag(
                "tr", [:],
                parts: [Markup.tag("th", ["scope": "row"], .name(rows.values[row]))]
                    + columns.values.indices.map { column in cell(model, row, column) })
        }
        return .tag(
            "table", [:], .tag("caption", [:], .text(caption)),
            .tag(
                "thead", [:],
                .tag(
                    "tr", [:],
                    parts: [Markup.tag("td", ["class": "corner"], .name(rows.name), " ↓ ", .name(columns.name), " →")]
                        + head)),
            .tag("tbody", [:], parts: body))
    }

    private static func cell(_ model: KnobModel, _ row: Int, _ column: Int) -> Markup {
        var places = model.startPlaces
        places[model.mapAxes[0]] = row
        places[model.mapAxes[1]] = column
        let plan = model.plans[model.points[model.knobs.index(places)]]
        return .tag(
            "td",
            [
                "class": plan.style, "data-row": "\(row)", "data-column": "\(column)",
                "aria-current": places == model.startPlaces ? "true" : nil,
            ],
            .tag("b", [:], .text(plan.letter)), .tag("span", [:], .text(plan.texts[0])), .tag("i", [:], .text(plan.fit))
        )
    }
}
