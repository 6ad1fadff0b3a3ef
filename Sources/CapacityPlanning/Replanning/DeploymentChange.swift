internal import ScanModel

/// What changed from a planned deployment to another one with the same settings for all its regions.
struct DeploymentChange {
    private let old: PlannedDeployment
    private let deployment: Deployment
    private let content: FleetContent
    private let pairs: FleetPairs
    private let oldPairs: FleetPairs
    /// Entries of both fleets whose instances must be sorted again.
    private let changed: [(before: FleetContent.Entry?, after: FleetContent.Entry?)]
    private let changedPairs: Set<AccountRegion>
    /// Regions, by name, in which one of those lies or whose instances come in another order.
    private let changedRegions: Set<String>

    init(from old: PlannedDeployment, to deployment: Deployment, _ content: FleetContent) {
        (self.old, self.deployment, self.content) = (old, deployment, content)
        pairs = FleetPairs(deployment.fleet)
        oldPairs = FleetPairs(old.deployment.fleet)
        precondition(
            pairs.pairs.count == content.entries.count && oldPairs.pairs.count == old.content.entries.count,
            "the content of another fleet")
        let (before, after) = (old.deployment.eligibility, deployment.eligibility)
        let accounts = (before.targetAccounts ?? []).symmetricDifference(after.targetAccounts ?? [])
            .union(before.accountsWithoutStack.symmetricDifference(after.accountsWithoutStack))
        let regions = Set(old.deployment.regions.map(\.region)).symmetricDifference(deployment.regions.map(\.region))
        changed = FleetContent.merged(old.content, content).filter { before, after in
            guard let before, let after, before.digest == after.digest else { return true }
            return accounts.contains(after.pair.account) || regions.contains(after.pair.region)
        }
        changedPairs = Set(changed.compactMap { ($0.before ?? $0.after)?.pair })
        let orders = Set(content.orders.keys).union(old.content.orders.keys)
        changedRegions = Set(changedPairs.map(\.region)).union(
            orders.filter { content.orders[$0] != old.content.orders[$0] })
    }

    /// What is kept and what must be planned of each region with work, in the order of the deployment; nil if the new plan
    /// needs another clock than the old one.
    func jobs(_ work: inout ReplanningWork) throws(UnrepresentableTime) -> RegionJobs? {
        let gone = ChangedDemand(
            old.deployment, old.content, oldPairs, entries: changed.compactMap(\.before))
        let come = ChangedDemand(deployment, content, pairs, entries: changed.compactMap(\.after))
        let failures = content.entries.reduce(0) { max($0, $1.failuresMost) }
        let demand = ScanDemand(
            summary: summary(without: gone.demand.summary, with: come.demand.summary), failuresMost: failures)
        let draft = try Draft(deployment, demand: demand)
        guard draft.scale == old.plan.scale, draft.ticks == old.plan.ticks else { return nil }
        work.pairsSorted += changed.count
        work.pairsKept += content.entries.count - changed.count { $0.after != nil }
        work.instancesSorted += gone.instances.count + come.instances.count

        let regions = RegionRuns(deployment.fleet)
        let limits = Dictionary(old.deployment.regions.map { ($0.region, $0) }) { first, _ in first }
        let plans = Dictionary(old.plan.regions.map { ($0.region, $0) }) { first, _ in first }
        let accounts = AccountMap(from: old.deployment.fleet, to: deployment.fleet)
        let usage = Dictionary(grouping: old.plan.usage.entries, by: \.key.region)
        var jobs: [RegionJobs.Job] = []
        for (index, region) in deployment.regions.enumerated() {
            let name = region.region
            let plan = plans[name]
            if !changedRegions.contains(name), limits[name] == region {
                guard var plan else { continue }
                plan.items.accounts = accounts.mapped(plan.items.accounts)
                var ledger = UsageLedger()
                for entry in usage[name] ?? [] { ledger.add(entry.amount, of: entry.key.kind, in: name) }
                jobs.append(.kept(plan, ledger))
                work.regionsKept.append("\(deployment.name)/\(name)")
                continue
            }
            var splice = RegionSplice(
                deployment: deployment, region: name, runs: regions.runs(of: name, in: deployment.fleet),
                changed: changedPairs, come: come)
            if !splice.splice(plan?.items, accounts) {
                // The accounts are mixed, or a record does not hold all of its item: the whole region is sorted again.
                work.instancesSorted += splice.sort()
            }
            guard !splice.records.isEmpty else { continue }
            work.regionsPlanned.append("\(deployment.name)/\(name)")
            jobs.append(.planned(index, splice.records, splice.copies))
        }
        return RegionJobs(draft: draft, jobs: jobs)
    }

