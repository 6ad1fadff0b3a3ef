import ScanModel
import TestSupport

/// Draws fleets that differ from others in some pairs of account and region.
struct FleetChanges: Sendable {
    var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    /// The instances of a fleet, dealt to more accounts and listed account by account.
    mutating func dealt(_ fleet: Fleet, accounts: Int) -> Fleet {
        let copies = (0..<3).flatMap { _ in Array(0..<fleet.instanceCount) }
        let owners = copies.map { _ in "account-\(dice.roll(1...accounts))" }
        let moved = fleet.rows(copies).moved { owners[$0] }
        return ordered(moved)
    }

    /// By account and region, as listings are.
    func ordered(_ fleet: Fleet) -> Fleet {
        let pairs = FleetPairs(fleet)
        var taker = FleetTaker(Fleet(sizeUnitsPerGiB: fleet.sizeUnitsPerGiB))
        taker.take(pairs.pairs.flatMap { Array(pairs.instances(of: $0)) }, of: fleet)
        return taker.fleet
    }

    /// A fleet in which so many pairs list other instances, and perhaps one account more.
    ///
    /// - Returns: the fleet, by account and region, and the pairs that were changed.
    mutating func changed(_ fleet: Fleet, pairs count: Int) -> (fleet: Fleet, pairs: Set<AccountRegion>) {
        let pairs = FleetPairs(fleet)
        let chosen = Set(dice.shuffled(Array(pairs.pairs.indices)).prefix(count))
        var changed: Set<AccountRegion> = []
        var result = Fleet(sizeUnitsPerGiB: fleet.sizeUnitsPerGiB)
        // Accounts whose names come first shift the numbers of all others.
        if dice.chance(40) {
            let region = fleet.regions.texts[dice.roll(0...(fleet.regions.count - 1))]
            add(2, to: &result, account: "account-0", region: region)
            changed.insert(AccountRegion(account: "account-0", region: region))
        }
        for (index, pair) in pairs.pairs.enumerated() {
            let name = AccountRegion(
                account: fleet.accounts[pair.account], region: fleet.regions[Int32(pair.region)])
            var instances = Array(pairs.instances(of: pair))
            guard chosen.contains(index) else {
                append(instances, of: fleet, to: &result)
                continue
            }
            changed.insert(name)
            switch dice.roll(0...3) {
            case 0: instances = []
            case 1: instances.removeLast()
            case 2: instances += instances.prefix(2)
            default: break
            }
            append(instances, of: fleet, to: &result)
            if dice.chance(50) || !instances.isEmpty {
                add(dice.roll(1...3), to: &result, account: name.account, region: name.region)
            }
        }
        return (result, changed)
    }

    private func append(_ instances: [Int], of fleet: Fleet, to result: inout Fleet) {
        var taker = FleetTaker(result)
        taker.take(instances, of: fleet)
        result = taker.fleet
    }

    private mutating func add(_ count: Int, to fleet: inout Fleet, account: String, region: String) {
        for _ in 0..<count {
            let volumes = (0..<dice.roll(1...3)).map { _ in dice.pick([Int32(8), 30, 100]) }
            let isEncrypted = dice.chance(30)
            fleet.append(
                account: fleet.internAccount(account), region: fleet.internRegion(region),
                platform: dice.pick(Platform.allCases), volumes: volumes,
                encryption: volumes.map { _ in isEncrypted ? .defaultKey : .none })
        }
    }
}
