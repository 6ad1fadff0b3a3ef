internal import ScanModel

/// Plans one region.
struct RegionPlanner: Sendable {
    let deployment: Deployment
    let scale: TickScale
    let ticks: WorkflowTicks
    /// Ticks that the cycle certainly stays below.
    let horizon: Int128

    func plan(
        _ limits: RegionLimits, records: consuming [DemandRecord], copies: consuming [CopyRecord] = []
    ) -> RegionOutcome {
        let (items, totals) = WorkItems.counted(
            records: records, copies: copies, fleet: deployment.fleet, order: deployment.itemOrder,
            places: deployment.scanner.places, keepsListedNumbers: deployment.isRandom)
        let found = bottlenecks(totals: totals, limits: limits)
        guard found.isEmpty else { return .infeasible(found) }

        var batches = Batches()
        if deployment.scanner.lifecycle == .perBatch {
            batches = Batches(deployment.batching, items: items, totals: totals, places: deployment.scanner.places)
            if deployment.launchesEmptyBatches {
                batches.addEmpty(Batches.emptyBatches(before: items, places: deployment.scanner.places))
            }
        }
        let buckets = limits.buckets.map { limit in
            limit.map { Clock.bucket($0, scale: scale, horizon: horizon) }
        }
        let (scanners, clamp) = effectiveScanners(totals: totals, batches: batches.count, limits: limits)
        let ways = ItemWays(workflow: deployment.workflow, ticks: ticks)
        let bounds = RegionBounds(
            deployment: deployment, limits: limits, buckets: buckets, items: items, totals: totals, ways: ways,
            ticks: ticks, scale: scale, scanners: scanners
        ).proved()
        let setup = scale.ticks(limits.setup.value)
        let teardown = scale.ticks(limits.teardown.value)
        let schedule = ListSchedule(
            ListSchedule.Input(
                items: items, totals: totals, batches: batches, deployment: deployment, limits: limits,
                buckets: buckets, ways: ways, ticks: ticks, scale: scale, scanners: scanners, horizon: horizon))
        let strongest = bounds.reduce(0) { max($0, $1.ticks) }
        let planned = setup + max(schedule.completed, strongest) + teardown
        let plan = RegionPlan(
            limits: limits, scanners: scanners, clamp: clamp, items: items, batches: batches, buckets: buckets,
            bounds: bounds, plannedTicks: planned, setupTicks: setup, teardownTicks: teardown,
            needs: needs(items: items, totals: totals, schedule: schedule, scanners: scanners),
            fewestBatches: totals.fewestBatches(places: deployment.scanner.places))
        let usage = PlannedUsage(
            deployment: deployment, items: items, totals: totals, ways: ways, ticks: ticks, scale: scale,
            schedule: schedule, region: limits.region
        ).ledger()
        return .planned(plan, usage)
    }

    /// The least of what is asked for, what the work can use, and what stated quotas leave.
    private func effectiveScanners(
        totals: WorkTotals, batches: Int, limits: RegionLimits
    ) -> (count: Int, clamp: ScannerClamp) {
        let useful: Int
        if deployment.scanner.lifecycle == .perBatch {
            useful = batches
        } else {
            let places = deployment.scanner.places
            useful = (totals.allPlacesWanted + places - 1) / places
        }
        var best = (count: limits.scannersRequested, clamp: ScannerClamp.setting)
        if useful < best.count { best = (useful, .work) }
        if let subnet = limits.subnet, subnet.scanners < best.count { best = (subnet.scanners, .subnet) }
        if let vcpu = limits.vcpu, vcpu.scanners < best.count { best = (vcpu.scanners, .vcpu) }
        return best
    }

