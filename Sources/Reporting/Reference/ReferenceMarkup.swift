internal import ScanModel

/// Markdown of pages whose words come from data, which may hold anything.
enum ReferenceMarkup {
    /// A text that is no markup, except that what stands between two backquotes is code.
    ///
    /// Complexity: O(length).
    static func prose(_ text: String) -> String {
        let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
        // An even number of pieces has a backquote without a partner.
        guard pieces.count % 2 == 1 else { return escaped(text) }
        return pieces.enumerated().map { index, piece in
            index % 2 == 0 ? escaped(String(piece)) : piece.isEmpty ? "\\`\\`" : code(String(piece))
        }.joined()
    }

    /// A text that is no markup, as a paragraph of its own.
    static func paragraph(_ text: String) -> String {
        let text = prose(text)
        guard let first = text.first else { return "" }
        // At the start of a line these begin lists and headings.
        if "#-+=".contains(first) { return "\\" + text }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty, let next = text.dropFirst(digits.count).first, ".)".contains(next) {
            return digits + "\\" + text.dropFirst(digits.count)
        }
        return text
    }

    /// A text as code, whatever is in it; a table keeps it in one cell.
    static func code(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        let text = visible(text)
        let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: longest + 1)
        let pad = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
        return fence + pad + text.replacing("|", with: "\\|") + pad + fence
    }

    /// Lines as they are, in a block whose fence none of them can end.
    static func block(_ lines: [String], language: String = "") -> String {
        let longest = lines.joined(separator: "\n").split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return ([fence + language] + lines.map(visible) + [fence]).joined(separator: "\n") + "\n"
    }

    /// Where something comes from: web addresses become links.
    static func source(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let start = word.hasPrefix("(") ? 1 : 0
            let end = word.reversed().prefix { ";:,.)".contains($0) }.count
            let address = word.dropFirst(start).dropLast(end)
            guard address.hasPrefix("https://"), address.utf8.allSatisfy(isAddressByte) else {
                return prose(String(word))
            }
            return word.prefix(start) + "<\(address)>" + word.suffix(end)
        }.joined(separator: " ")
    }

    /// A table whose cells are markup already.
    static func table(_ titles: [String], _ rows: [[String]]) -> String {
        func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }
        return line(titles) + "|\(titles.map { _ in "---" }.joined(separator: "|"))|\n" + rows.map(line).joined()
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in visible(text).unicodeScalars {
            if "|\\`*_[]<>~&".unicodeScalars.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// Without characters that nobody sees but that change what is seen; line ends and tabs are spaces.
    private static func visible(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator:
                result += scalar == "\n" || scalar == "\r" || scalar == "\t" ? " " : "\u{FFFD}"
            case .format: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "-._~:/?#@!$&'()*+,;=%".utf8.contains(byte)
        }
    }
}

/// The sources that a page names, each once.
struct ReferenceSources {
    private var numbers: [Provenance: Int] = [:]
    private var texts: [String] = []

    /// How a value is known, with a link to where from.
    mutating func note(_ provenance: Provenance) -> String {
        var key = provenance
        key.confidence = .stated
        if numbers[key] == nil {
            let date = key.date.isEmpty ? "" : " (\(ReferenceMarkup.prose(key.date)))"
            texts.append(ReferenceMarkup.source(key.source) + date)
            numbers[key] = texts.count
        }
        return "\(provenance.confidence.rawValue) [\(numbers[key] ?? 0)](#sources)"
    }

    /// The section that the links lead to.
    var section: String {
        guard !texts.isEmpty else { return "" }
        return "\n## Sources\n\n"
            + texts.enumerated().map { "\($0.offset + 1). \($0.element)\n" }.joined()
    }
}
