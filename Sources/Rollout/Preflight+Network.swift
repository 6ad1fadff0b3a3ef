import ScanModel

extension Preflight {
    /// Addresses of the scanner subnet that a NAT gateway takes if the scenario states nothing.
    ///
    /// Assumed, 0 to 1: the template's role may make a NAT gateway, and nobody published where it stands.
    static let otherAddresses = 1

    /// The subnet holds every scanner and what else stands in it.
    static func network(_ deployment: Deployment, _ regions: [RegionDemand]) -> [PreflightFinding] {
        let others = deployment.rollout.otherAddresses ?? otherAddresses
        struct Shortage: Hashable {
            var subnet: SubnetLimit
            var scanners: Int
            var blocks: Bool
        }
        let groups = grouped(regions) { region -> Shortage? in
            guard let subnet = region.plan.limits.subnet else { return nil }
            func fits(_ scanners: Int) -> Bool { scanners * subnet.perScanner + others <= subnet.usable }
            if !fits(region.scanners) { return Shortage(subnet: subnet, scanners: region.scanners, blocks: true) }
            if !fits(region.requested) { return Shortage(subnet: subnet, scanners: region.requested, blocks: false) }
            return nil
        }
        return groups.map { shortage, regions in
            let needed = shortage.scanners * shortage.subnet.perScanner + others
            let scanners = shortage.scanners
            return PreflightFinding(
                shortage.blocks ? .blocks : .warns, .subnetAddresses, regions: regions.map(\.name),
                problem: shortage.blocks
                    ? "SubnetCIDR is too small for the scanners: launches fail once its addresses are used up"
                    : "SubnetCIDR is too small for all scanners of the setting; today's work needs fewer",
                numbers: [
                    .init("scanners", scanners, "scanners"), .init("addresses needed", needed, "addresses"),
                    .init("addresses usable", shortage.subnet.usable, "addresses"),
                    .init("prefix", shortage.subnet.prefix, "bits"),
                    .init("addresses reserved by AWS", shortage.subnet.reserved, "addresses"),
                    .init("addresses for others", others, "addresses"),
                ],
                remedy: SubnetLimit.prefix(holding: needed, reserved: shortage.subnet.reserved).map {
                    "use a /\($0) or larger, inside VpcCidr"
                } ?? "ask for fewer scanners: no subnet holds so many")
        }
    }
}

extension SubnetLimit {
    /// Addresses that can be given out; never negative.
    var usable: Int { max(0, (1 << (32 - prefix)) - reserved) }

    /// The smallest block that AWS allows (/28 ... /16) with so many addresses to give out; nil if none has.
    static func prefix(holding addresses: Int, reserved: Int) -> Int? {
        (16...28).reversed().first { (1 << (32 - $0)) - reserved >= addresses }
    }
}
