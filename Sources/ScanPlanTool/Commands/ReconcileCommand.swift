internal import ArgumentParser
internal import CostReconciliation
internal import DocumentReading
internal import Estimation
internal import Reporting
internal import ScanModel
internal import Studies

/// How a reconciliation is written.
enum ReconciliationFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, markdown
}

/// Which cost of a charge is compared.
enum CostChoice: String, ExpressibleByArgument, CaseIterable {
    case billed, effective, list

    var cost: ExportSelection.Cost {
        switch self {
        case .billed: .billed
        case .effective: .effective
        case .list: .list
        }
    }
}

struct ReconcileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Lays a cost export beside the estimate of a scenario, line by line.",
        discussion: """
            Reads a FOCUS export of AWS (1.0 and later, with x_UsageType), an AWS Cost and Usage Report or CUR 2.0 as \
            CSV, packed with gzip or zstd or not. The estimate is that of `simulate`, made for the days that the export \
            covers. Each line tells quantity, price and cost, estimated and billed; what other quantities and what \
            other prices make of the difference; and how much of the bill no line explains. Taxes, credits, purchases \
            and whatever the filters leave out are counted. Which charges belong to which line: \
            Scenarios/reconcile/README.md.

            EXAMPLES
              scanplan reconcile Scenarios/reconcile/scenario.yaml --costs Scenarios/reconcile/focus.csv
              scanplan reconcile scenario.yaml --costs export.csv.gz --period 2026-10 --tag app=scanner
              scanplan reconcile scenario.yaml --costs - --period 2026-10-01..2026-10-12 --format json
              scanplan reconcile scenario.yaml --costs export.csv --rate EUR=1.08 --format csv > lines.csv
            """)

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var work: JobsOptions

    @Option(help: ArgumentHelp("The export, or - for standard input.", valueName: "file"))
    var costs: String

    @Option(
        help: ArgumentHelp(
            "A month, 2026-10, or days of one, 2026-10-01..2026-10-12. Left out: the month of the charges, from its first "
                + "day with a charge to its last.", valueName: "period"))
    var period: String?

    @Option(help: "Which cost: billed (invoiced), effective (commitments spread out) or list.")
    var cost: CostChoice = .billed

    @Option(help: ArgumentHelp("Only charges of this account. Can be repeated.", valueName: "account"))
    var account: [String] = []

    @Option(
        help: ArgumentHelp("Only charges with this tag. Can be repeated; all must be there.", valueName: "key=value"))
    var tag: [String] = []

    @Option(help: ArgumentHelp("Only this deployment of the scenario.", valueName: "name"))
    var deployment: String?

    @Option(
        help: ArgumentHelp(
            "Scan cycles in the period, for each deployment; by the interval unless given.", valueName: "number"))
    var cycles: Double?

    @Option(help: ArgumentHelp("USD for one of the export's currency, such as EUR=1.08.", valueName: "currency=USD"))
    var rate: [String] = []

    @Option(help: "How to write the answer.")
    var format: ReconciliationFormat = .text

    func validate() throws {
        if let period, BillingPeriod(period) == nil {
            throw ValidationError("--period must be such as 2026-10 or 2026-10-01..2026-10-12, not \(period).")
        }
        for tag in tag where tag.split(separator: "=", maxSplits: 1).count != 2 {
            throw ValidationError("--tag must be key=value, not \(tag).")
        }
        if let cycles, !(cycles > 0 && cycles <= 100_000) {
            throw ValidationError("--cycles must be above 0 and at most 100000, not \(cycles).")
        }
        for text in rate where Self.rate(text) == nil {
            throw ValidationError("--rate must be such as EUR=1.08, not \(text).")
        }
    }

    private static func rate(_ text: String) -> (currency: String, rate: Double)? {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 3, parts[0].allSatisfy({ ("A"..."Z").contains($0) }),
            let rate = Rational(decimal: parts[1])?.doubleValue, rate > 0
        else { return nil }
        return (String(parts[0]), rate)
    }

    func run() throws {
        let tags = tag.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            return ExportSelection.Tag(key: parts[0], value: parts[1])
        }
        let selection = ExportSelection(
            cost: cost.cost, period: period.flatMap { BillingPeriod($0) }, accounts: Set(account), tags: tags)
        let ledger = try CostExportLoading.read(costs, selection)
        let loaded = try ScenarioLoading.load(scenario, jobs: work.jobs)
        try Refusal.unlessOnAWS(loaded, "the table of charges", instead: "other clouds' exports have other charges")
        if let deployment, !loaded.deployments.contains(where: { $0.name == deployment }) {
            let names = loaded.deployments.map(\.name).joined(separator: ", ")
            throw ValidationError("No deployment is named \(deployment); there are \(names).")
        }
        let answer = try answered(loaded)
        let chosen = answer.deployments.filter { deployment == nil || $0.deployment.name == deployment }
        let result = try reconciled(chosen.map(\.estimate), ledger)
        let name = answer.scenario
        switch format {
        case .text: Console.answer(ReconciliationText.document(result, scenario: name, style: Console.style))
        case .json:
            Console.answer(ReconciliationJSON.document(result, scenario: name, version: Version.text).document)
        case .csv: Console.answer(ReconciliationCSV.document(result))
        case .markdown: Console.answer(ReconciliationText.markdown(result, scenario: name))
        }
        try Answering.checkPrices(answer)
    }

    private func answered(_ scenario: Scenario) throws(ExitStatus) -> StudyAnswer {
        switch try Answering.study(scenario, depth: .simulate, jobs: work.jobs) {
        case .answered(let answer): return answer
        case .infeasible(let name, let bottlenecks):
            throw Refusal.infeasible(bottlenecks, of: name, format: format == .json ? .json : .text)
        }
    }

    private func reconciled(_ estimates: [Estimate], _ ledger: ChargeLedger) throws(ExitStatus) -> Reconciliation {
        let rates = Dictionary(rate.compactMap(Self.rate).map { ($0.currency, $0.rate) }) { $1 }
        do throws(Reconciliation.Obstacle) {
            return try Reconciliation(estimates, ledger: ledger, cost: cost.cost, cycles: cycles, rates: rates)
        } catch {
            let problem =
                switch error {
                case .nothingBilled: "the export holds no charge for use"
                case .currency(let name):
                    "the charges are in \(name), and the estimate is in USD; give a rate: --rate \(name)=…"
                case .noInterval: "a deployment has no interval; say how many scan cycles there were: --cycles …"
                }
            Console.diagnostic("error: \(costs): \(problem)")
            throw .invalidInput
        }
    }
}

/// From a path on the command line to the charges of an export.
enum CostExportLoading {
    /// - Parameter path: the file, packed or not, or - for standard input.
    static func read(_ path: String, _ selection: ExportSelection) throws(ExitStatus) -> ChargeLedger {
        var reader = ExportReader(file: path, selection: selection)
        do throws(ReadFault) {
            var input = try path == "-" ? ByteInput.standardInput() : ByteInput.file(path, name: path)
            try ProgressLine.during("reading charges") { () throws(ReadFault) in
                try input.forEachPiece { piece in
                    reader.read(piece)
                    return !reader.isOver
                }
            }
        } catch {
            switch error {
            case .unreadable(let reason):
                throw ScenarioLoading.report(UnreadableFile(path: path, reason: reason))
            case .invalid(let issue): throw ScenarioLoading.report(InvalidInput([issue]))
            }
        }
        do throws(InvalidInput) {
            return try reader.finish()
        } catch {
            throw ScenarioLoading.report(error)
        }
    }
}

/// A calendar month such as `2026-10`.
struct MonthArgument: ExpressibleByArgument {
    let month: BillingPeriod

    init?(argument: String) {
        guard argument.count == 7, let month = BillingPeriod(argument) else { return nil }
        self.month = month
    }
}
