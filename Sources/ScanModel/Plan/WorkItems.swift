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
    /// Volumes of each item whose snapshots must be copied before they can be shared, their sizes together and the size
    /// of the largest of them; no value at all while no item has any.
    public var copies: UniformColumn<UInt8> = []
    public var copiedTotal: UniformColumn<Int64> = []
    public var copiedLargest: UniformColumn<Int32> = []
    /// Number of each item among those of the region in the listed order; no value at all where the items are in that
    /// order, or where nothing is drawn for them. Draws are keyed by it, whatever the order of the plan.
    public var listedNumbers: NarrowColumn<UInt16, Int32> = []
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
        case .copiedVolume: copies.isEmpty ? 0 : Int64(copies[item])
        }
    }

    /// Bytes that one item takes.
    public var bytesPerItem: Int {
        account.bytesPerValue + volumes.bytesPerValue + totalSize.bytesPerValue + largestSize.bytesPerValue
            + platform.bytesPerValue + failures.bytesPerValue + copies.bytesPerValue + copiedTotal.bytesPerValue
            + copiedLargest.bytesPerValue + (listedNumbers.isEmpty ? 0 : listedNumbers.bytesPerValue)
    }
}
