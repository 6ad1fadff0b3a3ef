import ScanModel
import VendorProfiles

extension Preflight {
    static let gibPerTiB = 1024

    /// The gp3 quota covers the volumes of all scanners at once, and no target account has too many snapshots.
    static func storage(
        _ deployment: Deployment, _ plan: DeploymentPlan, _ regions: [RegionDemand]
    ) -> [PreflightFinding] {
        gp3(deployment, regions) + snapshots(deployment, plan)
    }

    /// The gp3 quota of a region in GiB, and whether the scenario states it.
    static func gp3Quota(_ deployment: Deployment, _ region: RegionDemand) -> (gib: Int, isStated: Bool)? {
        let index = deployment.workflow.resources.firstIndex { $0.name == AWSQuota.Name.gp3Storage.rawValue }
        if let index, let units = region.plan.limits.capacities[index] {
            return (units / Int(deployment.fleet.sizeUnitsPerGiB), true)
        }
        return AWSCatalog.quota(.gp3Storage).value.map { ($0 * gibPerTiB, false) }
    }

    private static func gp3(_ deployment: Deployment, _ regions: [RegionDemand]) -> [PreflightFinding] {
        struct Shortage: Hashable {
            var needed: Int
            var quota: Int
            var isStated: Bool
        }
        let groups = grouped(regions) { region -> Shortage? in
            guard let quota = gp3Quota(deployment, region), region.gibAtOnce > quota.gib else { return nil }
            return Shortage(needed: region.gibAtOnce, quota: quota.gib, isStated: quota.isStated)
        }
        return groups.map { shortage, regions in
            PreflightFinding(
                .warns, .gp3Storage, regions: regions.map(\.name),
                problem: "the largest volumes that can be there at once, with the scanners' own, exceed the gp3 quota"
                    + (shortage.isStated ? "" : " of an account that asked for nothing"),
                numbers: [
                    .init("gp3 needed at most", shortage.needed, "GiB"), .init("quota", shortage.quota, "GiB"),
                ],
                remedy:
                    "raise the quota to \((shortage.needed + gibPerTiB - 1) / gibPerTiB) TiB (see the requests), or "
                    + "use fewer scanners or volumes a scanner")
        }
    }

    private static func snapshots(_ deployment: Deployment, _ plan: DeploymentPlan) -> [PreflightFinding] {
        guard let quota = AWSCatalog.quota(.snapshots).value else { return [] }
        return plan.regions.flatMap { region -> [PreflightFinding] in
            volumesByAccount(region).filter { $0.volumes > quota }.map { account, volumes in
                PreflightFinding(
                    .warns, .snapshotsPerRegion, regions: [region.region],
                    problem: "account \(deployment.fleet.accounts[account]) would have more snapshots at once than "
                        + "the quota if all of its volumes waited for scanners, whatever it keeps itself",
                    numbers: [.init("snapshots at most", volumes, "snapshots"), .init("quota", quota, "snapshots")],
                    remedy: "raise the quota of snapshots in that account and region")
            }
        }
    }

    /// Scanned volumes of each account of a region, in the order of the plan.
    static func volumesByAccount(_ region: RegionPlan) -> [(account: Int32, volumes: Int)] {
        var volumes = [Int](repeating: 0, count: region.items.accounts.count)
        for item in 0..<region.items.count {
            volumes[Int(region.items.account[item])] += Int(region.items.volumes[item])
        }
        return zip(region.items.accounts, volumes).map { ($0, $1) }
    }
}
