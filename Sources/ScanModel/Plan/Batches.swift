/// Work items grouped into the batches of one scanner each.
public struct Batches: Hashable, Sendable {
    /// Item indices, batch after batch.
    public private(set) var members: [Int32] = []
    private var starts: [Int32] = [0]

    /// No batch at all, as with persistent scanners.
    public init() {}

    /// The batches of members that are known beforehand.
    ///
    /// - Parameter ends: where each batch ends among the members; rising, none empty, and the last at the end.
    public init(members: [Int32], ends: [Int32]) {
        precondition(Int(ends.last ?? 0) == members.count, "members outside the batches")
        self.members = members
        starts += ends
    }

    /// Number of batches, empty ones included.
    public var count: Int { starts.count - 1 }

    /// Whether there is no batch.
    public var isEmpty: Bool { count == 0 }

    /// Where a batch lies among `members`.
    public func range(_ batch: Int) -> Range<Int> { Int(starts[batch])..<Int(starts[batch + 1]) }

    /// The items of a batch, in order.
    public subscript(batch: Int) -> ArraySlice<Int32> {
        members[range(batch)]
    }

    /// Adds batches without items.
    public mutating func addEmpty(_ count: Int) { starts += repeatElement(Int32(members.count), count: count) }

    /// Makes room for a number of items that is known beforehand.
    public mutating func reserveCapacity(items: Int) { members.reserveCapacity(items) }

    /// Adds an item to the batch being formed.
    public mutating func add(_ item: Int) { members.append(Int32(item)) }

    /// Ends the batch being formed. Does nothing if it has no item.
    public mutating func endBatch() {
        if Int(starts[starts.count - 1]) < members.count { starts.append(Int32(members.count)) }
    }
}
