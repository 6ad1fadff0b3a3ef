public import ScanModel

/// A fleet from listings, with what else they said.
public struct ImportedFleet: Sendable {
    public var fleet: Fleet
    /// What was left out because it was wrong, at most a hundred of each file.
    public var skipped: [InputIssue]
    /// How much was left out, told or not.
    public var skippedCount: Int
    public var snapshots: SnapshotCounts
    /// What each file contributed, in their order; empty unless it was asked for.
    public internal(set) var traces: [FileTrace] = []

    public init(
        fleet: Fleet, skipped: [InputIssue] = [], skippedCount: Int = 0, snapshots: SnapshotCounts = SnapshotCounts()
    ) {
        self.fleet = fleet
        self.skipped = skipped
        self.skippedCount = skippedCount
        self.snapshots = snapshots
    }

    /// Adds another import behind this one.
    mutating func append(_ other: ImportedFleet) {
        fleet.append(contentsOf: other.fleet)
        skipped += other.skipped
        skippedCount += other.skippedCount
        snapshots.add(other.snapshots)
        traces += other.traces
    }
}
