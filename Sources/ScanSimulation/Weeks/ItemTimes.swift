internal import EventSimulation
internal import ScanModel

/// What a scan of one item takes, part by part, in ticks; waiting comes on top.
struct ItemTimes: BitwiseCopyable, Sendable {
    /// From its request to the stage that takes a place in the limit.
    var before: Int64 = 0
    /// Holding the place.
    var held: Int64 = 0
    /// From there to a scanner.
    var rest: Int64 = 0
    /// On a scanner that has booted.
    var onScanner: Int64 = 0
    /// From the scanner to its completion.
    var after: Int64 = 0
    /// Places in the limit that it takes.
    var units: Int64 = 0
    /// Index among the accounts of the region.
    var account: Int32 = 0
    var volumes: Int32 = 0
    var platform = Platform.linux

    /// Everything before a scanner.
    var lead: Int64 { before + held + rest }
}

/// A counted limit that items hold on their way to a scanner.
struct LeadLimit: Sendable {
    var resource: Int
    var taken: Int
    var released: Int
    var capacity: Int64
    var isPerAccount: Bool

    /// The first limit with a capacity that is taken and released before the scanner; nil: there is none.
    init?(_ workflow: ScanWorkflow, _ limits: RegionLimits) {
        for (taken, stage) in workflow.stages[..<workflow.placeStage].enumerated() where stage.recheck == nil {
            for resource in stage.acquires {
                guard let capacity = limits.capacities[resource],
                    let released = workflow.stages.firstIndex(where: { $0.releases.contains(resource) }),
                    released < workflow.placeStage
                else { continue }
                self.resource = resource
                self.taken = taken
                self.released = released
                self.capacity = Int64(capacity)
                isPerAccount = workflow.resources[resource].scope == .targetAccountRegion
                return
            }
        }
        return nil
    }
}

extension ItemTimes {
    /// The times of every item of a region, in the order of its plan, as the simulation of one cycle has them.
    ///
    /// - Complexity: O(items * stages).
    static func all(
        _ deployment: Deployment, plan: DeploymentPlan, region: Int, scale: TickScale, limit: LeadLimit?
    ) -> FlatBuffer<ItemTimes> {
        var deployment = deployment
        // Weeks of many cycles rest on nominal durations.
        deployment.variations = nil
        let regionPlan = plan.regions[region]
        let items = regionPlan.items
        var world = RegionWorld(
            deployment: deployment, plan: regionPlan,
            compiled: CompiledRegion(deployment: deployment, plan: regionPlan, scale: plan.scale, ticks: plan.ticks),
            draws: Draws(seed: 0, trial: 0), regionNumber: 0, progress: ProgressCounter(total: 0, report: nil))
        let workflow = deployment.workflow
        var times = FlatBuffer<ItemTimes>(capacity: items.count)
        for item in 0..<items.count {
            var own = ItemTimes()
            own.account = items.account[item]
            own.volumes = items.volumes[item]
            own.platform = items.platform[item]
            if let limit { own.units = items.units(workflow.resources[limit.resource].per, of: item) }
            for stage in workflow.stages.indices {
                if workflow.stages[stage].condition == .copyNeeded, world.units(.copiedVolume, isNeededBy: item) == 0 {
                    continue
                }
                let ticks = converted(world.duration(stage, item), from: plan.scale, to: scale)
                if stage > workflow.lastPlaceStage {
                    own.after += ticks
                } else if stage >= workflow.placeStage {
                    own.onScanner += ticks
                } else if let limit, stage >= limit.taken {
                    if stage <= limit.released { own.held += ticks } else { own.rest += ticks }
                } else {
                    own.before += ticks
                }
            }
            times[item] = own
        }
        return times
    }

    /// Ticks of another clock; what is not whole there is rounded up.
    private static func converted(_ ticks: Int64, from old: TickScale, to new: TickScale) -> Int64 {
        if old.ticksPerSecond == new.ticksPerSecond { return ticks }
        return Int64((old.seconds(ticks) * Rational(Int128(new.ticksPerSecond))).ceiling)
    }
}

extension RegionWorld {
    /// Units of an item, none if no item needs copies at all.
    fileprivate func units(_ basis: UnitBasis, isNeededBy item: Int) -> Int64 { hasCopies ? units(basis, of: item) : 0 }
}
