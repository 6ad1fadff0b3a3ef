import ScanModel
import ScenarioInput
import Studies

/// A scenario of which variants are made from its text, as the tool makes them from files.
struct UncertainSample: Sendable {
    let layer: ScenarioLayer

    /// One instance alone with one volume of 8 GiB: its makespan is a sum of durations.
    ///
    /// - Parameters:
    ///   - lines: of the deployment.
    ///   - count: how many such instances.
    init(_ lines: String..., count: Int = 1, objective: String = "{deadline: 20h}", study: String = "{}") throws {
        let head = [
            "schemaVersion: 1", "name: single", "seed: 7", "objective: \(objective)", "study: \(study)", "deployments:",
            "  - name: main", "    profile: qualys-aws@1.8",
            "    parameters: {Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: 24, "
                + "Regions: us-east-1, TagKey: Scan, TagValue: daily}",
            "    serviceAccount: \"111122223333\"",
            "    targetAccounts: [{account: \"222233334444\", targetStack: {AWSSourceAccount: \"111122223333\"}}]",
            "    fleet:", "      instances:",
            "        - {account: \"222233334444\", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB], count: \(count)}",
        ]
        let text = (head + lines.map { "    " + $0 }).joined(separator: "\n") + "\n"
        layer = try ScenarioLayer(bytes: Array(text.utf8), file: "single.yaml")
    }

    func scenario(_ settings: [String] = []) throws(InvalidInput) -> Scenario {
        let draft = try ScenarioReader.read(layers: [layer], settings: settings, standardName: "single")
        return try ScenarioAssembler.assemble(draft, inventories: draft.deployments.map { _ in nil })
    }

    var maker: VariantMaker {
        { settings in Result { () throws(InvalidInput) in try scenario(settings) } }
    }
}
