/// What the planner needs of one instance to scan, in 16 bytes.
struct DemandRecord: Sendable {
    /// Index of the account in the fleet; of the instance itself if the record is ``overflow``.
    var account: Int32
    /// Size of all volumes and of the largest one, in size units.
    var totalSize: UInt32
    var largestSize: Int32
    /// Number of volumes; ``overflow`` if that or the total does not fit, and the fleet must be asked.
    var volumes: UInt16
    var platform: UInt8
    var failures: UInt8

    static let overflow = UInt16.max
}
