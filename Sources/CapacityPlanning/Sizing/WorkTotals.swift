internal import ScanModel

/// What the items of a region come to, counted in one pass.
struct WorkTotals: Sendable {
    /// Units of some items by what is counted, once and for every attempt.
    struct Units: Sendable {
        var items: Int64 = 0
        var volumes: Int64 = 0
        var sizeUnits: Int64 = 0
        var itemAttempts: Int64 = 0
        var volumeAttempts: Int64 = 0
        var sizeUnitAttempts: Int64 = 0

        /// Units counted by `basis`, once or for every attempt.
        func count(_ basis: UnitBasis, repeated: Bool = false) -> Int64 {
            switch basis {
            case .item: repeated ? itemAttempts : items
            case .volume: repeated ? volumeAttempts : volumes
            case .sizeUnit: repeated ? sizeUnitAttempts : sizeUnits
            // What an item needs on its way to a copy is not bounded from below.
            case .copiedVolume: 0
            }
        }

        /// The same attempts for every item.
        fileprivate mutating func setAttempts(_ attempts: Int64) {
            itemAttempts = items * attempts
            volumeAttempts = volumes * attempts
            sizeUnitAttempts = sizeUnits * attempts
        }

        @inline(__always)
        fileprivate mutating func addItem(volumes: Int64, sizeUnits: Int64) {
            items += 1
            self.volumes += volumes
            self.sizeUnits += sizeUnits
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
        }
    }

    /// By account of the region.
    let accounts: [Units]
    let all: Units
    /// Most of a single item.
    let volumesMost: Int64
    let totalSizeMost: Int64
    /// Smallest total; smallest size of the largest volume; and whether some item has both.
    let totalSizeLeast: Int64
    let largestSizeLeast: Int64
    let leastIsAnItem: Bool
    /// Places of a scanner that items can use, by platform.
    let placesWanted: [Int]

    /// Complexity: O(n), with a fixed number of allocations.
    init(_ items: WorkItems, places: Int) {
        var accounts = [Units](repeating: Units(), count: items.accounts.count)
        var most = (volumes: Int64(0), total: Int64(0))
        var least = (total: Int64.max, largest: Int64.max, largestOfLeast: Int64.max)
        var wanted = (linux: 0, windows: 0)
        let failures = items.failures.uniform
        accounts.withUnsafeMutableBufferPointer { accounts in
            for item in 0..<items.count {
                let volumes = Int64(items.volumes[item])
                let total = items.totalSize[item]
                let largest = Int64(items.largestSize[item])
                let account = Int(items.account[item])
                accounts[account].addItem(volumes: volumes, sizeUnits: total)
                if failures == nil {
                    accounts[account].addAttempts(items.attempts(item), volumes: volumes, sizeUnits: total)
                }
                most.volumes = max(most.volumes, volumes)
                most.total = max(most.total, total)
                least.largest = min(least.largest, largest)
                if total < least.total {
                    least.total = total
                    least.largestOfLeast = largest
                } else if total == least.total {
                    least.largestOfLeast = min(least.largestOfLeast, largest)
                }
                if items.platform[item] == .linux {
                    wanted.linux += min(places, Int(volumes))
                } else {
                    wanted.windows += min(places, Int(volumes))
                }
            }
        }
        if let failures {
            for account in accounts.indices { accounts[account].setAttempts(Int64(failures) + 1) }
        }
        var all = Units()
        for account in accounts { all.add(account) }
        self.accounts = accounts
        self.all = all
        volumesMost = most.volumes
        totalSizeMost = most.total
        totalSizeLeast = least.total
        largestSizeLeast = least.largest
        leastIsAnItem = least.largestOfLeast == least.largest
        placesWanted = [wanted.linux, wanted.windows]
    }

    /// Most units of a single item.
    func most(_ basis: UnitBasis) -> Int64 {
        switch basis {
        case .item: 1
        case .volume: volumesMost
        case .sizeUnit: totalSizeMost
        case .copiedVolume: 0
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
