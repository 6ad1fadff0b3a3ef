internal import DocumentReading
public import ScanModel

/// A fleet as a table: one line for one instance, or for several that are alike.
///
/// ```
/// account,region,platform,tags,volumes_gib,count
/// 111122223333,us-east-1,linux,Scan=daily;Team=web,30+100,1
/// 111122223333,us-east-1,windows,,50,12
/// ```
///
/// | column        | holds                                                                              |
/// | ------------- | ---------------------------------------------------------------------------------- |
/// | `account`     | 12 digits, or the GUID of a subscription, which is kept in small letters           |
/// | `region`      | lower-case letters, digits and hyphens, at most 64                                 |
/// | `platform`    | `linux` or `windows`                                                               |
/// | `tags`        | `key=value` of at most 128 and 256 characters, joined by `;`; empty for none       |
/// | `volumes_gib` | sizes in whole GiB, 1 ... 65,536, joined by `+`, at most 1,000; empty for none     |
/// | `encryption`  | `none`, `customerKey`, `defaultKey` or `unknownKey` for each volume, joined by `+`, or one |
/// |               | word for all volumes; `none` if empty or without a column                          |
/// | `count`       | how many instances are like that, 1 ... 20,000,000; 1 if empty or without a column |
///
/// Further columns may be there; an empty cell says nothing.
///
/// | column         | holds                                                                             |
/// | -------------- | --------------------------------------------------------------------------------- |
/// | `os`           | name of the operating system, such as `Ubuntu 22.04`                              |
/// | `machine_type` | machine type, such as `t3.medium`                                                 |
/// | `volume_tags`  | tags of each volume as above, joined by a vertical bar                            |
/// | `state`        | a state of EC2, or `other` for any but `running` and `stopped`                    |
/// | `architecture` | `x86_64`, `arm64` or `i386`                                                       |
/// | `ena`, `marketplace`, `cloud_agent`, `api_scanned` | `true` or `false`                             |
/// | `group`        | name of the group that the instance is a like member of                           |
///
/// In tags `=` `;` `,` `"` `%` and control characters are percent-encoded (`%3D`), and so are `+` `-` `@` and the
/// full-width forms of `=` `+` `-` `@` at the start of a key or value, so that no spreadsheet takes a cell for a
/// formula. Any percent-encoded byte is decoded.
///
/// The columns stand in any order. The text is UTF-8, with or without a byte order mark; lines end with LF or CRLF and
/// have at most 64 KiB; a cell may stand in quotation marks (RFC 4180) and ends on its line. The instances keep the
/// order of the files and their lines, and accounts, regions and tag sets the order in which they first appear.
public enum FleetCSV {
    /// Largest file that is read: 1 GiB.
    public static var fileBytesMax: Int { min(1 << 30, InputLimits.current[.inputBytes]) }
    /// Most instances of all files together.
    public static var instancesMax: Int { FleetLimits.instancesMax }
    /// Most volumes of all files together.
    public static let volumesMax = FleetLimits.volumesMax

    /// Reads files from disk.
    ///
    /// - Parameters:
    ///   - paths: files; a folder is refused.
    ///   - directory: where relative paths begin.
    ///   - progress: called after each file with the number of files done and of all files.
    /// - Throws: `InventoryError.unreadable` at the first file that cannot be read, otherwise `InventoryError.invalid`
    ///   with every issue of all files, up to 100 for each.
    /// - Complexity: O(bytes + instances); memory for one file at a time, and for the fleet.
    public static func load(
        paths: [String], relativeTo directory: String, progress: ((Int, Int) -> Void)? = nil
    ) throws(InventoryError) -> Fleet {
        var reader = FleetCSVReader()
        let issues = try CSVFiles.load(
            paths: paths, relativeTo: directory, limit: fileBytesMax, progress: progress
        ) { reader.read(name: $0, bytes: $1) }
        guard issues.isEmpty, reader.issues.isEmpty else { throw .invalid(InvalidInput(issues + reader.issues)) }
        return reader.fleet
    }

    /// Reads files that were found already, one after the other, packed or not.
    ///
    /// - Parameter keepsGoing: whether rows that are wrong are left out, counted and told beside the fleet.
    static func read(_ files: [ByteFile], keepsGoing: Bool) throws(InventoryError) -> ImportedFleet {
        var reader = FleetCSVReader(keepsGoing: keepsGoing)
        let refused = try CSVFiles.load(files, limit: fileBytesMax) { reader.read(name: $0, bytes: $1) }
        return try finished(reader, refused: refused, keepsGoing: keepsGoing)
    }

    /// The same for an input that is open already.
    static func read(_ input: consuming ByteInput, keepsGoing: Bool) throws(InventoryError) -> ImportedFleet {
        var reader = FleetCSVReader(keepsGoing: keepsGoing)
        let name = input.name
        do throws(ReadFault) {
            reader.read(name: name, bytes: try input.allBytes(most: fileBytesMax))
        } catch { throw InventoryError(error, name) }
        return try finished(reader, refused: [], keepsGoing: keepsGoing)
    }

