internal import ScanModel

/// Puts simulated regions in time behind the region gate.
enum CycleComposition {
    /// - Parameters:
    ///   - windows: when each region was active; nil if it follows from how long each took.
    ///   - couplings: what the regions share besides the gate, by name.
    static func compose(
        _ deployment: Deployment, plan: DeploymentPlan, regions: [RegionRun], windows known: [RegionWindow]?,
        couplings: [String]
    ) -> DeploymentRun {
        let durations = zip(plan.regions, regions).map { $0.setupTicks + $1.completed + $0.teardownTicks }
        let windows = known ?? deployment.gate.schedule(durations: durations)
        let openings = zip(plan.regions, windows).map { $1.activated + $0.setupTicks }
        let gates = ([deployment.gate] + deployment.otherGates).map {
            GateOutcome(gate: $0, makespan: $0.makespan(durations: durations))
        }
        return DeploymentRun(
            name: deployment.name, scale: plan.scale, regions: regions, windows: windows,
            accounts: accounts(deployment, plan: plan, regions: regions, openings: openings),
            makespan: windows.reduce(0) { max($0, $1.ended) }, gates: gates,
            peakScanners: peakScanners(regions: regions, openings: openings),
            itemsWithinInterval: itemsWithinInterval(deployment, plan: plan, regions: regions, openings: openings),
            usage: usage(deployment, plan: plan, regions: regions), couplings: couplings)
    }

    private static func accounts(
        _ deployment: Deployment, plan: DeploymentPlan, regions: [RegionRun], openings: [Int64]
    ) -> [AccountRun] {
        let names = deployment.fleet.accounts
        var rows = names.texts.map { AccountRun(account: $0, items: 0, volumes: 0, completed: 0) }
        for (index, region) in regions.enumerated() {
            let items = plan.regions[index].items
            for item in 0..<items.count {
                let account = Int(items.accounts[Int(items.account[item])])
                rows[account].items += 1
                rows[account].volumes += Int(items.volumes[item])
            }
            for (local, account) in items.accounts.enumerated() {
                let completed = openings[index] + region.accountCompleted[local]
                rows[Int(account)].completed = max(rows[Int(account)].completed, completed)
            }
        }
        return rows.filter { $0.items > 0 }.sorted { $0.account < $1.account }
    }

    /// Most scanners between launch and termination at once; one that ends at an instant no longer counts then.
    private static func peakScanners(regions: [RegionRun], openings: [Int64]) -> Int {
        var changes: [(instant: Int64, change: Int)] = []
        for (region, opening) in zip(regions, openings) {
            for life in region.scanners where life.terminated > life.launched {
                changes.append((opening + life.launched, 1))
                changes.append((opening + life.terminated, -1))
            }
        }
        changes.sort { $0 < $1 }
        var now = 0
        return changes.reduce(0) { peak, entry in
            now += entry.change
            return max(peak, now)
        }
    }

    private static func itemsWithinInterval(
        _ deployment: Deployment, plan: DeploymentPlan, regions: [RegionRun], openings: [Int64]
    ) -> Int {
        guard let interval = deployment.interval else { return plan.demand.eligibleInstances }
        let limit = Int64((interval.value * Rational(Int128(plan.scale.ticksPerSecond))).floor)
        return zip(regions, openings).reduce(0) { sum, entry in
            let (region, opening) = entry
            // The completions rise: the first late one tells how many are in time.
            var low = 0
            var high = region.completions.count
            while low < high {
                let middle = (low + high) / 2
                if opening + region.completions[middle] <= limit { low = middle + 1 } else { high = middle }
            }
            return sum + low
        }
    }

    /// What is billed for what a meter's failures leave behind; nil: nothing of its own.
    private static func leftovers(_ meter: StorageMeter) -> UsageKind? {
        switch meter {
        case .volume: .leftoverVolumeGiBSeconds
        case .snapshot: .leftoverSnapshotGiBSeconds
        case .copy: nil
        }
    }

    private static func usage(_ deployment: Deployment, plan: DeploymentPlan, regions: [RegionRun]) -> UsageLedger {
        var ledger = UsageLedger()
        let perTick = Rational(1, over: Int128(plan.scale.ticksPerSecond))
        let perUnit = Rational(1, over: Int128(deployment.fleet.sizeUnitsPerGiB))
        let root = deployment.scanner.rootVolume.value
        for run in regions {
            let seconds = Rational(run.billed) * perTick
            ledger.add(seconds, of: .scannerSeconds, in: run.region)
            if root > .zero { ledger.add(seconds * root, of: .scannerRootGiBSeconds, in: run.region) }
            for meter in StorageMeter.allCases where meter != .copy || run.storage[Int(meter.rawValue)] > 0 {
                // A copy costs the same while it is used and while it lies about.
                let kind = leftovers(meter)
                let left = kind == nil ? 0 : run.leftovers[Int(meter.rawValue)]
                ledger.add(
                    Rational(run.storage[Int(meter.rawValue)] - left) * perTick * perUnit, of: UsageKind(meter),
                    in: run.region)
                if let kind, left > 0 { ledger.add(Rational(left) * perTick * perUnit, of: kind, in: run.region) }
            }
            for (bucket, count) in zip(deployment.workflow.buckets, run.requests) where bucket.meaning == .request {
                ledger.add(Rational(count), of: .requests(action: bucket.action), in: run.region)
            }
        }
        return ledger
    }
}
