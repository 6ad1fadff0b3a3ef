import ScanModel

/// What the planner needs of the volumes of one instance whose snapshots must be copied.
struct CopyRecord: Sendable {
    /// Sum of their sizes and size of the largest, in size units.
    var total: Int64 = 0
    var largest: Int32 = 0
    var volumes: UInt8 = 0
}

extension DemandSort {
    /// The copies of the instances of a part, in the order of its records; nothing if there are none.
    ///
    /// - Parameters:
    ///   - slots: the region of each instance of the part, or -1.
    ///   - starts: where each region begins among the records.
    /// - Complexity: O(instances + volumes of the part), or O(1) if no volume of the fleet is encrypted.
    func copies(_ range: Range<Int>, slots: [Int32], starts: [Int32]) -> [CopyRecord] {
        guard !copiedKeys.isEmpty, !fleet.volumeEncryption.isEmpty else { return [] }
        var copies = [CopyRecord](repeating: CopyRecord(), count: Int(starts[starts.count - 1]))
        var next = starts
        var isEmpty = true
        for (offset, slot) in slots.enumerated() where slot >= 0 {
            let place = Int(next[Int(slot)])
            next[Int(slot)] += 1
            let volumes = fleet.volumes(of: range.lowerBound + offset)
            for volume in selected(volumes.lowerBound, volumes.upperBound)
            where copiedKeys.contains(fleet.volumeEncryption[volume]) && !isRefused(volume: volume) {
                isEmpty = false
                copies[place].total += Int64(fleet.volumeSize[volume])
                copies[place].largest = max(copies[place].largest, fleet.volumeSize[volume])
                copies[place].volumes += 1
            }
        }
        return isEmpty ? [] : copies
    }
}

extension WorkItems {
    /// Fills the columns of copies. Complexity: O(n); nothing is done if there are none.
    mutating func fill(copies: [CopyRecord]) {
        guard copies.contains(where: { $0.volumes > 0 }) else { return }
        self.copies = UniformColumn(count: copies.count) { copies[$0].volumes }
        copiedTotal = UniformColumn(count: copies.count) { copies[$0].total }
        copiedLargest = UniformColumn(count: copies.count) { copies[$0].largest }
    }

    /// Whether an item has a volume whose snapshot must be copied.
    @inline(__always)
    func hasCopies(_ item: Int) -> Bool { !copies.isEmpty && copies[item] > 0 }
}
