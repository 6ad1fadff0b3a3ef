public import ScanModel

/// Checks, before anything is deployed, what the plan asks of the cloud and of the vendor.
///
/// Rules that need no plan, such as whether the subnet lies in its network, are checked when the scenario is read.
public enum Preflight {
    /// Everything worth saying about a deployment, what blocks first; equal for equal input.
    ///
    /// - Complexity: O(work items).
    public static func findings(_ deployment: Deployment, plan: DeploymentPlan) -> [PreflightFinding] {
        // What is asked of AWS accounts, its stacks and its quotas says nothing of another cloud.
        guard deployment.provider == "aws" else {
            return sorted(
                vcpus(deployment, plan) + interval(deployment, plan) + Licence.findings(deployment, plan)
                    + vendorGateway(deployment, plan))
        }
        let regions = plan.regions.map { RegionDemand(deployment, plan: plan, region: $0) }
        let found =
            network(deployment, regions) + compute(deployment, plan, regions) + storage(deployment, plan, regions)
            + copies(deployment, plan)
            + interval(deployment, plan) + TokenLife.findings(deployment, plan) + StackSetRollout.findings(deployment)
            + Licence.findings(deployment, plan) + schedule(deployment) + targetRegions(deployment)
            + vendorQuotas(deployment) + vendorGateway(deployment, plan)
        return sorted(found)
    }

    /// What to say of a deployment that has no plan.
    public static func findings(_ bottlenecks: [Bottleneck]) -> [PreflightFinding] {
        bottlenecks.map { bottleneck in
            PreflightFinding(
                .blocks, .plan, regions: bottleneck.region.map { [$0] } ?? [],
                problem: "there is no plan: \(bottleneck.limit) is \(bottleneck.available), and the least plan needs "
                    + "\(bottleneck.needed)",
                numbers: [], remedy: bottleneck.remedy)
        }
    }

    private static func sorted(_ findings: [PreflightFinding]) -> [PreflightFinding] {
        PreflightFinding.Severity.allCases.flatMap { severity in findings.filter { $0.severity == severity } }
    }

    /// A stated quota that holds the number of scanners down.
    private static func vcpus(_ deployment: Deployment, _ plan: DeploymentPlan) -> [PreflightFinding] {
        plan.regions.filter { $0.clamp == .vcpu }.map { region in
            let each = deployment.scanner.vcpus
            let wanted = min(region.limits.scannersRequested, max(region.scanners, region.batches.count)) * each
            return PreflightFinding(
                .warns, .scannerVcpu, regions: [region.region],
                problem: "the quota lets fewer scanners run than the setting asks for",
                numbers: [
                    .init("quota", region.limits.vcpu?.quota ?? 0, "vCPU"), .init("wanted", wanted, "vCPU"),
                    .init("scanners", region.scanners, "scanners"),
                ],
                remedy: "ask for \(wanted) vCPU of the family of \(deployment.scanner.instanceType ?? "the scanner")")
        }
    }

    private static func interval(_ deployment: Deployment, _ plan: DeploymentPlan) -> [PreflightFinding] {
        let bound = plan.scale.seconds(plan.bound.ticks)
        guard let interval = deployment.interval, interval.value < bound else { return [] }
        return [
            PreflightFinding(
                .blocks, .interval,
                problem: "no schedule ends a scan cycle within the interval: the next cycle is due while this one runs",
                numbers: [
                    .init("interval", interval.value.doubleValue / 3600, "h"),
                    .init("least makespan", bound.doubleValue / 3600, "h"),
                ],
                remedy: "raise IntervalHours above the least makespan, or raise what binds (`scanplan plan` names it)")
        ]
    }
}

/// What one region would take if no quota held it down.
struct RegionDemand {
    var name: String
    /// Scanners that the setting and the work lead to.
    var scanners: Int
    /// Scanners of the setting alone.
    var requested: Int
    var plan: RegionPlan
    /// Volumes that one scanner has attached at most: its places, or those of the largest instance.
    var volumesAtOnce: Int
    /// Volumes made at once and the scanners' own, as planned.
    var gibAtOnce: Int

    init(_ deployment: Deployment, plan: DeploymentPlan, region: RegionPlan) {
        name = region.region
        requested = region.limits.scannersRequested
        self.plan = region
        // The plan says how many scanners the work keeps busy unless a quota holds their number down.
        switch region.clamp {
        case .setting, .work: scanners = region.scanners
        case .subnet, .vcpu: scanners = region.batches.isEmpty ? requested : min(requested, region.batches.count)
        }
        var largest = 0
        for item in 0..<region.items.count { largest = max(largest, Int(region.items.volumes[item])) }
        volumesAtOnce = max(largest, min(deployment.scanner.places, region.items.volumes.reduce(0) { $0 + Int($1) }))
        let perGiB = Int64(deployment.fleet.sizeUnitsPerGiB)
        let roots = deployment.scanner.rootVolume.value * Rational(region.scanners)
        gibAtOnce = Int((region.needs.volumeSizeUnits + perGiB - 1) / perGiB) + Int(roots.ceiling)
    }
}

/// Regions that ask for the same, so that a finding is told once.
func grouped<Key: Hashable>(
    _ regions: [RegionDemand], by key: (RegionDemand) -> Key?
) -> [(key: Key, regions: [RegionDemand])] {
    var groups: [(key: Key, regions: [RegionDemand])] = []
    var indices: [Key: Int] = [:]
    for region in regions {
        guard let key = key(region) else { continue }
        if let index = indices[key] {
            groups[index].regions.append(region)
        } else {
            indices[key] = groups.count
            groups.append((key, [region]))
        }
    }
    return groups
}
