import ScanModel
import Testing

@Suite("Price book")
struct PriceBookTests {
    private func price(_ amount: Rational) -> Price {
        Price(amount: Dollars(amount), provenance: .stated(at: "prices"))
    }

    @Test("looks in the region, then everywhere")
    func lookup() {
        var book = PriceBook()
        book.set(price(1), for: .gp3, region: "us-east-1")
        book.set(price(2), for: .gp3, region: PriceBook.everywhere)
        book.set(price(3), for: .snapshotStandard, region: "us-east-1")
        #expect(book.price(of: .gp3, region: "us-east-1") == price(1))
        #expect(book.price(of: .gp3, region: "us-west-2") == price(2))
        #expect(book.price(of: .snapshotStandard, region: "us-east-1") == price(3))
        #expect(book.price(of: .snapshotStandard, region: "us-west-2") == nil)
        #expect(book.price(of: .machineHour("c5.large"), region: "us-east-1") == nil)
    }

    @Test("replaces a price that is set again")
    func replaces() {
        var book = PriceBook()
        book.set(price(1), for: .gp3, region: "us-east-1")
        book.set(price(4), for: .gp3, region: "us-east-1")
        #expect(book.price(of: .gp3, region: "us-east-1") == price(4))
        #expect(book.count == 1)
    }

    @Test("lists items and regions in order")
    func lists() {
        var book = PriceBook()
        book.set(price(1), for: .machineHour("c5.large"), region: "us-west-2")
        book.set(price(1), for: .gp3, region: "us-west-2")
        book.set(price(1), for: .gp3, region: PriceBook.everywhere)
        book.set(price(1), for: .gp3, region: "eu-west-1")
        #expect(book.count == 4)
        #expect(book.items.map(\.sku) == ["ebs:gp3:GiB-month", "ec2:c5.large:linux:on-demand"])
        #expect(book.regions(of: .gp3) == ["*", "eu-west-1", "us-west-2"])
        #expect(book.regions(of: .snapshotStandard).isEmpty)
    }
}
