/// A pair of an account and a region: the unit in which fleets are listed, hashed and compared.
public struct AccountRegion: Hashable, Sendable, Comparable {
    public var account: String
    public var region: String

    public init(account: String, region: String) {
        self.account = account
        self.region = region
    }

    public static func < (left: AccountRegion, right: AccountRegion) -> Bool {
        (left.account, left.region) < (right.account, right.region)
    }
}

/// Where the instances of each pair of an account and a region stand in a fleet.
public struct FleetPairs: Sendable {
    /// The instances of one pair.
    public struct Pair: Sendable {
        /// Indices into the fleet's accounts and regions.
        public var account: Int32
        public var region: UInt16
        /// Where its instances stand in ``FleetPairs/runs``.
        public var runs: Range<Int>
        public var instances: Int
    }

    /// The pairs with instances, by the names of account and region.
    public private(set) var pairs: [Pair] = []
    /// Neighbouring instances of one pair, pair after pair, each pair's in the order of the fleet.
    public private(set) var runs: [Range<Int>] = []

    /// - Complexity: O(instances + accounts * log accounts + regions * log regions), reading two columns of the fleet.
    public init(_ fleet: Fleet) {
        var found = FleetPairs.runs(of: fleet)
        found = FleetPairs.sorted(found, by: FleetPairs.ranks(fleet.regions.texts)) { Int($0.region) }
        found = FleetPairs.sorted(found, by: FleetPairs.ranks(fleet.accounts.texts)) { Int($0.account) }
        runs.reserveCapacity(found.count)
        for run in found {
            if let last = pairs.indices.last, pairs[last].account == run.account, pairs[last].region == run.region {
                pairs[last].runs = pairs[last].runs.lowerBound..<(runs.count + 1)
                pairs[last].instances += run.instances.count
            } else {
                pairs.append(
                    Pair(
                        account: run.account, region: run.region, runs: runs.count..<(runs.count + 1),
                        instances: run.instances.count))
            }
            runs.append(run.instances)
        }
    }

    /// The instances of a pair, in the order of the fleet.
    public func instances(of pair: Pair) -> some Sequence<Int> { runs[pair.runs].joined() }

    /// Neighbouring instances of one account and region.
    struct Run {
        var account: Int32
        var region: UInt16
        var instances: Range<Int>
    }

    /// The runs of a fleet, in its order. Complexity: O(instances).
    static func runs(of fleet: Fleet) -> [Run] {
        let (accounts, regions) = (fleet.instanceAccount, fleet.instanceRegion)
        var runs: [Run] = []
        var start = 0
        for instance in 0..<fleet.instanceCount {
            let next = instance + 1
            if next < accounts.count, accounts[next] == accounts[start], regions[next] == regions[start] { continue }
            runs.append(Run(account: accounts[start], region: regions[start], instances: start..<next))
            start = next
        }
        return runs
    }

    /// A stable counting sort.
    private static func sorted(_ runs: [Run], by ranks: [Int], key: (Run) -> Int) -> [Run] {
        var places = [Int](repeating: 0, count: ranks.count + 1)
        for run in runs { places[ranks[key(run)] + 1] += 1 }
        for rank in ranks.indices { places[rank + 1] += places[rank] }
        var order = [Int](repeating: 0, count: runs.count)
        for (index, run) in runs.enumerated() {
            let rank = ranks[key(run)]
            order[places[rank]] = index
            places[rank] += 1
        }
        return order.map { runs[$0] }
    }

    /// The place of each name in the order of names.
    private static func ranks(_ names: [String]) -> [Int] {
        var ranks = [Int](repeating: 0, count: names.count)
        for (rank, index) in names.indices.sorted(by: { names[$0] < names[$1] }).enumerated() { ranks[index] = rank }
        return ranks
    }
}
