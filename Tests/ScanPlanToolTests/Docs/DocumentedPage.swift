import Foundation
import Testing

/// A Markdown page of this package, taken apart into fenced blocks and what stands around them.
///
/// Comments in the lines directly above a fence are marks that say how the block is meant:
///
/// - `<!-- exit 3 -->`: its last command ends with 3 instead of 0.
/// - `<!-- not run: REASON -->`: it needs what a test cannot have.
/// - `<!-- file: NAME -->`: it is the content of a file that the commands below it read.
struct DocumentedPage {
    struct Block {
        var language: String
        /// Its lines in the page, counted from 0, without the fences.
        var range: Range<Int>
        var marks: [String]

        /// What follows a mark's name, such as the reason of `not run: REASON`.
        func mark(_ name: String) -> String? {
            marks.first { $0.hasPrefix(name) }.map { $0.dropFirst(name.count).trimmingCharacters(in: .whitespaces) }
        }
    }

    /// From the folder of the package, such as `docs/guide/README.md`.
    let path: String
    var lines: [String]
    let blocks: [Block]

    init(path: String) throws {
        let text = try String(contentsOf: ToolProcess.package.appending(path: path), encoding: .utf8)
        self.init(path: path, text: text)
    }

    init(path: String, text: String) {
        let lines = text.components(separatedBy: "\n")
        var blocks: [Block] = []
        var open: (language: String, fence: Int)?
        for (number, line) in lines.enumerated() {
            let bare = line.trimmingCharacters(in: .whitespaces)
            guard bare.hasPrefix("```") else { continue }
            guard let (language, fence) = open else {
                open = (String(bare.dropFirst(3)), number)
                continue
            }
            let marks = lines[..<fence].reversed().prefix { $0.hasPrefix("<!-- ") && $0.hasSuffix(" -->") }
                .map { String($0.dropFirst(5).dropLast(4)) }
            blocks.append(Block(language: language, range: fence + 1..<number, marks: marks))
            open = nil
        }
        (self.path, self.lines, self.blocks) = (path, lines, blocks)
        if let open { Issue.record("\(path):\(open.fence + 1): a block that nothing ends") }
    }

    func text(of block: Block) -> String { lines[block.range].map { $0 + "\n" }.joined() }

    /// The lines that stand in no block, with their numbers from 0.
    var prose: [(number: Int, line: String)] {
        var prose: [(Int, String)] = []
        var next = 0
        for block in blocks {
            prose += (next..<block.range.lowerBound - 1).map { ($0, lines[$0]) }
            next = block.range.upperBound + 1
        }
        return prose + (next..<lines.count).map { ($0, lines[$0]) }
    }

    /// Every page below a folder of the package, in the order of their paths.
    static func all(below folder: String) throws -> [String] {
        let root = ToolProcess.package.appending(path: folder)
        let paths = try #require(FileManager.default.enumerator(atPath: root.path))
        return paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.map { "\(folder)/\($0)" }.sorted()
    }
}
