internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import VendorProfiles

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Tells the version, the commit, and how old the profiles and prices are that ship with the program.",
        discussion: """
            `scanplan --version` prints the same text. The commit is known in the programs that `make dist` packs. Dates \
            are those of the sources that the constants, prices and quotas come from.

            EXAMPLES
              scanplan version
              scanplan version --format json
            """)

    @Option(help: "How to write it.")
    var format: OutputFormat = .text

    func run() {
        switch format {
        case .text: Console.answer(VersionText.document(Self.overview))
        case .json: Console.answer(VersionJSON.document(Self.overview).document)
        }
    }

    static var overview: VersionOverview {
        VersionOverview(
            version: Version.text, commit: BuildStamp.commit, allocator: BuildStamp.allocator,
            profiles: VendorProfiles.all.map { DatedData(name: $0.id, dates: $0.constants.map(\.date)) },
            prices: [Cloud.aws, .azure].map { DatedData(name: $0.rawValue, dates: dates($0.priceBook)) },
            quotas: [
                DatedData(name: Cloud.aws.rawValue, dates: AWSCatalog.quotas.map(\.provenance.date))
            ])
    }

    private static func dates(_ book: PriceBook) -> [String] {
        book.items.flatMap { item in
            book.regions(of: item).compactMap { book.price(of: item, region: $0)?.provenance.date }
        }
    }
}
