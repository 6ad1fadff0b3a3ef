import ScanModel
import Testing

@testable import CostReconciliation

/// A small FOCUS export, row by row.
struct FocusRows {
    static let header =
        "BilledCost,EffectiveCost,ListCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeClass,"
        + "ProviderName,ServiceName,x_UsageType,RegionId,SubAccountId,ConsumedQuantity,ConsumedUnit,Tags\n"

    static func row(
        _ cost: String = "1.5", currency: String = "USD", day: String = "2026-10-03", category: String = "Usage",
        correction: String = "", provider: String = "AWS", usageType: String = "EBS:SnapshotUsage",
        account: String = "111122223333", quantity: String = "30", tags: String = "{}"
    ) -> String {
        let quoted = tags.replacing("\"", with: "\"\"")
        return "\(cost),2.5,3.5,\(currency),\(day)T00:00:00Z,\(day)T23:00:00Z,\(category),\(correction),\(provider),"
            + "Amazon EC2,\(usageType),us-east-1,\(account),\(quantity),GB-Mo,\"\(quoted)\"\n"
    }

    static func read(
        _ text: String, _ selection: ExportSelection = ExportSelection(), piece: Int = 1 << 20
    ) throws(InvalidInput) -> ChargeLedger {
        var reader = ExportReader(file: "costs.csv", selection: selection)
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            reader.read(rest.prefix(piece))
            rest = rest.dropFirst(piece)
        }
        return try reader.finish()
    }

    static func issues(_ text: String, _ selection: ExportSelection = ExportSelection()) -> [String] {
        do throws(InvalidInput) {
            _ = try read(text, selection)
            return []
        } catch {
            return error.issues.map(\.description)
        }
    }
}

@Suite struct ExportReaderTests {
    @Test func addsChargesUp() throws {
        let ledger = try FocusRows.read(
            FocusRows.header + FocusRows.row("0.1") + FocusRows.row("0.2") + FocusRows.row("5E-8", quantity: "0.5"))
        #expect(ledger.rows == 3)
        let sum = try #require(ledger.sums.values.first)
        #expect(ledger.sums.count == 1)
        #expect(sum.charges == 3)
        #expect(sum.cost.units == 300_000_050_000_000_000)
        #expect(sum.quantity.doubleValue == 60.5)
        #expect(ledger.currency == "USD")
        #expect(ledger.accounts == ["111122223333"])
    }

