/// The rooms and their imports as a picture that follows the light or dark scheme of its reader.
enum ArchitecturePicture {
    private static let total = 900.0
    private static let margin = 20.0
    /// The width that boxes may fill.
    static let inner = total - 2 * margin
    private static let boxHeight = 30.0
    private static let rowHeight = 92.0
    private static let head = 24.0
    private static let foot = 52.0

    /// - Parameters:
    ///   - graph: every import; those that a longer way implies are not drawn.
    ///   - hot: rooms that are drawn as engine rooms.
    ///   - purposes: what a room is for, shown where the pointer rests.
    static func svg(_ graph: RoomGraph, hot: Set<String>, purposes: [String: String]) -> String {
        let thin = graph.thinned
        let drawing = LayeredDrawing(
            thin, rows: graph.rows(most: 6), total: inner, gap: 10, width: boxWidth)
        let rows = drawing.order.count
        let height = head + Double(rows - 1) * rowHeight + boxHeight + foot
        func top(_ row: Int) -> Double { head + Double(rows - 1 - row) * rowHeight }

        var lines = [
            #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(number(total)) \#(number(height))" "#
                + #"width="\#(number(total))" height="\#(number(height))" role="img" aria-labelledby="title about">"#,
            "<title id=\"title\">Rooms of scanplan and what they import</title>",
            "<desc id=\"about\">\(escaped(words(thin)))</desc>", style,
            #"<rect class="paper" width="100%" height="100%" rx="10"/>"#,
            #"<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">"#
                + #"<path class="tip" d="M0 0.5 8 4 0 7.5z"/></marker>"#,
        ]
        for (number, way) in drawing.ways.enumerated() {
            lines.append(edge(way, number, drawing, top: top))
        }
        for spot in drawing.spots {
            guard let room = spot.room else { continue }
            let left = margin + spot.place - spot.width / 2
            lines.append(
                "<g><title>\(escaped("\(room): \(purposes[room] ?? "")"))</title>"
                    + "<rect class=\"\(hot.contains(room) ? "hot" : "box")\" x=\"\(number(left))\" "
                    + "y=\"\(number(top(spot.row)))\" width=\"\(number(spot.width))\" height=\"\(number(boxHeight))\" "
                    + "rx=\"6\"/><text x=\"\(number(margin + spot.place))\" y=\"\(number(top(spot.row) + 19.5))\">"
                    + "\(escaped(room))</text></g>")
        }
        lines += legend(y: height - 22)
        return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    /// Wide enough for the name in 12 pixels, whatever the sans-serif.
    static func boxWidth(_ room: String) -> Double { Double(room.count) * 6.8 + 14 }

    private static func edge(
        _ way: (user: String, used: String, spots: [Int]), _ index: Int, _ drawing: LayeredDrawing,
        top: (Int) -> Double
    ) -> String {
        var points: [(x: Double, y: Double)] = []
        for (position, spot) in way.spots.enumerated() {
            let here = drawing.spots[spot]
            if position == 0 {
                let x = port(index, at: spot, of: drawing) { ($0.spots[0], $0.spots[1]) }
                points.append((x, top(here.row) + boxHeight))
            } else if position == way.spots.count - 1 {
                let x = port(index, at: spot, of: drawing) {
                    ($0.spots[$0.spots.count - 1], $0.spots[$0.spots.count - 2])
                }
                points.append((x, top(here.row) - 1))
            } else {
                // A long edge passes a row upright, between the boxes.
                points.append((margin + here.place, top(here.row)))
                points.append((margin + here.place, top(here.row) + boxHeight))
            }
        }
        var path = "M\(number(points[0].x)) \(number(points[0].y))"
        for (from, to) in zip(points, points.dropFirst()) {
            if from.x == to.x {
                path += "V\(number(to.y))"
            } else {
                let middle = (from.y + to.y) / 2
                path += "C\(number(from.x)) \(number(middle)) \(number(to.x)) \(number(middle)) "
                path += "\(number(to.x)) \(number(to.y))"
            }
        }
        return "<path class=\"edge\" marker-end=\"url(#tip)\" d=\"\(path)\">"
            + "<title>\(way.user) imports \(way.used)</title></path>"
    }

    /// Edges leave and reach a box side by side, in the order of where they go to.
    private static func port(
        _ index: Int, at spot: Int, of drawing: LayeredDrawing,
        _ ends: ((user: String, used: String, spots: [Int])) -> (here: Int, next: Int)
    ) -> Double {
        let here = drawing.ways.indices.filter { ends(drawing.ways[$0]).here == spot }.sorted { one, other in
            let (left, right) = (ends(drawing.ways[one]).next, ends(drawing.ways[other]).next)
            return (drawing.spots[left].place, one) < (drawing.spots[right].place, other)
        }
        let box = drawing.spots[spot]
        let step = min(14, (box.width - 20) / Double(max(here.count - 1, 1)))
        let position = Double(here.firstIndex(of: index) ?? 0) - Double(here.count - 1) / 2
        return margin + box.place + position * step
    }

    private static func legend(y: Double) -> [String] {
        [
            "<rect class=\"hot\" x=\"20\" y=\"\(number(y - 11))\" width=\"22\" height=\"14\" rx=\"4\"/>"
                + "<text class=\"note\" x=\"50\" y=\"\(number(y))\">engine room, optimised across modules</text>",
            "<rect class=\"box\" x=\"290\" y=\"\(number(y - 11))\" width=\"22\" height=\"14\" rx=\"4\"/>"
                + "<text class=\"note\" x=\"320\" y=\"\(number(y))\">ordinary room</text>",
            "<path class=\"edge\" marker-end=\"url(#tip)\" d=\"M440 \(number(y - 4))H470\"/>"
                + "<text class=\"note\" x=\"480\" y=\"\(number(y))\">imports; what a longer way implies is left out</text>",
        ]
    }

    private static func words(_ graph: RoomGraph) -> String {
        graph.rooms.compactMap { room in
            let below = (graph.imports[room] ?? []).sorted()
            return below.isEmpty ? nil : "\(room) imports \(below.joined(separator: ", "))."
        }.joined(separator: " ")
    }

    /// Contrast of texts is at least 4.5 to 1 in both schemes.
    private static let style = """
        <style>
        .paper { fill: #ffffff; stroke: #d0d7de; }
        .box { fill: #f3f5f8; stroke: #6e7781; }
        .hot { fill: #fff1e0; stroke: #b35900; }
        .edge { fill: none; stroke: #7d8590; stroke-width: 1.2; }
        .tip { fill: #7d8590; }
        text { fill: #1f2328; font: 12px ui-sans-serif, system-ui, "Segoe UI", "DejaVu Sans", sans-serif; text-anchor: middle; }
        .note { fill: #57606a; text-anchor: start; }
        @media (prefers-color-scheme: dark) {
        .paper { fill: #0d1117; stroke: #30363d; }
        .box { fill: #1c2128; stroke: #8b949e; }
        .hot { fill: #3a2410; stroke: #f0883e; }
        .edge { stroke: #8b949e; }
        .tip { fill: #8b949e; }
        text { fill: #e6edf3; }
        .note { fill: #9da7b3; }
        }
        </style>
        """

    /// In tenths, so that the last bits of a processor's arithmetic do not show.
    private static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
