import ScanModel
import VendorProfiles

extension Preflight {
    /// The target stacks cover the regions that are scanned.
    static func targetRegions(_ deployment: Deployment) -> [PreflightFinding] {
        let parameters = VendorProfiles.profile(of: deployment)?.targetParameters ?? []
        guard let name = parameters.first(where: { $0.kind == .regionList })?.name else { return [] }
        let scanned = deployment.regions.map(\.region)
        var accounts: [[String]: Int] = [:]
        for stack in deployment.targets.compactMap(\.stackParameters) {
            let covered = Set(
                (stack.first { $0.name == name }?.text ?? "").split(separator: ",").map { $0.filter { $0 != " " } })
            let missing = scanned.filter { !covered.contains($0) }
            if !missing.isEmpty { accounts[missing, default: 0] += 1 }
        }
        return accounts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { missing, count in
            PreflightFinding(
                .warns, .targetRegions, regions: missing,
                problem: "Regions names what \(name) of the target stacks leaves out, so nothing is prepared there",
                numbers: [.init("accounts", count, "accounts"), .init("regions left out", missing.count, "regions")],
                remedy: "give \(name) the same regions, or take them out of Regions")
        }
    }
}
