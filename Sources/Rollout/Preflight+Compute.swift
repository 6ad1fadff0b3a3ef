import ScanModel
import VendorProfiles

extension Preflight {
    /// The vCPU quota covers the scanners, and a scanner can have its volumes attached.
    static func compute(
        _ deployment: Deployment, _ plan: DeploymentPlan, _ regions: [RegionDemand]
    ) -> [PreflightFinding] {
        vcpus(deployment, regions) + attachments(deployment, regions) + tooManyVolumes(deployment, plan)
    }

    private static func vcpus(_ deployment: Deployment, _ regions: [RegionDemand]) -> [PreflightFinding] {
        struct Shortage: Hashable {
            var scanners: Int
            var quota: Int
            var isStated: Bool
        }
        let each = deployment.scanner.vcpus
        let groups = grouped(regions) { region -> Shortage? in
            let stated = region.plan.limits.vcpu?.quota
            guard let quota = stated ?? AWSCatalog.quota(.onDemandVcpu).value, region.scanners * each > quota else {
                return nil
            }
            return Shortage(scanners: region.scanners, quota: quota, isStated: stated != nil)
        }
        return groups.map { shortage, regions in
            let fitting = each > 0 ? shortage.quota / each : 0
            return PreflightFinding(
                shortage.isStated ? .blocks : .warns, .scannerVcpu, regions: regions.map(\.name),
                problem: shortage.isStated
                    ? "the vCPU quota holds \(fitting) of \(shortage.scanners) scanners; further launches are refused"
                    : "a new account's vCPU quota holds \(fitting) of \(shortage.scanners) scanners, and "
                        + "limits.onDemandVcpu states no other",
                numbers: [
                    .init("scanners", shortage.scanners, "scanners"), .init("vCPU of a scanner", each, "vCPU"),
                    .init("vCPU needed", shortage.scanners * each, "vCPU"), .init("quota", shortage.quota, "vCPU"),
                ],
                remedy:
                    "raise the quota to \(shortage.scanners * each) vCPU (see the requests), or use fewer or smaller "
                    + "scanners")
        }
    }

    private static func attachments(_ deployment: Deployment, _ regions: [RegionDemand]) -> [PreflightFinding] {
        guard let type = deployment.scanner.instanceType else { return [] }
        let limit = AWSCatalog.attachLimit(ofInstanceType: type)
        // The scanner's own root volume is attached as well.
        let groups = grouped(regions) { $0.volumesAtOnce + 1 > limit.volumes ? $0.volumesAtOnce : nil }
        return groups.map { volumes, regions in
            PreflightFinding(
                limit.kind == .xen ? .warns : .blocks, .attachedVolumes, regions: regions.map(\.name),
                problem: limit.kind == .xen
                    ? "a scanner attaches \(volumes) volumes beside its own, and AWS supports no more than "
                        + "\(limit.volumes) on a \(type)"
                    : "a scanner attaches \(volumes) volumes beside its own, and a \(type) takes \(limit.volumes)",
                numbers: [
                    .init("volumes attached, root included", volumes + 1, "volumes"),
                    .init("attach limit", limit.volumes, "volumes"),
                    .init("places of a scanner", deployment.scanner.places, "volumes"),
                ],
                remedy:
                    "use another machine type, or lower policies.volumesPerScanner to \(max(1, limit.volumes - 1)); an "
                    + "instance with more volumes than that is not scanned")
        }
    }

    private static func tooManyVolumes(_ deployment: Deployment, _ plan: DeploymentPlan) -> [PreflightFinding] {
        guard let instances = plan.demand.excluded[.tooManyVolumes], instances > 0 else { return [] }
        let most = deployment.eligibility.volumesMax
        return [
            PreflightFinding(
                .warns, .attachedVolumes,
                problem:
                    "instances with more volumes than a scanner has device names for, or can attach, are never scanned",
                numbers: [
                    .init("instances", instances, "instances"), .init("volumes of one scanner", most, "volumes"),
                ],
                remedy: "scan them another way, such as with the vendor's agent")
        ]
    }
}
