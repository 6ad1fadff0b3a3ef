internal import ScanModel

/// Items grouped into the batches of one scanner each.
struct Batching {
    /// Items in batch order: `items[starts[b] ..< starts[b + 1]]` form batch b.
    let items: WorkItems
    let starts: [Int32]

    /// Next-fit by volume count, platform by platform: a batch takes items in order until the next one does not fit.
    ///
    /// This is the rule of the published 1.19 template. An item with more volumes than a scanner's places gets a batch
    /// of its own. Complexity: O(n).
    init(_ items: WorkItems, places: Int) {
        var order: [Int] = []
        var starts: [Int32] = [0]
        order.reserveCapacity(items.count)
        for platform in Platform.allCases {
            var load = 0
            for item in 0..<items.count where items.platform[item] == platform {
                let weight = Int(items.volumes[item])
                if load > 0, load + weight > places {
                    starts.append(Int32(order.count))
                    load = 0
                }
                order.append(item)
                load += weight
            }
            if load > 0 { starts.append(Int32(order.count)) }
        }
        self.items = items.permuted(order)
        self.starts = starts
    }
}

extension WorkItems {
    /// The same items in another order. Complexity: O(n).
    func permuted(_ order: [Int]) -> WorkItems {
        var result = WorkItems()
        result.account = order.map { account[$0] }
        result.volumes = order.map { volumes[$0] }
        result.totalSize = order.map { totalSize[$0] }
        result.largestSize = order.map { largestSize[$0] }
        result.platform = order.map { platform[$0] }
        result.failures = order.map { failures[$0] }
        result.instance = order.map { instance[$0] }
        result.accounts = accounts
        return result
    }
}
