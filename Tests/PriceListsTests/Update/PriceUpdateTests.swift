import ScanModel
import TestSupport
import Testing
import VendorProfiles

@testable import PriceLists

@Suite("Bringing a price book up to date")
struct PriceUpdateTests {
    private static func price(_ text: String) -> Price {
        Price(
            amount: PriceTerms.amount(text)!,
            provenance: Provenance(source: "a list", date: "2026-11-20", confidence: .documented))
    }

    private static func lists(_ prices: [(PriceItem, String, String)]) -> PriceListContent {
        var content = PriceListContent()
        var book = PriceBook()
        for (item, region, text) in prices { book.set(price(text), for: item, region: region) }
        content.add(book)
        content.files = [
            PriceListContent.File(
                name: "a.json", kind: .awsOffer, offer: "AmazonEC2", version: nil, date: "2026-11-20", products: 1,
                matching: 1, elsewhere: 0, unpriced: 0)
        ]
        return content
    }

    @Test("Changes are told against the book, else against what ships, the largest first")
    func changes() {
        // What ships: gp3 in us-east-1 at 0.08, in us-east-2 at 0.08.
        var onto = PriceBook()
        onto.set(Self.price("0.1"), for: .gp3, region: "us-east-1")
        onto.set(Self.price("0.7"), for: .gp3, region: "eu-west-1")
        let update = PriceUpdate(
            Self.lists([
                (.gp3, "us-east-1", "0.15"), (.gp3, "us-east-2", "0.076"), (.snapshotStandard, "us-east-1", "0.05"),
                (.machineHour("x9.large"), "us-east-1", "3"),
            ]), onto: onto)
        #expect(update.taken == 4 && update.added == 1 && update.unchanged == 1)
        #expect(update.changes.map(\.tenthsOfPercent) == [500, -50])
        #expect(update.changes.map(\.region) == ["us-east-1", "us-east-2"])
        #expect(update.book.price(of: .gp3, region: "eu-west-1")?.amount.value == Rational(7, over: 10))
        #expect(update.book.price(of: .gp3, region: "us-east-1")?.amount.value == Rational(15, over: 100))
        #expect(update.book.count == 5)
    }

    @Test("Items without a price are told, with the list that sells them")
    func gaps() {
        let update = PriceUpdate(
            Self.lists([(.gp3, "us-east-1", "0.15"), (.snapshotStandard, "us-west-2", "0.05")]), onto: PriceBook())
        func gap(_ item: PriceItem) -> PriceUpdate.Gap? { update.gaps.first { $0.item == item } }
        #expect(gap(.gp3)?.regions == ["us-west-2"])
        #expect(gap(.snapshotStandard)?.regions == ["us-east-1"])
        #expect(gap(.keyMonth)?.regions == [] && gap(.keyMonth)?.offer == "awskms")
        #expect(gap(.machineHour("c5.large"))?.offer == "AmazonEC2")
        #expect(gap(.initialisation)?.offer == nil)
        // No page of Azure was read, so nothing of Azure is missed.
        #expect(!update.gaps.contains { $0.item.sku.hasPrefix("disk:") || $0.item.sku.hasPrefix("vm:") })
    }

    @Test(
        "Changes are rounded half away from zero",
        arguments: [("0.080004", 0), ("0.08004", 1), ("0.07996", -1), ("0.079961", 0)])
    func rounding(now: String, tenths: Int) {
        let change = PriceUpdate.Change(
            item: .gp3, region: "us-east-1", before: Self.price("0.08"), after: Self.price(now))
        #expect(change.tenthsOfPercent == tenths)
    }

    @Test("The largest change that prices allow does not leave the numbers")
    func extremes() {
        let change = PriceUpdate.Change(
            item: .gp3, region: "us-east-1", before: Self.price("0.000000000001"), after: Self.price("10000"))
        #expect(change.tenthsOfPercent == 1_000_000_000_000)
    }

    @Test("Laying a book over another one is the same as asking it first", arguments: 0..<100)
    func laying(seed: Int) {
        var books = RandomBooks(dice: Dice(seed: UInt64(seed)))
        let (below, above) = (books.book(prices: 60), books.book(prices: 30))
        var laid = below
        laid.lay(above)
        for item in below.items + above.items {
            for region in AWSCatalog.regions {
                #expect(
                    laid.price(of: item, region: region) == above.price(of: item, region: region)
                        ?? below.price(of: item, region: region))
            }
        }
    }
}
