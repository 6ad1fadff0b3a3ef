/// What a document may look like: which keys, of which types and ranges.
///
/// A shape says what can be said of a value alone. Rules between values, such as a subnet inside its network, are
/// checked by the reader and not described here.
public indirect enum DocumentShape: Hashable, Sendable {
    /// A whole number.
    case integer(ClosedRange<Int>)
    /// A decimal number from `least`, or above it, to `most`.
    case decimal(least: Rational, isAboveLeast: Bool, most: Rational)
    /// `true` or `false`.
    case flag
    /// A text of some form.
    case text(TextForm)
    /// One of some words.
    case choice([String])
    /// A list of values of one shape.
    case list(DocumentShape, count: ClosedRange<Int>, isUnique: Bool)
    /// A mapping with known keys; any other key is refused.
    case mapping(DocumentMapping)
    /// A mapping whose keys are names that the user chooses.
    case entries(keys: DocumentShape, values: DocumentShape, count: ClosedRange<Int>)
    /// A value of one of these shapes.
    case either([DocumentShape])
    /// A shape that occurs often, under a name of its own.
    case named(String, DocumentShape)
    /// No value, `null`.
    case nothing
    /// Nothing is known of the value.
    case anything
}

/// The keys of a mapping and what is said of them together.
public struct DocumentMapping: Hashable, Sendable {
    /// One key.
    public struct Member: Hashable, Sendable {
        public var key: String
        /// What the value means, in a sentence; empty if nothing is said.
        public var about: String
        /// Whether the key has to be there. A key that may be left out may also have no value (`null`).
        public var isRequired: Bool
        public var shape: DocumentShape

        public init(key: String, about: String, isRequired: Bool, shape: DocumentShape) {
            self.key = key
            self.about = about
            self.isRequired = isRequired
            self.shape = shape
        }
    }

    /// What some keys have to do with one another.
    public enum Rule: Hashable, Sendable {
        /// At least one of them has a value.
        case atLeastOne([String])
        /// Just one of them has a value.
        case exactlyOne([String])
        /// All of them have a value, or none.
        case allOrNone([String])
    }

    /// In the order in which the reader asks for them.
    public var members: [Member]
    public var rules: [Rule]

    public init(members: [Member] = [], rules: [Rule] = []) {
        self.members = members
        self.rules = rules
    }

    /// The member of a key; nil if there is none.
    public subscript(key: String) -> Member? { members.first { $0.key == key } }
}

/// The form of a text.
public struct TextForm: Hashable, Sendable {
    /// Which numbers and flags without quotes are taken for texts.
    public enum Bare: Hashable, Sendable {
        case none
        /// Every number, `true` and `false`.
        case all
        /// Numbers from 0, `true` and `false`.
        case allFromZero
        /// Numbers in a range.
        case numbers(ClosedRange<Int>)
        /// Whole numbers in a range.
        case integers(ClosedRange<Int>)
    }

    /// The form's name, unique among forms.
    public var name: String
    /// What a message asks for.
    public var words: String
    /// Regular expression (ECMA 262 without look-around) that matches the whole text, or nil if every text will do.
    public var pattern: String?
    /// Regular expression of texts that are refused though `pattern` matches.
    public var refusedPattern: String?
    /// Length in Unicode scalars.
    public var length: ClosedRange<Int>
    public var bare: Bare

    public init(
        name: String, words: String, pattern: String?, refusedPattern: String? = nil,
        length: ClosedRange<Int> = 1...Int.max, bare: Bare = .none
    ) {
        self.name = name
        self.words = words
        self.pattern = pattern
        self.refusedPattern = refusedPattern
        self.length = length
        self.bare = bare
    }
}
