internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import ScenarioInput
internal import SensorMix

struct SensorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sensors",
        abstract: "Chooses the cheapest mix of sensors for classes of assets, with a proved bound.",
        discussion: """
            Reads a document of its own, not a scenario: classes of assets with what has to be known of them and how \
            fresh, sensors with their prices and roll-outs, and the dynamic tags that point them \
            (Scenarios/sensors/README.md tells every key). Says which sensor can give what and how old its results are, \
            which mix meets every objective for the least money, what is covered twice, what is not covered, why, and the \
            cheapest change that helps, and when the roll-out has come far enough.

            Ends with 0 if some objectives cannot be met, and with 4 if none can.

            EXAMPLES
              scanplan sensors Scenarios/sensors/mixed-fleet.yaml
              scanplan sensors --format json fleet.yaml
            """)

    @Argument(
        help: "Document of sensors (YAML or JSON), or - for standard input.",
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var document: String

    @Option(help: "How to write the answer.")
    var format: OutputFormat = .text

    func run() throws {
        let request = try DocumentLoading.read(document, standardName: "sensors") {
            (bytes, file, name) throws(InvalidInput) in
            try SensorReader.read(bytes: bytes, file: file, standardName: name)
        }
        let answer = SensorAnswer(
            name: request.name, estate: request.estate,
            plan: ProgressLine.during("planning") { SensorPlanner.plan(request.estate) },
            assumptions: request.assumptions)
        switch format {
        case .text: Console.answer(SensorText.document(answer, style: Console.style))
        case .json: Console.answer(SensorJSON.document(answer, version: Version.text).document)
        }
        if answer.meetsNothing { throw ExitStatus.infeasible }
    }
}
