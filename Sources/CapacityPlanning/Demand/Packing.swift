internal import ScanModel

extension Batches {
    /// Puts the items of a region into batches of at most `places` volumes, platforms apart; an item with more volumes
    /// is alone in its batch.
    ///
    /// Items of Linux come first, so that the batches of a platform lie together. A batch has its items in their order,
    /// and batches come in the order of their first items.
    /// - Complexity: O(n) for next-fit, O(n log n) for the others, O(n * places) for best-fit.
    init(_ rule: BatchingRule, items: WorkItems, totals: WorkTotals, places: Int) {
        guard rule != .nextFit else {
            self.init(nextFit: items, totals: totals, places: places)
            return
        }
        self.init()
        reserveCapacity(items: items.count)
        for platform in Platform.allCases {
            let own = (0..<items.count).filter { items.platform[$0] == platform }
            let weights = own.map { Int(items.volumes[$0]) }
            for bin in Packing.bins(rule, weights: weights, capacity: places) {
                for position in bin { add(own[position]) }
                endBatch()
            }
        }
    }

    /// Batches without items that next-fit begins with where the first item of a platform is heavier than a scanner:
    /// the vendor's rule ends the batch before it, though nothing is in it.
    static func emptyBatches(before items: WorkItems, places: Int) -> Int {
        Platform.allCases.count { platform in
            let first = (0..<items.count).first { items.platform[$0] == platform }
            return first.map { Int(items.volumes[$0]) > places } ?? false
        }
    }
}

/// Bin packing: weights into bins of one capacity.
enum Packing {
    /// The bins, each with the indices of its weights in rising order, by their first indices. Whatever is heavier than
    /// the capacity has a bin of its own.
    static func bins(_ rule: BatchingRule, weights: [Int], capacity: Int) -> [[Int]] {
        var order = Array(weights.indices)
        if rule == .firstFitDecreasing { order.sort { (weights[$1], $0) < (weights[$0], $1) } }
        var rooms: any Rooms =
            switch rule {
            case .bestFit: BestRooms(capacity: capacity)
            case .nextFit: LastRoom(capacity: capacity)
            case .firstFit, .firstFitDecreasing: FirstRooms(capacity: capacity, mostBins: weights.count)
            }
        var bins: [[Int]] = []
        for index in order {
            let weight = weights[index]
            if weight <= capacity, let bin = rooms.take(weight) {
                bins[bin].append(index)
            } else {
                bins.append([index])
                rooms.open(room: max(0, capacity - weight))
            }
        }
        if rule == .firstFitDecreasing { for bin in bins.indices { bins[bin].sort() } }
        // Each has its least index first.
        return bins.sorted { $0[0] < $1[0] }
    }
}

/// The room that is left in each bin.
private protocol Rooms {
    /// Takes room in a bin that the rule chooses; nil if none has enough.
    mutating func take(_ weight: Int) -> Int?
    /// A further bin with so much room left.
    mutating func open(room: Int)
}

/// The last bin alone takes anything.
private struct LastRoom: Rooms {
    private var count = 0
    private var room = 0

    init(capacity: Int) {}

    mutating func take(_ weight: Int) -> Int? {
        guard weight <= room else { return nil }
        room -= weight
        return count - 1
    }

    mutating func open(room: Int) {
        count += 1
        self.room = room
    }
}

/// The first bin with enough room, found in a tree of the most room below each node. Each step is O(log bins).
private struct FirstRooms: Rooms {
    private let leaves: Int
    private var most: [Int]
    private var count = 0

    init(capacity: Int, mostBins: Int) {
        var leaves = 1
        while leaves < mostBins { leaves *= 2 }
        self.leaves = leaves
        most = [Int](repeating: -1, count: 2 * leaves)
    }

    mutating func take(_ weight: Int) -> Int? {
        guard most[1] >= weight else { return nil }
        var node = 1
        while node < leaves { node = most[2 * node] >= weight ? 2 * node : 2 * node + 1 }
        set(node - leaves, most[node] - weight)
        return node - leaves
    }

    mutating func open(room: Int) {
        set(count, room)
        count += 1
    }

    private mutating func set(_ bin: Int, _ room: Int) {
        var node = bin + leaves
        most[node] = room
        while node > 1 {
            node /= 2
            most[node] = max(most[2 * node], most[2 * node + 1])
        }
    }
}

/// The bin with least room that is enough, among equals the one that came to this room last. A step is O(capacity).
private struct BestRooms: Rooms {
    /// Bins by the room that they have left.
    private var bins: [[Int]]
    private var count = 0

    init(capacity: Int) { bins = [[Int]](repeating: [], count: capacity + 1) }

    mutating func take(_ weight: Int) -> Int? {
        guard let room = (weight..<bins.count).first(where: { !bins[$0].isEmpty }) else { return nil }
        let bin = bins[room].removeLast()
        bins[room - weight].append(bin)
        return bin
    }

    mutating func open(room: Int) {
        bins[room].append(count)
        count += 1
    }
}
