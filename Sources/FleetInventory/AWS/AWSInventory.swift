public import ScanModel

/// Imports what the AWS command line client prints.
///
/// The files are the output of `aws ec2 describe-instances` and `aws ec2 describe-volumes`, one listing in a file, in
/// any order and for any number of accounts and regions. Versions 1 and 2 of the client print the same shape.
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
/// Everything that is wrong is told at once, up to 100 issues for each file.
public enum AWSInventory {
    /// Largest file that is read: 1 GiB, the listing of roughly 200,000 instances.
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
        let files = try ByteSource.files(of: paths, relativeTo: directory, issues: &issues)
        var reader = AWSListingReader()
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
        issues += reader.issues
        guard issues.isEmpty else { throw .invalid(InvalidInput(issues)) }
        return reader.tables.fleet()
    }

    /// Decodes files that are already in memory; `name` stands in messages.
    ///
    /// - Throws: every issue of all files.
    public static func decode(_ files: [(name: String, bytes: [UInt8])]) throws(InvalidInput) -> Fleet {
        var reader = AWSListingReader()
        var issues: [InputIssue] = []
        for file in files {
            if file.bytes.count > fileBytesMax {
                issues.append(Wording.tooLarge(file: file.name, bytes: file.bytes.count, limit: fileBytesMax))
            } else {
                reader.read(name: file.name, bytes: file.bytes)
            }
        }
        issues += reader.issues
        guard issues.isEmpty else { throw InvalidInput(issues) }
        return reader.tables.fleet()
    }
}
