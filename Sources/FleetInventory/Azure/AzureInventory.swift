public import ScanModel

/// Imports what the Azure command line client prints, and the answers of the services behind it.
///
/// The files are the output of `az vm list`, with or without `--show-details`, `az disk list`, `az account list` and
/// `az graph query`, or pages as `az rest` brings them from the management interface and from Resource Graph, in any
/// order and for any number of subscriptions. A file may hold several documents, one after the other or in a list, as
/// one file for many subscriptions comes about.
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
/// Everything that is wrong is told at once, up to 100 issues for each file.
public enum AzureInventory {
    /// Largest file that is read: 1 GiB.
    public static let fileBytesMax = 1 << 30

    /// Reads files and folders from disk.
    ///
    /// - Parameters:
    ///   - paths: files, or folders of which every `*.json` file is read in the order of the names, without subfolders.
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
        var reader = AzureListingReader()
        for (index, file) in files.enumerated() {
            do throws(ByteSourceFault) {
                reader.read(name: file.name, bytes: try ByteSource.bytes(of: file, limit: fileBytesMax))
            } catch {
                switch error {
                case .unreadable(let reason): throw .unreadable(path: file.name, reason: reason)
                case .refused(let issue): issues.append(issue)
                }
            }
            progress?(index + 1, files.count)
        }
        do throws(InvalidInput) {
            return try reader.fleet(besides: issues)
        } catch {
            throw .invalid(error)
        }
    }

    /// Decodes files that are already in memory; `name` stands in messages.
    ///
    /// - Throws: every issue of all files.
    public static func decode(_ files: [(name: String, bytes: [UInt8])]) throws(InvalidInput) -> Fleet {
        var reader = AzureListingReader()
        var issues: [InputIssue] = []
        for file in files {
            if file.bytes.count > fileBytesMax {
                issues.append(
                    Wording.tooLarge(
                        file: file.name, bytes: file.bytes.count, limit: fileBytesMax,
                        advice: "list one subscription in a file"))
            } else {
                reader.read(name: file.name, bytes: file.bytes)
            }
        }
        return try reader.fleet(besides: issues)
    }
}
