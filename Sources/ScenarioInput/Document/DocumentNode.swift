/// A place in a file.
struct SourcePlace: Hashable, Sendable, Comparable {
    /// 1-based line; 0 for the file as a whole.
    var line: Int32
    /// 1-based column in Unicode scalars; 0 for the file as a whole.
    var column: Int32

    init(line: Int, column: Int) {
        self.line = Int32(clamping: line)
        self.column = Int32(clamping: column)
    }

    /// The file as a whole.
    static let wholeFile = SourcePlace(line: 0, column: 0)
    /// The first character.
    static let start = SourcePlace(line: 1, column: 1)

    static func < (left: SourcePlace, right: SourcePlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// A value of a document with its place: what YAML and JSON have in common.
///
/// Scalars keep their text. Which type a scalar has is decided by whoever reads it and never guessed, so `no`, `012`
/// and `1:30` mean nothing special.
struct DocumentNode: Hashable, Sendable {
    /// How a scalar was written.
    enum Style: Hashable, Sendable {
        /// Without quotes: in JSON a number, `true`, `false` or `null`.
        case plain
        /// In quotes, or as a YAML block scalar: always a text.
        case quoted
    }

    /// An entry of a mapping.
    struct Entry: Hashable, Sendable {
        var key: String
        var keyPlace: SourcePlace
        var value: DocumentNode
    }

    enum Content: Hashable, Sendable {
        case scalar(String, Style)
        case sequence([DocumentNode])
        /// Entries in the order of the file; keys are unique.
        case mapping([Entry])
    }

    var content: Content
    var place: SourcePlace

    /// Whether nothing is written here: `null`, `~` or an empty plain scalar.
    var isNull: Bool {
        guard case .scalar(let text, .plain) = content else { return false }
        return text.isEmpty || text == "null" || text == "~"
    }
}
