import ScanModel
import VendorProfiles

extension Preflight {
    /// What the vendor asks for before the first scan, beside what an account has.
    static func vendorQuotas(_ deployment: Deployment) -> [PreflightFinding] {
        AWSCatalog.quotas.compactMap { quota in
            guard let wanted = quota.wanted?.value else { return nil }
            let current = self.current(quota, deployment)
            let isMet = current.map { $0 >= Double(wanted) } ?? false
            var numbers = [PreflightFinding.Number("wanted by the vendor", wanted, quota.unit)]
            if let current { numbers.append(.init("an account has", current, quota.unit)) }
            return PreflightFinding(
                isMet ? .informs : .warns, .vendorQuota,
                problem: "\(quota.title) (\(quota.service)): "
                    + (isMet
                        ? "an account has what the vendor asks for"
                        : current == nil
                            ? "the vendor asks for this, and what an account has is not published"
                            : "the vendor asks for more than an account has"),
                numbers: numbers,
                remedy: isMet
                    ? "check that nobody lowered it"
                    : quota.isAdjustable
                        ? "ask for it in every region before the first scan (see the requests)"
                        : "AWS does not raise it: expect waits")
        }
    }

    /// What an account has of a quota by the scenario, else by AWS's default; nil if unknown.
    static func current(_ quota: AWSQuota, _ deployment: Deployment) -> Double? {
        guard quota.name == .snapshotRequests,
            let bucket = deployment.workflow.buckets.firstIndex(where: { $0.action == "CreateSnapshot" })
        else { return quota.value.map(Double.init) }
        // The least that any region is granted is what the vendor's wish is measured against.
        let rates = deployment.regions.compactMap { $0.buckets[bucket]?.rate.perSecond }
        return rates.min().map(\.doubleValue) ?? quota.value.map(Double.init)
    }
}
