public import PriceLists
public import ScanModel

/// Prices as JSON. Amounts are texts, because they are exact decimals.
public enum PriceJSON {
    /// Version of the list; raised when a member changes its meaning or disappears.
    public static let listSchema = "scanplan.prices/1"
    /// Version of what an update tells.
    public static let updateSchema = "scanplan.price-update/1"

    /// - Parameters:
    ///   - day: the day that ages are counted to.
    ///   - limit: the age in days beyond which a price is stale; nil: nobody asked.
    public static func list(
        _ prices: [ShownPrice], on day: CalendarDay, limit: Rational?, version: String
    ) -> JSONValue {
        .members([
            "schema": .text(listSchema), "version": .text(version), "on": .text(day.description),
            "staleAfterDays": limit.map { .number($0.doubleValue) } ?? .null,
            "prices": .array(prices.map { shown($0, limit: limit) }),
        ])
    }

    private static func shown(_ shown: ShownPrice, limit: Rational?) -> JSONValue {
        .members([
            "item": .text(shown.item.sku), "region": .text(shown.region), "standIn": .optional(shown.standIn),
            "usd": amount(shown.price.amount), "unit": .text(PriceTerms.unit(of: shown.item)),
            "otherUsd": shown.price.otherAmount.map(amount) ?? .null,
            "source": .text(shown.price.provenance.source), "date": .text(shown.price.provenance.date),
            "ageDays": .optional(shown.age), "confidence": .text(shown.price.provenance.confidence.rawValue),
            "stale": limit.map { .bool(shown.isStale(after: $0)) } ?? .null,
        ])
    }

    private static func amount(_ amount: Dollars) -> JSONValue { .text(amount.value.description) }

    /// - Parameter output: the file that was written.
    public static func update(
        _ update: PriceUpdate, _ lists: PriceListContent, output: String, version: String
    ) -> JSONValue {
        .members([
            "schema": .text(updateSchema), "version": .text(version), "output": .text(output),
            "prices": .count(update.book.count), "taken": .count(update.taken), "added": .count(update.added),
            "unchanged": .count(update.unchanged), "files": .array(lists.files.map(file)),
            "changes": .array(update.changes.map(change)), "choices": .array(lists.choices.map(choice)),
            "gaps": .array(update.gaps.map(gap)), "notes": .array(lists.notes.map { .text($0) }),
        ])
    }

    private static func file(_ file: PriceListContent.File) -> JSONValue {
        .members([
            "file": .text(file.name), "kind": .text(file.kind.rawValue), "list": .text(file.offer),
            "listVersion": .optional(file.version), "date": .text(file.date), "rows": .count(file.products),
            "matching": .count(file.matching), "unknownRegion": .count(file.elsewhere),
            "withoutPrice": .count(file.unpriced),
        ])
    }

    private static func change(_ change: PriceUpdate.Change) -> JSONValue {
        .members([
            "item": .text(change.item.sku), "region": .text(change.region), "before": amount(change.before.amount),
            "after": amount(change.after.amount), "percent": .number(Double(change.tenthsOfPercent) / 10),
            "dateBefore": .text(change.before.provenance.date),
        ])
    }

    private static func choice(_ choice: PriceChoice) -> JSONValue {
        .members([
            "item": .text(choice.item.sku), "region": .text(choice.region), "taken": amount(choice.taken),
            "other": amount(choice.other), "rule": .text(choice.share == nil ? "higher" : "mostFrequent"),
            "takenCount": .optional(choice.share?.taken), "count": .optional(choice.share?.all),
        ])
    }

    private static func gap(_ gap: PriceUpdate.Gap) -> JSONValue {
        .members([
            "item": .text(gap.item.sku), "regions": .array(gap.regions.map { .text($0) }),
            "list": .optional(gap.offer),
        ])
    }
}
