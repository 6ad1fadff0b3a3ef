internal import RandomStreams
public import ScanModel

/// A fleet made larger or smaller, region by region.
///
/// A fleet `f` times as large has, in a region with n instances, the nearest whole number to `f n` of them: each as often
/// as `f` without its fraction says, and some of them once more. Which these are, an order of the region's instances
/// decides that is drawn once for all factors, so the fleet of a larger factor contains that of a smaller one. Copies
/// stand beside their instance, so the order in which accounts and regions are listed stays.
public struct FleetGrowth: Sendable {
    /// Who owns the copies.
    public enum Owner: Hashable, Sendable {
        /// The account of the instance: limits of an account stay as they are while its fleet grows.
        case sameAccount
        /// An account of its own for the first copies of an account's instances, another one for the second: limits of
        /// an account never meet more than now.
        case newAccounts
    }

    /// Apart from the stages of a scan, whose draws have the same seed.
    private static let stage: UInt16 = 0xFFFE

    private let fleet: Fleet
    /// Place of each instance in the order of its region, from 0.
    private let rank: [Int32]
    /// Instances by region of the fleet.
    private let counts: [Int]

    /// Complexity: O(instances log instances).
    ///
    /// - Parameter seed: of the order; any value.
    public init(_ fleet: Fleet, seed: UInt64) {
        self.fleet = fleet
        var members = [[Int32]](repeating: [], count: fleet.regions.count)
        for (instance, region) in fleet.instanceRegion.enumerated() { members[Int(region)].append(Int32(instance)) }
        counts = members.map(\.count)
        var rank = [Int32](repeating: 0, count: fleet.instanceCount)
        for (region, instances) in members.enumerated() {
            let keys = instances.indices.map {
                DrawKey(seed: seed, trial: 0, region: UInt16(region), item: UInt32($0), stage: FleetGrowth.stage)
                    .bits(draw: 0)
            }
            let order = instances.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
            for (place, member) in order.enumerated() { rank[Int(instances[member])] = Int32(place) }
        }
        self.rank = rank
    }

    /// Instances of the grown fleet, in all.
    ///
    /// - Parameters:
    ///   - factor: 0 or more.
    ///   - region: the only region that grows; nil: all do.
    public func count(factor: Double, in region: String? = nil) -> Int {
        let only = region.map { fleet.regions.index(of: $0) }
        return counts.enumerated().reduce(0) { total, entry in
            total + size(entry.element, grows(entry.offset, only) ? factor : 1)
        }
    }

    /// The grown fleet, and the accounts it has beside those of the fleet: (name, account that it is like).
    ///
    /// Complexity: O(instances and volumes of the grown fleet).
    public func fleet(
        factor: Double, in region: String? = nil, owner: Owner = .sameAccount
    ) -> (fleet: Fleet, added: [(account: String, like: String)]) {
        let only = region.map { fleet.regions.index(of: $0) }
        let sizes = counts.enumerated().map { size($1, grows($0, only) ? factor : 1) }
        var rows: [Int] = []
        rows.reserveCapacity(sizes.reduce(0, +))
        var copy: [Int32] = []
        for instance in 0..<fleet.instanceCount {
            let region = Int(fleet.instanceRegion[instance])
            let (whole, rest) = sizes[region].quotientAndRemainder(dividingBy: counts[region])
            let times = whole + (Int(rank[instance]) < rest ? 1 : 0)
            for number in 0..<times {
                rows.append(instance)
                if owner == .newAccounts { copy.append(Int32(number)) }
            }
        }
        let grown = fleet.rows(rows)
        guard owner == .newAccounts, copy.contains(where: { $0 > 0 }) else { return (grown, []) }
        func name(_ row: Int) -> String {
            let account = fleet.accounts[fleet.instanceAccount[rows[row]]]
            return copy[row] == 0 ? account : "\(account)+\(copy[row])"
        }
        let moved = grown.moved(to: name)
        var added: [String: String] = [:]
        for row in rows.indices where copy[row] > 0 {
            added[name(row)] = fleet.accounts[fleet.instanceAccount[rows[row]]]
        }
        return (moved, added.sorted { $0.key < $1.key }.map { (account: $0.key, like: $0.value) })
    }

    private func grows(_ region: Int, _ only: Int32??) -> Bool {
        guard let only else { return true }
        return only == Int32(region)
    }

    private func size(_ count: Int, _ factor: Double) -> Int { Int((Double(count) * factor).rounded()) }
}

/// A scenario whose fleets grow.
public struct ScenarioGrowth: Sendable {
    /// What grows.
    public enum Part: Hashable, Sendable {
        /// Every region of every deployment.
        case everything
        /// One region of a deployment, which is an index into those of the scenario.
        case region(deployment: Int, name: String)
    }

    public let scenario: Scenario
    private let owner: FleetGrowth.Owner
    private let growths: [FleetGrowth]

    public init(_ scenario: Scenario, owner: FleetGrowth.Owner = .sameAccount) {
        self.scenario = scenario
        self.owner = owner
        growths = scenario.deployments.enumerated().map { index, deployment in
            // Deployments that scan one fleet need not grow by the same instances.
            FleetGrowth(deployment.fleet, seed: scenario.seed &+ UInt64(index))
        }
    }

    /// Instances listed in all when a part is so many times as large.
    public func count(_ part: Part, factor: Double) -> Int {
        growths.indices.reduce(0) { total, index in
            switch part {
            case .everything: total + growths[index].count(factor: factor)
            case .region(index, let name): total + growths[index].count(factor: factor, in: name)
            case .region: total + growths[index].count(factor: 1)
            }
        }
    }

    /// The scenario when a part is so many times as large.
    public func scenario(_ part: Part, factor: Double) -> Scenario {
        guard factor != 1 else { return scenario }
        var grown = scenario
        for index in growths.indices {
            switch part {
            case .everything: grow(&grown.deployments[index], growths[index], factor, in: nil)
            case .region(index, let name): grow(&grown.deployments[index], growths[index], factor, in: name)
            case .region: continue
            }
        }
        return grown
    }

    private func grow(_ deployment: inout Deployment, _ growth: FleetGrowth, _ factor: Double, in region: String?) {
        let (fleet, added) = growth.fleet(factor: factor, in: region, owner: owner)
        deployment.fleet = fleet
        for (account, like) in added {
            if deployment.eligibility.targetAccounts?.contains(like) == true {
                deployment.eligibility.targetAccounts?.insert(account)
            }
            if deployment.eligibility.accountsWithoutStack.contains(like) {
                deployment.eligibility.accountsWithoutStack.insert(account)
            }
        }
    }
}
