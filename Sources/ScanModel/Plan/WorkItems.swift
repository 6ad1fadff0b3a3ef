/// The work items of one region, as columns in the order of the plan.
public struct WorkItems: Hashable, Sendable {
    /// Index of each item's account in `accounts`.
    public var account: [Int32] = []
    /// Volumes of each item, at least 1.
    public var volumes: [Int32] = []
    /// Sum of the sizes of its volumes, in size units.
    public var totalSize: [Int64] = []
    /// Size of its largest volume, in size units.
    public var largestSize: [Int32] = []
    public var platform: [Platform] = []
    /// Attempts that fail before one succeeds.
    public var failures: [UInt8] = []
    /// Index of the instance in the fleet.
    public var instance: [Int32] = []
    /// The accounts of this region, as indices into the fleet's accounts, in the order they first occur.
    public var accounts: [Int32] = []

    public init() {}

    /// Number of items.
    public var count: Int { account.count }

    /// Size units one item needs of a resource or bucket counted by `basis`.
    @inlinable
    public func units(_ basis: UnitBasis, of item: Int) -> Int64 {
        switch basis {
        case .item: 1
        case .volume: Int64(volumes[item])
        case .sizeUnit: totalSize[item]
        }
    }
}
