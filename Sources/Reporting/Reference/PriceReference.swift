internal import PriceLists
public import ScanModel

/// The prices that ship, an item a line: a line for each region would be thousands.
public enum PriceReference {
    /// - Parameter books: of each cloud, in order.
    /// - Complexity: O(prices).
    public static func page(_ books: [(cloud: String, book: PriceBook)]) -> ReferencePage {
        var sources = ReferenceSources()
        var text = """
            # Prices

            Prices are in USD, at list, by item and region. `scanplan prices show --item NAME --region REGION` lists each \
            with its source, date, age and confidence, and `scanplan prices update` brings them up to date from the \
            clouds' own files. A price that is missing is an error that names the item, never a silent default.

            A price is documented if a second public source states the same figure, and assumed if it rests on one copy \
            of the list alone or if copies disagree.

            """
        for (cloud, book) in books {
            let items = book.items
            guard !items.isEmpty else { continue }
            text += "\n## \(ReferenceMarkup.prose(cloud))\n\n\(items.count) items, \(book.count) prices.\n\n"
            text += ReferenceMarkup.table(
                ["item", "unit", "regions", "lowest", "highest", "dates", "known"],
                items.map { row($0, in: book, &sources) })
        }
        return ReferencePage(path: "prices.md", text: text + sources.section)
    }

    private static func row(_ item: PriceItem, in book: PriceBook, _ sources: inout ReferenceSources) -> [String] {
        let prices = book.regions(of: item).compactMap { region in
            book.price(of: item, region: region).map { (region: region, price: $0) }
        }
        func place(_ entry: (region: String, price: Price)) -> String {
            let amount = entry.price.amount.value.description
            return entry.region == PriceBook.everywhere ? amount : "\(amount) in \(ReferenceMarkup.prose(entry.region))"
        }
        func cheaper(_ left: (region: String, price: Price), _ right: (region: String, price: Price)) -> Bool {
            (left.price.amount, left.region) < (right.price.amount, right.region)
        }
        let lowest = prices.min(by: cheaper)
        // Of equal prices the first region stands for all.
        let highest = prices.max { $0.price.amount < $1.price.amount }
        let isOne = lowest?.price.amount == highest?.price.amount
        let dates = prices.map(\.price.provenance.date)
        let span = [dates.min(), dates.max()].compactMap(\.self)
        var seen: Set<String> = []
        let known = prices.map { sources.note($0.price.provenance) }.filter { seen.insert($0).inserted }
        let isEverywhere = prices.count == 1 && prices[0].region == PriceBook.everywhere
        return [
            ReferenceMarkup.code(item.sku), ReferenceMarkup.prose(PriceTerms.unit(of: item)),
            isEverywhere ? "all" : "\(prices.count)",
            lowest.map { isOne ? $0.price.amount.value.description : place($0) } ?? "",
            isOne ? "" : highest.map(place) ?? "",
            Set(span).count == 1 ? span[0] : span.joined(separator: " to "), known.joined(separator: ", "),
        ]
    }
}
