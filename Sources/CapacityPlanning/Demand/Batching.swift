internal import ScanModel

extension Batches {
    /// Next-fit by volume count, platform by platform: a batch takes items in order until the next one does not fit.
    ///
    /// This is the rule of the vendor's published 1.19 template. An item with more volumes than a scanner has places
    /// gets a batch of its own. Complexity: O(n).
    init(nextFit items: WorkItems, places: Int) {
        self.init()
        reserveCapacity(items: items.count)
        let platforms = items.platform.uniform.map { [$0] } ?? Platform.allCases
        for platform in platforms {
            var load = 0
            for item in 0..<items.count where items.platform[item] == platform {
                let weight = Int(items.volumes[item])
                if load + weight > places {
                    endBatch()
                    load = 0
                }
                add(item)
                load += weight
            }
            endBatch()
        }
    }
}
