internal import ScanModel

/// What the items of a region come to, counted in one pass.
struct WorkTotals: Sendable {
    /// Units of some items by what is counted, once and for every attempt; and the sums that give the time for which they
    /// are held, which is linear in the total size and in that of the largest volume.
    struct Units: Sendable {
        var items: Int64 = 0
        var volumes: Int64 = 0
        var sizeUnits: Int64 = 0
        var itemAttempts: Int64 = 0
        var volumeAttempts: Int64 = 0
        var sizeUnitAttempts: Int64 = 0
        /// Sums of the sizes of the largest volumes, and of products; `total` and `largest` are the sizes of an item.
        private var largest: Int64 = 0
        private var volumesTotal: Int128 = 0
        private var volumesLargest: Int128 = 0
        private var totalSquared: Int128 = 0
        private var totalLargest: Int128 = 0

        /// Units times ticks, if every item holds its units counted by `basis` for a stretch of stages.
        func held(_ basis: UnitBasis, for span: StageSpan) -> Int128 {
            let (units, totals, largests) =
                switch basis {
                case .item: (Int128(items), Int128(sizeUnits), Int128(largest))
                case .volume: (Int128(volumes), volumesTotal, volumesLargest)
                case .sizeUnit: (Int128(sizeUnits), totalSquared, totalLargest)
                }
            return Int128(span.base) &* units &+ Int128(span.perTotal) &* totals &+ Int128(span.perLargest) &* largests
        }

        /// Units counted by `basis`, once or for every attempt.
        func count(_ basis: UnitBasis, repeated: Bool = false) -> Int64 {
            switch basis {
            case .item: repeated ? itemAttempts : items
            case .volume: repeated ? volumeAttempts : volumes
            case .sizeUnit: repeated ? sizeUnitAttempts : sizeUnits
            }
        }

        /// The same attempts for every item.
        fileprivate mutating func setAttempts(_ attempts: Int64) {
            itemAttempts = items * attempts
            volumeAttempts = volumes * attempts
            sizeUnitAttempts = sizeUnits * attempts
        }

        @inline(__always)
        fileprivate mutating func addItem(volumes: Int64, sizeUnits: Int64, largest: Int64) {
            items += 1
            self.volumes += volumes
            self.sizeUnits += sizeUnits
            self.largest += largest
            volumesTotal &+= product(volumes, sizeUnits)
            volumesLargest &+= product(volumes, largest)
            totalSquared &+= product(sizeUnits, sizeUnits)
            totalLargest &+= product(sizeUnits, largest)
        }

        @inline(__always)
        fileprivate mutating func addAttempts(_ attempts: Int64, volumes: Int64, sizeUnits: Int64) {
            itemAttempts += attempts
            volumeAttempts += volumes * attempts
            sizeUnitAttempts += sizeUnits * attempts
        }

        fileprivate mutating func add(_ other: Units) {
            items += other.items
            volumes += other.volumes
            sizeUnits += other.sizeUnits
            itemAttempts += other.itemAttempts
            volumeAttempts += other.volumeAttempts
            sizeUnitAttempts += other.sizeUnitAttempts
            largest += other.largest
            volumesTotal &+= other.volumesTotal
            volumesLargest &+= other.volumesLargest
            totalSquared &+= other.totalSquared
            totalLargest &+= other.totalLargest
        }
    }

    /// By account of the region.
    let accounts: [Units]
    let all: Units
    /// Most of a single item; and whether some item has both the largest total and the largest volume.
    let volumesMost: Int64
    let totalSizeMost: Int64
    let largestSizeMost: Int64
    let mostIsAnItem: Bool
    /// Smallest total; smallest size of the largest volume; and whether some item has both.
    let totalSizeLeast: Int64
    let largestSizeLeast: Int64
    let leastIsAnItem: Bool
    /// Items, and places of a scanner that they can use, by platform.
    let itemsByPlatform: [Int]
    let placesWanted: [Int]

