internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import ScenarioInput
internal import Studies

/// What commands take that answer several points with the same trials.
struct PointOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Simulated cycles of each point, with the same draws at all of them; study.trials of the scenario unless "
                + "given, else 1.", valueName: "n"))
    var trials: Int?

    @OptionGroup var work: JobsOptions

    var jobs: Int { work.jobs }

    func validate() throws {
        if let trials, !(1...Self.trialsMost).contains(trials) {
            throw ValidationError("--trials must be 1 to \(Self.trialsMost), not \(trials).")
        }
    }

    /// The outcomes of the baseline's trials are kept, to pair those of the points with.
    static let trialsMost = 100_000

    /// Refuses paths that leave open which deployment is meant.
    static func checkPaths(_ paths: [String], of scenario: Scenario) throws(ValidationError) {
        guard scenario.deployments.count > 1, let path = paths.first(where: SettingPaths.isShort) else { return }
        let name = path.prefix { $0 != "=" }
        throw ValidationError(
            "There are \(scenario.deployments.count) deployments; say which of them `\(name)` is in, such as "
                + "deployments[0].parameters.NAME.")
    }

    /// Ends the command as its points demand.
    static func leave(_ report: SweepReport, strictly: Bool) throws(ExitStatus) {
        if report.points.allSatisfy({ $0.answer == nil }) {
            throw report.points.contains(where: \.isInfeasible) ? .infeasible : .invalidInput
        }
        if report.points.contains(where: { $0.answer?.isWithoutPrice == true }) {
            Console.diagnostic("the estimate is incomplete: set prices.items, or prices.standIn to a priced region")
            throw .estimateIncomplete
        }
        if report.isViolated(strictly: strictly) { throw .checkFailed }
    }
}
