internal import EventSimulation
internal import RandomStreams
internal import ScanModel

/// What the regions of a simulation over weeks are made of.
struct WeeksInput: Sendable {
    let deployment: Deployment
    let plan: DeploymentPlan
    let scale: TickScale
    let ticks: WeeksTicks
    let discovery: DiscoverySchedule
    let weeks: Int
    let seed: UInt64
    /// Number of its first region among those of all deployments; draws are keyed by it.
    let firstNumber: Int

    /// Scanners that may work in a region at once, however much there is to do.
    func scanners(_ region: Int) -> Int {
        let limits = plan.regions[region].limits
        return min(
            limits.scannersRequested, limits.subnet?.scanners ?? .max, limits.vcpu?.scanners ?? .max)
    }

    /// The window of regions, if it can make one wait.
    var gate: RegionGate? { deployment.gate.window < plan.regions.count ? deployment.gate : nil }
}

extension WeeksRegion {
    /// - Parameters:
    ///   - multiple: the fleet in place of the planned one, which is repeated or thinned evenly.
    ///   - isAlwaysOpen: whether no other region can make it wait.
    init(
        _ input: WeeksInput, region: Int, seat: Int, multiple: Double = 1, isAlwaysOpen: Bool,
        progress: ProgressCounter
    ) {
        let plan = input.plan.regions[region]
        let items = plan.items
        let settings = input.deployment.weeks
        ticks = input.ticks
        self.seat = UInt16(seat)
        name = plan.region
        scannersAtOnce = input.scanners(region)
        places = Int32(input.deployment.scanner.places)
        setup = input.scale.ticks(plan.limits.setup.value)
        teardown = input.scale.ticks(plan.limits.teardown.value)
        limit = LeadLimit(input.deployment.workflow, plan.limits)
        times = ItemTimes.all(
            input.deployment, plan: input.plan, region: region, scale: input.scale, limit: limit)
        templateCount = items.count
        self.progress = progress
        self.isAlwaysOpen = isAlwaysOpen
        let count = multiple == 1 ? items.count : Int((Double(items.count) * multiple).rounded())
        churn = ChurnTicks(
            settings, fleet: count, scale: input.scale, seed: input.seed, regionNumber: input.firstNumber + region)
        // Room for what will live at once; more is made where chance wants it.
        rowRoom = count + Int(Double(count) * (churn.growth * Double(input.weeks) + min(churn.starts, 1))) + 64
        rows = FlatBuffer(capacity: rowRoom)
        readyBits = FlatBuffer(repeating: 0, count: rowRoom / 64 + 1)
        rowCount = count
        accountCount = items.accounts.count
        accounts = FlatBuffer(
            items.accounts.enumerated().map { local, account in
                AccountRow(
                    offset: input.discovery.offsets[region][local],
                    isReported: settings.events?.reaches(
                        account: input.deployment.fleet.accounts.texts[Int(account)], region: plan.region) == true)
            })
        lines = FlatBuffer(repeating: RowLine(), count: 2)
        streams = FlatBuffer(repeating: BirthStream(), count: 2)
        firstScansLeft = count
        weekCount = input.weeks
        tallies = FlatBuffer(repeating: WeekTally(), count: input.weeks)
        classes = AgeDistribution.Classes(bits: 8, minutes: input.weeks * 10_080)
        accountClasses = AgeDistribution.Classes(bits: 4, minutes: input.weeks * 10_080)
        ages = FlatBuffer(repeating: AgeDistribution.Weight(), count: classes.count + 1)
        accountAges = FlatBuffer(
            repeating: AgeDistribution.Weight(), count: (accountClasses.count + 1) * items.accounts.count)
        for row in 0..<count {
            let template = WeeksRegion.template(row, of: count, items: items.count)
            var end = Int64.max
            if churn.isRenewal { end = churn.life(churn.key(stage: 2, item: row).uniform(draw: 0)) }
            rows[row] = InstanceRow(since: 0, end: end, sighting: .max, template: Int32(template))
            rows[row].isOfTheStart = true
            accounts[Int(times[template].account)].instances += 1
        }
    }

    /// The item of the plan that a row of a larger or smaller fleet equals: the whole plan as often as it fits, so that
    /// batches are mixed as they are in the plan, then rows spread evenly over it.
    private static func template(_ row: Int, of count: Int, items: Int) -> Int {
        let whole = count / items * items
        return row < whole ? row % items : (row - whole) * items / (count - whole)
    }
}