    /// However the bytes come in pieces, the ledger is the same.
    @Test func piecesMakeNoDifference() throws {
        let text =
            FocusRows.header + FocusRows.row(tags: #"{"user:app": "a,b"}"#) + FocusRows.row(usageType: "\"x\ny\"")
            + FocusRows.row(category: "Tax") + FocusRows.row(usageType: "KMS-Keys").replacing("\n", with: "\r\n")
        let whole = try FocusRows.read(text)
        #expect(whole.sums.count == 3)
        for piece in 1...40 { #expect(try FocusRows.read(text, piece: piece) == whole, "pieces of \(piece)") }
        #expect(try FocusRows.read("\u{FEFF}" + text, piece: 2) == whole)
        #expect(try FocusRows.read(String(text.dropLast())) == whole)
    }

    @Test func leavesOutAndCountsWhy() throws {
        let text =
            FocusRows.header + FocusRows.row() + FocusRows.row("2", category: "Tax")
            + FocusRows.row("-1", category: "Credit")
            + FocusRows.row("4", account: "999988887777") + FocusRows.row("8", day: "2026-09-30")
            + FocusRows.row("16", correction: "Correction") + FocusRows.row("32", provider: "Microsoft")
        let selection = ExportSelection(period: BillingPeriod("2026-10"), accounts: ["111122223333"])
        let ledger = try FocusRows.read(text, selection)
        #expect(
            ledger.leftOut.mapValues(\.cost.doubleValue) == [
                .category("Tax"): 2, .category("Credit"): -1, .account: 4, .period: 8, .correction: 16,
                .provider("Microsoft"): 32,
            ])
        #expect(ledger.sums.values.map(\.cost.doubleValue) == [1.5])
    }

    @Test(arguments: [
        (#"{"app": "scanner"}"#, true), (#"{"user:app": "scanner"}"#, true), (#"{"user_app":"scanner"}"#, true),
        (#"{"app": "web"}"#, false), (#"{"other": "scanner"}"#, false), ("", false), ("{broken", false),
    ])
    func looksForTags(tags: String, isThere: Bool) throws {
        let selection = ExportSelection(tags: [.init(key: "app", value: "scanner")])
        let text = FocusRows.header + FocusRows.row(tags: #"{"app": "scanner"}"#) + FocusRows.row("7", tags: tags)
        let ledger = try FocusRows.read(text, selection)
        #expect(ledger.sums.values.map(\.charges) == [isThere ? 2 : 1])
    }

    @Test func choosesTheCost() throws {
        let costs = try ExportSelection.Cost.allCases.map { cost in
            try FocusRows.read(FocusRows.header + FocusRows.row(), ExportSelection(cost: cost)).sums.values.map(
                \.cost.doubleValue)
        }
        #expect(costs == [[1.5], [2.5], [3.5]])
    }

    /// Whole days from the first to the last use; a tax for the whole month does not make the month whole.
    @Test func thePeriodIsThatOfTheCharges() throws {
        let text =
            FocusRows.header + FocusRows.row(day: "2026-10-12") + FocusRows.row(day: "2026-10-02")
            + FocusRows.row(day: "2026-10-31", category: "Tax")
        #expect(try FocusRows.read(text).period?.description == "2026-10-02 to 2026-10-12")
        let stated = ExportSelection(period: BillingPeriod("2026-10-02..2026-10-20"))
        #expect(try FocusRows.read(text, stated).period?.days == 19)
    }

    // MARK: What is wrong with it

    @Test func tellsEveryIssueWithItsPlace() {
        let text =
            FocusRows.header + FocusRows.row("one") + FocusRows.row(quantity: "3 GB") + "1,2\n"
            + FocusRows.row(day: "2026-13-01")
        #expect(
            FocusRows.issues(text)
                == [
                    "costs.csv:2:1: BilledCost: found \"one\"; expected a decimal number of at most 1000000000000",
                    "costs.csv:3:122: ConsumedQuantity: found \"3 GB\"; expected a decimal number of at most 1000000000000",
                    "costs.csv:4:1: the row has 2 cells; expected 16, one for each column of the header",
                    "costs.csv:5:17: ChargePeriodStart: found \"2026-13-01T00:00:00Z\"; expected a time in UTC such as "
                        + "2026-10-01T00:00:00Z",
                    "costs.csv:5:38: ChargePeriodEnd: found \"2026-13-01T23:00:00Z\"; expected a time in UTC such as "
                        + "2026-10-01T00:00:00Z",
                ])
    }

    @Test func currenciesDoNotMix() {
        let text = FocusRows.header + FocusRows.row() + FocusRows.row(currency: "EUR")
        #expect(FocusRows.issues(text).first?.contains("costs.csv:3:13: BillingCurrency: is \"EUR\" after USD") == true)
        // A tax in another currency takes no part.
        #expect(
            FocusRows.issues(FocusRows.header + FocusRows.row() + FocusRows.row(currency: "EUR", category: "Tax")) == []
        )
    }

    @Test func twoMonthsNeedAChoice() {
        let text = FocusRows.header + FocusRows.row() + FocusRows.row(day: "2026-11-01")
        #expect(FocusRows.issues(text).first?.contains("choose one with --period") == true)
        #expect(FocusRows.issues(text, ExportSelection(period: BillingPeriod("2026-11"))) == [])
    }

    @Test(arguments: [
        ("", "the file is empty"), ("a,b\n1,2\n", "this is no header of a cost export"),
        ("BilledCost\n1\n", "is missing"), (FocusRows.header + "\"1", "inside quotation marks"),
        (FocusRows.header + "a\"b\n", "a quotation mark stands inside"),
        (FocusRows.header.replacing("\n", with: ",billedcost\n"), "is listed twice"),
        (FocusRows.header + FocusRows.row(category: "Tax"), "none of its 1 charges takes part"),
    ])
    func refusesWhatIsNoExport(text: String, problem: String) {
        #expect(FocusRows.issues(text).contains { $0.contains(problem) }, "\(FocusRows.issues(text))")
    }

    /// Memory does not grow with what an attacker makes up.
    @Test func whatIsKeptIsBounded() throws {
        let many = (0..<3000).map { FocusRows.row(category: "made up \($0)") }.joined()
        let ledger = try FocusRows.read(FocusRows.header + FocusRows.row() + many)
        #expect(ledger.leftOut.count <= ChargeLedger.reasonsMax + 1)
        #expect(ledger.leftOut.values.reduce(0) { $0 + $1.charges } == 3000)
        let long = FocusRows.header + FocusRows.row(usageType: String(repeating: "x", count: 1001))
        #expect(FocusRows.issues(long).first?.contains("the text has 1001 bytes; expected at most 1000") == true)
        let huge = FocusRows.header + "\"" + String(repeating: "x", count: CSVRecords.recordBytesMax + 2)
        var reader = ExportReader(file: "costs.csv", selection: ExportSelection())
        reader.read(Array(huge.utf8))
        #expect(reader.isOver)
        #expect(FocusRows.issues(FocusRows.header + FocusRows.row(currency: "us$")).count == 1)
    }

    @Test func issuesAreBounded() {
        let text = FocusRows.header + String(repeating: FocusRows.row("x"), count: 250)
        #expect(FocusRows.issues(text).count == 101)
    }

    /// Seeded damage to a file that is right: an answer or issues, never a crash.
    @Test func damagedFilesAreAnsweredOrRefused() {
        let good = Array((FocusRows.header + FocusRows.row() + FocusRows.row(tags: #"{"a": "b"}"#)).utf8)
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var refused = 0
        for _ in 0..<2000 {
            var bytes = good
            for _ in 0...next(4) {
                switch next(3) {
                case 0: bytes[next(bytes.count)] = UInt8(next(256))
                case 1: bytes.removeSubrange(next(bytes.count)..<bytes.count)
                default: bytes.insert(contentsOf: [34, 44, 10][next(3)...next(1) + 2], at: next(bytes.count + 1))
                }
                if bytes.isEmpty { bytes = [44] }
            }
            var reader = ExportReader(
                file: "costs.csv", selection: ExportSelection(tags: [.init(key: "a", value: "b")]))
            reader.read(bytes)
            do { _ = try reader.finish() } catch { refused += 1 }
        }
        #expect(refused > 500)
    }
}
