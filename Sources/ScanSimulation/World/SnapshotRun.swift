internal import EventSimulation
internal import ScanModel

/// The runs that take items through the first stage in rounds, for all regions of a deployment.
struct SnapshotRun {
    private let ticks: RoundTicks
    /// Items in the order of the rounds: where each sits, and its number there.
    private let order: [(seat: Int32, item: Int32)]
    private var next = 0
    private var underWay = 0
    /// When the first run began, and the present one.
    private var first: Int64 = 0
    private var began: Int64 = 0

    /// Account after account, and within one region after region.
    ///
    /// - Parameter regions: in the order of the gate.
    /// - Complexity: O(n log n) for n items.
    init(_ ticks: RoundTicks, regions: [RegionPlan]) {
        self.ticks = ticks
        var rows: [(account: Int32, seat: Int32, item: Int32)] = []
        rows.reserveCapacity(regions.reduce(0) { $0 + $1.items.count })
        for (seat, region) in regions.enumerated() {
            let items = region.items
            for item in 0..<items.count {
                rows.append((items.accounts[Int(items.account[item])], Int32(seat), Int32(item)))
            }
        }
        rows.sort { $0 < $1 }
        order = rows.map { ($0.seat, $0.item) }
    }

    /// The first run begins.
    mutating func begin(at now: Int64) {
        first = now
        began = now
    }

    /// The items of the round that begins now. The caller counts how many of them are through.
    mutating func round() -> ArraySlice<(seat: Int32, item: Int32)> {
        let members = order[next..<min(order.count, next + ticks.size)]
        next += members.count
        underWay = members.count
        return members
    }

    /// Items of the round are through the first stage.
    ///
    /// - Returns: when the next round begins, if these were the last ones of theirs; else nil.
    mutating func are(through items: Int, at now: Int64) -> Int64? {
        underWay -= items
        guard items > 0, underWay == 0, next < order.count else { return nil }
        let after = now + ticks.pause
        if after - began < ticks.runLimit { return after }
        began = first + (now - first + ticks.every - 1) / ticks.every * ticks.every
        return began
    }
}

/// Whose turn it is to launch scanners.
struct TurnTaking {
    private let ticks: WaveTicks
    /// Time between two searches; 0: what is ready is found at once.
    private let window: Int64
    private(set) var isSearchScheduled = false
    /// Regions that still have their turn before them, last one first.
    private var line: [Int] = []
    /// Regions in their turn.
    private var active: Set<Int> = []

    init(_ ticks: WaveTicks, window: Int64) {
        self.ticks = ticks
        self.window = window
    }

    /// Whether no turn is taken or waited for.
    var isIdle: Bool { active.isEmpty && line.isEmpty }

    /// When the next search is, if one has to be scheduled because something is ready; else nil.
    mutating func nextSearch(at now: Int64) -> Int64? {
        guard isIdle, !isSearchScheduled else { return nil }
        isSearchScheduled = true
        return window == 0 ? now : (now + window - 1) / window * window
    }

    /// A search found something in these regions, in their order.
    mutating func found(_ regions: [Int]) {
        isSearchScheduled = false
        line = regions.reversed()
    }

    /// The next region to have its turn, if there is room for it.
    mutating func letNext() -> Int? {
        guard active.count < ticks.regionsAtOnce, let region = line.popLast() else { return nil }
        active.insert(region)
        return region
    }

    /// Whether a region is in its turn.
    func isActive(_ region: Int) -> Bool { active.contains(region) }

    mutating func ended(_ region: Int) { active.remove(region) }
}
