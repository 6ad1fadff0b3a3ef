/// A drawing with a title and a description, and what reads it out: a table of the same numbers.
struct Drawing {
    /// Lines of text under each other need this much.
    static let lineHeight = 16.0

    /// Begins the ids of its parts; unique on the page.
    var id: String
    var title: String
    /// What is to be seen, in a sentence or two.
    var description: String
    var width: Double
    var height: Double
    private(set) var parts: [Markup] = []

    init(id: String, title: String, description: String, width: Double, height: Double) {
        (self.id, self.title, self.description) = (id, title, description)
        (self.width, self.height) = (width, height)
    }

    mutating func add(_ part: Markup) { parts.append(part) }

    /// A number in a drawing: a tenth of a unit is enough, and the same on every machine.
    static func number(_ value: Double) -> String {
        precondition(value.isFinite && value.magnitude < 1e9, "no drawing has a place \(value)")
        let tenths = Int((value * 10).rounded())
        let fraction = tenths.magnitude % 10
        return (tenths < 0 ? "-" : "") + "\(tenths.magnitude / 10)" + (fraction == 0 ? "" : ".\(fraction)")
    }

    mutating func text(
        _ text: String, x: Double, y: Double, anchor: String? = nil, style: String? = nil
    ) {
        add(
            .tag(
                "text", ["x": Drawing.number(x), "y": Drawing.number(y), "text-anchor": anchor, "class": style],
                .text(text)))
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, style: String) {
        add(
            .tag(
                "line",
                [
                    "x1": Drawing.number(x1), "y1": Drawing.number(y1), "x2": Drawing.number(x2),
                    "y2": Drawing.number(y2), "class": style,
                ]))
    }

    /// A rectangle, at least half a unit wide and high so that it is seen.
    mutating func rect(x: Double, y: Double, width: Double, height: Double, style: String) {
        add(
            .tag(
                "rect",
                [
                    "x": Drawing.number(x), "y": Drawing.number(y), "width": Drawing.number(max(width, 0.5)),
                    "height": Drawing.number(max(height, 0.5)), "class": style,
                ]))
    }

    mutating func path(_ path: PathData, style: String) {
        guard !path.isEmpty else { return }
        add(.tag("path", ["d": path.text, "class": style]))
    }

    mutating func circle(x: Double, y: Double, radius: Double, style: String) {
        add(
            .tag(
                "circle",
                ["cx": Drawing.number(x), "cy": Drawing.number(y), "r": Drawing.number(radius), "class": style]))
    }

    /// Marks below the drawing area, with faint lines through it.
    mutating func bottomAxis(_ ticks: AxisTicks, _ scale: LinearScale, top: Double, bottom: Double, title: String) {
        for (value, label) in zip(ticks.values, ticks.labels) {
            let x = scale(value)
            line(x, top, x, bottom, style: "grid")
            text(label, x: x, y: bottom + 1.2 * Drawing.lineHeight, anchor: "middle", style: "tick")
        }
        line(scale.start, bottom, scale.end, bottom, style: "axis")
        text(
            title, x: (scale.start + scale.end) / 2, y: bottom + 2.5 * Drawing.lineHeight, anchor: "middle",
            style: "tick")
    }

    /// Marks left of the drawing area, with faint lines through it.
    mutating func leftAxis(_ ticks: AxisTicks, _ scale: LinearScale, left: Double, right: Double) {
        for (value, label) in zip(ticks.values, ticks.labels) {
            let y = scale(value)
            line(left, y, right, y, style: "grid")
            text(label, x: left - 8, y: y + 4, anchor: "end", style: "tick")
        }
    }

    /// The drawing in a frame that scrolls where the screen is narrower than the drawing can be read.
    ///
    /// - Parameters:
    ///   - legend: what stands below it.
    ///   - table: the same numbers as a table.
    func figure(legend: Markup = .nothing, table: Markup = .nothing) -> Markup {
        let picture = Markup.tag(
            "svg",
            [
                "viewBox": "0 0 \(Drawing.number(width)) \(Drawing.number(height))", "role": "img",
                "aria-labelledby": "\(id)-title \(id)-text", "class": width > 700 ? "wide" : "half",
            ],
            parts: [
                Markup.tag("title", ["id": "\(id)-title"], .text(title)),
                .tag("desc", ["id": "\(id)-text"], .text(description)),
            ] + parts)
        return .tag(
            "figure", ["id": id],
            .tag("div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": title], picture),
            .tag("figcaption", [:], legend), table)
    }
}

/// What is drawn of a path, as SVG writes it.
struct PathData: Hashable {
    private(set) var text = ""

    var isEmpty: Bool { text.isEmpty }

    mutating func move(_ x: Double, _ y: Double) { text += "M\(Drawing.number(x)) \(Drawing.number(y))" }
    mutating func horizontal(_ x: Double) { text += "H\(Drawing.number(x))" }
    mutating func vertical(_ y: Double) { text += "V\(Drawing.number(y))" }
    mutating func line(_ x: Double, _ y: Double) { text += "L\(Drawing.number(x)) \(Drawing.number(y))" }
    mutating func close() { text += "Z" }

    /// A rectangle.
    mutating func box(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
        move(x1, y1)
        horizontal(x2)
        vertical(y2)
        horizontal(x1)
        close()
    }

    /// The area below steps of equal length, from a base line upwards.
    ///
    /// - Parameters:
    ///   - heights: of each step above the base line, in units of the drawing.
    static func steps(_ heights: [Double], base: Double, x: (Int) -> Double) -> PathData {
        var path = PathData()
        var start = 0
        while start < heights.count {
            guard heights[start] > 0 else {
                start += 1
                continue
            }
            path.move(x(start), base)
            var place = start
            while place < heights.count, heights[place] > 0 {
                var end = place
                while end < heights.count, Drawing.number(heights[end]) == Drawing.number(heights[place]) { end += 1 }
                path.vertical(base - heights[place])
                path.horizontal(x(end))
                place = end
            }
            path.vertical(base)
            path.close()
            start = place
        }
        return path
    }
}
