/// A column of a table.
public struct ParquetColumn: Hashable, Sendable {
    /// What it holds.
    public enum Kind: Hashable, Sendable {
        case integer32
        case integer64
        case double
        case boolean
        /// Texts in UTF-8.
        case text
        /// Texts, of which some may be missing.
        case optionalText
        /// Texts by keys that are texts, any number in a row.
        case textMap
    }

    public var name: String
    public var kind: Kind

    public init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// Texts of a column: each value is an index into `texts`, or -1 where none may be.
public struct ParquetTexts: Hashable, Sendable {
    /// Any texts, of which not all need be used.
    public var texts: [String]
    public var indices: [Int32]

    public init(_ texts: [String], indices: [Int32]) {
        self.texts = texts
        self.indices = indices
    }
}

/// The values of a column in some rows.
public enum ParquetValues: Hashable, Sendable {
    case integer32([Int32])
    case integer64([Int64])
    case double([Double])
    case boolean([Bool])
    /// For both kinds of text columns.
    case text(ParquetTexts)
    /// Pairs of all rows, and how many each row has.
    case textMap(keys: ParquetTexts, values: ParquetTexts, counts: [Int32])

    /// Number of rows.
    var rowCount: Int {
        switch self {
        case .integer32(let values): values.count
        case .integer64(let values): values.count
        case .double(let values): values.count
        case .boolean(let values): values.count
        case .text(let texts): texts.indices.count
        case .textMap(_, _, let counts): counts.count
        }
    }

    func fits(_ kind: ParquetColumn.Kind) -> Bool {
        switch (self, kind) {
        case (.integer32, .integer32), (.integer64, .integer64), (.double, .double), (.boolean, .boolean),
            (.textMap, .textMap), (.text, .optionalText):
            true
        case (.text(let texts), .text): texts.indices.allSatisfy { $0 >= 0 }
        default: false
        }
    }
}
