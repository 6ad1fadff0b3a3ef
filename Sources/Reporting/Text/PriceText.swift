public import PriceLists
public import ScanModel

/// Prices for people.
public enum PriceText {
    /// A list of prices with their ages.
    ///
    /// - Parameters:
    ///   - day: the day that ages are counted to.
    ///   - limit: the age in days beyond which a price is marked; nil: none is.
    public static func list(_ prices: [ShownPrice], on day: CalendarDay, limit: Rational?, style: TextStyle) -> String {
        if prices.isEmpty { return "No price was found.\n" }
        let hasOther = prices.contains { $0.price.otherAmount != nil }
        var columns: [(title: String, alignment: TextTable.Alignment)] = [
            ("item", .left), ("region", .left), ("USD", .right), ("per", .left),
        ]
        if hasOther { columns.append(("other USD", .right)) }
        columns += [("date", .left), ("days old", .right), ("confidence", .left), ("source", .left)]
        var table = TextTable(columns)
        for shown in prices {
            let provenance = shown.price.provenance
            var cells = [
                shown.item.sku, shown.region, shown.price.amount.value.description, PriceTerms.unit(of: shown.item),
            ]
            if hasOther { cells.append(shown.price.otherAmount?.value.description ?? "") }
            let isStale = limit.map { shown.isStale(after: $0) } ?? false
            let standIn = shown.standIn.map { "price of \($0); " } ?? ""
            cells += [
                provenance.date, age(shown) + (isStale ? " !" : ""), provenance.confidence.rawValue,
                standIn + provenance.source,
            ]
            table.add(cells)
        }
        var lines = [style.bold("Prices and their ages on \(day)")]
        lines += table.lines(width: max(style.width, 160))
        if let limit {
            let stale = prices.stale(after: limit)
            lines.append("")
            lines.append(
                stale.isEmpty
                    ? "No price is older than \(days(limit))."
                    : "\(Wording.count(stale.count)) of \(Wording.count(prices.count)) prices are older than "
                        + "\(days(limit)), or of no known date (!).")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A price that is too old, on one line.
    public static func stale(_ shown: ShownPrice) -> String {
        let whose = shown.standIn.map { " (price of \($0))" } ?? ""
        let since = shown.age.map { "\($0) days old, of \(shown.price.provenance.date)" } ?? "of no known date"
        return "\(shown.item) in \(shown.region)\(whose) is \(since): \(shown.price.provenance.source)"
    }

    /// A number of days.
    public static func days(_ count: Rational) -> String { "\(count) \(count == .one ? "day" : "days")" }

    private static func age(_ shown: ShownPrice) -> String {
        if shown.isStated { return "stated" }
        return shown.age.map { Wording.count($0) } ?? "unknown"
    }

    // MARK: An update

    /// Changes and gaps that are listed; JSON has all.
    private static let listed = 40

    /// What files of prices said and what that changed.
    public static func update(_ update: PriceUpdate, _ lists: PriceListContent, output: String, style: TextStyle)
        -> String
    {
        var lines = [
            style.bold(
                "\(output): \(prices(update.book.count)), \(Wording.count(update.taken)) of them from "
                    + "the files now")
        ]
        var files = TextTable([
            ("file", .left), ("list", .left), ("date", .left), ("rows", .right), ("matching", .right),
            ("unknown region", .right), ("without a price", .right),
        ])
        for file in lists.files {
            files.add([
                file.name, file.offer + (file.version.map { " \($0)" } ?? ""), file.date,
                Wording.count(file.products), Wording.count(file.matching), Wording.count(file.elsewhere),
                Wording.count(file.unpriced),
            ])
        }
        lines += files.lines(width: max(style.width, 160))
        lines += [
            "",
            "Of the prices from the files, \(Wording.count(update.added)) had none before, "
                + "\(Wording.count(update.unchanged)) are as before and \(Wording.count(update.changes.count)) changed.",
        ]
        if !update.changes.isEmpty { lines += changes(update.changes, style) }
        if !lists.choices.isEmpty { lines += choices(lists.choices, style) }
        lines += gaps(update.gaps, read: Set(lists.files.map(\.offer) + ["Azure"]), style)
        for note in lists.notes {
            lines.append("")
            lines += TextWrap.lines(note, first: "note: ", indent: 6, width: style.width)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func prices(_ count: Int) -> String { "\(Wording.count(count)) \(count == 1 ? "price" : "prices")" }

    private static func changes(_ changes: [PriceUpdate.Change], _ style: TextStyle) -> [String] {
        var table = TextTable([
            ("item", .left), ("region", .left), ("before", .right), ("now", .right), ("change", .right),
            ("date before", .left),
        ])
        for change in changes.prefix(listed) {
            table.add([
                change.item.sku, change.region, change.before.amount.value.description,
                change.after.amount.value.description, percent(change.tenthsOfPercent), change.before.provenance.date,
            ])
        }
        return ["", style.bold("Changed")] + table.lines(width: max(style.width, 120)) + rest(changes.count)
    }

    /// A change in per cent with one decimal.
    static func percent(_ tenths: Int) -> String {
        "\(tenths < 0 ? "-" : "+")\(tenths.magnitude / 10).\(tenths.magnitude % 10) %"
    }

    private static func choices(_ choices: [PriceChoice], _ style: TextStyle) -> [String] {
        var table = TextTable([
            ("item", .left), ("region", .left), ("taken", .right), ("other", .right), ("why", .left),
        ])
        for choice in choices.prefix(listed) {
            let why =
                choice.share.map { "the price of \($0.taken) of \($0.all) destinations" }
                ?? "the higher one of a contradiction"
            table.add([
                choice.item.sku, choice.region, choice.taken.value.description, choice.other.value.description, why,
            ])
        }
        return ["", style.bold("Chosen among several")] + table.lines(width: max(style.width, 120))
            + rest(choices.count)
    }

    /// Items of lists that no file was of are told list by list, the others one by one.
    private static func gaps(_ gaps: [PriceUpdate.Gap], read: Set<String>, _ style: TextStyle) -> [String] {
        var lines: [String] = []
        let isUnread = { (gap: PriceUpdate.Gap) in gap.regions.isEmpty && gap.offer.map { !read.contains($0) } ?? false
        }
        let here = gaps.filter { !isUnread($0) }
        if !here.isEmpty {
            var table = TextTable([("item", .left), ("in", .left), ("sold in the list", .left)])
            for gap in here.prefix(listed) {
                let regions = gap.regions.isEmpty ? "any region" : gap.regions.joined(separator: " ")
                table.add([gap.item.sku, regions, gap.offer ?? "-"])
            }
            lines += ["", style.bold("Without a price in these files")] + table.lines(width: max(style.width, 120))
            lines += rest(here.count)
        }
        let unread = Dictionary(grouping: gaps.filter(isUnread)) { $0.offer ?? "" }
        if !unread.isEmpty { lines += ["", style.bold("Lists of which no file was given")] }
        for (offer, gaps) in unread.sorted(by: { $0.key < $1.key }) {
            let items = gaps.map(\.item.sku).sorted().joined(separator: ", ")
            lines += TextWrap.lines(items, first: "  \(offer): ", indent: 4, width: style.width)
        }
        return lines
    }

    private static func rest(_ count: Int) -> [String] {
        count > listed ? ["  and \(Wording.count(count - listed)) more; --format json lists all"] : []
    }
}
