/// The part of a column that belongs to a group of rows, encoded: pages, and what the footer says of them.
struct ParquetChunk {
    /// Physical types, by their numbers in parquet.thrift.
    enum Physical: Int32 {
        case boolean = 0
        case integer32 = 1
        case integer64 = 2
        case double = 5
        case byteArray = 6
    }

    private enum Encoding: Int32 {
        case plain = 0
        case runLength = 3
        case dictionary = 8
    }

    /// Least and greatest value as the plain encoding writes them, without the length of a text.
    struct Bounds {
        var least: [UInt8]
        var most: [UInt8]
    }

    /// Longest text that is told as a bound.
    private static let boundBytesMax = 64

    /// The path from the root of the schema.
    let path: [String]
    let physical: Physical
    private(set) var bytes: [UInt8] = []
    private var writtenBytes: Int?
    private var byteCount: Int { writtenBytes ?? bytes.count }
    /// Where the data page begins in `bytes`; above 0 if a dictionary stands before it.
    private(set) var dataStart = 0
    /// Entries of the data page, with those that are missing.
    private(set) var entryCount = 0
    private(set) var missingCount = 0
    private(set) var bounds: Bounds?

    private var encodings: [Int32] {
        (dataStart > 0 ? [Encoding.plain, .runLength, .dictionary] : [.plain, .runLength]).map(\.rawValue)
    }

    init(_ path: [String], integer32 values: [Int32]) {
        (self.path, physical) = (path, .integer32)
        plain(values.map { UInt32(bitPattern: $0) })
        bounds = Self.bounds(values) { Self.littleEndian(UInt32(bitPattern: $0)) }
    }

    init(_ path: [String], integer64 values: [Int64]) {
        (self.path, physical) = (path, .integer64)
        plain(values.map { UInt64(bitPattern: $0) })
        bounds = Self.bounds(values) { Self.littleEndian(UInt64(bitPattern: $0)) }
    }

    /// - Parameter values: none of which is not a number.
    init(_ path: [String], double values: [Double]) {
        (self.path, physical) = (path, .double)
        plain(values.map(\.bitPattern))
        bounds = Self.bounds(values) { Self.littleEndian($0.bitPattern) }
        // Readers cannot tell the two zeros apart by order, so a least zero is the negative one.
        if values.min() == 0 { bounds?.least = Self.littleEndian((-0.0).bitPattern) }
        if values.max() == 0 { bounds?.most = Self.littleEndian(0.0.bitPattern) }
    }

    init(_ path: [String], boolean values: [Bool]) {
        (self.path, physical) = (path, .boolean)
        var packed = [UInt8](repeating: 0, count: (values.count + 7) / 8)
        for (index, value) in values.enumerated() where value { packed[index / 8] |= 1 << UInt8(index % 8) }
        data(packed, entries: values.count, .plain)
    }

    /// - Parameters:
    ///   - isOptional: whether some values may be missing.
    ///   - counts: how many values each row has, for a column below a repeated group; nil for one in every row.
    init(_ path: [String], texts: ParquetTexts, isOptional: Bool, counts: [Int32]? = nil) {
        (self.path, physical) = (path, .byteArray)
        let dictionary = TextDictionary(texts)
        var page: [UInt8] = []
        var entries = texts.indices.count
        if let counts {
            let levels = ParquetLevels(counts: counts)
            entries = levels.definitions.count
            Self.append(levels.repetitions, to: &page)
            Self.append(levels.definitions, to: &page)
        } else if isOptional {
            Self.append(texts.indices.map { $0 < 0 ? 0 : 1 }, to: &page)
            missingCount = texts.indices.count - dictionary.indices.count
        }
        let bits = RunLengthHybrid.bits(below: dictionary.texts.count)
        page.append(UInt8(bits))
        RunLengthHybrid.append(dictionary.indices, bits: bits, to: &page)
        self.dictionary(dictionary)
        data(page, entries: entries, .dictionary)
        if counts == nil { bounds = Self.bounds(dictionary.texts) }
    }

    // MARK: - Footer

    /// What the footer needs, after the bytes were handed over.
    var withoutBytes: ParquetChunk {
        var bare = self
        bare.writtenBytes = bytes.count
        bare.bytes = []
        return bare
    }

    /// What ColumnMetaData of parquet.thrift says.
    ///
    /// - Parameter offset: where the chunk begins in the file.
    func write(at offset: Int, to thrift: inout ThriftCompact) {
        thrift.field(1, physical.rawValue)
        thrift.field(2, encodings)
        thrift.field(3, path)
        thrift.field(4, Int32(0))
        thrift.field(5, entryCount)
        thrift.field(6, byteCount)
        thrift.field(7, byteCount)
        thrift.field(9, offset + dataStart)
        if dataStart > 0 { thrift.field(11, offset) }
        thrift.field(12) { statistics in
            statistics.field(3, missingCount)
            if let bounds {
                statistics.field(5, bytes: bounds.most)
                statistics.field(6, bytes: bounds.least)
            }
        }
    }

