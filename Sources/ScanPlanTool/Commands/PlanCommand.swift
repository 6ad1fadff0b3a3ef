internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies
internal import VendorProfiles

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plans a scan cycle: who, where, in which order, with how many scanners, and at best how fast.",
        // The options stay on the help of the subcommand, since the command itself has none.
        usage: "scanplan plan <scenario> [<options of plan cycle>]\nscanplan plan diff <before> <after> [<options>]",
        discussion: """
            The plan proves lower bounds and forecasts by arithmetic. `simulate` tells what really happens. \
            `plan diff` tells what moved from one plan to another, and why.

            EXAMPLES
              scanplan plan scenario.yaml
              scanplan plan --format json scenario.yaml
              scanplan plan --format focus --month 2026-10 scenario.yaml
              scanplan plan diff last-week.yaml today.yaml
            """,
        subcommands: [Cycle.self, Diff.self], defaultSubcommand: Cycle.self)

    /// What `plan` does unless told otherwise.
    struct Cycle: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cycle", abstract: "Plans the scan cycle of one scenario; `plan` alone does the same.")

        @OptionGroup var options: AnswerOptions

        func run() throws { try Answering.answer(options, depth: .plan) }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tells what moved from the plan of one scenario to that of another one, and why.",
            discussion: """
                Compares the fleets account by account in each region, the settings and the profiles, and then the plans \
                region by region, each with its reasons. Only what changed is planned twice. The largest changes are \
                shown; --format json has all. A file that is called diff is planned with `plan ./diff`.

                EXAMPLES
                  scanplan plan diff last-week.yaml today.yaml
                  scanplan plan diff --top 5 --format markdown main.yaml branch.yaml > comment.md
                  scanplan plan diff --format json Scenarios/plan-diff/before.yaml Scenarios/plan-diff/after.yaml
                """)

        @Argument(
            help: "Scenario file to start from (YAML or JSON), or - for standard input.",
            completion: .file(extensions: ["yaml", "yml", "json"]))
        var before: String

        @Argument(
            help: "Scenario file to compare it with.", completion: .file(extensions: ["yaml", "yml", "json"]))
        var after: String

        @Option(
            name: .customLong("set"),
            help: ArgumentHelp(
                "Change one value of both scenarios, as for `simulate`. Can be repeated.", valueName: "path=value"))
        var settings: [String] = []

        @Flag(
            help:
                "Let `base` and `profileFile` name absolute paths, symbolic links, and files outside the scenario's folder."
        )
        var allowOutside = false

        @Option(help: ArgumentHelp("Most changes of a kind that are shown.", valueName: "n"))
        var top: Int = 10

        @Option(help: "How to write the difference.")
        var format: CompareCommand.CompareFormat = .text

        @OptionGroup var work: JobsOptions

        func validate() throws {
            guard (1...1_000_000).contains(top) else {
                throw ValidationError("--top must be 1 to 1000000, not \(top).")
            }
            guard before != "-" || after != "-" else { throw ValidationError("Standard input is one scenario only.") }
        }

        func run() throws {
            let (first, second) = (try loaded(before), try loaded(after))
            let settings = SettingsDifference.list(first.resolved, second.resolved)
            let profiles = (Self.profiles(of: first.scenario), Self.profiles(of: second.scenario))
            let jobs = work.jobs
            let result: Result<PlanDifference, UnanswerableScenario> = ProgressLine.during("planning") {
                blocking {
                    do throws(UnanswerableScenario) {
                        return .success(
                            try await PlanDifference.between(
                                first.scenario, second.scenario, settings: settings, profiles: profiles, width: jobs))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            switch result {
            case .failure(let failure): throw Refusal.unanswerable(failure)
            case .success(var difference):
                if difference.before == difference.after {
                    difference.before += " (\(before))"
                    difference.after += " (\(after))"
                }
                write(difference)
                guard difference.bottlenecks.before.isEmpty, difference.bottlenecks.after.isEmpty else {
                    throw ExitStatus.infeasible
                }
                for answer in [difference.answers.before, difference.answers.after].compactMap(\.self) {
                    try Answering.checkPrices(answer)
                }
            }
        }

        private func write(_ difference: PlanDifference) {
            switch format {
            case .text: Console.answer(PlanDifferenceText.document(difference, most: top, style: Console.style))
            case .json: Console.answer(PlanDifferenceJSON.document(difference, version: Version.text).document)
            case .markdown: Console.answer(PlanDifferenceText.markdown(difference, most: top))
            }
        }

        private func loaded(_ path: String) throws -> (scenario: Scenario, resolved: [SettingValue]) {
            var options = ScenarioOptions()
            (options.scenario, options.allowOutside) = (path, allowOutside)
            options.settings = settings.map(SettingPaths.inOnlyDeployment)
            var variants = try ScenarioVariants(options, jobs: work.jobs)
            try PointOptions.checkPaths(settings, of: variants.base)
            let candidate = variants.candidate([], values: [])
            switch candidate.scenario {
            case .success(let scenario): return (scenario, candidate.resolved)
            case .failure(let invalid): throw ScenarioLoading.report(invalid)
            }
        }

        private static func profiles(of scenario: Scenario) -> [String: VendorProfile] {
            scenario.deployments.reduce(into: [:]) { profiles, deployment in
                profiles[deployment.name] = VendorProfiles.profile(of: deployment)
            }
        }
    }
}
