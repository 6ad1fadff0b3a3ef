import DocumentReading
import Foundation
import ScanModel
import TestSupport
import Testing
import VendorProfiles

@testable import PriceLists

/// What a reader makes of texts in memory.
enum Reading {
    static func content(
        _ texts: [String], fetched: String? = nil
    ) throws -> PriceListContent {
        var reading = PriceListReading(fetched: fetched.flatMap { CalendarDay($0) })
        for (index, text) in texts.enumerated() {
            try reading.read("folder/list\(index).json") { () throws(ReadFault) in
                try .memory(Array(text.utf8), name: "folder/list\(index).json")
            }
        }
        return try reading.finish()
    }

    static func issues(_ texts: [String]) -> [String] {
        do {
            _ = try content(texts)
            return []
        } catch let error as InvalidInput {
            return error.issues.map(\.description)
        } catch ReadFault.invalid(let issue) {
            return [issue.description]
        } catch {
            return ["\(error)"]
        }
    }

    /// Amounts by item and region.
    static func amounts(_ book: PriceBook) -> [String: Dollars] {
        var amounts: [String: Dollars] = [:]
        for item in book.items {
            for region in book.regions(of: item) {
                amounts["\(item) \(region)"] = book.price(of: item, region: region)?.amount
            }
        }
        return amounts
    }
}

