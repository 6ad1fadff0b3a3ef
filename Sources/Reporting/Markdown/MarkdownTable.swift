/// Tables of GitHub's markdown (https://github.github.com/gfm/#tables-extension-).
enum MarkdownTable {
    /// Longest cell in characters; names may be as long as their author likes, and comments may not.
    private static let cellMost = 240

    static func text(_ columns: [(title: String, isRight: Bool)], _ rows: [[String]]) -> String {
        func line(_ cells: [String]) -> String {
            "| \(cells.map { MarkdownText.escaped($0, most: cellMost) }.joined(separator: " | ")) |\n"
        }
        let marks = columns.map { $0.isRight ? "---:" : "---" }
        return line(columns.map(\.title)) + "|\(marks.joined(separator: "|"))|\n" + rows.map(line).joined()
    }

    static func escaped(_ text: String) -> String { MarkdownText.escaped(text) }
}
