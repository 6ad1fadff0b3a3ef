public import ScanModel
import VendorProfiles

/// A quota that somebody has to ask AWS to raise.
public struct QuotaRequest: Hashable, Sendable {
    public var account: String
    public var region: String
    /// Service as the Service Quotas API names it.
    public var service: String
    /// Code of that API; nil if no source that can be named tells it, or if the API has none: ask AWS Support then.
    public var code: String?
    /// What AWS calls the quota.
    public var title: String
    public var unit: String
    /// What the account has, by the scenario or else by AWS's default; nil if unknown.
    public var current: Double?
    public var wanted: Int
    public var reason: String
    /// Where the code, or else the default, comes from.
    public var source: String
}

/// What to ask for before the first scan.
public enum QuotaRequests {
    /// The requests of a deployment, by quota, then region, then account; none where the quotas are not those of AWS.
    ///
    /// - Complexity: O(work items + requests).
    public static func list(_ deployment: Deployment, plan: DeploymentPlan) -> [QuotaRequest] {
        guard deployment.provider == "aws" else { return [] }
        let regions = plan.regions.map { RegionDemand(deployment, plan: plan, region: $0) }
        return AWSCatalog.quotas.filter(\.isAdjustable).flatMap { quota -> [QuotaRequest] in
            switch quota.name {
            case .onDemandVcpu: vcpus(quota, deployment, regions)
            case .gp3Storage: storage(quota, deployment, regions)
            case .snapshots: snapshots(quota, deployment, regions)
            case .lambdaConcurrency, .automationQueue: ofServiceAccount(quota, deployment)
            case .snapshotRequests: ofTargetAccounts(quota, deployment, regions)
            case .pendingSnapshots, .stackInstances, .stacks, .accountsAtOnce: []
            }
        }
    }

    private static func vcpus(
        _ quota: AWSQuota, _ deployment: Deployment, _ regions: [RegionDemand]
    ) -> [QuotaRequest] {
        regions.sorted { $0.name < $1.name }.compactMap { region in
            let wanted = region.scanners * deployment.scanner.vcpus
            let current = region.plan.limits.vcpu?.quota ?? quota.value
            guard let account = deployment.serviceAccount, wanted > current ?? 0 else { return nil }
            return QuotaRequest(
                quota, account: account, region: region.name, current: current.map(Double.init), wanted: wanted,
                reason: "\(region.scanners) scanners at once with \(deployment.scanner.vcpus) vCPU each")
        }
    }

    private static func storage(
        _ quota: AWSQuota, _ deployment: Deployment, _ regions: [RegionDemand]
    ) -> [QuotaRequest] {
        let perTiB = Preflight.gibPerTiB
        return regions.sorted { $0.name < $1.name }.compactMap { region in
            guard let account = deployment.serviceAccount, let current = Preflight.gp3Quota(deployment, region),
                region.gibAtOnce > current.gib
            else { return nil }
            return QuotaRequest(
                quota, account: account, region: region.name, current: Double(current.gib) / Double(perTiB),
                wanted: (region.gibAtOnce + perTiB - 1) / perTiB,
                reason: "the largest volumes of \(region.plan.scanners) scanners at once take \(region.gibAtOnce) GiB")
        }
    }

    private static func snapshots(
        _ quota: AWSQuota, _ deployment: Deployment, _ regions: [RegionDemand]
    ) -> [QuotaRequest] {
        byAccount(deployment, regions).compactMap { account, region, volumes in
            guard let current = quota.value, volumes > current else { return nil }
            return QuotaRequest(
                quota, account: account, region: region, current: Double(current), wanted: volumes,
                reason: "the scan can have a snapshot of each of \(volumes) volumes at once")
        }
    }

    private static func ofServiceAccount(_ quota: AWSQuota, _ deployment: Deployment) -> [QuotaRequest] {
        guard let account = deployment.serviceAccount, let wanted = quota.wanted else { return [] }
        let current = Preflight.current(quota, deployment)
        guard current.map({ $0 < Double(wanted.value) }) ?? true else { return [] }
        return deployment.regions.map(\.region).sorted().map { region in
            QuotaRequest(
                quota, account: account, region: region, current: current, wanted: wanted.value,
                reason: "the vendor asks for it: \(wanted.provenance.source)")
        }
    }

    private static func ofTargetAccounts(
        _ quota: AWSQuota, _ deployment: Deployment, _ regions: [RegionDemand]
    ) -> [QuotaRequest] {
        guard let wanted = quota.wanted else { return [] }
        let current = Preflight.current(quota, deployment)
        guard current.map({ $0 < Double(wanted.value) }) ?? true else { return [] }
        return byAccount(deployment, regions).map { account, region, _ in
            QuotaRequest(
                quota, account: account, region: region, current: current, wanted: wanted.value,
                reason: "the vendor asks for it: \(wanted.provenance.source)")
        }
    }

    /// Scanned volumes by account and region, sorted by region and account.
    private static func byAccount(
        _ deployment: Deployment, _ regions: [RegionDemand]
    ) -> [(account: String, region: String, volumes: Int)] {
        regions.sorted { $0.name < $1.name }.flatMap { region in
            Preflight.volumesByAccount(region.plan)
                .map { (deployment.fleet.accounts[$0.account], region.name, $0.volumes) }
                .sorted { $0.0 < $1.0 }
        }
    }
}

extension QuotaRequest {
    init(
        _ quota: AWSQuota, account: String, region: String, current: Double?, wanted: Int, reason: String
    ) {
        self.init(
            account: account, region: region, service: quota.service, code: quota.code, title: quota.title,
            unit: quota.unit, current: current, wanted: wanted, reason: reason,
            source: quota.codeSource ?? quota.provenance.source)
    }
}