    private static func finished(
        _ reader: FleetCSVReader, refused: [InputIssue], keepsGoing: Bool
    ) throws(InventoryError) -> ImportedFleet {
        let issues = refused + reader.issues
        if !keepsGoing, !issues.isEmpty { throw .invalid(InvalidInput(issues)) }
        return ImportedFleet(
            fleet: reader.fleet, skipped: issues.sorted(), skippedCount: refused.count + reader.issueCount)
    }

    /// Decodes files that are already in memory; `name` stands in messages.
    ///
    /// - Throws: every issue of all files, up to 100 for each.
    public static func decode(_ files: [(name: String, bytes: [UInt8])]) throws(InvalidInput) -> Fleet {
        var reader = FleetCSVReader()
        let issues = CSVFiles.decode(files, limit: fileBytesMax) { reader.read(name: $0, bytes: $1) }
        guard issues.isEmpty, reader.issues.isEmpty else { throw InvalidInput(issues + reader.issues) }
        return reader.fleet
    }

    /// Writes a fleet in pieces of about 64 KiB, which together are the file.
    ///
    /// Neighbours that are alike share a line. A column that no instance needs is left out. What is read
    /// back has the same instances in the same order; accounts and regions without instances, and the intake, are not
    /// written. Some things can be written and not read: accounts, regions and tags of another form than above, and a
    /// line beyond 64 KiB.
    ///
    /// The fleet must have whole GiB as its unit and no preset failures, as every imported or generated fleet has.
    ///
    /// - Throws: what `sink` throws, at once.
    /// - Complexity: O(instances + volumes); memory for a piece and for every distinct account, region and tag set.
    public static func write<Failure: Error>(
        _ fleet: Fleet, to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(fleet.sizeUnitsPerGiB == 1, "\(fleet.sizeUnitsPerGiB) size units in a GiB")
        var writer = FleetCSVWriter(
            accounts: fleet.accounts.texts, regions: fleet.regions.texts, tagSets: fleet.tagSets,
            hasEncryption: !fleet.volumeEncryption.isEmpty, details: DetailText(fleet))
        for instance in 0..<fleet.instanceCount {
            precondition(fleet.instanceFailures[instance] == 0, "instance \(instance) has preset failures")
            writer.append(
                account: Int(fleet.instanceAccount[instance]), region: Int(fleet.instanceRegion[instance]),
                platform: fleet.instancePlatform[instance], tagSet: Int(fleet.instanceTagSet[instance]),
                volumes: fleet.volumeSize[fleet.volumes(of: instance)],
                encryption: fleet.volumes(of: instance).lazy.map { fleet.encryption(ofVolume: $0) },
                details: details(of: instance, fleet))
            try writer.passOn(to: sink)
        }
        try writer.finish(to: sink)
    }

    /// Writes a generated fleet without holding it: the same bytes as for ``FleetGenerator/fleet(_:)``.
    ///
    /// Stops the program if the specification has faults.
    ///
    /// - Parameters:
    ///   - account: the name to write for an account.
    ///   - tags: the tags to write for a set of tags.
    /// - Throws: what `sink` throws, at once.
    /// - Complexity: O(instances * regions); memory grows with the number of accounts, not of instances. The fleet is
    ///   gone through twice, once in full, if the first of its volumes that is encrypted comes late.
    public static func write<Failure: Error>(
        generated specification: FleetSpecification, account: (String) -> String = { $0 },
        tags: ([Tag]) -> [Tag] = { $0 }, to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var writer = FleetCSVWriter(
            accounts: (0..<specification.accounts).map { account(specification.accountID($0)) },
            regions: specification.regions.map(\.name),
            tagSets: tagSets(generated: specification).map { tags($0).sorted() },
            hasEncryption: FleetGenerator.hasEncryptedVolumes(specification),
            details: DetailText(traits: FleetGenerator.usedTraits(specification)))
        try FleetGenerator.forEachInstance(specification) { instance throws(Failure) in
            writer.append(
                account: instance.account, region: instance.region, platform: instance.platform,
                tagSet: Int(instance.tagging.rawValue), volumes: instance.volumes, encryption: instance.encryption,
                details: InstanceDetailCells(traits: instance.traits))
            try writer.passOn(to: sink)
        }
        try writer.finish(to: sink)
    }

    /// The sets of tags that generated instances carry.
    public static func tagSets(generated specification: FleetSpecification) -> [[Tag]] {
        GeneratedInstance.Tagging.allCases.map { specification.tags(of: $0) }
    }

    private static func details(of instance: Int, _ fleet: Fleet) -> InstanceDetailCells {
        var details = InstanceDetailCells(
            traits: fleet.traits(of: instance), group: fleet.group(of: instance), kind: fleet.kind(of: instance))
        if !fleet.volumeTagSet.isEmpty {
            details.volumeTags = fleet.volumes(of: instance).map { fleet.tagSet(ofVolume: $0) }
        }
        return details
    }
}
