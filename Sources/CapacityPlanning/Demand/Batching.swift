internal import ScanModel

extension Batches {
    /// Next-fit by volume count, platform by platform: a batch takes items in order until the next one does not fit.
    ///
    /// This is the rule of the vendor's published 1.19 template. An item with more volumes than a scanner has places
    /// gets a batch of its own. Items with copies share batches with their like alone: a search finds what is ready, and
    /// they are ready later.
    /// - Complexity: O(n), in one pass that has a batch of each platform open.
    init(nextFit items: WorkItems, totals: WorkTotals, places: Int) {
        guard items.copies.isEmpty else {
            self.init(nextFitWithCopies: items, places: places)
            return
        }
        // Items of Linux come first, so that the batches of a platform lie together.
        var linux = OpenBatch(first: 0)
        var windows = OpenBatch(first: totals.itemsByPlatform[0])
        let (platform, volumes) = (items.platform, items.volumes)
        let members = [Int32](unsafeUninitializedCapacity: items.count) { members, initialized in
            for item in 0..<items.count {
                let weight = Int(volumes[item])
                let place = platform[item] == .linux ? linux.add(weight, to: places) : windows.add(weight, to: places)
                members.initializeElement(at: place, to: Int32(item))
            }
            initialized = items.count
        }
        self.init(members: members, ends: linux.closed() + windows.closed())
    }
}

extension Batches {
    private init(nextFitWithCopies items: WorkItems, places: Int) {
        func kind(_ item: Int) -> Int { (items.hasCopies(item) ? 2 : 0) + (items.platform[item] == .linux ? 0 : 1) }
        var counts = [0, 0, 0, 0]
        for item in 0..<items.count { counts[kind(item)] += 1 }
        var open: [OpenBatch] = []
        var first = 0
        for count in counts {
            open.append(OpenBatch(first: first))
            first += count
        }
        var members = [Int32](repeating: 0, count: items.count)
        for item in 0..<items.count {
            members[open[kind(item)].add(Int(items.volumes[item]), to: places)] = Int32(item)
        }
        self.init(members: members, ends: open.flatMap { $0.closed() })
    }
}

/// The batch of a platform that takes items, and where those before it ended.
private struct OpenBatch {
    private let first: Int
    private var next: Int
    private var load = 0
    private var ends: [Int32] = []

    init(first: Int) {
        self.first = first
        next = first
    }

    /// Where an item goes that takes `weight` of so many places.
    @inline(__always)
    mutating func add(_ weight: Int, to places: Int) -> Int {
        if load + weight > places { end() }
        load += weight
        next += 1
        return next - 1
    }

    private mutating func end() {
        if next > first { ends.append(Int32(next)) }
        load = 0
    }

    /// The ends of all batches, this one included.
    consuming func closed() -> [Int32] {
        end()
        return ends
    }
}
