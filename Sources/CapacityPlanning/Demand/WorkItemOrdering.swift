internal import ScanModel

extension WorkItems {
    /// The columns of the instances of a region, in the wanted order.
    ///
    /// Ties keep the order of the records. Complexity: O(n), with a fixed number of allocations.
    init(records listed: consuming [DemandRecord], fleet: Fleet, order: ItemOrder) {
        self.init()
        let records = Self.ordered(listed, fleet: fleet, order: order)
        var most = (volumes: Int32(0), total: Int64(0), largest: Int32(0))
        var local = [Int32](repeating: -1, count: fleet.accounts.count)
        for record in records {
            most.volumes = max(most.volumes, record.volumes(in: fleet))
            most.total = max(most.total, record.total(in: fleet))
            most.largest = max(most.largest, record.largestSize)
            let owner = Int(record.account(in: fleet))
            if local[owner] < 0 {
                local[owner] = Int32(accounts.count)
                accounts.append(Int32(owner))
            }
        }
        let count = records.count
        account = NarrowColumn(count: count, largest: Int32(accounts.count) - 1) {
            local[Int(records[$0].account(in: fleet))]
        }
        volumes = NarrowColumn(count: count, largest: most.volumes) { records[$0].volumes(in: fleet) }
        totalSize = NarrowColumn(count: count, largest: most.total) { records[$0].total(in: fleet) }
        largestSize = NarrowColumn(count: count, largest: most.largest) { records[$0].largestSize }
        platform = UniformColumn(count: count) { records[$0].platform == 0 ? .linux : .windows }
        failures = UniformColumn(count: count) { records[$0].failures }
    }

    private static func ordered(
        _ listed: consuming [DemandRecord], fleet: Fleet, order: ItemOrder
    ) -> [DemandRecord] {
        guard order != .listed else { return listed }
        let records = listed
        var sizes = records.map { UInt64($0.total(in: fleet)) }
        if order == .largestFirst {
            let largest = sizes.max() ?? 0
            for index in sizes.indices { sizes[index] = largest - sizes[index] }
        }
        var result: [DemandRecord] = []
        result.reserveCapacity(records.count)
        RadixOrder.forEach(byRising: sizes) { index, _ in result.append(records[index]) }
        return result
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
