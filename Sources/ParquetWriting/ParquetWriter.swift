/// Writes tables as Apache Parquet, the column files that data tools read.
///
/// Written from the specification (https://github.com/apache/parquet-format, parquet.thrift and Encodings.md of format
/// version 2.12). Numbers and flags are encoded plainly, texts by a dictionary for each group of rows; pages carry a
/// CRC-32 and are not compressed. The same rows in the same groups give the same bytes.
///
/// ```
/// var writer = ParquetWriter([ParquetColumn("name", .text), ParquetColumn("gib", .double)], createdBy: "x version 1")
/// try sink(writer.start)
/// try sink(writer.group([.text(names), .double(sizes)]))
/// try sink(writer.finish())
/// ```
public struct ParquetWriter: Sendable {
    /// The bytes at both ends of a file.
    public static let magic: [UInt8] = Array("PAR1".utf8)
    /// Most entries of a column in one group of rows; a caller keeps groups far below.
    public static let entriesMax = 1 << 24
    /// Most bytes of all texts that one column uses in a group of rows.
    public static let textBytesMax = 1 << 30

    private struct Group {
        /// Without their bytes, which are gone.
        var chunks: [(chunk: ParquetChunk, offset: Int)]
        var rows: Int
        var bytes: Int
        var offset: Int
    }

    private let columns: [ParquetColumn]
    private let createdBy: String
    private let metadata: [(key: String, value: String)]
    private var groups: [Group] = []
    private var offset = ParquetWriter.magic.count

    /// - Parameters:
    ///   - columns: at least one, each name once.
    ///   - createdBy: the writing program in the form that readers understand: `NAME version VERSION`.
    ///   - metadata: further texts for the footer.
    public init(_ columns: [ParquetColumn], createdBy: String, metadata: [(key: String, value: String)] = []) {
        precondition(!columns.isEmpty && Set(columns.map(\.name)).count == columns.count, "names of columns")
        self.columns = columns
        self.createdBy = createdBy
        self.metadata = metadata
    }

    /// The bytes before the first group.
    public var start: [UInt8] { Self.magic }

    /// Encodes a group of rows, which follows the bytes that were returned before.
    ///
    /// Traps if the values do not fit the columns, differ in their number of rows, or leave the limits above.
    ///
    /// - Parameter values: of each column, in the order of the columns; at least one row.
    /// - Complexity: O(values + texts).
    public mutating func group(_ values: [ParquetValues]) -> [UInt8] {
        precondition(values.count == columns.count, "\(values.count) columns of \(columns.count)")
        let rows = values[0].rowCount
        precondition(rows > 0, "a group without rows")
        var bytes: [UInt8] = []
        var chunks: [(chunk: ParquetChunk, offset: Int)] = []
        for (column, values) in zip(columns, values) {
            precondition(values.rowCount == rows && values.fits(column.kind), "values of \(column.name)")
            for chunk in Self.chunks(column, values) {
                precondition(chunk.entryCount <= Self.entriesMax, "\(chunk.entryCount) entries of \(column.name)")
                chunks.append((chunk.withoutBytes, offset + bytes.count))
                bytes += chunk.bytes
            }
        }
        groups.append(Group(chunks: chunks, rows: rows, bytes: bytes.count, offset: offset))
        offset += bytes.count
        return bytes
    }

    /// The bytes after the last group: the footer, its length and the mark. Complexity: O(groups * columns).
    public func finish() -> [UInt8] {
        var thrift = ThriftCompact()
        thrift.structure { file in
            file.field(1, Int32(2))
            file.field(2, Self.schema(columns)) { $1.write(to: &$0) }
            file.field(3, groups.reduce(0) { $0 + $1.rows })
            file.field(4, Array(groups.enumerated())) { Self.write($1.element, number: $1.offset, to: &$0) }
            if !metadata.isEmpty {
                file.field(5, metadata) { pair, entry in
                    pair.field(1, entry.key)
                    pair.field(2, entry.value)
                }
            }
            file.field(6, createdBy)
            // Bounds are ordered as the types say.
            let leaves = columns.flatMap { $0.kind == .textMap ? [0, 0] : [0] }
            file.field(7, leaves) { order, _ in order.field(1) { _ in } }
        }
        let length = withUnsafeBytes(of: UInt32(thrift.bytes.count).littleEndian) { Array($0) }
        return thrift.bytes + length + Self.magic
    }

