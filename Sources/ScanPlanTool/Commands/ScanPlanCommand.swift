internal import AllocProbe
internal import ArgumentParser

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
              scanplan validate scenario.yaml
              scanplan plan scenario.yaml
              scanplan simulate scenario.yaml
              scanplan simulate --format json scenario.yaml > answer.json
              cat scenario.yaml | scanplan simulate -
              scanplan simulate --set deployments[0].parameters.Concurrency=2 scenario.yaml
              scanplan weeks --weeks 12 scenario.yaml
              scanplan recommend scenario.yaml
              scanplan show --resolved overlay.yaml
              scanplan profile show qualys-aws@1.8
              scanplan preflight scenario.yaml
              scanplan runbook scenario.yaml > runbook.md
              scanplan export cloudformation --output stacks scenario.yaml
              scanplan conformance document.json

            \(ExitStatus.help)
            """,
        version: "scanplan \(Version.text)",
        subcommands: [
            InitCommand.self, ValidateCommand.self, PlanCommand.self, SimulateCommand.self, WeeksCommand.self,
            RecommendCommand.self,
            ShowCommand.self, GenerateCommand.self, PreflightCommand.self, RunbookCommand.self, ExportCommand.self,
            SchemaCommand.self,
            ConformanceCommand.self,
            ProfileCommand.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let status as ExitStatus {
            Console.leave(status)
        } catch {
            let code = exitCode(for: error)
            let message = fullMessage(for: error)
            if code == .success {
                Console.answer(message + "\n")
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
