public import ScanModel

/// Who holds what of the instances to scan.
public enum FleetHoldings {
    /// What each group holds in each region, by the name of the region; regions without instances are left out.
    ///
    /// The rules of who is scanned are those of the plan.
    ///
    /// - Parameters:
    ///   - groups: number of groups.
    ///   - group: the group of an instance, by its index in the fleet.
    /// - Complexity: O(instances + volumes + groups * regions).
    public static func held(
        in deployment: Deployment, groups: Int, group: (Int) -> Int
    ) -> [[String: Holding]] {
        let sort = DemandSort(deployment)
        let fleet = deployment.fleet
        let none = [Holding](repeating: Holding(), count: groups)
        var held: [Int: [Holding]] = [:]
        for part in sort.parts.indices {
            for (offset, slot) in sort.regions(ofPart: part).enumerated() where slot >= 0 {
                let instance = sort.parts[part].lowerBound + offset
                held[Int(slot), default: none][group(instance)].add(instance, of: fleet)
            }
        }
        var byGroup = [[String: Holding]](repeating: [:], count: groups)
        for (slot, holdings) in held {
            for (group, holding) in holdings.enumerated() where holding.items > 0 {
                byGroup[group][deployment.regions[slot].region] = holding
            }
        }
        return byGroup
    }

    /// What each account of the fleet holds, in the order of the fleet's accounts.
    public static func byAccount(_ deployment: Deployment) -> [[String: Holding]] {
        let accounts = deployment.fleet.instanceAccount
        return held(in: deployment, groups: deployment.fleet.accounts.count) { Int(accounts[$0]) }
    }

    /// What is held by value of a tag, values in order, then what is held by instances without the tag.
    public static func byTag(_ key: String, _ deployment: Deployment) -> [(value: String?, byRegion: [String: Holding])]
    {
        let fleet = deployment.fleet
        let valueOfSet = fleet.tagSets.map { tags in tags.first { $0.key == key }?.value }
        let values = Set(valueOfSet.compactMap(\.self)).sorted()
        let places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
        let groupOfSet = valueOfSet.map { $0.flatMap { places[$0] } ?? values.count }
        let held = held(in: deployment, groups: values.count + 1) { groupOfSet[Int(fleet.instanceTagSet[$0])] }
        return zip(values.map(Optional.some) + [nil], held).map { (value: $0, byRegion: $1) }
    }
}

extension Holding {
    fileprivate mutating func add(_ instance: Int, of fleet: Fleet) {
        items += 1
        for volume in fleet.volumes(of: instance) {
            volumes += 1
            sizeUnits += Int64(fleet.volumeSize[volume])
            if fleet.encryption(ofVolume: volume) != .none { encryptedVolumes += 1 }
        }
    }
}