    private static func chunks(_ column: ParquetColumn, _ values: ParquetValues) -> [ParquetChunk] {
        switch values {
        case .integer32(let values): [ParquetChunk([column.name], integer32: values)]
        case .integer64(let values): [ParquetChunk([column.name], integer64: values)]
        case .double(let values): [ParquetChunk([column.name], double: values)]
        case .boolean(let values): [ParquetChunk([column.name], boolean: values)]
        case .text(let texts):
            [ParquetChunk([column.name], texts: texts, isOptional: column.kind == .optionalText)]
        case .textMap(let keys, let values, let counts):
            [("key", keys), ("value", values)].map { name, texts in
                ParquetChunk(
                    [column.name, ParquetSchemaElement.mapGroup, name], texts: texts, isOptional: false, counts: counts)
            }
        }
    }

    private static func write(_ group: Group, number: Int, to thrift: inout ThriftCompact) {
        thrift.field(1, group.chunks) { column, chunk in
            column.field(2, chunk.offset)
            column.field(3) { chunk.chunk.write(at: chunk.offset, to: &$0) }
        }
        thrift.field(2, group.bytes)
        thrift.field(3, group.rows)
        thrift.field(5, group.offset)
        thrift.field(6, group.bytes)
        // The number has 16 bits, and files with more groups leave it out.
        if let short = Int16(exactly: number) { thrift.field(7, short) }
    }

    private static func schema(_ columns: [ParquetColumn]) -> [ParquetSchemaElement] {
        [ParquetSchemaElement(name: "schema", children: columns.count)]
            + columns.flatMap { ParquetSchemaElement.of($0) }
    }
}

/// An element of the schema, which is a tree written depth first.
private struct ParquetSchemaElement {
    /// The name that the specification asks for below a map.
    static let mapGroup = "key_value"

    enum Repetition: Int32 {
        case required = 0
        case optional = 1
        case repeated = 2
    }

    enum Meaning {
        case none, text, map
    }

    var name: String
    var physical: ParquetChunk.Physical?
    var repetition: Repetition? = .required
    var children: Int?
    var meaning = Meaning.none

    init(
        name: String, physical: ParquetChunk.Physical? = nil, _ repetition: Repetition? = nil, children: Int? = nil,
        _ meaning: Meaning = .none
    ) {
        self.name = name
        self.physical = physical
        self.repetition = repetition
        self.children = children
        self.meaning = meaning
    }

    static func of(_ column: ParquetColumn) -> [Self] {
        switch column.kind {
        case .integer32: [Self(name: column.name, physical: .integer32, .required)]
        case .integer64: [Self(name: column.name, physical: .integer64, .required)]
        case .double: [Self(name: column.name, physical: .double, .required)]
        case .boolean: [Self(name: column.name, physical: .boolean, .required)]
        case .text: [Self(name: column.name, physical: .byteArray, .required, .text)]
        case .optionalText: [Self(name: column.name, physical: .byteArray, .optional, .text)]
        case .textMap:
            [
                Self(name: column.name, .required, children: 1, .map),
                Self(name: mapGroup, .repeated, children: 2),
                Self(name: "key", physical: .byteArray, .required, .text),
                Self(name: "value", physical: .byteArray, .required, .text),
            ]
        }
    }

    /// What SchemaElement of parquet.thrift says, with the older spelling of meanings beside the newer one.
    func write(to thrift: inout ThriftCompact) {
        if let physical { thrift.field(1, physical.rawValue) }
        if let repetition { thrift.field(3, repetition.rawValue) }
        thrift.field(4, name)
        if let children { thrift.field(5, Int32(children)) }
        switch meaning {
        case .none: break
        case .text:
            thrift.field(6, Int32(0))
            thrift.field(10) { $0.field(1) { _ in } }
        case .map:
            thrift.field(6, Int32(1))
            thrift.field(10) { $0.field(2) { _ in } }
        }
    }
}
