public import ScanModel

/// The compact file of a fleet: versioned, checksummed columns that open without being parsed (docs/fleet-file.md).
///
/// Everything of a fleet survives. Fleets with the same columns and texts, byte for byte, give the same file.
public enum FleetFile {
    /// How the name of such a file ends.
    public static let fileExtension = ".scanfleet"
    /// The version that is written, and the newest that is read.
    public static let version = Int(FleetFileLayout.version)
    /// Largest file that is read: 16 GiB.
    public static let fileBytesMax = FleetFileLayout.fileBytesMax

    /// Whether a file begins like a fleet file.
    public static func isFleetFile(_ start: [UInt8]) -> Bool { start.starts(with: FleetFileLayout.magic.prefix(4)) }

    /// Writes a fleet in pieces of at most 512 KiB, which together are the file.
    ///
    /// Traps beyond 2^31 - 1 bytes of different texts.
    ///
    /// - Throws: what `sink` throws, at once.
    /// - Complexity: O(size of the fleet + texts * log(texts)); memory for a further column and every text.
    public static func write<Failure: Error>(
        _ fleet: Fleet, to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        try FleetFileWriter.write(FleetColumns(fleet), to: sink)
    }

    /// Reads a file from disk.
    ///
    /// - Parameters:
    ///   - path: the file; a folder is refused.
    ///   - directory: where a relative path begins.
    /// - Throws: `InventoryError.unreadable` if it cannot be read, otherwise `InventoryError.invalid` with every section
    ///   that is damaged, or with the first thing that keeps the sections from being a fleet. Each names the section and
    ///   the byte.
    /// - Complexity: O(bytes); no memory is asked for that the length of the file does not allow.
    public static func load(path: String, relativeTo directory: String) throws(InventoryError) -> Fleet {
        try contents(path: path, relativeTo: directory).fleet
    }

    /// Reads a file from disk, and tells what its sections are.
    ///
    /// - Throws: like ``load(path:relativeTo:)``.
    public static func contents(
        path: String, relativeTo directory: String
    ) throws(InventoryError) -> (fleet: Fleet, sections: [FleetFileSection]) {
        let location = path.hasPrefix("/") ? path : "\(directory)/\(path)"
        let open: OpenByteFile
        do throws(ByteSourceFault) {
            open = try ByteSource.open(ByteFile(name: path, location: location), limit: fileBytesMax)
        } catch {
            switch error {
            case .unreadable(let reason): throw .unreadable(path: path, reason: reason)
            case .refused(let issue): throw .invalid(InvalidInput([issue]))
            }
        }
        var reader = try FleetFileReader(open, file: path)
        return (try reader.fleet(), reader.table.entries.map { FleetFileSection($0) })
    }

    /// Decodes a file that is already in memory; `name` stands in messages.
    ///
    /// - Throws: like ``load(path:relativeTo:)``.
    public static func decode(_ bytes: [UInt8], name: String) throws(InventoryError) -> Fleet {
        var reader = try FleetFileReader(FleetFileBytes(bytes: bytes), file: name)
        return try reader.fleet()
    }
}

/// What a fleet file says of one of its sections.
public struct FleetFileSection: Hashable, Sendable {
    /// The name, as in docs/fleet-file.md.
    public var name: String
    /// Number of values.
    public var count: Int
    /// Bytes that each value takes: 0, 1, 2, 4 or 8.
    public var width: Int
    /// Where it begins in the file.
    public var offset: Int
    /// Bytes, with those that fill it up.
    public var length: Int
    /// XXH64 of these bytes.
    public var checksum: UInt64

    init(_ entry: FleetFileLayout.Entry) {
        name = entry.section.name
        count = entry.count
        width = entry.width
        offset = entry.offset
        length = entry.end - entry.offset
        checksum = entry.checksum
    }
}
