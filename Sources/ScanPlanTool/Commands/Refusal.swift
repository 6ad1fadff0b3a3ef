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

    /// Says why its times cannot be put on one clock.
    static func unanswerable(_ failure: UnanswerableScenario) -> ExitStatus {
        Console.diagnostic("error: \(failure.reason)")
        return .invalidInput
    }
}
