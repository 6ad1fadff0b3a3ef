import Foundation
import ScanModel
import TestSupport
import Testing

@testable import PriceLists

@Suite("Price book files")
struct PriceBookFileTests {
    private static let head = "# scanplan.prices/1\nitem,region,usd,other_usd,date,confidence,source\n"

    private func read(_ text: String) throws(InvalidInput) -> PriceBook {
        try PriceBookFile.read(bytes: Array(text.utf8), file: "p.csv")
    }

    private func issues(_ text: String) -> [String] {
        do throws(InvalidInput) {
            _ = try read(text)
            return []
        } catch {
            return error.issues.map(\.description)
        }
    }

    @Test("A book that is written is read back, price by price, whatever its sources are called", arguments: 0..<200)
    func roundTrip(seed: Int) throws {
        var books = RandomBooks(dice: Dice(seed: UInt64(seed)))
        let book = books.book(prices: books.dice.roll(0...60))
        let text = PriceBookFile.text(book)
        let back = try read(text)
        #expect(back == book)
        #expect(PriceBookFile.text(back) == text)
    }

    @Test("No cell begins like a formula", arguments: 0..<50)
    func formulas(seed: Int) {
        var books = RandomBooks(dice: Dice(seed: 1000 + UInt64(seed)))
        for line in PriceBookFile.text(books.book(prices: 30)).split(separator: "\n").dropFirst(2) {
            let cells = BookCells(String(line))?.texts ?? []
            #expect(cells.count == 7)
            #expect(!cells.contains { ["=", "+", "-", "@"].contains($0.first) }, "\(line)")
        }
    }

    @Test("What spreadsheets make of a file is read, too")
    func spreadsheet() throws {
        let plain = Self.head + "# a comment\nebs:gp3:GiB-month,us-east-1,0.08,,2026,documented,\"a, b\"\n"
        let foreign =
            "\u{FEFF}# scanplan.prices/1,,,,,,\r\nitem,region,usd,other_usd,date,confidence,source\r\n\r\n"
            + "ebs:gp3:GiB-month,us-east-1,0.080,,2026,documented,\"a, b\"\r\n"
        #expect(try read(foreign) == read(plain))
        #expect(try read(plain).price(of: .gp3, region: "us-east-1")?.amount == Dollars(Rational(8, over: 100)))
    }

    @Test("Everything that is wrong is told at once, with its place")
    func wrong() {
        let text =
            Self.head + """
                ebs:gp3:GiB-month,us-east-1,0.08,,2026-11-20,documented,a
                EBS:GP3:GIB-MONTH,us-east-1,0.08,,2026-11-20,documented,a
                ebs:gp3:GiB-month,US East,-1,x,2026-11-31,sure,
                ebs:gp3:GiB-month,us-east-1,0.08,,2026-11-20,documented,b
                ebs:gp3:GiB-month,us-east-1
                ebs:gp3:GiB-month,us-east-2,0.08,,2026-11-20,documented,"open
                ebs:gp2:GiB-month,*,10000.01,,2026,documented,a
                ebs:gp2:GiB-month,*,0.0000000000001,,2026,documented,a

                """
        let usd = "expected USD above 0 and up to 10000 with at most 12 decimal places"
        #expect(
            issues(text) == [
                "p.csv:4:1: item: `EBS:GP3:GIB-MONTH` is nothing that is priced here; expected a name as "
                    + "`scanplan prices show` spells it; did you mean ebs:gp3:GiB-month?",
                "p.csv:5:19: region: is `US East`; expected a region such as us-east-1, or *",
                "p.csv:5:27: usd: is `-1`; \(usd)",
                "p.csv:5:30: other_usd: is `x`; \(usd), or nothing",
                "p.csv:5:32: date: is `2026-11-31`; expected a day such as 2026-11-21, a month, a year or undated",
                "p.csv:5:43: confidence: is `sure`; expected one of measured, documented, calibrated, assumed, stated",
                "p.csv:5:48: source: is empty; expected where the price was read, in at most 1000 characters",
                "p.csv:6:1: item: ebs:gp3:GiB-month in us-east-1 has a price in line 3 already; expected one row for each",
                "p.csv:7:1: the row has 2 cells; expected 7, one for each column of the header",
                "p.csv:8:1: a quotation mark is not closed or stands inside a cell; expected cells as in RFC 4180",
                "p.csv:9:21: usd: is `10000.01`; \(usd)",
                "p.csv:10:21: usd: is `0.0000000000001`; \(usd)",
            ])
    }

    @Test(
        "A file of another kind or version is refused by its head",
        arguments: ["", "item,region\n", "# scanplan.prices/2\n"])
    func foreign(text: String) {
        #expect(issues(text).count == 1)
        #expect(issues(text)[0].hasPrefix("p.csv:1:1: the file is no price book of this version"))
    }

    @Test("A file without a header, or with another one, is refused")
    func header() {
        #expect(issues("# scanplan.prices/1\n")[0].contains("there is no header"))
        #expect(issues("# scanplan.prices/1\nregion,item\n")[0].hasPrefix("p.csv:2:1: the header is another one"))
    }

    @Test("Issues beyond a hundred are counted")
    func many() {
        let found = issues(Self.head + String(repeating: "x\n", count: 150))
        #expect(found.count == 101 && found.contains { $0.contains("50 more issues are not listed") })
    }

    @Test("Mutated files give a book or issues, never a crash", arguments: 0..<20)
    func mutated(seed: Int) throws {
        var books = RandomBooks(dice: Dice(seed: 500 + UInt64(seed)))
        let bytes = Array(PriceBookFile.text(books.book(prices: 12)).utf8)
        var refused = 0
        for _ in 0..<100 {
            let mutant = Mutation.of(bytes, &books.dice)
            do throws(InvalidInput) {
                let book = try PriceBookFile.read(bytes: mutant, file: "m.csv")
                // What is accepted can be written and read again.
                #expect(try PriceBookFile.read(bytes: Array(PriceBookFile.text(book).utf8), file: "m.csv") == book)
            } catch {
                refused += 1
                #expect(error.issues.allSatisfy { $0.file == "m.csv" && !$0.problem.isEmpty })
            }
        }
        #expect(refused > 0)
    }
}
