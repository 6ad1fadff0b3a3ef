public import ScanModel

/// What an import found, for reports.
public struct ImportAnswer: Sendable {
    /// Files of each kind, by the kind's name.
    public var files: [(kind: String, count: Int)]
    /// Bytes on disk; 0 for standard input.
    public var bytes: Int
    public var fleet: Fleet
    /// Where the fleet went; nil: nowhere.
    public var output: String?
    /// What was left out because it was wrong, and how much of it, told or not.
    public var skipped: [InputIssue]
    public var skippedCount: Int
    public var snapshots: Int
    public var snapshotsPending: Int
    /// Snapshots of which both sizes are listed, and what they store of their volumes' size; nil if there are none.
    public var snapshotsSized: Int
    public var storedShare: Double?
    /// What was read, where an earlier import saved the reading of the rest.
    public var again: Again?

    /// What an incremental import read.
    public struct Again: Sendable {
        /// The names of the files that were read.
        public var read: [String]
        /// Files in all.
        public var of: Int
        /// Why everything was read; nil if it was not.
        public var reason: String?

        public init(read: [String], of: Int, reason: String?) {
            self.read = read
            self.of = of
            self.reason = reason
        }
    }

    public init(
        files: [(kind: String, count: Int)], bytes: Int, fleet: Fleet, output: String?, skipped: [InputIssue],
        skippedCount: Int, snapshots: Int, snapshotsPending: Int, snapshotsSized: Int, storedShare: Double?
    ) {
        self.files = files
        self.bytes = bytes
        self.fleet = fleet
        self.output = output
        self.skipped = skipped
        self.skippedCount = skippedCount
        self.snapshots = snapshots
        self.snapshotsPending = snapshotsPending
        self.snapshotsSized = snapshotsSized
        self.storedShare = storedShare
    }

    /// GiB of all volumes.
    var gib: Int { fleet.volumeSize.reduce(0) { $0 + Int($1) } / Int(fleet.sizeUnitsPerGiB) }

    /// Accounts and regions that have an instance.
    var accounts: Int { Set(fleet.instanceAccount).count }
    var regions: Int { Set(fleet.instanceRegion).count }
}

/// What an import of counts found, for reports.
public struct ResourceCountAnswer: Sendable {
    /// Where the counts went; nil: nowhere.
    public var output: String?
    public var accounts: Int
    public var regions: Int
    public var instances: Int
    public var volumes: Int
    /// Resources of other types, and those that were listed again.
    public var others: Int
    public var duplicates: Int
    public var skipped: [InputIssue]
    public var skippedCount: Int

    public init(
        output: String?, accounts: Int, regions: Int, instances: Int, volumes: Int, others: Int, duplicates: Int,
        skipped: [InputIssue], skippedCount: Int
    ) {
        self.output = output
        self.accounts = accounts
        self.regions = regions
        self.instances = instances
        self.volumes = volumes
        self.others = others
        self.duplicates = duplicates
        self.skipped = skipped
        self.skippedCount = skippedCount
    }
}
