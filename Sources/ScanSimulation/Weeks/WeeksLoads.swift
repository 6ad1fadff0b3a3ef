internal import EventSimulation
internal import RandomStreams
internal import ScanModel

/// The closed form of what regions have to do and can do.
enum WeeksLoads {
    /// Time from one scan of an item to its next if nothing is late, in ticks.
    ///
    /// - Parameter starts: of the schedule; the shortest time between two counts.
    static func period(_ ticks: WeeksTicks, starts: [Int64]) -> Int64 {
        let record = ticks.interval + ticks.expiryLag
        switch ticks.anchor {
        case .discovery: return max(ticks.poll, WeeksTicks.next(record, every: ticks.poll))
        // A scan takes some time, so the record outlives the discovery at which it was still young.
        case .completion: return (record / ticks.poll + 1) * ticks.poll
        case .schedule: return zip(starts, starts.dropFirst()).map { $1 - $0 }.min() ?? ticks.interval
        }
    }

    /// Requests in a period for each item of the start, on average.
    ///
    /// An instance that starts is found after a wait that is even between 0 and the time between two discoveries, and
    /// then once a period while it lives. With the wait U, a length of life X and the period T that makes on average
    /// the sum over j of P(X > U + jT).
    static func demand(_ settings: WeeksSettings, poll: Double, period: Double, perSecond: Double) -> Double {
        guard let churn = settings.churn else { return 1 }
        let week = Double(WeeksSettings.week) * perSecond
        let length = churn.effectiveLifetime.mean.value.doubleValue * perSecond
        var scans: Double
        switch churn.effectiveLifetime {
        case .exponential:
            scans = poll > 0 ? length / poll * (1 - exactExp(-poll / length)) : 1
            scans /= 1 - exactExp(-period / length)
        case .fixed:
            scans = 0
            var left = length
            while left > 0 {
                scans += poll > 0 ? min(1, left / poll) : 1
                left -= period
            }
        }
        return (churn.lifetime == nil ? 0 : 1) + churn.perWeek.doubleValue * period / week * scans
    }

    /// The load of a region. Complexity: O(items * stages).
    static func load(_ input: WeeksInput, region: Int, period: Int64) -> RegionLoad {
        let plan = input.plan.regions[region]
        let times = ItemTimes.all(
            input.deployment, plan: input.plan, region: region, scale: input.scale,
            limit: LeadLimit(input.deployment.workflow, plan.limits))
        let offsets = input.discovery.offsets[region]
        var work: Int128 = 0
        for batch in 0..<plan.batches.count {
            // What no discovery sees is no work.
            let members = plan.batches[batch].filter { offsets[Int(times[Int($0)].account)] >= 0 }
            guard let longest = members.map({ times[Int($0)].onScanner }).max() else { continue }
            work += Int128(input.ticks.boot + longest + input.ticks.drain)
        }
        let settings = input.deployment.weeks
        let names = input.deployment.fleet.accounts.texts
        let isReported = plan.items.accounts.contains {
            settings.events?.reaches(account: names[Int($0)], region: plan.region) == true
        }
        let wait = isReported ? Double(input.ticks.reportWindow) : Double(input.ticks.poll)
        let demand = demand(
            settings, poll: wait, period: Double(period), perSecond: Double(input.scale.ticksPerSecond))
        let scanners = input.scanners(region)
        return RegionLoad(
            region: plan.region, work: work, scanners: scanners, demand: demand,
            factor: demand * Double(work) / (Double(scanners) * Double(period)))
    }

    /// The load of the window: how long all regions take one after another, over the places of the window.
    static func windowLoad(_ input: WeeksInput, loads: [RegionLoad], period: Int64) -> Double? {
        guard let gate = input.gate else { return nil }
        var turns = 0.0
        for (plan, load) in zip(input.plan.regions, loads) {
            let aside = input.scale.ticks(plan.limits.setup.value) + input.scale.ticks(plan.limits.teardown.value)
            turns += Double(aside) + load.factor * Double(period)
        }
        return turns / (Double(gate.window) * Double(period))
    }
}
