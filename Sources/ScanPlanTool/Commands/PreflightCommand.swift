internal import ArgumentParser
internal import Reporting
internal import Rollout
internal import ScanModel
internal import Studies

struct PreflightCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preflight",
        abstract:
            "Checks, before anything is deployed, quotas, addresses, token, licence and stack sets against the plan.",
        discussion: """
            Ends with 4 if something blocks the deployment. The quota increases to ask for can be written as JSON.

            EXAMPLES
              scanplan preflight scenario.yaml
              scanplan preflight --quota-requests requests.json scenario.yaml
              scanplan preflight --format json scenario.yaml
            """)

    @OptionGroup var options: ReportOptions

    @Option(help: ArgumentHelp("Write the quota increases to ask for into this file (JSON).", valueName: "file"))
    var quotaRequests: String?

    @Flag(help: "Replace the file of --quota-requests if it is there.")
    var force = false

    func run() throws {
        if let quotaRequests {
            try Console.writing { () throws(UnwritableFile) in
                try FileWriting.check(quotaRequests, overwrites: force)
            }
        }
        let scenario = try ScenarioLoading.load(options.scenario, jobs: options.jobs)
        let reports: [PreflightReport]
        switch try Answering.study(scenario, depth: .plan, jobs: options.jobs) {
        case .answered(let answer):
            reports = answer.deployments.map { PreflightReport($0.deployment, plan: $0.plan) }
        case .infeasible(_, let bottlenecks):
            reports = scenario.deployments.map { PreflightReport($0, bottlenecks: bottlenecks) }
        }
        if let quotaRequests {
            try Console.writing { () throws(UnwritableFile) in
                let text = PreflightJSON.requests(reports).document
                try FileWriting.write(Array(text.utf8), to: quotaRequests, overwrites: force)
            }
        }
        switch options.format {
        case .text: Console.answer(PreflightText.document(reports, style: Console.style))
        case .json:
            Console.answer(
                PreflightJSON.document(scenario: scenario.name, reports: reports, version: Version.text).document)
        }
        if reports.contains(where: \.blocks) { throw ExitStatus.infeasible }
    }
}
