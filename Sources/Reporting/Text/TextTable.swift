/// A table for the terminal: columns as wide as their widest cell, two spaces apart.
struct TextTable {
    enum Alignment { case left, right }

    private let header: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []

    init(_ columns: [(title: String, alignment: Alignment)]) {
        header = columns.map(\.title)
        alignments = columns.map(\.alignment)
    }

    mutating func add(_ cells: [String]) {
        precondition(cells.count == header.count, "\(cells.count) cells in a table of \(header.count) columns")
        rows.append(cells)
    }

    /// The lines, indented by two spaces, without trailing spaces. The last column may be cut to fit `width`.
    func lines(width: Int) -> [String] {
        let widths = header.indices.map { column in
            ([header] + rows).reduce(0) { max($0, $1[column].count) }
        }
        return ([header] + rows).map { cells in
            var line = " "
            for (column, cell) in cells.enumerated() {
                let space = String(repeating: " ", count: widths[column] - cell.count)
                line += " " + (column == 0 ? "" : " ") + (alignments[column] == .left ? cell + space : space + cell)
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line.count <= width ? line : String(line.prefix(width - 1)) + "…"
        }
    }
}
