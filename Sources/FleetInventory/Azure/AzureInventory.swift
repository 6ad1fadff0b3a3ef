internal import DocumentReading
internal import ParallelWork
public import ScanModel

/// Imports what the Azure command line client prints, and the answers of the services behind it.
///
/// The files are the output of `az vm list`, with or without `--show-details`, `az disk list`, `az account list` and
/// `az graph query`, or pages as `az rest` brings them from the management interface and from Resource Graph, in any
/// order and for any number of subscriptions. A file may hold several documents, one after the other or in a list, as
/// one file for many subscriptions comes about, or a resource on each line; it may be packed with gzip or zstd.
///
/// - Account: the subscription of the `id`. Region: `location`, in small letters without blanks.
/// - Machines that are running, stopped or deallocated join the fleet, and so do those of which no state is told; the
///   others are counted in `FleetIntake`.
/// - Platform: Windows if `osType` of the disk that a machine starts from says so, else Linux.
/// - Sizes: those of the disk listing, else those that the machine tells. The client has spelled them `diskSizeGb` and
///   `diskSizeGB` (https://github.com/Azure/azure-cli/pull/30430); both are read. A disk without a size in any file is
///   an issue.
/// - Disks on the host and disks that are blobs of a storage account are left out: no snapshot of a managed disk reaches
///   them.
/// - Encryption: see ``AzureEncryptionRule``.
/// - Group: the scale set of a machine.
/// - Subscriptions of a listing are accounts of the fleet even without machines.
/// - Duplicates: the first listing counts, in the order in which the files are given.
/// - Order: by account, region, then order of listing.
///
/// Everything that is wrong is told at once, up to 100 issues for each file. Files are read element by element: the heap
/// holds what the fleet needs, identifiers of machines and disks, and one resource for each file being read. Pages that
/// stand in a list, or that begin with a key that no service begins a page with, count as one element.
public enum AzureInventory {
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
        let files = try ByteSource.files(
            of: paths, relativeTo: directory, printedBy: Wording.azureCommands, issues: &issues)
        return try AzureIntake(keepsGoing: false, issues: issues)
            .reading(files, bytesMax: fileBytesMax, progress: progress).fleet
    }

    /// The same for files that were found already, several at a time; the result does not depend on how many.
    ///
    /// - Parameters:
    ///   - files: what to read, in the order that decides about duplicates.
    ///   - keepsGoing: whether what is wrong is left out, counted and told beside the fleet, instead of an error.
    ///   - width: files that are read at the same time, 1 or more.
    ///   - progress: called now and then with the number of files done.
    public static func read(
        _ files: [ByteFile], keepsGoing: Bool = false, width: Int, progress: ((Int) -> Void)? = nil
    ) async throws(InventoryError) -> ImportedFleet {
        try await AzureIntake(keepsGoing: keepsGoing, issues: [])
            .reading(files, bytesMax: fileBytesMax, width: width, progress: progress)
    }

    /// Decodes files that are already in memory; `name` stands in messages.
    ///
    /// - Throws: every issue of all files.
    public static func decode(_ files: [(name: String, bytes: [UInt8])]) throws(InvalidInput) -> Fleet {
        try imported(files, keepsGoing: false).fleet
    }

    /// The same, with what was left out if `keepsGoing` is set.
    public static func imported(
        _ files: [(name: String, bytes: [UInt8])], keepsGoing: Bool
    ) throws(InvalidInput) -> ImportedFleet {
        try AzureIntake(keepsGoing: keepsGoing, issues: []).reading(files)
    }

    /// Reads an input that is open already.
    static func read(_ input: consuming ByteInput, keepsGoing: Bool) throws(InventoryError) -> ImportedFleet {
        try AzureIntake(keepsGoing: keepsGoing, issues: []).reading(input)
    }
}

/// Joins the rows of files in their order.
private struct AzureIntake: ListingIntake {
    let keepsGoing: Bool
    var issues: [InputIssue]
    var issueCount: Int
    var isIncomplete = false
    var tables = AzureFleetTables()

    init(keepsGoing: Bool, issues: [InputIssue]) {
        self.keepsGoing = keepsGoing
        self.issues = issues
        issueCount = issues.count
    }

    mutating func add(_ file: AzureListingFile, of name: String) throws(InventoryError) {
        if let reason = file.unreadable { throw .unreadable(path: name, reason: reason) }
        tables.intake.files += 1
        isIncomplete = isIncomplete || file.isIncomplete
        // Rows count beside issues too, for they tell what pages and sizes are missing.
        let joined = tables.add(file.rows, of: name)
        issues += file.issues + joined
        issueCount += file.issueCount + joined.count
    }

    func finished() throws(InventoryError) -> ImportedFleet {
        // What a file that breaks off has not told is no issue of another one, unless it is really left out.
        let missing = isIncomplete && !keepsGoing ? (told: [], count: 0) : tables.issues()
        let all = issues + missing.told
        if !keepsGoing, !all.isEmpty { throw .invalid(InvalidInput(all)) }
        return ImportedFleet(
            fleet: tables.fleet(), skipped: all.sorted(), skippedCount: issueCount + missing.count)
    }
}