@Suite("Reading price lists of AWS")
struct OfferReadingTests {
    @Test("A file made from a book gives the book back, among products to leave", arguments: 0..<150)
    func roundTrip(seed: Int) throws {
        var maker = OfferMaker(dice: Dice(seed: UInt64(seed)))
        let book = maker.book(prices: maker.dice.roll(1...60))
        let content = try Reading.content([maker.file(book)])
        #expect(Reading.amounts(content.book) == Reading.amounts(book))
        #expect(content.files.map(\.offer) == ["AmazonEC2"])
        #expect(content.choices.allSatisfy { $0.share != nil })
        for item in content.book.items {
            for region in content.book.regions(of: item) {
                #expect(
                    content.book.price(of: item, region: region)?.provenance
                        == Provenance(
                            source: "AWS Price List, AmazonEC2 version 20261120 (list0.json)", date: "2026-11-20",
                            confidence: .documented))
            }
        }
    }

    @Test("Terms may stand before the products they are of", arguments: 0..<20)
    func termsFirst(seed: Int) throws {
        var maker = OfferMaker(dice: Dice(seed: 900 + UInt64(seed)))
        let book = maker.book(prices: 40)
        let content = try Reading.content([maker.file(book, termsFirst: true)])
        #expect(Reading.amounts(content.book) == Reading.amounts(book))
    }

    @Test("The order of files does not count, and what is newer holds", arguments: 0..<20)
    func files(seed: Int) throws {
        var maker = OfferMaker(dice: Dice(seed: 400 + UInt64(seed)))
        let (old, new) = (maker.book(prices: 30), maker.book(prices: 30))
        let texts = [maker.file(old).replacing("2026-11-20T", with: "2026-10-20T"), maker.file(new)]
        var wanted = old
        wanted.lay(new)
        #expect(Reading.amounts(try Reading.content(texts).book) == Reading.amounts(wanted))
        #expect(Reading.amounts(try Reading.content(texts.reversed()).book) == Reading.amounts(wanted))
    }

    private static let head =
        #"{"offerCode":"AmazonEC2","version":"1","publicationDate":"2026-11-20T00:00:00Z","products":{"#
    private static let gp3 =
        #"{"productFamily":"Storage","attributes":{"servicecode":"AmazonEC2","regionCode":"us-east-1","#
        + #""volumeApiName":"gp3","usagetype":"EBS:VolumeUsage.gp3"}}"#

    private static func term(_ usd: String, unit: String = "GB-Mo") -> String {
        #"{"t":{"effectiveDate":"2026-01-01","priceDimensions":{"d":{"unit":"\#(unit)","pricePerUnit":{"USD":"\#(usd)"}}}}}"#
    }

    private static func file(_ products: String, _ terms: String) -> String {
        head + products + #"},"terms":{"OnDemand":{"# + terms + "}}}"
    }

    @Test("Of two prices for the same thing the higher one holds, is assumed and told")
    func contradiction() throws {
        let content = try Reading.content([
            Self.file(
                "\"A\":\(Self.gp3),\"B\":\(Self.gp3)",
                "\"A\":\(Self.term("0.08")),\"B\":\(Self.term("0.0800000001"))")
        ])
        let price = try #require(content.book.price(of: .gp3, region: "us-east-1"))
        #expect(price.amount.value.description == "0.0800000001")
        #expect(price.otherAmount?.value.description == "0.08")
        #expect(price.provenance.confidence == .assumed)
        #expect(price.provenance.source.hasSuffix("; the same list also states 0.08"))
        #expect(content.choices.map(\.other.value.description) == ["0.08"])
    }

    @Test("Two lists of one day that contradict each other are treated alike")
    func contradictionOfFiles() throws {
        let texts = ["0.09", "0.08"].map { Self.file("\"A\":\(Self.gp3)", "\"A\":\(Self.term($0))") }
        for texts in [texts, texts.reversed()] {
            let content = try Reading.content(texts)
            let price = try #require(content.book.price(of: .gp3, region: "us-east-1"))
            #expect(price.amount.value.description == "0.09" && price.otherAmount?.value.description == "0.08")
            #expect(price.provenance.confidence == .assumed && content.choices.count == 1)
        }
    }

    @Test("A price for another unit or in another currency is counted and left")
    func units() throws {
        let other = Self.term("1").replacing("USD", with: "CNY")
        let content = try Reading.content([
            Self.file(
                "\"A\":\(Self.gp3),\"B\":\(Self.gp3),\"C\":\(Self.gp3),\"D\":\(Self.gp3)",
                "\"A\":\(Self.term("3", unit: "Hrs")),\"B\":\(other),\"C\":\(Self.term("0.08"))")
        ])
        #expect(content.book.price(of: .gp3, region: "us-east-1")?.amount.value.description == "0.08")
        #expect(content.files[0].unpriced == 3 && content.files[0].matching == 4)
    }

    @Test("A file without a date gives undated prices and says so")
    func undated() throws {
        let text = Self.file("\"A\":\(Self.gp3)", "\"A\":\(Self.term("0.08"))")
            .replacing(#""publicationDate":"2026-11-20T00:00:00Z","#, with: "")
        let content = try Reading.content([text])
        #expect(content.book.price(of: .gp3, region: "us-east-1")?.provenance.date == PriceDate.undated)
        #expect(content.notes.contains { $0.contains("does not tell the day of its publication") })
    }

    @Test("What is wrong is told with its place")
    func wrong() {
        let found = Reading.issues([
            Self.file("\"A\":\(Self.gp3)", "\"A\":\(Self.term("cheap"))"),
            Self.file("\"A\":\(Self.gp3)", "\"A\":{\"t\":{\"priceDimensions\":[]}}"),
            Self.file("\"A\":{\"productFamily\":\"Storage\"}", "\"A\":{}"),
            Self.file("\"A\":\(Self.gp3)", "\"A\":\(Self.term("10001"))"),
        ])
        #expect(found.count == 4)
        let text = Self.file("\"A\":\(Self.gp3)", "\"A\":\(Self.term("cheap"))")
        let column = text.distance(from: text.startIndex, to: text.ranges(of: "\"cheap")[0].lowerBound) + 1
        #expect(
            found[0].hasPrefix(
                "folder/list0.json:1:\(column): terms.OnDemand.A.t.priceDimensions.d.pricePerUnit.USD: "
                    + "is the text \"cheap\"; expected 0, or USD above 0"))
        #expect(found[1].contains("list1.json") && found[1].contains("expected a term with `priceDimensions`"))
        #expect(found[2].contains("list2.json") && found[2].contains("expected a product with `attributes`"))
        #expect(found[3].contains(#"is the text "10001""#))
    }

    @Test(
        "What is no price list, or one without prices, is refused",
        arguments: [
            ("{}", "is no price list"), ("[]", "is no price list"), ("{\"Reservations\":[]}", "is no price list"),
            ("{\"offerCode\":\"AmazonEC2\",\"products\":{}}", "has no `terms`"),
            (
                "{\"offerCode\":\"AmazonEC2\",\"products\":{},\"terms\":{\"OnDemand\":{\"A\":{}}}}",
                "has no price that bills"
            ),
            ("{\"offerCode\":7,\"products\":{},\"terms\":{}}", "expected a text"),
            ("{\"products\":[7],\"terms\":{}}", "expected a product"), ("{\"products\":7}", "expected an object"),
            ("", "the file is empty"), ("a,b", "this is not JSON"),
            (
                "{\"offerCode\":\"A\",\"products\":{},\"terms\":{\"OnDemand\":{\"A\":{}}}}\n{\"offerCode\":\"B\"}",
                "2 documents"
            ),
            ("{\"offerCode\":\"A\",\"Items\":[{}]}", "holds a price list of AWS and pages of Azure"),
        ])
    func refused(text: String, problem: String) {
        let found = Reading.issues([text])
        #expect(found.count == 1 && found[0].contains(problem), "\(found)")
    }

    @Test("Where no file could be read to its end, nothing is said of prices")
    func unread() throws {
        var reading = PriceListReading()
        #expect(throws: ReadFault.self) {
            try reading.read("a.json") { () throws(ReadFault) in try .memory(Array("{".utf8), name: "a.json") }
        }
        #expect(try reading.finish().book.count == 0)
    }

    @Test("Mutated files give prices or issues, never a crash", arguments: 0..<30)
    func mutated(seed: Int) {
        var maker = OfferMaker(dice: Dice(seed: 7000 + UInt64(seed)))
        let bytes = Array(maker.file(maker.book(prices: 6), termsFirst: seed % 5 == 0).utf8)
        var refused = 0
        for _ in 0..<100 {
            let mutant = Mutation.of(bytes, &maker.dice)
            let found = Reading.issues([String(decoding: mutant, as: UTF8.self)])
            if !found.isEmpty { refused += 1 }
            #expect(found.allSatisfy { $0.contains("list0.json") }, "\(found)")
        }
        #expect(refused > 10)
    }
}