    /// What makes this region impossible.
    private func bottlenecks(totals: WorkTotals, limits: RegionLimits) -> [Bottleneck] {
        var found: [Bottleneck] = []
        func add(_ limit: String, _ available: String, _ needed: String, _ remedy: String) {
            found.append(
                Bottleneck(
                    deployment: deployment.name, region: limits.region, limit: limit, available: available,
                    needed: needed, remedy: remedy))
        }
        if limits.scannersRequested < 1 {
            add("scanners", "\(limits.scannersRequested)", "1", "ask for at least one scanner")
        }
        if let subnet = limits.subnet, subnet.scanners < 1 {
            add(
                "subnet addresses",
                "\(max(0, (1 << (32 - subnet.prefix)) - subnet.reserved)) usable in a /\(subnet.prefix)",
                "\(subnet.perScanner)", "use a larger subnet")
        }
        if let vcpu = limits.vcpu, vcpu.scanners < 1 {
            add("vCPU quota", "\(vcpu.quota) vCPU", "\(vcpu.perScanner) vCPU", "raise the vCPU quota")
        }
        for (index, resource) in deployment.workflow.resources.enumerated() {
            guard let capacity = limits.capacities[index] else { continue }
            let most = totals.most(resource.per)
            if most > Int64(capacity) {
                add(
                    resource.name, "\(capacity)", "\(most) for the largest single instance",
                    "raise the limit \(resource.name)")
            }
        }
        for (index, limit) in limits.buckets.enumerated() {
            guard let limit, !limit.leavesTokens else { continue }
            let action = deployment.workflow.buckets[index].action
            add(
                "request rate of \(action)", "\(limit.rate.perSecond)/s, of which others take \(limit.background)/s",
                "more than the others take", "raise the rate of \(action), or make the others ask less often")
        }
        for (name, capacity, wanted) in heldWhileBatchesForm(totals: totals, limits: limits) {
            add(
                name, "\(capacity)", "\(wanted) for all instances that share it",
                "raise the limit \(name), or use persistent scanners: a batch that waits for its last instance holds "
                    + "what the others need")
        }
        for stage in deployment.workflow.stages {
            guard case .reject = stage.onEmpty else { continue }
            for bucket in stage.spends {
                guard let limit = limits.buckets[bucket] else { continue }
                let kind = deployment.workflow.buckets[bucket]
                let most = totals.most(kind.per)
                if Rational(Int128(most)) > limit.burst {
                    add(
                        "burst of \(kind.action)", "\(limit.burst) tokens", "\(most) tokens at once",
                        "raise the burst, or let requests wait (onEmpty: wait)")
                }
            }
        }
        return found
    }

    /// Limits that items keep while their batch waits for its scanner and that do not cover all of them at once.
    ///
    /// Batches could then wait for one another for ever, so such a plan is refused.
    private func heldWhileBatchesForm(
        totals: WorkTotals, limits: RegionLimits
    ) -> [(name: String, capacity: Int, wanted: Int64)] {
        let workflow = deployment.workflow
        guard deployment.scanner.lifecycle == .perBatch else { return [] }
        return workflow.resources.indices.compactMap { index in
            guard let capacity = limits.capacities[index],
                let taken = workflow.stages.firstIndex(where: { $0.acquires.contains(index) }),
                let released = workflow.stages.firstIndex(where: { $0.releases.contains(index) }),
                taken < workflow.placeStage, released >= workflow.placeStage
            else { return nil }
            let kind = workflow.resources[index]
            let most = totals.mostOfAnOwner(kind.scope) { $0.count(kind.per) }
            return most > Int64(capacity) ? (kind.name, capacity, most) : nil
        }
    }

    private func needs(items: WorkItems, totals: WorkTotals, schedule: ListSchedule, scanners: Int) -> RegionNeeds {
        let sizes = schedule.batchSizes
        let largest =
            sizes.isEmpty
            ? LargestSum.of(
                scanners * deployment.scanner.places, among: items.count, largest: UInt64(totals.totalSizeMost)
            ) { UInt64(items.totalSize[$0]) }
            : LargestSum.of(scanners, among: sizes.count, largest: sizes.max() ?? 0) { sizes[$0] }
        return RegionNeeds(
            vcpus: scanners * deployment.scanner.vcpus, addresses: scanners,
            volumeSizeUnits: Int64(largest))
    }
}
