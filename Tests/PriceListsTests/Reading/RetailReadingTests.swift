import DocumentReading
import ScanModel
import TestSupport
import Testing
import VendorProfiles

@testable import PriceLists

@Suite("Reading pages of the Azure Retail Prices API")
struct RetailReadingTests {
    /// The row that https://learn.microsoft.com/en-us/rest/api/cost-management/retail-prices/azure-retail-prices shows,
    /// whose figures are replaced.
    private static let row: [String: String] = [
        "currencyCode": "\"USD\"", "tierMinimumUnits": "0.0", "retailPrice": "0.1", "unitPrice": "0.1",
        "armRegionName": "\"westeurope\"", "location": "\"EU West\"", "effectiveStartDate": "\"2026-08-01T00:00:00Z\"",
        "meterId": "\"000a794b-bdb0-58be-a0cd-0c3a0f222923\"", "meterName": "\"D2s v5\"",
        "productId": "\"DZH318Z0BQPS\"", "skuId": "\"DZH318Z0BQPS/00TG\"",
        "productName": "\"Virtual Machines Dsv5 Series\"", "skuName": "\"D2s v5\"",
        "serviceName": "\"Virtual Machines\"", "serviceId": "\"DZH313Z7MMC8\"", "serviceFamily": "\"Compute\"",
        "unitOfMeasure": "\"1 Hour\"", "type": "\"Consumption\"", "isPrimaryMeterRegion": "true",
        "armSkuName": "\"Standard_D2s_v5\"",
    ]

    private static func row(_ changes: [String: String?] = [:]) -> String {
        var members = row
        for (name, value) in changes { members[name] = value }
        return "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    private static func page(_ rows: [String], next: String = "null") -> String {
        "{\"BillingCurrency\":\"USD\",\"CustomerEntityId\":\"Default\",\"CustomerEntityType\":\"Retail\",\"Items\":["
            + rows.joined(separator: ",") + "],\"NextPageLink\":\(next),\"Count\":\(rows.count)}"
    }

    private static let machine = AzureCatalog.machineHour("Standard_D2s_v5")

