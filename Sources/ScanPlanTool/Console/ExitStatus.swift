internal import Reporting

/// The exit codes of the tool.
enum ExitStatus: Int32, Error, CaseIterable {
    case ok = 0
    /// A threshold of the scenario is violated, a condition of `--fail-on` is true, a price is too old, or a row of the
    /// self test failed; the answer is given all the same.
    case checkFailed = 1
    /// Wrong options or arguments.
    case usage = 2
    /// A scenario, document or inventory is wrong.
    case invalidInput = 3
    /// No plan exists.
    case infeasible = 4
    /// A file cannot be read or written.
    case inputOutput = 5
    /// A price is missing, so there is no total.
    case estimateIncomplete = 6

    /// Every code and what it means, for help, manuals and the reference.
    static let meanings: [ExitCodeReference.Code] =
        allCases.map { ($0.rawValue, $0.meaning) } + [(130, "interrupted")]

    private var meaning: String {
        switch self {
        case .ok: "ok (a missed objective is reported, with 0)"
        case .checkFailed:
            "a threshold of the scenario is violated, a condition of --fail-on is true, a price is older than "
                + "--fail-on-stale allows, or a row of `selftest` failed; the answer is given all the same"
        case .usage: "wrong options or arguments"
        case .invalidInput: "invalid input; every issue is listed with file:line:column"
        case .infeasible:
            "infeasible; the bottlenecks are listed, or what blocks by `preflight`, or what `appliances` cannot reach, "
                + "`sensors` cannot cover or `connectors` cannot discover"
        case .inputOutput: "a file cannot be read or written"
        case .estimateIncomplete: "estimate incomplete: a price is missing and no stand-in is set"
        }
    }
}
