/// Points in a frame of plain characters.
struct ScatterPlot {
    struct Point {
        var x: Double
        var y: Double
        var symbol: Character
        /// Where points fall on one place the greater rank is seen.
        var rank: Int
    }

    var points: [Point]
    /// A vertical line; drawn if it lies in the range of the points.
    var limit: Double?
    /// Texts of the ends of both axes.
    var xText: (Double) -> String
    var yText: (Double) -> String
    var xTitle: String
    var yTitle: String

    private static let rows = 14
    /// Columns of the whole picture.
    private static let columns = 80

    /// At most 80 columns wide. Empty without points.
    ///
    /// Complexity: O(points + size of the picture).
    func lines() -> [String] {
        guard let first = points.first else { return [] }
        let xs = points.reduce((first.x, first.x)) { (min($0.0, $1.x), max($0.1, $1.x)) }
        let ys = points.reduce((first.y, first.y)) { (min($0.0, $1.y), max($0.1, $1.y)) }
        let top = yText(ys.1)
        let bottom = yText(ys.0)
        let margin = max(top.count, bottom.count)
        let width = ScatterPlot.columns - margin - 5
        func place(_ value: Double, _ range: (Double, Double), _ count: Int) -> Int {
            guard range.1 > range.0 else { return count / 2 }
            return min(count - 1, Int(((value - range.0) / (range.1 - range.0) * Double(count - 1)).rounded()))
        }
        var cells = [[Character]](
            repeating: [Character](repeating: " ", count: width), count: ScatterPlot.rows)
        if let limit, limit >= xs.0, limit <= xs.1, xs.1 > xs.0 {
            for row in cells.indices { cells[row][place(limit, xs, width)] = ":" }
        }
        for point in points.sorted(by: { $0.rank < $1.rank }) {
            let row = ScatterPlot.rows - 1 - place(point.y, ys, ScatterPlot.rows)
            cells[row][place(point.x, xs, width)] = point.symbol
        }
        var lines = ["  \(yTitle)"]
        for (row, cell) in cells.enumerated() {
            let label = row == 0 ? top : row == ScatterPlot.rows - 1 ? bottom : ""
            lines.append(
                ScatterPlot.trimmed(
                    "  " + String(repeating: " ", count: margin - label.count) + label + " |" + String(cell)))
        }
        lines.append("  " + String(repeating: " ", count: margin) + " +" + String(repeating: "-", count: width))
        let left = xText(xs.0)
        let right = xText(xs.1)
        let gap = max(1, width - left.count - right.count)
        let middle = xTitle.count + 2 <= gap ? xTitle : ""
        let before = (gap - middle.count) / 2
        lines.append(
            String(repeating: " ", count: margin + 4) + left + String(repeating: " ", count: before) + middle
                + String(repeating: " ", count: gap - middle.count - before) + right)
        return lines
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }
}