    @Test("A machine, a disk and a snapshot are taken, to the last digit")
    func taken() throws {
        let disk: [String: String?] = [
            "serviceName": "\"Storage\"", "productName": "\"Standard SSD Managed Disks\"", "skuName": "\"E10 LRS\"",
            "meterName": "\"E10 LRS Disk\"", "unitOfMeasure": "\"1/Month\"", "retailPrice": "9.6",
            "armSkuName": "\"Standard_E10_LRS\"",
        ]
        let snapshot: [String: String?] = [
            "serviceName": "\"Storage\"", "productName": "\"Standard HDD Managed Disks\"",
            "skuName": "\"Snapshots LRS\"",
            "meterName": "\"LRS Snapshots\"", "unitOfMeasure": "\"1 GB/Month\"", "retailPrice": "0.05",
            "armSkuName": "\"\"",
        ]
        let content = try Reading.content([
            Self.page([Self.row(["retailPrice": "0.123456789"]), Self.row(disk), Self.row(snapshot)])
        ])
        #expect(
            Reading.amounts(content.book).mapValues(\.value.description) == [
                "vm:Standard_D2s_v5:linux:h westeurope": "0.123456789",
                "disk:standard-ssd:GiB-month westeurope": "0.075",
                "disk:snapshot-standard:GiB-month westeurope": "0.05",
            ])
        let provenance = content.book.price(of: Self.machine, region: "westeurope")?.provenance
        #expect(provenance?.date == "2026-08-01" && provenance?.confidence == .documented)
        #expect(content.notes.count == 1 && content.notes[0].contains("2026-08-01"))
    }

    @Test(
        "What is no Linux machine for everybody is left",
        arguments: [
            ("type", "\"Reservation\""), ("type", "\"DevTestConsumption\""), ("skuName", "\"D2s v5 Spot\""),
            ("meterName", "\"D2s v5 Low Priority\""), ("productName", "\"Virtual Machines Dsv5 Series Windows\""),
            ("productName", "\"Dv2 Series CloudServices\""), ("unitOfMeasure", "\"1/Month\""),
            ("isPrimaryMeterRegion", "false"), ("tierMinimumUnits", "100.0"), ("retailPrice", "0.0"),
            ("armRegionName", "\"usgovvirginia\""), ("armSkuName", "\"\""), ("serviceName", "\"Azure Kubernetes\""),
        ])
    func left(name: String, value: String) throws {
        let content = try Reading.content([
            Self.page([Self.row([name: value]), Self.row(["armSkuName": "\"Standard_B1s\""])])
        ])
        #expect(content.book.items == [AzureCatalog.machineHour("Standard_B1s")])
    }

    @Test("What began last holds, whichever page and order it stands in; of equals the higher one")
    func newest() throws {
        let old = Self.row(["effectiveStartDate": "\"2024-01-01T00:00:00Z\"", "retailPrice": "0.5"])
        let new = Self.row(["retailPrice": "0.2"])
        for texts in [[Self.page([old]), Self.page([new])], [Self.page([new, old])]] {
            let content = try Reading.content(texts)
            #expect(content.book.price(of: Self.machine, region: "westeurope")?.amount.value == Rational(2, over: 10))
            #expect(content.choices.isEmpty)
        }
        let both = try Reading.content([Self.page([new, Self.row(["retailPrice": "0.3"])])])
        #expect(both.book.price(of: Self.machine, region: "westeurope")?.amount.value == Rational(3, over: 10))
        #expect(both.choices.count == 1)
    }

    @Test("The day of fetching is the prices' day, and what begins later is left")
    func fetched() throws {
        let later = Self.row(["effectiveStartDate": "\"2026-12-01T00:00:00Z\"", "retailPrice": "0.9"])
        let content = try Reading.content([Self.page([Self.row(), later])], fetched: "2026-11-29")
        let price = content.book.price(of: Self.machine, region: "westeurope")
        #expect(price?.amount.value == Rational(1, over: 10) && price?.provenance.date == "2026-11-29")
        #expect(content.notes.isEmpty)
    }

    @Test("Pages that all name a next one are known to be incomplete; pages may share a file")
    func pages() throws {
        let first = Self.page([Self.row()], next: "\"https://prices.azure.com:443/api/retail/prices?$skip=100\"")
        #expect(try Reading.content([first]).notes.contains { $0.contains("pages are missing") })
        let both = try Reading.content([first + "\n" + Self.page([Self.row(["armRegionName": "\"eastus\""])])])
        #expect(both.book.regions(of: Self.machine) == ["eastus", "westeurope"])
        #expect(!both.notes.contains { $0.contains("pages are missing") })
    }

    @Test(
        "What is wrong is told with its place",
        arguments: [
            ("currencyCode", "\"EUR\"", "Items[0].currencyCode: is the text \"EUR\"; expected prices in USD"),
            ("retailPrice", "\"x\"", "Items[0].retailPrice: is the text \"x\""),
            ("retailPrice", "1e300", "Items[0].retailPrice: is the number 1e300"),
            ("retailPrice", "-1", "Items[0].retailPrice: is the number -1"),
            ("effectiveStartDate", "\"soon\"", "Items[0].effectiveStartDate: is the text \"soon\""),
        ])
    func wrong(name: String, value: String, message: String) {
        let found = Reading.issues([Self.page([Self.row([name: value])])])
        #expect(found.count == 1 && found[0].contains(message), "\(found)")
    }

    @Test("A price that does not divide is rounded at the last place that prices may have")
    func division() {
        #expect(RetailRules.spread(Rational(96, over: 10), over: 128).description == "0.075")
        #expect(RetailRules.spread(Rational(1_234_567, over: 1_000_000), over: 128).description == "0.009645054688")
    }

    @Test("Mutated pages give prices or issues, never a crash", arguments: 0..<20)
    func mutated(seed: Int) {
        var dice = Dice(seed: 300 + UInt64(seed))
        let bytes = Array(Self.page([Self.row(), Self.row(["armRegionName": "\"eastus\""])]).utf8)
        var refused = 0
        for _ in 0..<100 {
            let found = Reading.issues([String(decoding: Mutation.of(bytes, &dice), as: UTF8.self)])
            if !found.isEmpty { refused += 1 }
        }
        #expect(refused > 10)
    }
}
