import Foundation

/// The page on the architecture: people write it, except for the part between two marks.
enum ArchitecturePage {
    static let path = "docs/architecture.md"
    static let picturePath = "docs/architecture.svg"

    private static let start = "<!-- rooms: written by ArchitectureTests -->\n"
    private static let end = "<!-- end of rooms -->\n"

    /// The page with the table of rooms written anew; nil if the marks are missing.
    static func updated(_ page: String, _ graph: RoomGraph, purposes: [String: String]) -> String? {
        guard let from = page.range(of: start), let to = page.range(of: end), from.upperBound <= to.lowerBound else {
            return nil
        }
        return page[..<from.upperBound] + table(graph, purposes: purposes) + page[to.lowerBound...]
    }

    private static func table(_ graph: RoomGraph, purposes: [String: String]) -> String {
        let rows = graph.rooms.map { room in
            let imports = (graph.imports[room] ?? []).sorted().map { "`\($0)`" }.joined(separator: ", ")
            return "| `\(room)` | \(purposes[room] ?? "") | \(imports) |\n"
        }
        return "\n| room | what it is for | imports of ours |\n|---|---|---|\n" + rows.joined() + "\n"
    }
}
