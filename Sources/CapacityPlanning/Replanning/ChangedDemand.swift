internal import ScanModel

/// Who is scanned of some pairs of a fleet, sorted without a look at the others.
struct ChangedDemand {
    /// The demand of a fleet of these pairs alone.
    let demand: ScanDemand
    /// The instances of the pairs by their numbers in the whole fleet, in the order of the small one.
    let instances: [Int]
    private let part: Fleet
    private let fleet: Fleet
    private let regions: [String: Int]

    /// - Complexity: O(entries of the content, instances and volumes of the pairs).
    init(_ deployment: Deployment, _ content: FleetContent, _ pairs: FleetPairs, entries: [FleetContent.Entry]) {
        let wanted = Set(entries.map(\.pair))
        var instances: [Int] = []
        for (entry, pair) in zip(content.entries, pairs.pairs) where wanted.contains(entry.pair) {
            instances += pairs.instances(of: pair)
        }
        self.init(deployment, instances: instances)
    }

    /// - Parameter instances: numbers of instances.
    init(_ deployment: Deployment, instances: [Int]) {
        var taker = FleetTaker(Fleet(sizeUnitsPerGiB: deployment.fleet.sizeUnitsPerGiB))
        taker.take(instances, of: deployment.fleet)
        var small = deployment
        small.fleet = taker.fleet
        let sort = DemandSort(small)
        demand = ScanDemand(small, parts: sort.parts.indices.map { sort.sorted($0) })
        part = taker.fleet
        fleet = deployment.fleet
        self.instances = instances
        regions = Dictionary(deployment.regions.enumerated().map { ($1.region, $0) }) { first, _ in first }
    }

    /// The records of a region with the numbers of the whole fleet, and their copies if there are any.
    ///
    /// - Complexity: O(records of the region + accounts of the part).
    func records(region: String) -> (records: [DemandRecord], copies: [CopyRecord]) {
        guard let slot = regions[region] else { return ([], []) }
        let accounts = part.accounts.texts.map { fleet.accounts.index(of: $0) ?? -1 }
        let records = demand.records(region: slot).map { record in
            var own = record
            own.account =
                record.volumes == DemandRecord.overflow
                ? Int32(instances[Int(record.account)]) : accounts[Int(record.account)]
            return own
        }
        return (records, demand.copies(region: slot))
    }

    /// The account of a record of the whole fleet.
    func account(of record: DemandRecord) -> Int32 {
        record.volumes == DemandRecord.overflow ? fleet.instanceAccount[Int(record.account)] : record.account
    }
}

/// The records of a region, put together from those of changed pairs and those that an old plan was made of.
struct RegionSplice {
    let deployment: Deployment
    let region: String
    /// The instances of the region, account by account in the order of the fleet.
    let runs: [(account: Int32, instances: [Range<Int>])]
    let changed: Set<AccountRegion>
    let come: ChangedDemand
    private(set) var records: [DemandRecord] = []
    private(set) var copies: [CopyRecord] = []

    init(
        deployment: Deployment, region: String, runs: [(account: Int32, instances: [Range<Int>])],
        changed: Set<AccountRegion>, come: ChangedDemand
    ) {
        (self.deployment, self.region, self.runs) = (deployment, region, runs)
        (self.changed, self.come) = (changed, come)
    }

    /// Fills the records; false if the old items do not tell enough.
    ///
    /// Records come account by account. Within an account those of the old plan come in its order, which is not the listed
    /// one where a rule orders them by size: sorting by size again keeps equals in their order, so the result is the same.
    /// Where draws are keyed by listed numbers, the old plan knows these.
    ///
    /// - Complexity: O(items of the region, m log m for the m items of accounts whose listed numbers decide).
    mutating func splice(_ old: WorkItems?, _ accounts: AccountMap) -> Bool {
        guard Set(runs.map(\.account)).count == runs.count else { return false }
        var kept: [Int32: [Int]] = [:]
        if let old {
            // Accounts that are in the old fleet only have changed, and nobody asks for their items.
            for item in 0..<old.count {
                guard old.volumes[item] < Int32(DemandRecord.overflow), old.totalSize[item] <= Int64(UInt32.max) else {
                    return false
                }
                kept[old.account[item], default: []].append(item)
            }
        }
        let places = Dictionary(
            uniqueKeysWithValues: (old?.accounts ?? []).enumerated().compactMap { local, account in
                accounts.place(of: account).map { ($0, Int32(local)) }
            })
        let (fresh, freshCopies) = come.records(region: region)
        var next = 0
        var byAccount: [Int32: Range<Int>] = [:]
        while next < fresh.count {
            let account = come.account(of: fresh[next])
            let end = fresh[next...].firstIndex { come.account(of: $0) != account } ?? fresh.count
            byAccount[account] = next..<end
            next = end
        }
        for run in runs {
            let pair = AccountRegion(account: deployment.fleet.accounts[run.account], region: region)
            if changed.contains(pair) {
                guard let range = byAccount[run.account] else { continue }
                records += fresh[range]
                copies += freshCopies.isEmpty ? range.map { _ in CopyRecord() } : Array(freshCopies[range])
            } else if let old, let local = places[run.account], var items = kept[local] {
                if !old.listedNumbers.isEmpty { items.sort { old.listedNumbers[$0] < old.listedNumbers[$1] } }
                for item in items {
                    records.append(DemandRecord(item, of: old, account: run.account))
                    copies.append(CopyRecord(item, of: old))
                }
            }
        }
        if !copies.contains(where: { $0.volumes > 0 }) { copies = [] }
        return true
    }

    /// Fills the records from the fleet; gives the number of instances that were asked.
    mutating func sort() -> Int {
        let instances = runs.flatMap { $0.instances.flatMap { Array($0) } }
        (records, copies) = ChangedDemand(deployment, instances: instances).records(region: region)
        return instances.count
    }
}

extension AccountMap {
    /// Where an account stands in the other fleet; nil if it does not.
    func place(of account: Int32) -> Int32? { isKnown(account) ? self[account] : nil }
}

extension DemandRecord {
    /// The record that an item was made of, if its sizes fit.
    fileprivate init(_ item: Int, of items: WorkItems, account: Int32) {
        self.init(
            account: account, totalSize: UInt32(items.totalSize[item]), largestSize: items.largestSize[item],
            volumes: UInt16(items.volumes[item]), platform: items.platform[item].rawValue,
            failures: items.failures[item])
    }
}

extension CopyRecord {
    fileprivate init(_ item: Int, of items: WorkItems) {
        self.init()
        guard !items.copies.isEmpty else { return }
        (total, largest, volumes) = (items.copiedTotal[item], items.copiedLargest[item], items.copies[item])
    }
}
