internal import ScanModel

/// What one listing says, as rows in its order; nothing is joined yet and nothing is left out as a duplicate.
///
/// Files are read side by side into rows, and the rows join the tables in the order of the files.
struct AWSListingRows: Sendable {
    struct Instance {
        /// Indices into `texts`.
        var id: Int32
        var account: Int32
        /// An index into `zones`, or -1 if the state is one that no scan covers.
        var zone: Int32
        /// An index into `texts` if no scan covers the state.
        var state: Int32
        var platform: Platform
        var traits: InstanceTraits
        /// An index into `tagSets`.
        var tagSet: Int32
        /// Indices into `texts`, or -1: the system beyond its family, the machine type and the group.
        var system: Int32
        var machineType: Int32
        var group: Int32
        /// Where the volumes of the instance end in `references`.
        var volumesEnd: Int
    }

    struct Volume {
        var id: Int32
        /// GiB, 1 or more.
        var size: Int32
        /// An index into `texts`: the name of the key; -1 if nothing encrypts the volume.
        var key: Int32
        /// An index into `tagSets`.
        var tagSet: Int32
    }

    var texts = ByteTable()
    var zones: [AvailabilityZone] = []
    /// Sets of tags; the first one is empty.
    var tagSets: [[Tag]] = [[]]
    var instances: [Instance] = []
    /// Volumes of all instances, one instance after the other, as indices into `texts`.
    var references: [Int32] = []
    var volumes: [Volume] = []
    var snapshots = SnapshotCounts()
}

/// What listings say of the snapshots that are there.
public struct SnapshotCounts: Hashable, Sendable {
    /// Snapshots whose stored size and volume size are both listed.
    public var sized = 0
    /// All other snapshots.
    public var unsized = 0
    /// Snapshots that are not complete.
    public var pending = 0
    /// Bytes that the sized ones store when they are full, and GiB of their volumes.
    public var storedBytes: Int64 = 0
    public var volumeGiB: Int64 = 0

    public init() {}

    mutating func add(_ other: SnapshotCounts) {
        sized += other.sized
        unsized += other.unsized
        pending += other.pending
        storedBytes &+= other.storedBytes
        volumeGiB &+= other.volumeGiB
    }
}
