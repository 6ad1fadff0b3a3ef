internal import ScanModel

extension WorkItems {
    /// The columns of the instances of a region, in the wanted order, and what the items come to.
    ///
    /// Ties keep the order of the records. Complexity: O(n), with a fixed number of allocations.
    static func counted(
        records listed: consuming [DemandRecord], copies listedCopies: [CopyRecord] = [], fleet: Fleet,
        order: ItemOrder, places: Int, keepsListedNumbers: Bool = false
    ) -> (items: WorkItems, totals: WorkTotals) {
        let (records, copies, numbers) = Self.ordered(
            listed, listedCopies, fleet: fleet, order: order, keepsListedNumbers: keepsListedNumbers)
        let failures = UniformColumn(count: records.count) { records[$0].failures }
        var work = WorkCount(places: places, commonFailures: failures.uniform)
        var items = WorkItems()
        var local = [Int32](repeating: -1, count: fleet.accounts.count)
        var accounts: [Int32] = []
        local.withUnsafeMutableBufferPointer { local in
            for record in records {
                let owner = Int(record.account(in: fleet))
                if local[owner] < 0 {
                    local[owner] = Int32(accounts.count)
                    accounts.append(Int32(owner))
                }
                work.add(
                    account: Int(local[owner]), volumes: Int64(record.volumes(in: fleet)),
                    total: record.total(in: fleet), largest: Int64(record.largestSize),
                    isWindows: record.platform != 0, failures: record.failures)
            }
        }
        work.finish()
        items.accounts = accounts
        let count = records.count
        items.account = NarrowColumn(count: count, largest: Int32(items.accounts.count) - 1) {
            local[Int(records[$0].account(in: fleet))]
        }
        items.volumes = NarrowColumn(count: count, largest: Int32(work.volumesMost)) { records[$0].volumes(in: fleet) }
        items.totalSize = NarrowColumn(count: count, largest: work.most.total) { records[$0].total(in: fleet) }
        items.largestSize = NarrowColumn(count: count, largest: Int32(work.most.largest)) { records[$0].largestSize }
        items.platform = UniformColumn(count: count) { records[$0].platform == 0 ? .linux : .windows }
        items.failures = failures
        items.fill(copies: copies)
        items.listedNumbers = numbers
        return (items, WorkTotals(work))
    }

    /// The records in the wanted order, their copies if there are any, and if wanted where each was listed.
    private static func ordered(
        _ listed: consuming [DemandRecord], _ copies: [CopyRecord], fleet: Fleet, order: ItemOrder,
        keepsListedNumbers: Bool
    ) -> ([DemandRecord], [CopyRecord], NarrowColumn<UInt16, Int32>) {
        guard order != .listed else { return (listed, copies, []) }
        let records = listed
        var sizes = records.map { UInt64($0.total(in: fleet)) }
        if order == .largestFirst {
            let largest = sizes.max() ?? 0
            for index in sizes.indices { sizes[index] = largest - sizes[index] }
        }
        var result: [DemandRecord] = []
        result.reserveCapacity(records.count)
        guard !copies.isEmpty || keepsListedNumbers else {
            RadixOrder.forEach(byRising: sizes) { index, _ in result.append(records[index]) }
            return (result, [], [])
        }
        var orderedCopies: [CopyRecord] = []
        orderedCopies.reserveCapacity(copies.count)
        var numbers: [Int32] = []
        numbers.reserveCapacity(keepsListedNumbers ? records.count : 0)
        RadixOrder.forEach(byRising: sizes) { index, _ in
            result.append(records[index])
            if !copies.isEmpty { orderedCopies.append(copies[index]) }
            if keepsListedNumbers { numbers.append(Int32(truncatingIfNeeded: index)) }
        }
        let column = NarrowColumn<UInt16, Int32>(count: numbers.count, largest: Int32(numbers.count) - 1) {
            numbers[$0]
        }
        return (result, orderedCopies, numbers.isEmpty ? [] : column)
    }
}

extension DemandRecord {
    @inline(__always)
    fileprivate func account(in fleet: Fleet) -> Int32 {
        volumes == Self.overflow ? fleet.instanceAccount[Int(account)] : account
    }

    @inline(__always)
    fileprivate func volumes(in fleet: Fleet) -> Int32 {
        volumes == Self.overflow ? Int32(fleet.volumes(of: Int(account)).count) : Int32(volumes)
    }

    @inline(__always)
    fileprivate func total(in fleet: Fleet) -> Int64 {
        guard volumes == Self.overflow else { return Int64(totalSize) }
        return fleet.volumeSize[fleet.volumes(of: Int(account))].reduce(0) { $0 + Int64($1) }
    }
}
