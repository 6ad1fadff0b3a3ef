/// The work items of one region, as columns in the order of the plan.
///
/// A fleet of millions is planned in full, so each column is as narrow as its values allow: about 10 bytes an item.
public struct WorkItems: Hashable, Sendable {
    /// Index of each item's account in `accounts`.
    public var account: NarrowColumn<UInt16, Int32> = []
    /// Volumes of each item, at least 1.
    public var volumes: NarrowColumn<UInt8, Int32> = []
    /// Sum of the sizes of its volumes, in size units.
    public var totalSize: NarrowColumn<UInt32, Int64> = []
    /// Size of its largest volume, in size units.
    public var largestSize: NarrowColumn<UInt16, Int32> = []
    public var platform: UniformColumn<Platform> = []
    /// Attempts that fail before one succeeds.
    public var failures: UniformColumn<UInt8> = []
    /// The accounts of this region, as indices into the fleet's accounts, in the order they first occur.
    public var accounts: [Int32] = []

    public init() {}

    /// Number of items.
    @inlinable
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

    /// Bytes that one item takes.
    public var bytesPerItem: Int {
        account.bytesPerValue + volumes.bytesPerValue + totalSize.bytesPerValue + largestSize.bytesPerValue
            + platform.bytesPerValue + failures.bytesPerValue
    }
}
