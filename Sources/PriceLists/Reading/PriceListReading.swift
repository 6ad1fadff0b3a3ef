public import DocumentReading
public import ScanModel

/// Reads price files of AWS and pages of Azure, one after the other.
///
/// A price of AWS has the day on which its file was published. Azure's pages do not say when they were fetched, so that
/// their prices have the day that the caller states, or else the newest day on which any of their prices began: they were
/// fetched on it or later. All are `documented`: the owner of the cloud states them, if the files are what they say.
///
/// Memory is bounded by the products that match and by the largest product, not by the file. Exact: no amount goes
/// through a floating-point number.
public struct PriceListReading {
    private var content = PriceListContent()
    private var pages = PriceGathering()
    private var newestPage = ""
    private var pageFiles: [String] = []
    private var documents = 0
    private var lastPages = 0
    private var issues: [InputIssue] = []
    private let fetched: CalendarDay?

    /// - Parameter fetched: the day on which pages of Azure were fetched; prices that begin later are left out.
    public init(fetched: CalendarDay? = nil) { self.fetched = fetched }

    /// Reads a file. What is wrong with its values is told by ``finish()``, with that of the other files.
    ///
    /// - Parameters:
    ///   - name: how messages call the file; the prices' source has its last part.
    ///   - open: opens it; called again if the terms of products stand before them.
    /// - Throws: what keeps the file from being read to its end.
    /// - Complexity: O(bytes).
    public mutating func read(
        _ name: String, open: () throws(ReadFault) -> ByteInput
    ) throws(ReadFault) {
        var outcome = try ListFileReader(try open(), latest: fetched?.description ?? "").read()
        if outcome.offer.isOutOfOrder {
            // The second time all products are known before the first term comes.
            outcome.offer = try ListFileReader(try open(), matches: outcome.offer).read().offer
        }
        issues += outcome.issues
        func report(_ problem: String, _ expected: String = "") {
            issues.append(
                InputIssue(file: name, line: 0, column: 0, path: "", problem: problem, expected: expected))
        }
        if outcome.untold > 0 { report("\(outcome.untold) more issues are not listed") }
        guard outcome.issues.isEmpty else { return }
        switch (outcome.isOffer, outcome.isPages) {
        case (true, false):
            if outcome.documents > 1 {
                return report("holds \(outcome.documents) documents", "one price list in a file")
            }
            if outcome.offer.terms == 0 { return report("has no `terms`", "products and their terms") }
            add(outcome, name: name)
        case (false, true): addPages(outcome.pages, name: name)
        case (true, true): report("holds a price list of AWS and pages of Azure", "one of them in a file")
        case (false, false):
            report(
                "is no price list",
                "`offerCode`, `products` and `terms` of the AWS Price List, or `Items` of the Azure Retail Prices API")
        }
    }

    private mutating func add(_ outcome: ListFileReader.Outcome, name: String) {
        let header = outcome.header
        let day = header.date.map { String($0.prefix(10)) } ?? ""
        let date = CalendarDay(day) == nil ? PriceDate.undated : day
        let offer = header.offer ?? "unnamed"
        let file = PriceListReading.shortName(name)
        let version = header.version.map { " version \(ShownText.of($0))" } ?? ""
        let (book, choices) = outcome.offer.gathering.book(
            Provenance(
                source: "AWS Price List, \(ShownText.of(offer))\(version) (\(file))", date: date,
                confidence: .documented))
        content.files.append(
            PriceListContent.File(
                name: name, kind: .awsOffer, offer: ShownText.of(offer),
                version: header.version.map { ShownText.of($0) }, date: date, products: outcome.offer.products,
                matching: outcome.offer.matching, elsewhere: outcome.offer.elsewhere,
                unpriced: outcome.offer.unpriced))
        if date == PriceDate.undated {
            content.notes.append("\(name) does not tell the day of its publication; its prices are undated.")
        }
        content.choices += choices
        content.add(book)
    }

    private mutating func addPages(_ found: RetailPages, name: String) {
        content.files.append(
            PriceListContent.File(
                name: name, kind: .azurePages, offer: "Retail Prices", version: nil,
                date: found.newest.isEmpty ? PriceDate.undated : found.newest, products: found.rows,
                matching: found.matching, elsewhere: found.elsewhere, unpriced: 0))
        pages.add(found.gathering)
        newestPage = max(newestPage, found.newest)
        pageFiles.append(PriceListReading.shortName(name))
        documents += found.documents
        lastPages += found.lastPages
    }

    /// What the files say.
    ///
    /// - Throws: everything that is wrong with values in them, or that files were read and have no price at all.
    public consuming func finish() throws(InvalidInput) -> PriceListContent {
        guard issues.isEmpty else { throw InvalidInput(issues) }
        if !pageFiles.isEmpty {
            let date = fetched?.description ?? (newestPage.isEmpty ? PriceDate.undated : newestPage)
            let files = pageFiles.count == 1 ? pageFiles[0] : "\(pageFiles[0]) and \(pageFiles.count - 1) more files"
            let (book, choices) = pages.book(
                Provenance(
                    source: "Azure Retail Prices API, https://prices.azure.com/api/retail/prices (\(files))",
                    date: date,
                    confidence: .documented))
            content.choices += choices
            content.add(book)
            if fetched == nil {
                content.notes.append(
                    "Azure's pages do not tell when they were fetched; \(date), on which the newest of their prices "
                        + "began, counts.")
            }
            if documents > 0, lastPages == 0 {
                content.notes.append("Every page of Azure names a next one, so that pages are missing.")
            }
        }
        content.choices.sort()
        // Without any file read to its end there is nothing to say of the prices in them.
        guard content.book.count > 0 || content.files.isEmpty else {
            throw InvalidInput(
                content.files.map {
                    InputIssue(
                        file: $0.name, line: 0, column: 0, path: "", problem: "has no price that bills are made of",
                        expected:
                            "Linux machines on demand, storage, snapshots or the services of `scanplan prices show`")
                })
        }
        return content
    }

    /// The name of a file without its folders, as a source has it.
    private static func shortName(_ name: String) -> String {
        ShownText.of(name.split(separator: "/").last.map(String.init) ?? name)
    }
}
