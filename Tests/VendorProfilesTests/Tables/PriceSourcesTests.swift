import ScanModel
import Testing

@testable import VendorProfiles

@Suite("Price sources")
struct PriceSourcesTests {
    static let sources = PriceSources(
        CSVTable(
            "key,date,source\none,2026,first list\ntwo,2020-05,second list\n", name: "sources",
            columns: ["key", "date", "source"]))

    static func row(_ line: String) -> CSVTable.Row {
        CSVTable("source,second_source\n\(line)\n", name: "t", columns: ["source", "second_source"]).rows[0]
    }

    @Test("One source alone is assumed")
    func alone() {
        let provenance = Self.sources.provenance(of: Self.row("one,"))
        #expect(provenance == Provenance(source: "first list", date: "2026", confidence: .assumed))
    }

    @Test("Two sources make it documented, both named")
    func agreed() {
        let provenance = Self.sources.provenance(of: Self.row("one,two"))
        #expect(provenance.confidence == .documented)
        #expect(provenance.source == "first list; the same in second list, 2020-05")
        #expect(provenance.date == "2026")
    }

    @Test("A source that states another price is named, and two that agree against it do not make it documented")
    func disagreed() {
        let table = CSVTable(
            "source,second_source,other_source,other_usd\none,two,one,0.5\none,two,,\n", name: "t",
            columns: ["source", "second_source", "other_source", "other_usd"])
        let provenance = Self.sources.provenance(of: table.rows[0])
        #expect(provenance.confidence == .assumed)
        #expect(provenance.source == "first list; the same in second list, 2020-05; 0.5 in first list, 2026")
        #expect(Self.sources.provenance(of: table.rows[1]).confidence == .documented)
    }

    @Test("A key that is not listed or agrees with itself stops", arguments: ["three,", "one,three", "one,one"])
    func faults(line: String) async {
        await #expect(processExitsWith: .failure) { [line = line as String] in
            _ = PriceSourcesTests.sources.provenance(of: PriceSourcesTests.row(line))
        }
    }

    @Test("Every source is used, dated, and a public address or a text that says why not")
    func registry() throws {
        let used = Set(
            try DataFolder.cells("Prices/aws-ec2.csv").flatMap { $0.suffix(2) }
                + DataFolder.cells("Prices/aws-storage.csv").flatMap { $0.suffix(2) }
                + DataFolder.cells("Prices/aws-services.csv").flatMap { $0.suffix(3) })
        for cells in try DataFolder.cells("Prices/aws-sources.csv") {
            #expect(used.contains(cells[0]), "\(cells[0]) is not used")
            #expect(cells[2].contains("https://") || cells[0] == "price-list-quote")
            #expect(isDate(cells[1]), "\(cells[0]): \(cells[1])")
        }
    }
}
