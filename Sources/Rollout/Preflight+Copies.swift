import ScanModel

extension Preflight {
    /// An account's copies get through before the first of them have asked for the last time.
    static func copies(_ deployment: Deployment, _ plan: DeploymentPlan) -> [PreflightFinding] {
        let stages = deployment.workflow.stages
        guard let index = stages.firstIndex(where: { $0.condition == .copyNeeded && $0.recheck != nil }),
            let rule = stages[index].recheck
        else { return [] }
        return plan.regions.flatMap { region -> [PreflightFinding] in
            guard let capacity = region.limits.capacities[stages[index].acquires[0]] else { return [] }
            return CopyLoad.loads(plan, region, stage: index).compactMap { load in
                finding(deployment, region, load, CopyGate(capacity: capacity, rule: rule))
            }
        }
    }

    private static func finding(
        _ deployment: Deployment, _ region: RegionPlan, _ load: CopyLoad, _ gate: CopyGate
    ) -> PreflightFinding? {
        let least = gate.copies(within: gate.patience, lasting: gate.untilLook(load.seconds))
        let most = gate.copies(within: gate.patience, lasting: load.seconds)
        guard Double(load.copies) > least else { return nil }
        let limit = deployment.workflow.stages.first { $0.recheck == gate.rule }.map {
            deployment.workflow.resources[$0.acquires[0]].name
        }
        let hour = 3600.0
        let perHour = "copies in an hour"
        return PreflightFinding(
            .warns, .snapshotCopies, regions: [region.region],
            problem:
                "account \(deployment.fleet.accounts[load.account]) has more volumes with a key that nobody can share "
                + "than are surely copied before the first of them have asked for the last time"
                + (Double(load.copies) > most ? ": if all ask at the same time, some are given up" : ""),
            numbers: [
                .init("copies", load.copies, "copies"), .init("at once (\(limit ?? ""))", gate.capacity, "copies"),
                .init("time of a copy", load.seconds, "s"),
                .init("until given up", gate.patience / hour, "h"),
                .init("surely copied until then", least.rounded(.down), "copies"),
                .init("copied until then at most", most.rounded(.down), "copies"),
                .init("at least", Double(gate.capacity) * hour / gate.untilLook(load.seconds), perHour),
                .init("at most", Double(gate.capacity) * hour / load.seconds, perHour),
            ],
            remedy:
                "encrypt volumes with a customer key, whose snapshots are shared without a copy, or spread them over "
                + "more accounts")
    }
}

/// How many copies are let through, if nothing but the limit and the pauses between looks counts.
private struct CopyGate {
    var capacity: Int
    var rule: RecheckRule

    private var every: Double { rule.every.value.doubleValue }

    /// Seconds from the first look to the last.
    var patience: Double { Double(rule.looksMost - 1) * every }

    /// Seconds from the begin of a copy to the first look at which it is over, if all look at the same time.
    func untilLook(_ seconds: Double) -> Double { max(1, (seconds / every).rounded(.up)) * every }

    /// Copies that begin from a first look to `seconds` later, with places taken for so long each.
    func copies(within seconds: Double, lasting: Double) -> Double {
        Double(capacity) * ((seconds / lasting).rounded(.down) + 1)
    }
}

/// The copies of an account in a region.
private struct CopyLoad {
    var account: Int32
    var copies = 0
    /// Mean time of a copy.
    var seconds = 0.0

    /// One for each account with copies, in the order of the plan. Complexity: O(items).
    static func loads(_ plan: DeploymentPlan, _ region: RegionPlan, stage: Int) -> [CopyLoad] {
        let items = region.items
        guard !items.copies.isEmpty else { return [] }
        var loads = items.accounts.map { CopyLoad(account: $0) }
        var ticks = [Int128](repeating: 0, count: loads.count)
        for item in 0..<items.count where items.copies[item] > 0 {
            let account = Int(items.account[item])
            let copies = Int(items.copies[item])
            loads[account].copies += copies
            ticks[account] +=
                Int128(copies)
                * Int128(
                    plan.ticks.copyDuration(
                        stage: stage, copiedTotal: items.copiedTotal[item],
                        copiedLargest: Int64(items.copiedLargest[item])))
        }
        for account in loads.indices where loads[account].copies > 0 {
            // A copy that takes no time still takes a place for an instant.
            loads[account].seconds = max(
                1e-9, Double(ticks[account]) / Double(plan.scale.ticksPerSecond) / Double(loads[account].copies))
        }
        return loads.filter { $0.copies > 0 }
    }
}
