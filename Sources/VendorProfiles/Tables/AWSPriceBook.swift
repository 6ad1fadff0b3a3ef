import ScanModel

extension PriceBook {
    /// Machines on demand, gp3, gp2 and standard snapshots, by region.
    static let aws: PriceBook = {
        var book = PriceBook()
        for row in AWSCatalog.machineTable.rows {
            book.add(.machineHour(row["instance_type"]), usd: row["on_demand_usd_per_hour"], from: row)
        }
        for row in AWSCatalog.storageTable.rows {
            if row["unit"] != "GB-month" { row.fail("unit \(row["unit"])") }
            book.add(storageItem(of: row), usd: row["usd"], from: row)
        }
        return book
    }()

    private static func storageItem(of row: CSVTable.Row) -> PriceItem {
        switch row["item"] {
        case "ebs_gp3": .gp3
        case "ebs_gp2": AWSCatalog.gp2
        case "ebs_snapshot_standard": .snapshotStandard
        default: row.fail("unknown item \(row["item"])")
        }
    }

    private mutating func add(_ item: PriceItem, usd text: String, from row: CSVTable.Row) {
        let region = row["region"]
        guard AWSCatalog.isKnownRegion(region) else { row.fail("unknown region \(region)") }
        guard let usd = Rational(decimal: text), usd > .zero else { row.fail("price \(text)") }
        if price(of: item, region: region) != nil { row.fail("\(item) in \(region) is given twice") }
        set(
            Price(amount: Dollars(usd), provenance: PriceSources.aws.provenance(of: row)), for: item, region: region)
    }
}
