internal import AllocProbe
internal import ArgumentParser
internal import Reporting
internal import ScanModel

/// The front door.
@main
struct ScanPlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scanplan",
        abstract: "Plans and simulates agentless, snapshot-based cloud scanning.",
        discussion: """
            Answers, from a scenario file and before anything is deployed: does the scan cycle fit, how long does it \
            take, what does it cost, and what holds it back.

            EXAMPLES
              scanplan init > scenario.yaml
              scanplan import listings/ -o fleet.csv
              scanplan validate scenario.yaml
              scanplan simulate scenario.yaml
              scanplan simulate --format json scenario.yaml > answer.json
              cat scenario.yaml | scanplan simulate -
              scanplan simulate --set deployments[0].parameters.Concurrency=2 scenario.yaml
              scanplan simulate --trials 200 scenario.yaml
              scanplan explain scenario.yaml
              scanplan report scenario.yaml -o report.html
              scanplan trace -o trace.json.gz scenario.yaml
              scanplan recommend scenario.yaml
              scanplan sweep --set Concurrency=1..4 --set SingleRegionConcurrency=1..7 scenario.yaml
              scanplan compare scenario.yaml --with SingleRegionConcurrency=2
              scanplan headroom --growth 3% scenario.yaml
              scanplan weeks --weeks 12 scenario.yaml
              scanplan show --resolved overlay.yaml
              scanplan profile show qualys-aws@1.8
              scanplan prices show --scenario scenario.yaml
              scanplan preflight scenario.yaml
              scanplan runbook scenario.yaml > runbook.md
              scanplan appliances Scenarios/appliances/peered-networks.yaml
              scanplan sensors Scenarios/sensors/mixed-fleet.yaml
              scanplan connectors Scenarios/connectors/short-lives.yaml
              scanplan calibrate --profile qualys-aws@1.8 --from Scenarios/calibration/observed.csv
              scanplan reconcile scenario.yaml --costs export.csv.gz
              scanplan anonymise --from inventory --key-file private.key > fleet.csv
              scanplan selftest

            \(ExitCodeReference.help(ExitStatus.meanings))

            ENVIRONMENT
              SCANPLAN_LIMITS  limits of inputs for this run, such as
                               document-bytes=64MiB,fleet-instances=100000; also
                               document-nodes, document-aliases, input-bytes
                               and element-bytes
            """,
        version: "scanplan \(Version.text)",
        groupedSubcommands: [
            CommandGroup(
                name: "Scenarios",
                subcommands: [
                    InitCommand.self, ValidateCommand.self, ShowCommand.self, SchemaCommand.self, GenerateCommand.self,
                    ProfileCommand.self, PricesCommand.self,
                ]),
            CommandGroup(name: "Real data", subcommands: [ImportCommand.self]),
            CommandGroup(
                name: "What happens",
                subcommands: [
                    PlanCommand.self, SimulateCommand.self, WeeksCommand.self, ExplainCommand.self, ReportCommand.self,
                    TraceCommand.self,
                ]),
            CommandGroup(
                name: "What to do",
                subcommands: [
                    RecommendCommand.self, OptimiseCommand.self, SweepCommand.self, StudyCommand.self,
                    CompareCommand.self, HeadroomCommand.self, StaggerCommand.self, SensitivityCommand.self,
                    UncertaintyCommand.self,
                ]),
            CommandGroup(
                name: "Deploying", subcommands: [PreflightCommand.self, RunbookCommand.self, ExportCommand.self]),
            CommandGroup(name: "Network scans", subcommands: [AppliancesCommand.self]),
            CommandGroup(name: "Sensors", subcommands: [SensorsCommand.self]),
            CommandGroup(name: "Discovery", subcommands: [ConnectorsCommand.self]),
            CommandGroup(name: "Fleets", subcommands: [FleetCommand.self]),
            CommandGroup(
                name: "Trust",
                subcommands: [
                    ObserveCommand.self, CalibrateCommand.self, ReconcileCommand.self, AnonymiseCommand.self,
                    SelfTestCommand.self, ConformanceCommand.self, VersionCommand.self,
                ]),
            CommandGroup(name: "This program", subcommands: [DocsCommand.self]),
        ])

    static func main() {
        do {
            try MemoryLimit.check()
            let limits = try LimitVariable.limits(Console.environment)
            var command = try parseAsRoot()
            try InputLimits.$current.withValue(limits) { try command.run() }
        } catch let status as ExitStatus {
            Console.leave(status)
        } catch {
            let code = exitCode(for: error)
            let message = fullMessage(for: error)
            if code == .success {
                // The parser asks for its text at every start, so what `--version` tells is made only when it is wanted.
                let isVersion = message == configuration.version
                Console.answer(isVersion ? VersionText.document(VersionCommand.overview) : message + "\n")
                Console.leave(.ok)
            }
            Console.diagnostic(message)
            // The parser has a code of its own for wrong usage; ours is the common 2.
            if code == .validationFailure { Console.leave(.usage) }
            Console.leave(code: code.rawValue)
        }
    }
}

/// The version of the tool.
enum Version {
    static let text = "0.1.0"
}
