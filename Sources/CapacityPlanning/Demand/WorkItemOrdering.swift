internal import ScanModel

extension WorkItems {
    /// The columns of some instances of a fleet, in the wanted order.
    ///
    /// Ties keep the order of the fleet. Complexity: O(n log n), O(n) for the listed order.
    init(fleet: Fleet, instances: [Int32], order: ItemOrder) {
        self.init()
        func size(_ instance: Int32) -> Int64 {
            fleet.volumes(of: Int(instance)).reduce(0) { $0 + Int64(fleet.volumeSize[$1]) }
        }
        let ordered: [Int32]
        switch order {
        case .listed:
            ordered = instances
        case .largestFirst:
            ordered = instances.map { (-size($0), $0) }.sorted { $0 < $1 }.map(\.1)
        case .smallestFirst:
            ordered = instances.map { (size($0), $0) }.sorted { $0 < $1 }.map(\.1)
        }
        var localAccount = [Int32](repeating: -1, count: fleet.accounts.count)
        instance = ordered
        for fleetIndex in ordered {
            let index = Int(fleetIndex)
            let owner = Int(fleet.instanceAccount[index])
            if localAccount[owner] < 0 {
                localAccount[owner] = Int32(accounts.count)
                accounts.append(Int32(owner))
            }
            account.append(localAccount[owner])
            let range = fleet.volumes(of: index)
            volumes.append(Int32(range.count))
            totalSize.append(size(fleetIndex))
            largestSize.append(range.reduce(0) { max($0, fleet.volumeSize[$1]) })
            platform.append(fleet.instancePlatform[index])
            failures.append(fleet.instanceFailures[index])
        }
    }
}
