internal import DocumentReading
internal import ParallelWork
public import ScanModel

/// Imports what the AWS command line client prints and what AWS Config records.
///
/// The files are the output of `aws ec2 describe-instances`, `describe-volumes` and `describe-snapshots`, of an advanced
/// query of AWS Config, or a configuration snapshot; in any order and for any number of accounts and regions, one
/// document or several in a file, packed with gzip or zstd or not. Versions 1 and 2 of the client print the same shape.
///
/// - Account: `OwnerId` of the reservation. Region: from the zone of the instance.
/// - Instances that are running or stopped join the fleet; the others are counted in `FleetIntake`.
/// - Platform: Windows if `Platform` is `windows` or `PlatformDetails` begins with `Windows`, else Linux.
/// - Sizes: an instance names its volumes, and the volume listing knows their GiB.
/// - Encryption: from `Encrypted` of the volume listing. Whose key it is, `KmsKeyId` seldom says, so it is unknown unless
///   the name of the key settles it; see ``AWSKeyName``.
/// - An instance without any listed volume stays in the fleet, with no volumes.
/// - Duplicates: the first listing counts, in the order in which the files are given.
/// - Order: by account, region, then order of listing.
///
/// Everything that is wrong is told at once, up to 100 issues for each file. Files are read element by element: the heap
/// holds what the fleet needs, identifiers of instances and volumes, and one element for each file being read.
public enum AWSInventory {
    /// Largest file that is read, unpacked: 256 GiB.
    public static var fileBytesMax: Int { InputLimits.current[.inputBytes] }

    /// Reads files and folders from disk, one after the other.
    ///
    /// - Parameters:
    ///   - paths: files, or folders of which every listing is read in the order of the names, without subfolders.
    ///   - directory: where relative paths begin.
    ///   - progress: called after each file with the number of files done and of all files.
    /// - Throws: `InventoryError.unreadable` at the first file or folder that cannot be read, otherwise
    ///   `InventoryError.invalid` with every issue of all files.
    public static func load(
        paths: [String], relativeTo directory: String, progress: ((Int, Int) -> Void)? = nil
    ) throws(InventoryError) -> Fleet {
        var issues: [InputIssue] = []
        let files = try ByteSource.files(of: paths, relativeTo: directory, issues: &issues)
        return try AWSIntake(keepsGoing: false, issues: issues)
            .reading(files, bytesMax: fileBytesMax, progress: progress).fleet
    }

    /// The same for files that were found already, several at a time; the result does not depend on how many.
    ///
    /// - Parameters:
    ///   - files: what to read, in the order that decides about duplicates.
    ///   - keepsGoing: whether what is wrong is left out, counted and told beside the fleet, instead of an error.
    ///   - traces: whether to tell what each file contributed, which an ``ImportManifest`` is made of.
    ///   - width: files that are read at the same time, 1 or more.
    ///   - progress: called now and then with the number of files done.
    public static func read(
        _ files: [ByteFile], keepsGoing: Bool = false, traces: Bool = false, width: Int,
        progress: ((Int) -> Void)? = nil
    ) async throws(InventoryError) -> ImportedFleet {
        try await AWSIntake(keepsGoing: keepsGoing, issues: [], traces: traces)
            .reading(files, bytesMax: fileBytesMax, width: width, progress: progress)
    }

    /// Decodes files that are already in memory; `name` stands in messages.
    ///
    /// - Throws: every issue of all files.
    public static func decode(_ files: [(name: String, bytes: [UInt8])]) throws(InvalidInput) -> Fleet {
        try imported(files, keepsGoing: false).fleet
    }

    /// The same, with what was left out if `keepsGoing` is set, and what each file contributed if `traces` is.
    public static func imported(
        _ files: [(name: String, bytes: [UInt8])], keepsGoing: Bool, traces: Bool = false
    ) throws(InvalidInput) -> ImportedFleet {
        try AWSIntake(keepsGoing: keepsGoing, issues: [], traces: traces).reading(files)
    }

    /// Reads an input that is open already.
    static func read(_ input: consuming ByteInput, keepsGoing: Bool) throws(InventoryError) -> ImportedFleet {
        try AWSIntake(keepsGoing: keepsGoing, issues: []).reading(input)
    }
}

/// Joins the rows of files in their order.
private struct AWSIntake: ListingIntake {
    let keepsGoing: Bool
    var issues: [InputIssue]
    var issueCount = 0
    var tables = AWSFleetTables()

    init(keepsGoing: Bool, issues: [InputIssue], traces: Bool = false) {
        tables.trace = traces ? ImportTrace() : nil
        self.keepsGoing = keepsGoing
        self.issues = issues
        issueCount = issues.count
    }

    mutating func add(_ file: AWSListingFile, of name: String) throws(InventoryError) {
        if let reason = file.unreadable { throw .unreadable(path: name, reason: reason) }
        issues += file.issues
        issueCount += file.issueCount
        tables.trace?.begin(name, tables.intake)
        tables.intake.files += 1
        // A fleet is given only if nothing is wrong, so rows beside an issue are of no use.
        guard keepsGoing || issueCount == 0 else { return }
        let joined = tables.add(file.rows, of: name)
        issues += joined
        issueCount += joined.count
    }

    func finished() throws(InventoryError) -> ImportedFleet {
        if !keepsGoing, !issues.isEmpty { throw .invalid(InvalidInput(issues)) }
        var imported = ImportedFleet(
            fleet: tables.fleet(), skipped: issues.sorted(), skippedCount: issueCount, snapshots: tables.snapshots)
        imported.traces = tables.fileTraces()
        return imported
    }
}
