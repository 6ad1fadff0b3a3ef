import CapacityPlanning
import Reporting
import Rollout
import ScanModel
import ScenarioInput
import Studies

/// A small scenario that a proof changes, asked through the same doors as any other.
struct ProofScenario {
    static let service = "111122223333"
    static let target = "222233334444"
    static let other = "333344445555"

    var profile: String
    /// The vendor's parameters as YAML values.
    var parameters: [String: String]
    /// Further lines of the deployment, such as `limits: {onDemandVcpu: 5}`.
    var lines: [String] = []
    /// What each target stack is told; nil: the service account alone.
    var stack: String?
    var targets = [ProofScenario.target]
    /// Elements of `instances`.
    var instances: [String]

    /// Of `qualys-aws@1.8`: one region, ten scanners.
    static func classic(_ parameters: [String: String] = [:], _ instances: [String] = [instance()]) -> ProofScenario {
        let standard = [
            "Concurrency": "1", "SingleRegionConcurrency": "1", "IntervalHours": "24", "Regions": "us-east-1",
            "TagKey": "Scan", "TagValue": "daily",
        ]
        return ProofScenario(
            profile: "qualys-aws@1.8", parameters: standard.merging(parameters) { $1 }, instances: instances)
    }

    /// Of `qualys-aws@1.19`, with the vendor's own values but for what is given.
    static func newer(_ parameters: [String: String] = [:], _ instances: [String] = [instance()]) -> ProofScenario {
        ProofScenario(profile: "qualys-aws@1.19", parameters: parameters, instances: instances)
    }

    /// An element of `instances`.
    static func instance(
        volumes: String = "8GiB", count: Int = 1, region: String = "us-east-1", account: String = target,
        _ more: String = "tags: {Scan: daily}"
    ) -> String {
        "{account: \"\(account)\", region: \(region), volumes: [\(volumes)], count: \(count), \(more)}"
    }

    /// The same with further lines of the deployment.
    func with(_ lines: String...) -> ProofScenario {
        var scenario = self
        scenario.lines += lines
        return scenario
    }

    /// The same without a parameter.
    func without(_ parameter: String) -> ProofScenario {
        var scenario = self
        scenario.parameters[parameter] = nil
        return scenario
    }

    /// The file.
    var source: String {
        let given = parameters.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        let name = profile == "qualys-aws@1.8" ? "AWSSourceAccount" : "ServiceAccount"
        let accounts = targets.map { "\"\($0)\"" }.joined(separator: ", ")
        let stack = stack ?? "{\(name): \"\(ProofScenario.service)\"}"
        return
            ([
                "schemaVersion: 1", "deployments:", "  - name: main", "    profile: \(profile)",
                "    parameters: {\(given)}", "    serviceAccount: \"\(ProofScenario.service)\"",
                "    targetAccounts: [{accounts: [\(accounts)], targetStack: \(stack)}]", "    fleet:",
                "      instances:",
            ] + instances.map { "        - \($0)" } + lines.map { "    \($0)" }).joined(separator: "\n") + "\n"
    }

    /// The scenario; a proof that needs one is unmet without it.
    func scenario() throws -> Scenario {
        do throws(InvalidInput) {
            let draft = try ScenarioReader.read(bytes: Array(source.utf8), file: "proof.yaml", standardName: "proof")
            return try ScenarioAssembler.assemble(draft, inventories: [nil])
        } catch {
            throw Unmet(description: "refused: \(error.issues.map { "\($0.path): \($0.problem)" })")
        }
    }

    /// What is wrong with it; empty if nothing is.
    func issues() -> [InputIssue] {
        do throws(InvalidInput) {
            _ = try ScenarioReader.read(bytes: Array(source.utf8), file: "proof.yaml", standardName: "proof")
            return []
        } catch {
            return error.issues
        }
    }

