internal import ArgumentParser
internal import FleetInventory
internal import ScanModel
internal import ScenarioInput

struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Writes the fleet that a scenario describes under fleet.generate, as CSV.",
        discussion: """
            The same description gives the same fleet anywhere. The table can be changed and read back under \
            fleet.inventory.fleetCsv. Memory does not grow with the fleet.

            EXAMPLES
              scanplan generate scenario.yaml > fleet.csv
              scanplan generate --deployment production scenario.yaml
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: "The deployment whose fleet is wanted; needed if several describe one.")
    var deployment: String?

    func run() throws {
        let described = try ScenarioLoading.loadDraft(options).deployments.filter { $0.generated != nil }
        let chosen = described.filter { deployment == nil || $0.name == deployment }
        guard let specification = chosen.first?.generated, chosen.count == 1 else {
            let names = described.map { $0.name }.joined(separator: ", ")
            throw ValidationError(
                described.isEmpty
                    ? "No deployment of \(options.scenario) has fleet.generate."
                    : "Choose one deployment with --deployment: \(names).")
        }
        FleetCSV.write(generated: specification) { bytes in Console.answer(bytes: bytes) }
    }
}
