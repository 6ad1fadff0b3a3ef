/// A place in one of the files that make up a document.
///
/// Large documents have millions of places, so the file shares a word with the column.
struct SourcePlace: Hashable, Sendable, Comparable {
    /// How many files can be told apart.
    static let filesMax = 32
    private static let columnBits: UInt32 = 27

    /// 1-based line; 0 for the file as a whole.
    var line: Int32
    private var fileAndColumn: UInt32

    /// - Parameter file: which of the files, as ``IssueLog`` lists them; the last column that fits stands for later ones.
    init(line: Int, column: Int, file: Int = 0) {
        precondition((0..<SourcePlace.filesMax).contains(file), "there is no file \(file)")
        self.line = Int32(clamping: line)
        let columnMax = 1 << Int(SourcePlace.columnBits) - 1
        fileAndColumn = UInt32(file) << SourcePlace.columnBits | UInt32(min(max(column, 0), columnMax))
    }

    /// 1-based column in Unicode scalars; 0 for the file as a whole.
    var column: Int32 { Int32(fileAndColumn & (1 << SourcePlace.columnBits - 1)) }

    /// Which of the files of the document.
    var file: Int { Int(fileAndColumn >> SourcePlace.columnBits) }

    /// The file as a whole.
    static let wholeFile = SourcePlace(line: 0, column: 0)
    /// The first character.
    static let start = SourcePlace(line: 1, column: 1)

    static func < (left: SourcePlace, right: SourcePlace) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
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

    /// Whether `null` or `~` is written here, in contrast to nothing at all.
    var isExplicitNull: Bool {
        guard case .scalar(let text, .plain) = content else { return false }
        return text == "null" || text == "~"
    }

    /// The same tree with every place changed. Complexity: O(nodes).
    func moved(_ move: (SourcePlace) -> SourcePlace) -> DocumentNode {
        let moved: Content =
            switch content {
            case .scalar: content
            case .sequence(let nodes): .sequence(nodes.map { $0.moved(move) })
            case .mapping(let entries):
                .mapping(
                    entries.map { Entry(key: $0.key, keyPlace: move($0.keyPlace), value: $0.value.moved(move)) })
            }
        return DocumentNode(content: moved, place: move(place))
    }
}
