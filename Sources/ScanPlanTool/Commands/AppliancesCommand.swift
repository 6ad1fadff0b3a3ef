internal import ApplianceScanning
internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import ScenarioInput

struct AppliancesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "appliances",
        abstract: "Plans the cheapest network-scanner appliances on Azure networks, with a proved bound.",
        discussion: """
            Reads a document of its own, not a scenario: networks with their hosts, peerings, and the window of the scan \
            (Scenarios/appliances/README.md tells every key). Says in which networks to place appliances, of which sizes and \
            how many, why there, and what they cost with licences and traffic over peerings; simulates one scan; and names \
            hosts that no appliance reaches, with the changes that would open them.

            Ends with 0 if some hosts are out of reach, with 4 if all are, and with 6 if a price is missing.

            EXAMPLES
              scanplan appliances Scenarios/appliances/peered-networks.yaml
              scanplan appliances --format json networks.yaml
            """)

    @Argument(
        help: "Document of networks (YAML or JSON), or - for standard input.",
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var document: String

    @Option(help: "How to write the answer.")
    var format: OutputFormat = .text

    func run() throws {
        let request = try DocumentLoading.read(document, standardName: "appliances") {
            (bytes, file, name) throws(InvalidInput) in
            try ApplianceReader.read(bytes: bytes, file: file, standardName: name)
        }
        guard request.missingPrices.isEmpty else { throw report(request.missingPrices) }
        let plan: AppliancePlan
        do throws(EstateIssues) {
            plan = try ProgressLine.during("planning") { () throws(EstateIssues) in
                try AppliancePlanner.plan(request.estate, request.terms)
            }
        } catch {
            // The reader has refused everything else.
            for issue in error.issues {
                let hint =
                    issue == .totalTooGreat
                    ? "; use fewer different times of a host (hostScan), or times that divide the window" : ""
                Console.diagnostic("error: \(document): \(issue)\(hint)")
            }
            throw ExitStatus.invalidInput
        }
        let answer = ApplianceAnswer(
            name: request.name, estate: request.estate, terms: request.terms, plan: plan,
            assumptions: request.assumptions)
        switch format {
        case .text: Console.answer(ApplianceText.document(answer, style: Console.style))
        case .json: Console.answer(ApplianceJSON.document(answer, version: Version.text).document)
        }
        if answer.reachesNothing { throw ExitStatus.infeasible }
    }

    private func report(_ missing: [MissingAppliancePrice]) -> ExitStatus {
        for price in missing.prefix(100) {
            let meant = price.meant.map { "; did you mean the region \($0)?" }
            Console.diagnostic(
                "error: no price for \(price.size) in \(price.region)"
                    + (meant ?? "; state it: prices: {\(price.size): {\(price.region): ...USD}}"))
        }
        if missing.count > 100 { Console.diagnostic("error: and \(missing.count - 100) more prices") }
        return .estimateIncomplete
    }
}
