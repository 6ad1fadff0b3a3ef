/// The exit codes of the tool.
enum ExitStatus: Int32, Error {
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

    /// What `--help` says about them.
    static let help = """
        EXIT CODES
          0    ok (a missed objective is reported, with 0)
          1    a threshold of the scenario is violated, a condition of --fail-on is true, a price is older than
               --fail-on-stale allows, or a row of `selftest` failed; the answer is given all the same
          2    wrong options or arguments
          3    invalid input; every issue is listed with file:line:column
          4    infeasible; the bottlenecks are listed, or what blocks by `preflight`, or what `appliances` cannot reach,
               `sensors` cannot cover or `connectors` cannot discover
          5    a file cannot be read or written
          6    estimate incomplete: a price is missing and no stand-in is set
          130  interrupted
        """
}
