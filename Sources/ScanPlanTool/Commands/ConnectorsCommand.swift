internal import ArgumentParser
internal import AssetDiscovery
internal import Reporting
internal import ScanModel
internal import ScenarioInput

struct ConnectorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connectors",
        abstract: "Tells what connectors discover on AWS and Azure, when, and what they lack.",
        discussion: """
            Reads a document of its own, not a scenario: connectors with their accounts and permissions, accounts with \
            their assets, and classes of assets with their lives (Scenarios/connectors/README.md tells every key). Says \
            for each class how likely an asset is ever seen, in closed form and simulated, when it is first seen, how long \
            it is shown as running behind its end, and what is dropped; whether a synchronisation fits between two; which \
            connectors are needed and which accounts none holds; and ticks off the permissions of every connector.

            Ends with 0 if some assets can be discovered (a missed objective is reported, with 0), and with 4 if none can.

            EXAMPLES
              scanplan connectors Scenarios/connectors/short-lives.yaml
              scanplan connectors --format json --samples 20000 connectors.yaml
            """)

    @Argument(
        help: "Document of connectors (YAML or JSON), or - for standard input.",
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var document: String

    @Option(help: "How to write the answer.")
    var format: OutputFormat = .text

    @Option(help: "Assets to simulate for each class, cloud and polling, 100 to 1000000.")
    var samples = 10_000

    @Option(help: "Seed of the simulation.")
    var seed: UInt64 = 1

    func validate() throws {
        guard (100...1_000_000).contains(samples) else { throw ValidationError("--samples must be 100 to 1000000") }
    }

    func run() throws {
        let request = try DocumentLoading.read(document, standardName: "connectors") {
            (bytes, file, name) throws(InvalidInput) in
            try ConnectorReader.read(bytes: bytes, file: file, standardName: name)
        }
        let study = ProgressLine.during("simulating discovery") {
            DiscoveryStudy(request.estate, terms: request.terms, samples: samples, seed: seed)
        }
        let answer = ConnectorAnswer(
            name: request.name, estate: request.estate, terms: request.terms, study: study,
            states: request.states.map {
                ConnectorAnswer.State(
                    cloud: $0.cloud.rawValue, state: $0.state, shown: $0.shown, meaning: $0.meaning,
                    provenance: $0.provenance)
            },
            remarks: request.remarks, assumptions: request.assumptions)
        switch format {
        case .text: Console.answer(ConnectorText.document(answer, style: Console.style))
        case .json: Console.answer(ConnectorJSON.document(answer, version: Version.text).document)
        }
        if study.discoversNothing { throw ExitStatus.infeasible }
    }
}
