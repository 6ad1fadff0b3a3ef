import CapacityPlanning
import Rollout
import ScanModel
import ScenarioInput
import Testing

/// A deployment from lines that replace or extend a small one, with its plan.
struct Case {
    var deployment: Deployment
    var plan: DeploymentPlan

    /// - Parameters:
    ///   - parameters: further parameters of the vendor, such as `SubnetCIDR: 10.0.0.0/26`.
    ///   - deployment: further lines of the deployment, such as `limits: {...}`.
    ///   - targets: accounts with the target stack.
    ///   - instances: lines of the fleet.
    init(
        single: Int = 1, interval: Int = 24, regions: String = "us-east-1, eu-west-1", parameters: [String] = [],
        deployment lines: [String] = [], targets: [String] = ["222233334444"],
        instances: [String] = [Case.instances(count: 200)]
    ) throws {
        let parameters =
            [
                "Concurrency: 1", "SingleRegionConcurrency: \(single)", "IntervalHours: \(interval)",
                "Regions: \"\(regions)\"", "TagKey: Scan", "TagValue: daily",
            ] + parameters
        let accounts = targets.map { "\"\($0)\"" }.joined(separator: ", ")
        let text =
            ([
                "schemaVersion: 1", "deployments:", "  - name: main", "    profile: qualys-aws@1.8",
                "    parameters: {\(parameters.joined(separator: ", "))}",
                "    serviceAccount: \"111122223333\"",
                "    targetAccounts: [{accounts: [\(accounts)], targetStack: {AWSSourceAccount: \"111122223333\"}}]",
                "    fleet:", "      instances:",
            ] + instances.map { "        - \($0)" } + lines.map { "    \($0)" }).joined(separator: "\n") + "\n"
        let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "rollout.yaml", standardName: "rollout")
        let scenario = try ScenarioAssembler.assemble(draft, inventories: [nil])
        deployment = try #require(scenario.deployments.first)
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else { throw NoPlan() }
        self.plan = try #require(plan.deployments.first)
    }

    struct NoPlan: Error {}

    static func instances(
        account: String = "222233334444", region: String = "us-east-1", volumes: String = "8GiB", count: Int
    ) -> String {
        "{account: \"\(account)\", region: \(region), tags: {Scan: daily}, volumes: [\(volumes)], count: \(count)}"
    }

    /// What preflight says of one contract.
    func findings(_ contract: PreflightFinding.Contract) -> [PreflightFinding] {
        Preflight.findings(deployment, plan: plan).filter { $0.contract == contract }
    }

    func requests(_ code: String?) -> [QuotaRequest] {
        QuotaRequests.list(deployment, plan: plan).filter { $0.code == code }
    }
}

extension PreflightFinding {
    /// The figure of a name, or nil.
    func number(_ name: String) -> Double? { numbers.first { $0.name == name }?.value }
}
