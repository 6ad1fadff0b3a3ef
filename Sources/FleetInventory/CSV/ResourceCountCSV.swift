public import ScanModel

/// A count of resources by account and region, as a scan vendor or a cloud's own inventory reports it.
///
/// ```
/// account,region,instances,volumes
/// 111122223333,us-east-1,1200,1850
/// 111122223333,eu-west-1,40,40
/// ```
///
/// A count says nothing about single instances, so they come from ``Assumptions``: all run Linux, all volumes have the
/// same size, shares of the volumes are encrypted, and the volumes of a line go round the instances of the line, so that none has two more than another and
/// the sum is that of the line. Volumes of a line without instances join `FleetIntake.unattachedVolumes`.
///
/// `volumes` may be missing as a column, not as a cell. An account and region have one line in all files. Otherwise the
/// rules of the text are those of ``FleetCSV``.
public enum ResourceCountCSV {
    /// What a count leaves open.
    public struct Assumptions: Hashable, Sendable {
        /// Size of every volume in whole GiB, 1 ... 65,536.
        public var volumeGiB: Int
        /// Volumes of every instance where a file has no column `volumes`, 0 ... 1,000.
        public var volumesPerInstance: Int
        /// The tags of every instance.
        public var tags: [Tag]
        /// Shares of all volumes that are encrypted, dealt evenly to the volumes in their order.
        public var encryption: EncryptionShares

        public init(
            volumeGiB: Int, volumesPerInstance: Int = 1, tags: [Tag] = [],
            encryption: EncryptionShares = EncryptionShares()
        ) {
            self.volumeGiB = volumeGiB
            self.volumesPerInstance = volumesPerInstance
            self.tags = tags
            self.encryption = encryption
        }
    }

    /// Largest file that is read: 1 GiB.
    public static var fileBytesMax: Int { min(1 << 30, InputLimits.current[.inputBytes]) }

    /// Reads files from disk. Traps if an assumption is out of range.
    ///
    /// - Parameters:
    ///   - paths: files; a folder is refused.
    ///   - directory: where relative paths begin.
    ///   - progress: called after each file with the number of files done and of all files.
    /// - Throws: `InventoryError.unreadable` at the first file that cannot be read, otherwise `InventoryError.invalid`
    ///   with every issue of all files, up to 100 for each.
    /// - Complexity: O(bytes + instances).
    public static func load(
        paths: [String], relativeTo directory: String, assuming assumptions: Assumptions,
        progress: ((Int, Int) -> Void)? = nil
    ) throws(InventoryError) -> Fleet {
        var reader = ResourceCountReader(assumptions)
        let issues = try CSVFiles.load(
            paths: paths, relativeTo: directory, limit: fileBytesMax, progress: progress
        ) { reader.read(name: $0, bytes: $1) }
        guard issues.isEmpty, reader.issues.isEmpty else { throw .invalid(InvalidInput(issues + reader.issues)) }
        return reader.fleet
    }

    /// Decodes files that are already in memory; `name` stands in messages. Traps if an assumption is out of range.
    ///
    /// - Throws: every issue of all files, up to 100 for each.
    public static func decode(
        _ files: [(name: String, bytes: [UInt8])], assuming assumptions: Assumptions
    ) throws(InvalidInput) -> Fleet {
        var reader = ResourceCountReader(assumptions)
        let issues = CSVFiles.decode(files, limit: fileBytesMax) { reader.read(name: $0, bytes: $1) }
        guard issues.isEmpty, reader.issues.isEmpty else { throw InvalidInput(issues + reader.issues) }
        return reader.fleet
    }
}
