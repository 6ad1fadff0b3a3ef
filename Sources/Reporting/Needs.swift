internal import ScanModel
internal import Studies

/// What the plan needs of quotas that nobody stated: the most demanding region of each.
enum Needs {
    struct Row {
        var quota: UnstatedQuota
        var region: String
        var needed: Int
    }

    static func list(_ answer: DeploymentAnswer) -> [Row] {
        answer.deployment.unstatedQuotas.compactMap { quota in
            var best: Row?
            for (index, region) in answer.plan.regions.enumerated() {
                let needed: Int
                switch quota.name {
                case "onDemandVcpu": needed = region.needs.vcpus
                case "subnetAddresses": needed = region.needs.addresses
                case "gp3Storage": needed = storage(answer, index)
                default: continue
                }
                if needed > (best?.needed ?? 0) { best = Row(quota: quota, region: region.region, needed: needed) }
            }
            return best
        }
    }

    /// Simulated peak where there is one, else the plan's upper estimate; in GiB, rounded up.
    private static func storage(_ answer: DeploymentAnswer, _ index: Int) -> Int {
        let perGiB = answer.deployment.fleet.sizeUnitsPerGiB
        var units = answer.plan.regions[index].needs.volumeSizeUnits
        let resources = answer.deployment.workflow.resources
        if let run = answer.run, let resource = resources.firstIndex(where: { $0.name == "gp3Storage" }) {
            units = run.regions[index].peaks[resource]
        }
        return Int((units + perGiB - 1) / perGiB)
    }
}
