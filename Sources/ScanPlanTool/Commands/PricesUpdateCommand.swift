internal import ArgumentParser
internal import FoundationEssentials
internal import PriceLists
internal import Reporting
internal import ScanModel

struct PricesUpdateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Writes a price book from price files of AWS and Azure, and says what changed.",
        discussion: """
            Reads files of the AWS Price List (index.json of any service and region; \
            https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html) and pages \
            of the Azure Retail Prices API, plain or packed with gzip or zstd, in any order; a folder stands for the *.json, \
            *.json.gz and *.json.zst files in it. Takes Linux machines on demand, storage, snapshots and the other items \
            that bills are made of, and leaves everything else. Azure's pages do not tell when they were fetched: say it \
            with --fetched, or the newest date on which one of their prices began counts.

            A scenario uses the book by `prices: {book: prices.csv}`; what the book lacks keeps the price that ships.

            EXAMPLES
              scanplan prices update --from index.json -o prices.csv
              scanplan prices update --from ec2.json --from kms.json.gz --onto prices.csv -o prices.csv
              scanplan prices update --from azure-pages --fetched 2026-11-29 -o azure.csv --format json
            """)

    @Option(
        name: .customLong("from"), parsing: .upToNextOption,
        help: ArgumentHelp("Price files, or folders of them. Can be repeated.", valueName: "path"),
        completion: .file())
    var from: [String]

    @Option(
        help: ArgumentHelp("A price book to bring up to date; its other prices stay.", valueName: "book"),
        completion: .file(extensions: ["csv"]))
    var onto: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The price book to write.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var output: String

    @Flag(help: "Overwrite the output file; the book of --onto may be overwritten anyhow.")
    var force = false

    @Option(help: ArgumentHelp("The day on which Azure's pages were fetched.", valueName: "YYYY-MM-DD"))
    var fetched: DayArgument?

    @Option(help: "How to write what changed.")
    var format: OutputFormat = .text

    func validate() throws {
        if from.isEmpty { throw ValidationError("--from names no file.") }
        if output == "-" { throw ValidationError("-o names a file; what changed is written to standard output.") }
    }

    func run() throws {
        let isSame = onto.flatMap { FileAccess.identity(of: $0) }.map { $0 == FileAccess.identity(of: output) } ?? false
        let overwrites = force || isSame
        try Console.writing { () throws(UnwritableFile) in try FileWriting.check(output, overwrites: overwrites) }
        let before = try onto.map { path throws(ExitStatus) in try PriceBookLoading.load(path) } ?? PriceBook()
        let lists = try PriceListLoading.load(from, fetched: fetched?.day)
        let update = PriceUpdate(lists, onto: before)
        try Console.writing { () throws(UnwritableFile) in
            try FileWriting.write(
                Array(PriceBookFile.text(update.book).utf8), to: output, overwrites: overwrites)
        }
        switch format {
        case .text: Console.answer(PriceText.update(update, lists, output: output, style: Console.style))
        case .json: Console.answer(PriceJSON.update(update, lists, output: output, version: Version.text).document)
        }
    }
}
