public import ScanModel

/// What happens when the licence covers fewer addresses than instances are scanned.
///
/// The vendor then raises `ip-limit-exceeded` and activates no further asset
/// (https://docs.qualys.com/en/conn/1.8.0/scans/snapshot-based_scan.htm). Each instance is taken to have one address,
/// and assets to be activated in the order of the plan: nobody published either.
public struct Licence: Hashable, Sendable {
    /// Instances of an account and region that are not activated.
    public struct Loss: Hashable, Sendable {
        public var region: String
        public var account: String
        public var instances: Int
    }

    public var licensed: Int
    public var needed: Int
    /// In the order of the plan; empty if the licence suffices.
    public var losses: [Loss]

    /// nil if the scenario does not state the licence. Complexity: O(work items).
    public init?(_ deployment: Deployment, _ plan: DeploymentPlan) {
        guard let licensed = deployment.rollout.licensedAddresses else { return nil }
        self.licensed = licensed
        needed = plan.demand.eligibleInstances
        losses = []
        var left = licensed
        for region in plan.regions {
            let activated = min(left, region.items.count)
            left -= activated
            guard activated < region.items.count else { continue }
            var counts = [Int](repeating: 0, count: region.items.accounts.count)
            for item in activated..<region.items.count { counts[Int(region.items.account[item])] += 1 }
            for (account, count) in zip(region.items.accounts, counts) where count > 0 {
                losses.append(
                    Loss(region: region.region, account: deployment.fleet.accounts[account], instances: count))
            }
        }
    }

    static func findings(_ deployment: Deployment, _ plan: DeploymentPlan) -> [PreflightFinding] {
        guard let licence = Licence(deployment, plan), licence.needed > licence.licensed else { return [] }
        var regions: [String] = []
        for loss in licence.losses where regions.last != loss.region { regions.append(loss.region) }
        let accounts = Set(licence.losses.map(\.account)).count
        return [
            PreflightFinding(
                .blocks, .licence, regions: regions,
                problem: "the licence ends before the fleet: activation stops with ip-limit-exceeded, and the last "
                    + "instances of the plan's order are never scanned",
                numbers: [
                    .init("licensed", licence.licensed, "addresses"), .init("needed", licence.needed, "addresses"),
                    .init("not activated", licence.needed - licence.licensed, "instances"),
                    .init("accounts hit", accounts, "accounts"),
                ],
                remedy: "license \(licence.needed - licence.licensed) more addresses, or narrow the tags or accounts")
        ]
    }
}
