public import ScanModel

/// The project's own file of prices: a table whose first line tells its version.
///
/// ```
/// # scanplan.prices/1
/// item,region,usd,other_usd,date,confidence,source
/// ebs:gp3:GiB-month,us-east-1,0.08,,2026-11-20,documented,AWS Price List ...
/// ```
///
/// Text is UTF-8, lines end with LF or CRLF, cells follow RFC 4180 but end on the line they begin on. Further lines that
/// begin with `#` are comments. `region` is a region or `*`, `usd` and `other_usd` are exact decimals, `date` is a day,
/// month or year (ISO 8601) or `undated`.
public enum PriceBookFile {
    /// The first line.
    public static let version = "# scanplan.prices/1"
    public static let columns = ["item", "region", "usd", "other_usd", "date", "confidence", "source"]
    /// Most bytes of a file: 64 MiB.
    public static let bytesMax = 1 << 26
    /// Most prices of a file.
    public static let rowsMax = 200_000
    /// Most characters of a source.
    static let sourceMax = 1000

    /// The book as a file, sorted by item and region. The same book always gives the same bytes.
    ///
    /// Complexity: O(prices log prices).
    public static func text(_ book: PriceBook) -> String {
        var text = version + "\n" + columns.joined(separator: ",") + "\n"
        for item in book.items {
            for region in book.regions(of: item) {
                guard let price = book.price(of: item, region: region) else { continue }
                let cells = [
                    item.sku, region, price.amount.value.description, price.otherAmount?.value.description ?? "",
                    price.provenance.date.isEmpty ? PriceDate.undated : price.provenance.date,
                    price.provenance.confidence.rawValue, price.provenance.source,
                ]
                text += cells.map(BookCell.written).joined(separator: ",") + "\n"
            }
        }
        return text
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: at most ``bytesMax``; more are an issue.
    ///   - file: its name for messages.
    /// - Throws: everything that is wrong with the file.
    /// - Complexity: O(bytes).
    public static func read(bytes: [UInt8], file: String) throws(InvalidInput) -> PriceBook {
        var reader = PriceBookReader(file: file)
        return try reader.read(bytes)
    }
}

/// Cells of a price book file.
enum BookCell {
    private static let formulaSigns: Set<Character> = ["=", "+", "-", "@", "\t", "\r"]

    /// A cell as it is written: one that a spreadsheet might take for a formula gets an apostrophe before it.
    static func written(_ text: String) -> String {
        var text = String(text.map { $0.isNewline ? " " : $0 })
        if isFormula(text) { text = "'" + text }
        guard text.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }

    /// The text of a cell without the apostrophe that ``written(_:)`` puts before formulas.
    static func plain(_ text: String) -> String {
        text.first == "'" && isFormula(text) ? String(text.dropFirst()) : text
    }

    /// Whether a text begins like a formula, with apostrophes before it or not, so that no two texts are written alike.
    private static func isFormula(_ text: String) -> Bool {
        text.first { $0 != "'" }.map { formulaSigns.contains($0) } ?? false
    }
}
