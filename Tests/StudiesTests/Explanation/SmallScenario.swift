import ScanModel
import ScenarioInput
import Studies

/// A scenario small enough to follow by hand: every stage lasts whole seconds whatever the size, and nothing waits unless a
/// test says so.
struct SmallScenario {
    var parameters =
        "Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: 24, Regions: \"us-east-1, eu-west-1\", "
        + "TagKey: Scan, TagValue: daily"
    var objective = "{deadline: 20h}"
    /// Instances in us-east-1 and eu-west-1.
    var counts = [3, 0]
    var lines: [String] = []

    private var layer: ScenarioLayer {
        get throws {
            let still = ["share", "deleteSnapshot", "copySnapshot", "deleteOriginal"]
            let timings =
                [
                    "snapshot: {base: 10s, perGiB: 0s}", "createVolume: {base: 1s, perGiB: 0s}",
                    "attach: {base: 1s, perGiB: 0s}", "scan: {base: 5s, perGiB: 0s}", "detach: {base: 1s, perGiB: 0s}",
                    "deleteVolume: {base: 2s, perGiB: 0s}", "scannerBoot: 3s", "scannerDrain: 2s",
                ] + still.map { "\($0): {base: 0s, perGiB: 0s}" }
            let instances = zip(["us-east-1", "eu-west-1"], counts).filter { $1 > 0 }.map { region, count in
                "{account: \"222233334444\", region: \(region), tags: {Scan: daily}, volumes: [8GiB], count: \(count)}"
            }
            let text =
                [
                    "schemaVersion: 1", "name: small", "objective: \(objective)", "deployments:", "  - name: main",
                    "    profile: qualys-aws@1.8", "    parameters: {\(parameters)}",
                    "    serviceAccount: \"111122223333\"",
                    "    targetAccounts: [{account: \"222233334444\", targetStack: "
                        + "{AWSSourceAccount: \"111122223333\"}}]",
                    "    fleet: {instances: [\(instances.joined(separator: ", "))]}",
                    "    timings: {\(timings.joined(separator: ", "))}",
                ] + lines.map { "    " + $0 }
            return try ScenarioLayer(bytes: Array((text.joined(separator: "\n") + "\n").utf8), file: "small.yaml")
        }
    }

    /// The scenario with some settings.
    func scenario(_ settings: [String] = []) throws -> Scenario { try variants()(settings) }

    /// What makes the scenario with settings.
    func variants() throws -> ([String]) throws(InvalidInput) -> Scenario {
        let layer = try layer
        return { settings throws(InvalidInput) in
            let draft = try ScenarioReader.read(layers: [layer], settings: settings, standardName: "small")
            return try ScenarioAssembler.assemble(draft, inventories: draft.deployments.map { _ in nil })
        }
    }

    func planned(_ settings: [String] = []) throws -> PlannedScenario {
        guard case .planned(let planned) = try PlanningAttempt(try scenario(settings)) else { throw Infeasible() }
        return planned
    }

    struct Infeasible: Error {}

    func explanation() throws -> MakespanExplanation {
        let planned = try planned()
        guard let run = planned.answer(trial: 0).deployments[0].run,
            let explanation = MakespanExplanation(planned, deployment: 0, run: run)
        else { throw Infeasible() }
        return explanation
    }
}
