internal import ArgumentParser
internal import PriceLists
internal import Reporting
internal import ScanModel
internal import ScenarioInput
internal import Studies
internal import VendorProfiles

/// How a list of prices is written.
enum PriceListFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv
}

struct PricesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prices",
        abstract: "Shows prices with their sources and ages, and brings them up to date from the clouds' own files.",
        discussion: """
            EXAMPLES
              scanplan prices show --item ebs: --region us-east-1
              scanplan prices show --scenario scenario.yaml --fail-on-stale 90d
              scanplan prices update --from index.json -o prices.csv
            """,
        subcommands: [PricesShowCommand.self, PricesUpdateCommand.self])
}

struct PricesShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Lists prices: amount, unit, source, date, age in days and confidence.",
        discussion: """
            Lists the prices that ship, those of a price book file, or those that the bill of a scenario rests on (by the \
            planner's arithmetic, stand-ins included). A date that is only a month or a year counts from its first day, so \
            that no price is taken for fresher than it may be; a price without a date counts as stale. A price that you \
            state yourself is never stale.

            EXAMPLES
              scanplan prices show
              scanplan prices show prices.csv
              scanplan prices show --item ec2:c5.large --on 2026-11-29
              scanplan prices show --scenario scenario.yaml --format json
              scanplan prices show --scenario scenario.yaml --fail-on-stale 90d
            """)

    @Argument(
        help: "A price book file, or - for standard input; the prices that ship unless given.",
        completion: .file(extensions: ["csv"]))
    var book: String?

    @Option(
        help: "List the prices that this scenario's bill rests on.",
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Change one value of the scenario. Can be repeated.", valueName: "path=value"))
    var settings: [String] = []

    @Flag(help: "Let the scenario name files outside its folder.")
    var allowOutside = false

    @Option(help: "Only prices of this region, and those of every region.")
    var region: String?

    @Option(help: ArgumentHelp("Only items whose name begins so, such as ebs: or ec2:c5.", valueName: "name"))
    var item: String?

    @Option(help: "How to write the list.")
    var format: PriceListFormat = .text

    @OptionGroup var staleness: StalenessOptions

    func validate() throws {
        if book != nil, scenario != nil { throw ValidationError("Give a price book or --scenario, not both.") }
        if scenario == nil, allowOutside || !settings.isEmpty {
            throw ValidationError("--set and --allow-outside are for --scenario, which is missing.")
        }
    }

    func run() throws {
        let day = staleness.day
        let prices = try all(on: day).filter { shown in
            let isHere = region.map { [$0, PriceBook.everywhere].contains(shown.region) } ?? true
            return isHere && (item.map { shown.item.sku.hasPrefix($0) } ?? true)
        }
        switch format {
        case .text:
            Console.answer(PriceText.list(prices, on: day, limit: staleness.limit, style: Console.style))
        case .json:
            Console.answer(
                PriceJSON.list(prices, on: day, limit: staleness.limit, version: Version.text).document)
        case .csv: Console.answer(PriceCSV.list(prices))
        }
        try staleness.check(prices)
    }

    private func all(on day: CalendarDay) throws -> [ShownPrice] {
        if let scenario {
            var arguments = settings.flatMap { ["--set", $0] } + (allowOutside ? ["--allow-outside"] : [])
            arguments += ["--", scenario]
            let options = try ScenarioOptions.parse(arguments)
            let loaded = try ScenarioLoading.load(options, jobs: 1)
            switch try Answering.study(loaded, depth: .plan, jobs: 1) {
            case .answered(let answer): return UsedPrices.of(answer, on: day)
            case .infeasible(let name, let bottlenecks):
                throw Refusal.infeasible(bottlenecks, of: name, format: format == .json ? .json : .text)
            }
        }
        if let book { return try PriceBookLoading.load(book).shown(on: day) }
        return (Cloud.aws.priceBook.shown(on: day) + Cloud.azure.priceBook.shown(on: day)).sorted()
    }
}

/// Reads price book files that the command line names.
enum PriceBookLoading {
    static func load(_ path: String) throws(ExitStatus) -> PriceBook {
        let bytes: [UInt8]
        do throws(UnreadableFile) {
            bytes = try FileAccess.read(path, limit: PriceBookFile.bytesMax)
        } catch {
            throw ScenarioLoading.report(error)
        }
        do throws(InvalidInput) {
            return try PriceBookFile.read(bytes: bytes, file: path)
        } catch {
            throw ScenarioLoading.report(error)
        }
    }
}
