import ScanModel

/// Which account has how many instances in which region.
struct Deal: Sendable {
    let specification: FleetSpecification
    /// Instances of each account and of each region.
    private let accounts: [Int]
    private let regions: [Int]

    /// A stretch of the instances in the order of the fleet.
    struct Part: Sendable {
        /// Account of the first instance, and the instances of the account before it.
        fileprivate var account: Int
        fileprivate var skipped: Int
        var count: Int
        /// The dealing when this account has just got its instances.
        fileprivate var dealing: RegionDealing
    }

    /// Stops the program if the specification has faults. Complexity: O(accounts + regions).
    init(_ specification: FleetSpecification) {
        FleetGenerator.requireValid(specification)
        self.specification = specification
        accounts = Apportionment.largestRemainders(
            specification.instances, weights: AccountWeights.weights(of: specification))
        regions = Apportionment.largestRemainders(
            specification.instances, weights: specification.regionWeights ?? [])
    }

    /// The instances cut into `wanted` parts of the same size, give or take one; at least 1 of them.
    ///
    /// - Complexity: that of dealing all instances but those of the last part; O(accounts) for a single part.
    func parts(_ wanted: Int) -> [Part] {
        var parts: [Part] = []
        var dealing = RegionDealing(totals: regions)
        var dealt = 0
        for (account, count) in accounts.enumerated() where count > 0 {
            dealing.deal(count)
            while parts.count < wanted {
                let first = specification.instances * parts.count / wanted
                guard first < dealt + count else { break }
                let end = specification.instances * (parts.count + 1) / wanted
                parts.append(Part(account: account, skipped: first - dealt, count: end - first, dealing: dealing))
            }
            if parts.count == wanted { break }
            dealt += count
        }
        return parts
    }

    /// Hands over the account, the region and the numbers of the instances of a part, in the order of the fleet.
    func forEachRun<Failure: Error>(
        _ part: Part, _ body: (_ account: Int, _ region: Int, _ numbers: Range<Int>) throws(Failure) -> Void
    ) throws(Failure) {
        var account = part.account
        var dealing = part.dealing
        var skipped = part.skipped
        var left = part.count
        while true {
            for (region, count) in dealing.row.enumerated() where count > 0 {
                let first = min(skipped, count)
                skipped -= first
                let numbers = first..<min(count, first + left)
                left -= numbers.count
                if !numbers.isEmpty { try body(account, region, numbers) }
            }
            if left == 0 { return }
            repeat { account += 1 } while accounts[account] == 0
            dealing.deal(accounts[account])
        }
    }

    /// The instances of a part as a fleet of their own.
    ///
    /// - Complexity: O(instances of the part * regions).
    func fleet(_ part: Part, _ draws: InstanceDraws) -> Fleet {
        var filling = FleetFilling(specification, draws, instances: part.count)
        forEachRun(part) { account, region, numbers in
            filling.add(account: account, region: region, numbers: numbers)
        }
        filling.flush()
        return filling.fleet
    }
}
