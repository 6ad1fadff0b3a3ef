import ScanModel
import ScenarioInput

/// Machines in locations of Azure, every one with a system disk alone.
struct AzureScenario {
    var parameters = "Locations: [eastus]"
    /// Subscriptions, each with the same machines.
    var accounts = 1
    /// Machines of a subscription by location and size.
    var machines: [(location: String, disk: String, count: Int)] = [("eastus", "30GiB", 32)]
    var lines: [String] = []

    var scenario: Scenario {
        get throws {
            let names = (0..<accounts).map { "\"\(222_233_334_444 + $0)\"" }
            let instances = names.flatMap { account in
                machines.map {
                    "{account: \(account), region: \($0.location), volumes: [\($0.disk)], count: \($0.count)}"
                }
            }
            return try read(
                [
                    "schemaVersion: 1", "deployments:", "  - name: azure", "    profile: qualys-azure@3.20",
                    "    parameters: {\(parameters)}", "    serviceAccount: \"111122223333\"",
                    "    targetAccounts: [{accounts: [\(names.joined(separator: ", "))], targetStack: {}}]",
                    "    fleet: {instances: [\(instances.joined(separator: ", "))]}",
                ] + lines.map { "    " + $0 })
        }
    }
}
