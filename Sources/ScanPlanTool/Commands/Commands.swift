internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies
internal import VendorProfiles

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks a scenario and the inventory it names, and lists every issue at once.",
        discussion: """
            EXAMPLES
              scanplan validate scenario.yaml
              scanplan validate - < scenario.json
              scanplan validate --set deployments[0].parameters.Concurrency=2 scenario.yaml
            """)

    @OptionGroup var options: ScenarioOptions

    func run() throws {
        let scenario = try ScenarioLoading.load(options, jobs: 1)
        for deployment in scenario.deployments {
            let fleet = deployment.fleet
            Console.answer(
                "valid: \(deployment.name) (\(deployment.profile)): \(deployment.regions.count) regions, "
                    + "\(fleet.accounts.count) accounts, \(fleet.instanceCount) instances, "
                    + "\(fleet.volumeCount) volumes\n")
            for notice in deployment.notices { Console.answer("note: \(notice)\n") }
        }
    }
}

struct ConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Runs a document of the reference model (SNAPREF/1) and prints its metrics as JSON.",
        discussion: """
            The document goes through the same planner, simulator and estimator as every scenario. One whose `random` is
            not null is simulated many times; every metric then has a mean and a standard deviation.

            EXAMPLES
              scanplan conformance Sources/Verification/Data/E01.json
              scanplan conformance --trials 10000 --seed 7 random.json
            """)

    @Argument(help: "Reference document (JSON), or - for standard input.", completion: .file(extensions: ["json"]))
    var document: String

    @Option(help: ArgumentHelp("Trials of a random document; a deterministic one needs none.", valueName: "n"))
    var trials: Int = 1000

    @Option(help: ArgumentHelp("Seed of a random document; a deterministic one draws nothing.", valueName: "s"))
    var seed: UInt64 = 1

    @OptionGroup var work: JobsOptions

    var jobs: Int { work.jobs }

    func validate() throws {
        guard (1...10_000_000).contains(trials) else {
            throw ValidationError("--trials must be 1 to 10000000, not \(trials).")
        }
    }

    func run() throws {
        var scenario = try ScenarioLoading.loadReference(document)
        scenario.seed = seed
        if scenario.deployments.contains(where: { $0.variations != nil }) {
            let planned = try StudyPlanning.planned(scenario, jobs: jobs, format: .json)
            let (trials, jobs) = (trials, jobs)
            let progress = TrialProgress(total: trials)
            let statistics = blocking {
                await ReferenceStatistics.of(planned, trials: trials, width: jobs) { more in
                    progress.advance(by: more)
                }
            }
            progress.end()
            Console.answer(ConformanceJSON.document(statistics).document)
            return
        }
        switch try Answering.study(scenario, depth: .simulate, jobs: 1) {
        case .answered(let answer):
            guard let metrics = ReferenceMetrics(answer) else { preconditionFailure("no reference document") }
            Console.answer(ConformanceJSON.document(metrics).document)
        case .infeasible(let name, let bottlenecks):
            throw Refusal.infeasible(bottlenecks, of: name, format: .json)
        }
    }
}

struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Shows the vendor profiles and every constant in them, with its source.",
        discussion: """
            EXAMPLES
              scanplan profile list
              scanplan profile show qualys-aws@1.8
              scanplan profile show --format json qualys-aws@1.8
              scanplan profile diff qualys-aws@1.8 qualys-aws@1.19
              scanplan profile check Scenarios/own-profile/acme.json
            """,
        subcommands: [List.self, Show.self, Diff.self, Check.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the profiles.")

        @Option(help: "How to write the list.")
        var format: OutputFormat = .text

        func run() throws {
            switch format {
            case .text: Console.answer(ProfileText.list(VendorProfiles.all, style: Console.style))
            case .json: Console.answer(ProfileJSON.list(VendorProfiles.all).document)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows one profile.")

        @Argument(
            help: "Identifier such as qualys-aws@1.8, or a file with a profile.",
            completion: .list(VendorProfiles.identifiers))
        var profile: String

        @Option(help: "How to write the profile.")
        var format: OutputFormat = .text

        func run() throws {
            let found = try ProfileCommand.profile(profile)
            switch format {
            case .text: Console.answer(ProfileText.show(found, style: Console.style))
            case .json: Console.answer(ProfileJSON.show(found).document)
            }
        }
    }
}
