import ParquetWriting
public import ScanModel

/// A fleet as Apache Parquet, for other tools; docs/fleet-file.md tells the columns.
public enum FleetParquet {
    /// What the rows of a file are.
    public enum Table: String, Hashable, Sendable, CaseIterable {
        /// A row for each instance, in the order of the fleet.
        case instances
        /// A row for each volume, in the order of the fleet.
        case volumes
    }

    /// Largest tag set in bytes of its keys and values: 64 MiB, far beyond the limits of every cloud.
    public static let tagSetBytesMax = 1 << 26
    /// Most bytes of all accounts together, and of all regions, groups, systems or machine types: 512 MiB.
    public static let tableBytesMax = 1 << 29

    /// What keeps a fleet from being written; nil if nothing does. Complexity: O(texts).
    public static func obstacle(_ fleet: Fleet) -> String? {
        let tables = [
            ("accounts", fleet.accounts.texts), ("regions", fleet.regions.texts), ("groups", fleet.groups.texts),
            ("systems", fleet.kinds.all.map(\.system)), ("machine types", fleet.kinds.all.map(\.machineType)),
        ]
        for (name, texts) in tables {
            let bytes = texts.reduce(0) { $0 + $1.utf8.count }
            if bytes > tableBytesMax {
                return "the names of its \(name) have \(bytes) bytes, more than \(tableBytesMax)"
            }
        }
        let largest = fleet.tagSets.map(Self.bytes).max() ?? 0
        return largest > tagSetBytesMax ? "a tag set has \(largest) bytes, more than \(tagSetBytesMax)" : nil
    }

    /// Writes a table in pieces, one for each group of at most 262,144 rows, which together are the file.
    ///
    /// Traps if there is an ``obstacle(_:)``.
    ///
    /// - Parameter createdBy: the writing program in the form `NAME version VERSION`.
    /// - Throws: what `sink` throws, at once.
    /// - Complexity: O(instances + volumes + texts); memory for a group of rows and every distinct tag.
    public static func write<Failure: Error>(
        _ fleet: Fleet, _ table: Table, createdBy: String, to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        try write(fleet, table, createdBy: createdBy, groupRows: 1 << 18, to: sink)
    }

    /// - Parameter groupRows: most rows of a group.
    static func write<Failure: Error>(
        _ fleet: Fleet, _ table: Table, createdBy: String, groupRows: Int,
        to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let obstacle = obstacle(fleet)
        precondition(obstacle == nil, obstacle ?? "")
        switch table {
        case .instances: try write(InstanceRows(fleet, groupRows: groupRows), fleet, createdBy, sink)
        case .volumes: try write(VolumeRows(fleet, groupRows: groupRows), fleet, createdBy, sink)
        }
    }

    private static func write<Rows: FleetRows, Failure: Error>(
        _ empty: Rows, _ fleet: Fleet, _ createdBy: String, _ sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var writer = ParquetWriter(
            Rows.columns, createdBy: createdBy, metadata: [(key: "scanplan.table", value: Rows.schema)])
        try sink(writer.start)
        var rows = empty
        for instance in 0..<fleet.instanceCount {
            try rows.add(instance) { values throws(Failure) in try sink(writer.group(values)) }
        }
        if rows.count > 0 { try sink(writer.group(rows.values)) }
        try sink(writer.finish())
    }

    static func bytes(of tags: [Tag]) -> Int { tags.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count } }
}

/// The rows of a group, as columns.
protocol FleetRows {
    /// Name and version of the table, for its footer.
    static var schema: String { get }
    static var columns: [ParquetColumn] { get }
    var count: Int { get }
    var values: [ParquetValues] { get }
    /// Adds what belongs to an instance, and hands over the rows before it whenever they are enough.
    mutating func add<Failure: Error>(
        _ instance: Int, _ flush: ([ParquetValues]) throws(Failure) -> Void
    ) throws(Failure)
}

/// The tags of the rows of a group.
struct TagRows {
    private static let pairsMax = 1 << 20
    private static let bytesMax = 1 << 28

    private let rowsMax: Int
    private let keyTexts: [String]
    private let valueTexts: [String]
    /// Where the tags of each set begin.
    private let starts: [Int]
    private let setKeys: [Int32]
    private let setValues: [Int32]
    /// Bytes of each set's texts.
    private let setBytes: [Int]
    /// The group in which each set was used last.
    private var usedIn: [Int32]
    private var group: Int32 = 0
    private var bytes = 0
    private var keys: [Int32] = []
    private var values: [Int32] = []
    private var counts: [Int32] = []

    init(_ fleet: Fleet, groupRows: Int) {
        rowsMax = groupRows
        var (keyTable, valueTable) = (ExactTexts(), ExactTexts())
        var (setKeys, setValues): ([Int32], [Int32]) = ([], [])
        var starts = [0]
        for set in fleet.tagSets {
            for tag in set {
                setKeys.append(keyTable.intern(tag.key))
                setValues.append(valueTable.intern(tag.value))
            }
            starts.append(setKeys.count)
        }
        keyTexts = keyTable.texts
        valueTexts = valueTable.texts
        self.starts = starts
        self.setKeys = setKeys
        self.setValues = setValues
        setBytes = fleet.tagSets.map(FleetParquet.bytes)
        usedIn = [Int32](repeating: -1, count: fleet.tagSets.count)
    }

    var count: Int { counts.count }

    /// Whether the rows so far are enough for a group.
    var isFull: Bool { counts.count >= rowsMax || keys.count >= Self.pairsMax || bytes >= Self.bytesMax }

    mutating func add(_ set: Int32) {
        let tags = starts[Int(set)]..<starts[Int(set) + 1]
        counts.append(Int32(tags.count))
        keys.append(contentsOf: setKeys[tags])
        values.append(contentsOf: setValues[tags])
        // A text stands once in the dictionary of its group.
        if usedIn[Int(set)] != group { bytes += setBytes[Int(set)] }
        usedIn[Int(set)] = group
    }

    mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
        bytes = 0
        group += 1
    }

    var column: ParquetValues {
        .textMap(
            keys: ParquetTexts(keyTexts, indices: keys), values: ParquetTexts(valueTexts, indices: values),
            counts: counts)
    }
}

/// Texts that are told apart by their bytes; `String` takes some for equal that are not.
struct ExactTexts {
    private(set) var texts: [String] = []
    private var places: [[UInt8]: Int32] = [:]

    mutating func intern(_ text: String) -> Int32 {
        let bytes = Array(text.utf8)
        if let place = places[bytes] { return place }
        let place = Int32(texts.count)
        texts.append(text)
        places[bytes] = place
        return place
    }
}
