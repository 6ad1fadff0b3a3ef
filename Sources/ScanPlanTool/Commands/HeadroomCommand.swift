internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies
internal import Synchronization

struct HeadroomCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "headroom",
        abstract: "Tells how far the fleet can grow, as a whole and region by region, before it misses the deadline.",
        discussion: """
            Fleets of several sizes are simulated; a larger one contains a smaller one. Told are the largest size that \
            fits and what binds just above it, when the fleet grows out of it, and what it costs. A scenario with random \
            draws fits if the deadline (objective.deadline, else the interval) is met with objective.probability, by \
            the whole of the interval that the trials give.

            EXAMPLES
              scanplan headroom scenario.yaml
              scanplan headroom --growth 3% --from 2027-01-01 scenario.yaml
              scanplan headroom --trials 400 --resolution 0.5% scenario.yaml
              scanplan headroom --regions 0 --format json scenario.yaml > headroom.json
            """)

    @OptionGroup var study: StudyOptions

    @Option(
        help: ArgumentHelp(
            "Growth in a month, such as 3%; the scenario's own (weeks.growth) unless given.", valueName: "share"))
    var growth: ShareArgument?

    @Option(
        help: ArgumentHelp(
            "The day on which the fleet is as it is, such as 2027-01-01; weeks.firstDay unless given.",
            valueName: "day"))
    var from: DayArgument?

    @Option(
        help: ArgumentHelp(
            "How close the largest size that fits and the next one that does not shall be.", valueName: "share"))
    var resolution = ShareArgument(value: 0.01)

    @Option(
        help: ArgumentHelp(
            "Largest size to test, as a multiple; ten unless given, more for small fleets.", valueName: "factor"))
    var most: Double?

    @Option(help: ArgumentHelp("Regions that are also grown alone, the most loaded first.", valueName: "n"))
    var regions = 8

    @Flag(help: "Copies of instances go to new accounts, whose limits are their own, in place of the same ones.")
    var newAccounts = false

    func validate() throws {
        guard (0...1000).contains(regions) else {
            throw ValidationError("--regions must be 0 to 1000, not \(regions).")
        }
        if let most, !(most >= 1 && most <= 1000) { throw ValidationError("--most must be 1 to 1000, not \(most).") }
        guard resolution.value >= 0.0005, resolution.value <= 0.5 else {
            throw ValidationError("--resolution must be 0.05% to 50%.")
        }
        if let growth, !(growth.value > 0 && growth.value <= 10) {
            throw ValidationError("--growth must be above 0% and at most 1000%.")
        }
    }

    func run() throws {
        let scenario = try ScenarioLoading.load(study.scenario, jobs: study.jobs)
        let settings = HeadroomSettings(
            trials: study.trials, resolution: resolution.value, most: most, regions: regions,
            owner: newAccounts ? .newAccounts : .sameAccount,
            rate: growth.map { GrowthRate(share: $0.value, period: .month) }, firstDay: from?.day)
        let tested = Atomic<Int>(0)
        let line = ProgressLine(title: "growing", unit: "sizes")
        let jobs = study.jobs
        // How many sizes a search needs shows only at its end.
        let expected = 16 + 7 * regions
        let result: Result<HeadroomOutcome, UnanswerableScenario> = blocking {
            do throws(UnanswerableScenario) {
                return .success(
                    try await HeadroomStudy.answer(scenario, settings: settings, width: jobs) {
                        let done = tested.wrappingAdd(1, ordering: .relaxed).newValue
                        line.report(done, max(expected, done + 1))
                    })
            } catch {
                return .failure(error)
            }
        }
        line.end()
        switch result {
        case .success(.answered(let answer)):
            switch study.format {
            case .text: Console.answer(HeadroomText.document(answer, style: Console.style))
            case .json: Console.answer(HeadroomJSON.document(answer, version: Version.text).document)
            }
        case .success(.infeasible(let bottlenecks)):
            throw Refusal.infeasible(bottlenecks, of: scenario.name, format: study.format)
        case .failure(let failure):
            throw Refusal.unanswerable(failure)
        }
    }
}

/// A day such as `2026-12-07`.
struct DayArgument: ExpressibleByArgument {
    let day: CalendarDay

    init?(argument: String) {
        guard let day = CalendarDay(argument) else { return nil }
        self.day = day
    }
}