    /// The old summary without what the changed pairs had, and with what they have now.
    private func summary(without gone: DemandSummary, with come: DemandSummary) -> DemandSummary {
        var summary = old.plan.demand
        summary.listedInstances = deployment.fleet.instanceCount
        summary.listedVolumes = deployment.fleet.volumeCount
        summary.accountsWithoutStack = come.accountsWithoutStack
        summary.eligibleInstances += come.eligibleInstances - gone.eligibleInstances
        summary.eligibleVolumes += come.eligibleVolumes - gone.eligibleVolumes
        summary.eligibleSizeUnits += come.eligibleSizeUnits - gone.eligibleSizeUnits
        summary.copiedVolumes += come.copiedVolumes - gone.copiedVolumes
        summary.copiedInstances += come.copiedInstances - gone.copiedInstances
        summary.encryptedVolumes = DeploymentChange.counts(
            summary.encryptedVolumes, without: gone.encryptedVolumes, with: come.encryptedVolumes)
        summary.excluded = DeploymentChange.counts(summary.excluded, without: gone.excluded, with: come.excluded)
        return summary
    }

    private static func counts<Key: Hashable>(
        _ counts: [Key: Int], without gone: [Key: Int], with come: [Key: Int]
    ) -> [Key: Int] {
        counts.merging(gone.mapValues { -$0 }, uniquingKeysWith: +).merging(come, uniquingKeysWith: +)
            .filter { $0.value != 0 }
    }
}

/// Regions of which some keep their plan and the others are planned.
struct RegionJobs: Sendable {
    enum Job: Sendable {
        case kept(RegionPlan, UsageLedger)
        /// The region's index in the deployment, and its items.
        case planned(Int, [DemandRecord], [CopyRecord])
    }

    let draft: Draft
    let jobs: [Job]

    /// What each takes, for sharing them out.
    var weights: [Int] {
        jobs.map { job in if case .planned(_, let records, _) = job { records.count } else { 1 } }
    }

    func outcome(_ job: Int) -> RegionOutcome {
        switch jobs[job] {
        case .kept(let plan, let usage): .planned(plan, usage)
        case .planned(let region, let records, let copies):
            draft.planRegion(region, records: records, copies: copies)
        }
    }
}

/// Where accounts of one fleet stand in another one.
struct AccountMap {
    private let places: [Int32]

    /// - Complexity: O(accounts).
    init(from first: Fleet, to second: Fleet) {
        places = first.accounts.texts.map { second.accounts.index(of: $0) ?? -1 }
    }

    /// Traps at an account that the other fleet does not have.
    subscript(account: Int32) -> Int32 {
        let place = places[Int(account)]
        precondition(place >= 0, "account \(account) is in one fleet only")
        return place
    }

    /// Whether the other fleet has an account.
    func isKnown(_ account: Int32) -> Bool { places[Int(account)] >= 0 }

    func mapped(_ accounts: [Int32]) -> [Int32] { accounts.map { self[$0] } }
}

/// Instances of a fleet by region, as runs of one account.
struct RegionRuns {
    private var byRegion: [String: [(account: Int32, instances: [Range<Int>])]] = [:]

    /// - Complexity: O(instances), reading two columns.
    init(_ fleet: Fleet) {
        let (accounts, regions) = (fleet.instanceAccount, fleet.instanceRegion)
        var found = [[(account: Int32, instances: [Range<Int>])]](repeating: [], count: fleet.regions.count)
        var start = 0
        for instance in 0..<fleet.instanceCount {
            let next = instance + 1
            if next < accounts.count, accounts[next] == accounts[start], regions[next] == regions[start] { continue }
            let region = Int(regions[start])
            if let last = found[region].indices.last, found[region][last].account == accounts[start] {
                found[region][last].instances.append(start..<next)
            } else {
                found[region].append((accounts[start], [start..<next]))
            }
            start = next
        }
        for (index, runs) in found.enumerated() { byRegion[fleet.regions[Int32(index)]] = runs }
    }

    /// The runs of a region in the order of the fleet, no account twice in a row.
    func runs(of region: String, in fleet: Fleet) -> [(account: Int32, instances: [Range<Int>])] {
        byRegion[region] ?? []
    }
}