    /// Fails unless each value is taken for a parameter, and each of the others refused at that parameter.
    func expect(_ parameter: String, takes values: [String], refuses others: [String]) throws {
        for value in values + others {
            var scenario = self
            scenario.parameters[parameter] = value
            let issues = scenario.issues().filter { $0.path.contains(parameter) }
            try meet(
                issues.isEmpty == values.contains(value),
                "\(parameter): \(value) is \(issues.isEmpty ? "taken" : "refused")")
        }
    }

    func deployment() throws -> Deployment { try scenario().deployments[0] }

    func plan() throws -> DeploymentPlan {
        switch try CapacityPlanner.plan(scenario()) {
        case .planned(let plan): return plan.deployments[0]
        case .infeasible(let bottlenecks): throw Unmet(description: "no plan: \(bottlenecks)")
        }
    }

    /// The answer of a simulation.
    func answer(_ depth: StudyDepth = .simulate) throws -> DeploymentAnswer {
        switch try ScanStudy.answer(scenario(), depth: depth) {
        case .answered(let answer): return answer.deployments[0]
        case .infeasible(_, let bottlenecks): throw Unmet(description: "no plan: \(bottlenecks)")
        }
    }

    /// The answer of the planner's arithmetic as people read it.
    func text() throws -> String {
        guard case .answered(let answer) = try ScanStudy.answer(scenario(), depth: .plan) else {
            throw Unmet(description: "no plan")
        }
        return AnswerText.document(answer, style: TextStyle())
    }

    /// What happened in the only region.
    func run() throws -> Observed {
        guard let run = try answer().run, let region = run.regions.first else {
            throw Unmet(description: "nothing was simulated")
        }
        return Observed(run: run, region: region, workflow: try deployment().workflow)
    }

    /// What preflight says of one contract.
    func findings(_ contract: PreflightFinding.Contract) throws -> [PreflightFinding] {
        Preflight.findings(try deployment(), plan: try plan()).filter { $0.contract == contract }
    }

    func requests() throws -> [QuotaRequest] { QuotaRequests.list(try deployment(), plan: try plan()) }

    /// The words of the runbook, one step below the other.
    func runbook() throws -> String {
        Runbook(try deployment(), plan: try plan()).sections.flatMap(\.steps)
            .flatMap { [$0.title] + $0.notes + $0.commands }.joined(separator: "\n")
    }

    /// A parameter as the file for the service account's stack holds it.
    func exported(_ name: String) throws -> String? {
        CloudFormationExport(try deployment()).parameters.service.first { $0.name == name }?.value
    }

    /// The same for the target stacks.
    func exportedToTargets(_ name: String) throws -> String? {
        CloudFormationExport(try deployment()).parameters.target.first { $0.name == name }?.value
    }
}

/// A simulated region in seconds.
struct Observed {
    var run: DeploymentRun
    var region: RegionRun
    var workflow: ScanWorkflow

    func seconds(_ ticks: Int128) -> Double { Double(ticks) / Double(run.scale.ticksPerSecond) }

    func stage(_ name: String) throws -> StageTally {
        guard let stage = region.stages.first(where: { $0.name == name }) else {
            throw Unmet(description: "there is no stage \(name)")
        }
        return stage
    }

    /// Seconds that all items together waited for tokens in a stage.
    func tokenWait(_ stage: String) throws -> Double { seconds(try self.stage(stage).waitingForTokens) }

    /// Requests of an action.
    func requests(_ action: String) -> Int {
        workflow.buckets.firstIndex { $0.action == action }.map { region.requests[$0] } ?? 0
    }

    /// Most units of a limit in use at once.
    func peak(_ resource: String) -> Int64 {
        workflow.resources.firstIndex { $0.name == resource }.map { region.peaks[$0] } ?? 0
    }

    var launches: [Double] { region.scanners.map { seconds(Int128($0.launched)) } }
    var terminations: [Double] { region.scanners.map { seconds(Int128($0.terminated)) } }
}
