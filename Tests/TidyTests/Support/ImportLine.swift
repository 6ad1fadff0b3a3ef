/// One `import` in a Swift file.
struct ImportLine: Hashable {
    var module: String
    /// Counted from one.
    var line: Int
    /// The module whose absence is the only reason to read this line: it stands after the `#else` of `canImport`.
    var insteadOf: String?

    /// Every import of a file, whatever its attributes, access level and kind.
    static func all(in file: SourceFile) -> [ImportLine] {
        var imports: [ImportLine] = []
        // For each open #if: the module it asks for, and whether the branch for its absence is being read.
        var conditions: [(module: String?, isAbsent: Bool)] = []
        let code = CodeText.code(of: file.text)
        for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            switch words.first {
            case "#if": conditions.append((askedModule(line), false))
            case "#else", "#elseif": conditions.indices.last.map { conditions[$0].isAbsent = true }
            case "#endif": _ = conditions.popLast()
            default:
                let insteadOf = conditions.last { $0.isAbsent }?.module
                imports += line.split(separator: ";").compactMap(module).map {
                    ImportLine(module: $0, line: index + 1, insteadOf: insteadOf)
                }
            }
        }
        return imports
    }

    /// `M` of `#if canImport(M)`; nil for any other condition.
    private static func askedModule(_ line: Substring) -> String? {
        let text = line.filter { !$0.isWhitespace }
        guard text.hasPrefix("#ifcanImport("), text.hasSuffix(")") else { return nil }
        return String(text.dropFirst("#ifcanImport(".count).dropLast())
    }

    /// The module that a statement imports, or nil if it is no import.
    private static func module(_ statement: Substring) -> String? {
        let levels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "var", "let", "actor"]
        var words = statement.split(whereSeparator: \.isWhitespace)[...]
        words = words.drop { $0.hasPrefix("@") || levels.contains($0) }
        guard words.popFirst() == "import" else { return nil }
        if let kind = words.first, kinds.contains(kind) { words.removeFirst() }
        return words.first?.split(separator: ".").first.map { $0.filter { $0 != "`" } }
    }
}