    init(_ count: consuming WorkCount) {
        var accounts = count.accounts
        if let failures = count.commonFailures {
            for account in accounts.indices { accounts[account].setAttempts(Int64(failures) + 1) }
        }
        var all = Units()
        for account in accounts { all.add(account) }
        self.accounts = accounts
        self.all = all
        volumesMost = count.volumesMost
        totalSizeMost = count.most.total
        largestSizeMost = count.most.largest
        mostIsAnItem = count.most.largestOfTotal == count.most.largest
        totalSizeLeast = count.least.total
        largestSizeLeast = count.least.largest
        leastIsAnItem = count.least.largestOfTotal == count.least.largest
        itemsByPlatform = [count.items - count.windowsItems, count.windowsItems]
        placesWanted = [count.placesWanted - count.windowsPlacesWanted, count.windowsPlacesWanted]
    }

    /// Most units of a single item.
    func most(_ basis: UnitBasis) -> Int64 {
        switch basis {
        case .item: 1
        case .volume: volumesMost
        case .sizeUnit: totalSizeMost
        }
    }

    /// Units of the owner of a counter who has most.
    func mostOfAnOwner(_ scope: LimitScope, _ units: (Units) -> Int64) -> Int64 {
        scope == .targetAccountRegion ? accounts.reduce(0) { max($0, units($1)) } : units(all)
    }

    /// Places that all items can use.
    var allPlacesWanted: Int { placesWanted.reduce(0, +) }

    /// Fewest batches that hold all volumes, platforms apart.
    func fewestBatches(places: Int) -> Int {
        placesWanted.reduce(0) { $0 + ($1 + places - 1) / places }
    }
}

/// The totals of a region while its items are counted, one after the other.
struct WorkCount {
    /// An extreme of both sizes.
    struct Extreme {
        var total: Int64
        var largest: Int64
        /// The most extreme size of the largest volume among the items with that total.
        var largestOfTotal: Int64
    }

    fileprivate(set) var accounts: [WorkTotals.Units] = []
    fileprivate(set) var items = 0
    fileprivate(set) var windowsItems = 0
    fileprivate(set) var placesWanted = 0
    fileprivate(set) var windowsPlacesWanted = 0
    private(set) var volumesMost: Int64 = 0
    private(set) var most = Extreme(total: 0, largest: 0, largestOfTotal: 0)
    fileprivate(set) var least = Extreme(total: .max, largest: .max, largestOfTotal: .max)
    /// Failures of every item, nil if they differ.
    fileprivate let commonFailures: UInt8?
    private let places: Int64
    /// The account that was counted last, apart from the others: the next item is often of the same one.
    private var current = 0
    private var units = WorkTotals.Units()

    /// - Parameters:
    ///   - places: of a scanner.
    ///   - commonFailures: failures of every item, nil if they differ.
    init(places: Int, commonFailures: UInt8?) {
        self.places = Int64(places)
        self.commonFailures = commonFailures
    }

    /// Counts an item. An account that is counted for the first time follows the others.
    @inline(__always)
    mutating func add(
        account: Int, volumes: Int64, total: Int64, largest: Int64, isWindows: Bool, failures: UInt8
    ) {
        if account != current { change(to: account) }
        units.addItem(volumes: volumes, sizeUnits: total, largest: largest)
        if commonFailures == nil {
            units.addAttempts(Int64(failures) + 1, volumes: volumes, sizeUnits: total)
        }
        volumesMost = max(volumesMost, volumes)
        most.largest = max(most.largest, largest)
        least.largest = min(least.largest, largest)
        if total >= most.total {
            most.largestOfTotal = total == most.total ? max(most.largestOfTotal, largest) : largest
            most.total = total
        }
        if total <= least.total {
            least.largestOfTotal = total == least.total ? min(least.largestOfTotal, largest) : largest
            least.total = total
        }
        let wanted = Int(min(places, volumes))
        items += 1
        placesWanted += wanted
        if isWindows {
            windowsItems += 1
            windowsPlacesWanted += wanted
        }
    }

    /// Ends the count.
    mutating func finish() { if items > 0 { change(to: current) } }

    @inline(never)
    private mutating func change(to account: Int) {
        if items > 0 {
            if current == accounts.count { accounts.append(units) } else { accounts[current] = units }
        }
        current = account
        units = account < accounts.count ? accounts[account] : WorkTotals.Units()
    }
}
