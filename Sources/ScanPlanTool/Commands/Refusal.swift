internal import Reporting
internal import ScanModel
internal import Studies

/// What a command says of a scenario that it cannot answer.
enum Refusal {
    /// Writes why there is no plan.
    static func infeasible(_ bottlenecks: [Bottleneck], of scenario: String, format: OutputFormat) -> ExitStatus {
        switch format {
        case .text:
            Console.answer(AnswerText.document(scenario: scenario, bottlenecks: bottlenecks, style: Console.style))
        case .json:
            Console.answer(
                AnswerJSON.document(scenario: scenario, bottlenecks: bottlenecks, version: Version.text).document)
        }
        return .infeasible
    }

    /// Refuses deployments of which a command knows nothing because they are not on AWS.
    ///
    /// - Parameter what: what the command does, such as "the runbook".
    static func unlessOnAWS(_ scenario: Scenario, _ what: String, instead: String) throws(ExitStatus) {
        for deployment in scenario.deployments where !["aws", "none"].contains(deployment.provider) {
            Console.diagnostic(
                "error: \(deployment.name): \(what) is about stacks on AWS, and \(deployment.profile) is not there; "
                    + instead)
            throw .invalidInput
        }
    }

    /// Refuses deployments whose regions take turns or share rounds of snapshots.
    static func ifCoupled(_ scenario: Scenario, _ what: String) throws(ExitStatus) {
        for deployment in scenario.deployments where deployment.workflow.couplesRegions {
            Console.diagnostic(
                "error: \(deployment.name): \(what) knows neither turns of regions nor rounds of snapshots, which "
                    + "\(deployment.profile) has; `scanplan simulate` does")
            throw .invalidInput
        }
    }

    /// Says why its times cannot be put on one clock.
    static func unanswerable(_ failure: UnanswerableScenario) -> ExitStatus {
        Console.diagnostic("error: \(failure.reason)")
        return .invalidInput
    }
}
