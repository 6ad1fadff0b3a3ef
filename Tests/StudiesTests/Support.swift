import ScanModel
import ScenarioInput
import Studies
import Testing

/// A scenario from lines that replace or extend a small one: 80 instances in us-east-1, 8 in eu-west-1.
func scenario(
    objective: String = "{deadline: 20h}", concurrency: Int = 1, instances: [String] = [], deployment: [String] = [],
    more: [String] = []
) throws -> Scenario {
    let lines = [
        "schemaVersion: 1", "name: study", "objective: \(objective)", "deployments:", "  - name: main",
        "    profile: qualys-aws@1.8",
        "    parameters: {Concurrency: \(concurrency), SingleRegionConcurrency: 1, IntervalHours: 24, "
            + "Regions: \"us-east-1, eu-west-1\", TagKey: Scan, TagValue: daily}",
        "    serviceAccount: \"111122223333\"",
        "    targetAccounts: [{account: \"222233334444\", targetStack: {AWSSourceAccount: \"111122223333\"}}]",
        "    fleet:", "      instances:",
        "        - {account: \"222233334444\", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB], count: 880}",
        "        - {account: \"222233334444\", region: eu-west-1, tags: {Scan: daily}, volumes: [8GiB], count: 8}",
    ]
    return try read(lines + instances + deployment.map { "    " + $0 } + more)
}

/// A scenario from its lines, with all instances listed in it.
func read(_ lines: [String]) throws -> Scenario {
    let text = lines.joined(separator: "\n") + "\n"
    let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "study.yaml", standardName: "study")
    return try ScenarioAssembler.assemble(draft, inventories: draft.deployments.map { _ in nil })
}

/// The answer to a scenario that has one.
func answer(_ scenario: Scenario, depth: StudyDepth = .simulate) throws -> StudyAnswer {
    guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: depth) else {
        throw InvalidInput([InputIssue(file: "study", line: 0, column: 0, path: "", problem: "infeasible")])
    }
    return answer
}
