internal import ScanModel

extension WorkItems {
    /// The same items in another order; accounts keep their numbers, and each item the number by which its draws are
    /// known.
    ///
    /// - Parameters:
    ///   - order: each index once.
    ///   - keepsListedNumbers: whether something is drawn for the items; those that are in the listed order then take
    ///     their numbers along. Without it such items would draw by their new places, and a plan could be better by
    ///     nothing but other draws.
    /// - Complexity: O(n), with a fixed number of allocations.
    func rearranged(_ order: [Int], keepsListedNumbers: Bool) -> WorkItems {
        precondition(order.count == count, "\(order.count) of \(count) items")
        var items = WorkItems()
        items.account = NarrowColumn(count: count, largest: account.max() ?? 0) { account[order[$0]] }
        items.volumes = NarrowColumn(count: count, largest: volumes.max() ?? 0) { volumes[order[$0]] }
        items.totalSize = NarrowColumn(count: count, largest: totalSize.max() ?? 0) { totalSize[order[$0]] }
        items.largestSize = NarrowColumn(count: count, largest: largestSize.max() ?? 0) { largestSize[order[$0]] }
        items.platform = UniformColumn(count: count) { platform[order[$0]] }
        items.failures = UniformColumn(count: count) { failures[order[$0]] }
        if !copies.isEmpty {
            items.copies = UniformColumn(count: count) { copies[order[$0]] }
            items.copiedTotal = UniformColumn(count: count) { copiedTotal[order[$0]] }
            items.copiedLargest = UniformColumn(count: count) { copiedLargest[order[$0]] }
        }
        if !listedNumbers.isEmpty {
            items.listedNumbers = NarrowColumn(count: count, largest: listedNumbers.max() ?? 0) {
                listedNumbers[order[$0]]
            }
        } else if keepsListedNumbers, count > 0 {
            items.listedNumbers = NarrowColumn(count: count, largest: Int32(truncatingIfNeeded: count - 1)) {
                Int32(truncatingIfNeeded: order[$0])
            }
        }
        items.accounts = accounts
        return items
    }
}
