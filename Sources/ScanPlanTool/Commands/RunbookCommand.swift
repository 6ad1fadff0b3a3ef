internal import ArgumentParser
internal import Reporting
internal import Rollout
internal import ScanModel
internal import Studies

struct RunbookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runbook",
        abstract: "Writes the ordered steps that deploy, change and take down a deployment, as Markdown or JSON.",
        discussion: """
            The parameters are filled in. Secrets appear as the references that the scenario holds. A deployment without a \
            plan has no runbook.

            EXAMPLES
              scanplan runbook scenario.yaml > runbook.md
              scanplan runbook --format json scenario.yaml
            """)

    @OptionGroup var options: ReportOptions

    func run() throws {
        let scenario = try ScenarioLoading.load(options.scenario, jobs: options.jobs)
        try Refusal.unlessOnAWS(scenario, "the runbook", instead: "`scanplan preflight` checks what can be checked")
        switch try Answering.study(scenario, depth: .plan, jobs: options.jobs) {
        case .answered(let answer):
            let runbooks = answer.deployments.map { Runbook($0.deployment, plan: $0.plan) }
            switch options.format {
            case .text: Console.answer(RunbookText.document(runbooks))
            case .json:
                Console.answer(
                    RunbookJSON.document(scenario: scenario.name, runbooks: runbooks, version: Version.text).document)
            }
        case .infeasible(let name, let bottlenecks):
            throw Refusal.infeasible(bottlenecks, of: name, format: .text)
        }
    }
}
