/// Finds text that should not be in a file of the project.
enum Wording {
    // Written in two halves, so that these tests do not find themselves.
    private static let markers = ["TO" + "DO", "FIX" + "ME"]
    private static let places = ["home", "root", "Users", "work"].map { "/" + $0 + "/" }

    /// Notes to do something later; such a note belongs in an issue.
    static func markers(in file: SourceFile) -> [String] {
        lines(of: file) { line in
            markers.filter { marker in
                words(of: line).contains { $0 == marker }
            }
            .map { "holds the marker \($0)" }
        }
    }

    /// Paths that exist on one machine only.
    static func privatePaths(in file: SourceFile) -> [String] {
        lines(of: file) { line in
            places.filter { place in
                line.ranges(of: place).contains { range in
                    // Inside a longer path these are ordinary names of folders.
                    line[..<range.lowerBound].last.map { !isPathCharacter($0) } ?? true
                }
            }
            .map { "names a folder of one machine, \($0)" }
        }
    }

    /// Tab characters; a Makefile cannot do without.
    static func tabs(in file: SourceFile) -> [String] {
        if file.path == "Makefile" || file.path.hasSuffix("/Makefile") { return [] }
        return lines(of: file) { $0.contains("\t") ? ["holds a tab"] : [] }
    }

    private static func lines(of file: SourceFile, findings: (Substring) -> [String]) -> [String] {
        file.lines.enumerated().flatMap { index, line in
            findings(line).map { "\(file.path):\(index + 1): \($0)" }
        }
    }

    private static func words(of line: Substring) -> [Substring] {
        line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    }

    private static func isPathCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "._-~/*)}$".contains(character)
    }
}
