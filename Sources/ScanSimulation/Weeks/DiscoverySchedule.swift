internal import HeapModule
internal import ScanModel

/// When within a discovery each account of each planned region is seen.
struct DiscoverySchedule: Sendable {
    /// Ticks from the start of a discovery, by region of the plan and account of the region; -1: never.
    var offsets: [[Int64]]
    var cost: DiscoveryCost

    /// The tasks of one discovery: all regions of the first account, then those of the next, handed out group by group
    /// to workers, first come, first served.
    ///
    /// The numbers are those of the listed fleet; growth and churn are too small to move a discovery much. A task is
    /// over when its last page is there, and its instances count as seen then. Calls that a rate holds back do not
    /// count against the task's timeout.
    /// - Complexity: O(instances + pairs log pairs).
    init(_ deployment: Deployment, plan: DeploymentPlan, scale: TickScale) {
        let poll = scale.ticks(deployment.weeks.pollInterval.value)
        offsets = plan.regions.map { [Int64](repeating: 0, count: $0.items.accounts.count) }
        var listing = FleetListing(deployment)
        cost = DiscoveryCost(
            pairs: listing.pairs, calls: 0, pairsMissed: 0, instancesMissed: 0, length: 0, lastSeen: 0, period: poll,
            resumed: 0)
        guard let fanOut = deployment.weeks.fanOut else { return }
        let tasks = DiscoveryTasks(fanOut, rate: deployment.weeks.callRate, scale: scale)
        let seen = tasks.run(&listing, &cost)
        for (number, region) in plan.regions.enumerated() {
            for (local, account) in region.items.accounts.enumerated() {
                offsets[number][local] = listing.pair(Int(account), region.region).map { seen[$0] } ?? -1
            }
            for item in 0..<region.items.count where offsets[number][Int(region.items.account[item])] < 0 {
                cost.instancesMissed += 1
            }
            cost.lastSeen = offsets[number].reduce(cost.lastSeen, max)
        }
        // A discovery that is due while the one before it goes on begins at the next tick of the timer.
        cost.period = max(1, (cost.length + poll - 1) / poll) * poll
    }
}

/// Instances and volumes by account and region, accounts first.
private struct FleetListing {
    let regions: [String: Int]
    /// By account of the fleet, its place among the target accounts.
    private var places: [Int32: Int] = [:]
    private let accounts: Int
    private(set) var instances: [Int]
    private(set) var volumes: [Int]

    var pairs: Int { accounts * regions.count }

    init(_ deployment: Deployment) {
        let fleet = deployment.fleet
        regions = Dictionary(uniqueKeysWithValues: deployment.regions.enumerated().map { ($1.region, $0) })
        let declared = deployment.targets.filter { $0.stackParameters != nil }.map(\.account)
        let targets = deployment.targets.isEmpty ? fleet.accounts.texts : declared
        accounts = targets.count
        let known = Dictionary(uniqueKeysWithValues: fleet.accounts.texts.enumerated().map { ($1, Int32($0)) })
        for (place, target) in targets.enumerated() {
            if let account = known[target] { places[account] = place }
        }
        instances = [Int](repeating: 0, count: accounts * regions.count)
        volumes = instances
        let region = fleet.regions.texts.map { regions[$0] }
        let place = (0..<fleet.accounts.count).map { places[Int32($0)] }
        for instance in 0..<fleet.instanceCount {
            guard let account = place[Int(fleet.instanceAccount[instance])],
                let region = region[Int(fleet.instanceRegion[instance])]
            else { continue }
            instances[account * regions.count + region] += 1
            volumes[account * regions.count + region] += fleet.volumes(of: instance).count
        }
    }

    /// The pair of an account of the fleet and a region; nil if the account is no target.
    func pair(_ account: Int, _ region: String) -> Int? {
        guard let place = places[Int32(account)], let region = regions[region] else { return nil }
        return place * regions.count + region
    }
}

/// The rules of a discovery on the clock.
private struct DiscoveryTasks {
    private let fanOut: DiscoveryFanOut
    private let scale: TickScale
    /// Ticks between two calls where a rate limits them.
    private let perCallOfAll: Rational?

    init(_ fanOut: DiscoveryFanOut, rate: TokenRate?, scale: TickScale) {
        self.fanOut = fanOut
        self.scale = scale
        perCallOfAll = rate.map { Rational(Int128(scale.ticksPerSecond)) / $0.perSecond }
    }

    private struct Task: Comparable {
        var available: Int64
        var number: Int
        var pair: Int
        var calls: Int

        static func < (left: Task, right: Task) -> Bool {
            (left.available, left.number) < (right.available, right.number)
        }
    }

    /// When each pair is seen; -1: never.
    func run(_ listing: inout FleetListing, _ cost: inout DiscoveryCost) -> [Int64] {
        let perBatch = scale.ticks(fanOut.perTaskBatch.value)
        let perCall = scale.ticks(fanOut.perCall.value)
        let timeout = scale.ticks(fanOut.taskTimeout.value)
        let callsAtOnce = perCall == 0 ? Int.max : max(2, Int(timeout / perCall))
        var seen = [Int64](repeating: -1, count: listing.pairs)
        var waiting = Heap<Task>()
        for pair in 0..<listing.pairs {
            let created = Int64(pair / fanOut.taskBatch + 1) * perBatch
            guard created <= scale.ticks(fanOut.creationTimeout.value) else {
                cost.pairsMissed = listing.pairs - pair
                break
            }
            waiting.insert(
                Task(
                    available: created, number: pair, pair: pair,
                    calls: calls(listing.instances[pair], listing.volumes[pair])))
        }
        var workers = Heap<Int64>([Int64](repeating: 0, count: min(fanOut.workers, max(1, waiting.count))))
        var number = listing.pairs
        var allCalls: Rational = .zero
        while let task = waiting.popMin() {
            let start = max(task.available, workers.removeMin())
            let calls = min(task.calls, callsAtOnce)
            cost.calls += calls
            var end = start + Int64(calls) * perCall
            if let perCallOfAll {
                allCalls = max(allCalls, Rational(Int128(start))) + perCallOfAll * Rational(calls)
                end = max(end, Int64(allCalls.ceiling))
            }
            workers.insert(end)
            cost.length = max(cost.length, end)
            if calls == task.calls {
                seen[task.pair] = end
            } else {
                cost.resumed += 1
                // It takes its role anew when it goes on.
                waiting.insert(
                    Task(available: end, number: number, pair: task.pair, calls: task.calls - calls + 1))
                number += 1
            }
        }
        return seen
    }

    /// One to take the role, one for each page of instances, and those for the volumes of each page.
    private func calls(_ instances: Int, _ volumes: Int) -> Int {
        let pages = max(1, DiscoveryTasks.ceiling(instances, fanOut.instancesPerPage))
        let volumePages = max(1, DiscoveryTasks.ceiling(DiscoveryTasks.ceiling(volumes, pages), fanOut.volumesPerPage))
        return 1 + pages + pages * volumePages
    }

    private static func ceiling(_ value: Int, _ unit: Int) -> Int { (value + unit - 1) / unit }
}