    // MARK: - Pages

    private mutating func plain(_ values: [some FixedWidthInteger]) {
        data(values.map(\.littleEndian).withUnsafeBytes { Array($0) }, entries: values.count, .plain)
    }

    private mutating func dictionary(_ dictionary: TextDictionary) {
        var page: [UInt8] = []
        for text in dictionary.texts {
            page += Self.littleEndian(UInt32(text.utf8.count))
            page += text.utf8
        }
        append(page, type: 2) { header in
            header.field(7) {
                $0.field(1, Int32(dictionary.texts.count))
                $0.field(2, Encoding.plain.rawValue)
            }
        }
        dataStart = bytes.count
    }

    private mutating func data(_ page: [UInt8], entries: Int, _ encoding: Encoding) {
        entryCount = entries
        append(page, type: 0) { header in
            header.field(5) {
                $0.field(1, Int32(entries))
                $0.field(2, encoding.rawValue)
                $0.field(3, Encoding.runLength.rawValue)
                $0.field(4, Encoding.runLength.rawValue)
            }
        }
    }

    private mutating func append(_ page: [UInt8], type: Int32, _ details: (inout ThriftCompact) -> Void) {
        var thrift = ThriftCompact()
        thrift.structure { header in
            header.field(1, type)
            header.field(2, Int32(page.count))
            header.field(3, Int32(page.count))
            header.field(4, Int32(bitPattern: CRC32.checksum(of: page)))
            details(&header)
        }
        bytes += thrift.bytes
        bytes += page
    }

    /// Levels of one bit, behind their length in bytes.
    private static func append(_ levels: [Int32], to page: inout [UInt8]) {
        var encoded: [UInt8] = []
        RunLengthHybrid.append(levels, bits: 1, to: &encoded)
        page += littleEndian(UInt32(encoded.count))
        page += encoded
    }

    private static func bounds<Value: Comparable>(_ values: [Value], _ encode: (Value) -> [UInt8]) -> Bounds? {
        guard let least = values.min(), let most = values.max() else { return nil }
        return Bounds(least: encode(least), most: encode(most))
    }

    /// By the bytes of UTF-8, as the order of texts is defined; nil if one is too long to be told.
    private static func bounds(_ texts: [String]) -> Bounds? {
        guard var least = texts.first?.utf8, var most = texts.first?.utf8 else { return nil }
        for text in texts.dropFirst() {
            if text.utf8.lexicographicallyPrecedes(least) { least = text.utf8 }
            if most.lexicographicallyPrecedes(text.utf8) { most = text.utf8 }
        }
        guard max(least.count, most.count) <= boundBytesMax else { return nil }
        return Bounds(least: Array(least), most: Array(most))
    }

    private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}

/// The texts that some values use, each once in the order of first use, and the values as indices into them.
private struct TextDictionary {
    private(set) var texts: [String] = []
    /// Without those that are missing.
    private(set) var indices: [Int32] = []

    init(_ column: ParquetTexts) {
        indices.reserveCapacity(column.indices.count)
        // A table as long as the texts, unless few of many are used.
        if column.texts.count <= 4 * column.indices.count + 64 {
            var places = [Int32](repeating: -1, count: column.texts.count)
            for index in column.indices where index >= 0 {
                if places[Int(index)] < 0 { places[Int(index)] = add(column.texts[Int(index)]) }
                indices.append(places[Int(index)])
            }
        } else {
            var places: [Int32: Int32] = [:]
            for index in column.indices where index >= 0 {
                let place = places[index] ?? add(column.texts[Int(index)])
                places[index] = place
                indices.append(place)
            }
        }
    }

    private mutating func add(_ text: String) -> Int32 {
        texts.append(text)
        return Int32(texts.count - 1)
    }
}

/// Where rows begin, and which of them are empty, in a column below one repeated group
/// (https://github.com/apache/parquet-format/blob/master/README.md#nested-encoding).
struct ParquetLevels {
    /// 0 at the first entry of a row, 1 at each further one.
    private(set) var repetitions: [Int32] = []
    /// 1 for a value, 0 for a row that has none.
    private(set) var definitions: [Int32] = []

    init(counts: [Int32]) {
        for count in counts {
            repetitions.append(0)
            definitions.append(count > 0 ? 1 : 0)
            guard count > 1 else { continue }
            repetitions.append(contentsOf: repeatElement(1, count: Int(count) - 1))
            definitions.append(contentsOf: repeatElement(1, count: Int(count) - 1))
        }
    }
}
