internal import ScanModel

/// How far one limit is used up.
public struct LimitUse: Hashable, Sendable {
    /// What is set against what.
    public enum Measure: Hashable, Sendable {
        /// Seconds that this limit alone proves a region to last, against the deadline in seconds.
        case time(least: Double, deadline: Double)
        /// Units that the settings ask for at once, against those there are; `isStated`: by the scenario, else what a new
        /// account has.
        case quota(needed: Int, available: Int, unit: String, isStated: Bool)
    }

    /// The limit in words.
    public var title: String
    /// The region where it is used most; nil: it is about all regions together.
    public var region: String?
    /// Regions that this limit alone makes too late, or whose settings ask for more than there is.
    public var regionsOver: Int
    public var measure: Measure
    /// Least time divided by the deadline, or units needed divided by units available; above 1 the limit does not hold.
    public var share: Double
}

/// The limits of a deployment, the one that is used up most first.
///
/// Each time is a proved minimum: what the deployment would last at least if nothing but this limit were in the way. So
/// the first of them binds first as the fleet grows, and those below say what binds next once it is raised. Limits on
/// what exists at once, such as vCPU, do not grow with the fleet but with the settings.
public enum LimitRanking {
    /// - Complexity: O(regions * limits).
    static func ranked(_ deployment: Deployment, plan: DeploymentPlan, deadline: Seconds?) -> [LimitUse] {
        var uses: [LimitUse] = []
        if let deadline, deadline.value > .zero { uses += times(deployment, plan, deadline.value.doubleValue) }
        uses += scannerQuotas(plan)
        for quota in deployment.unstatedQuotas { unstated(quota, deployment, plan).map { uses.append($0) } }
        let order = uses.indices.sorted { (-uses[$0].share, $0) < (-uses[$1].share, $1) }
        return order.map { uses[$0] }
    }

    /// The proved times of every kind of bound, each in the region where it is longest, and of the region gate.
    private static func times(_ deployment: Deployment, _ plan: DeploymentPlan, _ deadline: Double) -> [LimitUse] {
        var kinds: [BoundKind] = []
        var found: [BoundKind: LimitUse] = [:]
        for region in plan.regions {
            for bound in region.bounds {
                let least = plan.scale.seconds(region.setupTicks + bound.ticks + region.teardownTicks).doubleValue
                let over = (found[bound.kind]?.regionsOver ?? 0) + (least > deadline ? 1 : 0)
                if found[bound.kind] == nil { kinds.append(bound.kind) }
                if found[bound.kind].map({ least > $0.share * deadline }) ?? true {
                    found[bound.kind] = LimitUse(
                        title: bound.kind.title, region: region.region, regionsOver: over,
                        measure: .time(least: least, deadline: deadline), share: least / deadline)
                }
                found[bound.kind]?.regionsOver = over
            }
        }
        var uses = kinds.compactMap { found[$0] }
        let sum = plan.regions.reduce(Int128(0)) { $0 + Int128($1.boundTicks) }
        if plan.regions.count > deployment.gate.window {
            let spread = Double(sum) / Double(plan.scale.ticksPerSecond) / Double(deployment.gate.window)
            uses.append(
                LimitUse(
                    title: "the region gate, \(deployment.gate.window) at once", region: nil,
                    regionsOver: spread > deadline ? plan.regions.count : 0,
                    measure: .time(least: spread, deadline: deadline), share: spread / deadline))
        }
        return uses
    }

    /// What the scanners that the work could use need of stated quotas.
    private static func scannerQuotas(_ plan: DeploymentPlan) -> [LimitUse] {
        func wanted(_ region: RegionPlan) -> Int {
            region.batches.isEmpty
                ? region.limits.scannersRequested : min(region.limits.scannersRequested, region.batches.count)
        }
        let vcpus = worst(plan) { region in
            region.limits.vcpu.map { (needed: wanted(region) * $0.perScanner, available: $0.quota) }
        }
        let addresses = worst(plan) { region in
            region.limits.subnet.map { subnet in
                (needed: wanted(region) * subnet.perScanner, available: subnet.scanners * subnet.perScanner)
            }
        }
        return [
            vcpus.map { use("the vCPU quota", $0, unit: "vCPU", isStated: true) },
            addresses.map { use("subnet addresses", $0, unit: "addresses", isStated: true) },
        ].compactMap(\.self)
    }

    private static func unstated(_ quota: UnstatedQuota, _ deployment: Deployment, _ plan: DeploymentPlan) -> LimitUse?
    {
        guard let available = quota.freshAccountValue else { return nil }
        let perGiB = deployment.fleet.sizeUnitsPerGiB
        let found = worst(plan) { region in
            switch quota.name {
            case "onDemandVcpu": (needed: region.needs.vcpus, available: available)
            case "gp3Storage":
                (needed: Int((region.needs.volumeSizeUnits + perGiB - 1) / perGiB), available: available)
            default: nil
            }
        }
        return found.map { use(quota.title, $0, unit: quota.unit, isStated: false) }
    }

    private typealias Worst = (region: String, needed: Int, available: Int, regionsOver: Int)

    /// The region that asks for the greatest share of what it has, the first among equals.
    private static func worst(
        _ plan: DeploymentPlan, _ demand: (RegionPlan) -> (needed: Int, available: Int)?
    ) -> Worst? {
        var worst: Worst?
        var over = 0
        for region in plan.regions {
            guard let (needed, available) = demand(region), needed > 0, available > 0 else { continue }
            if needed > available { over += 1 }
            if worst.map({ needed * $0.available > $0.needed * available }) ?? true {
                worst = (region.region, needed, available, 0)
            }
        }
        worst?.regionsOver = over
        return worst
    }

    private static func use(_ title: String, _ worst: Worst, unit: String, isStated: Bool) -> LimitUse {
        LimitUse(
            title: title, region: worst.region, regionsOver: worst.regionsOver,
            measure: .quota(needed: worst.needed, available: worst.available, unit: unit, isStated: isStated),
            share: Double(worst.needed) / Double(worst.available))
    }
}
