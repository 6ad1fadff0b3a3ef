/// The signs that small plots are drawn with: eighths of a block, or plain characters where the terminal has only those.
struct Strokes {
    let isUnicode: Bool

    /// Nothing, and eight levels of a column one line high, the lowest first.
    private var levels: [Character] { Array(isUnicode ? " ▁▂▃▄▅▆▇█" : " .:-=+*#@") }

    /// Heights of a bar's last sign, in eighths from one to seven.
    private var eighths: [Character] { Array("▏▎▍▌▋▊▉") }

    /// Points to what stands behind it.
    var pointer: String { isUnicode ? "◀" : "<" }

    /// A line of columns, one for each value.
    ///
    /// - Parameters:
    ///   - values: 0 or more; what is above 0 is seen, however little it is.
    ///   - top: the value of a full column; above 0.
    func columns(_ values: [Double], top: Double) -> String {
        let levels = levels
        return String(
            values.map { value in
                guard value > 0, top > 0 else { return levels[0] }
                return levels[max(1, min(8, Int((value / top * 8).rounded(.up))))]
            })
    }

    /// A bar whose length is a share of `width` columns; a share above 0 is seen, however little it is.
    ///
    /// - Parameter share: what is below 0 counts as 0, and what is above 1 as 1.
    func bar(_ share: Double, width: Int) -> String {
        guard share > 0, width > 0 else { return "" }
        let share = min(1, share)
        guard isUnicode else {
            return String(repeating: "#", count: max(1, Int((share * Double(width)).rounded())))
        }
        let parts = max(1, Int((share * Double(width * 8)).rounded()))
        return String(repeating: "█", count: parts / 8) + (parts % 8 == 0 ? "" : String(eighths[parts % 8 - 1]))
    }
}
